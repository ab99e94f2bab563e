import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';
import { calendarDateSchema } from '../services/platform/calendar-date.ts';

function refuse(expected: string): never {
  throw new GraphQLError(expected, { extensions: { code: 'BAD_USER_INPUT' } });
}

export const DateTime = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
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
  serialize: dateText,
  parseValue: dateText,
  parseLiteral: (node) => (node.kind === Kind.STRING ? dateText(node.value) : refuse('expected a date as YYYY-MM-DD')),
});

const jsonObject = (value: unknown): object =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? value : refuse('expected a JSON object');

export const WebAuthnJSON = new GraphQLScalarType<object, object>({
  name: 'WebAuthnJSON',
  serialize: jsonObject,
  parseValue: jsonObject,
  parseLiteral: () => refuse('expected a variable'),
});
