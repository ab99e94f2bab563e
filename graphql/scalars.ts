import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';
import { calendarDateSchema } from '../services/platform/calendar-date.ts';

function refuse(expected: string): never {
  throw new GraphQLError(expected, { extensions: { code: 'BAD_USER_INPUT' } });
}

export const DateTime = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  description: 'An instant, ISO 8601 in UTC with milliseconds: `2026-11-23T08:30:00.000Z`.',
  serialize: (value) => (value instanceof Date ? value.toISOString() : refuse('expected an instant')),
  parseValue: (value) => {
    const date = new Date(typeof value === 'string' ? value : Number.NaN);
    return Number.isNaN(date.getTime()) ? refuse('expected an instant, ISO 8601 in UTC') : date;
  },
});

const dateText = (value: unknown): string => {
  const parsed = calendarDateSchema.safeParse(value);
  return parsed.success ? parsed.data : refuse('expected a date as YYYY-MM-DD');
};

export const CalendarDate = new GraphQLScalarType<string, string>({
  name: 'CalendarDate',
  description: 'A calendar date without a time zone, ISO 8601: `1990-02-14`.',
  serialize: dateText,
  parseValue: dateText,
  parseLiteral: (node) => (node.kind === Kind.STRING ? dateText(node.value) : refuse('expected a date as YYYY-MM-DD')),
});

const jsonObject = (value: unknown): object =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? value : refuse('expected a JSON object');

export const WebAuthnJSON = new GraphQLScalarType<object, object>({
  name: 'WebAuthnJSON',
  description:
    "A JSON object of WebAuthn Level 3: options for the browser (section 5.4, 5.5) or a credential's answer in its JSON form.",
  serialize: jsonObject,
  parseValue: jsonObject,
  parseLiteral: () => refuse('expected a variable'),
});
