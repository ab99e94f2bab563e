import { type Logger, pino } from 'pino';
import { config } from './config.ts';
import { DomainError } from './errors.ts';
import { currentRequestId } from './request-id.ts';

/**
 * Everything a log line may carry. A field that is not here cannot be written, so personal data stay out by
 * construction; texts that still look like a number of a person or a phone are masked.
 */
export type LogFields = {
  requestId?: string;
  accountId?: string;
  documentId?: string;
  registrationId?: string;
  sessionId?: string;
  outboxId?: string;
  jobId?: string;
  eventName?: string;
  reaction?: string;
  operation?: string;
  registry?: string;
  purpose?: string;
  outcome?: string;
  failure?: string;
  code?: string;
  status?: number;
  method?: string;
  route?: string;
  attempt?: number;
  count?: number;
  durationMs?: number;
  port?: number;
  address?: string;
  signal?: string;
  process?: string;
  error?: unknown;
};

const written: Record<keyof LogFields, true> = {
  requestId: true,
  accountId: true,
  documentId: true,
  registrationId: true,
  sessionId: true,
  outboxId: true,
  jobId: true,
  eventName: true,
  reaction: true,
  operation: true,
  registry: true,
  purpose: true,
  outcome: true,
  failure: true,
  code: true,
  status: true,
  method: true,
  route: true,
  attempt: true,
  count: true,
  durationMs: true,
  port: true,
  address: true,
  signal: true,
  process: true,
  error: true,
};

/** An id of ours may hold nine digits in a row and stays; any other run of them may be a person's number. */
const idOrLongDigits = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\+?\d{9,}/g;

function masked(text: string): string {
  return text.replace(idOrLongDigits, (found) => (found.includes('-') ? found : '[masked]'));
}

/** What of `fields` a line carries. */
export function loggedFields(fields: LogFields): Record<string, unknown> {
  const line: Record<string, unknown> = {};
  const requestId = fields.requestId ?? currentRequestId();
  if (requestId) line.requestId = requestId;
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined || !Object.hasOwn(written, name)) continue;
    if (name === 'error') line.error = describe(value);
    else line[name] = typeof value === 'string' ? masked(value) : value;
  }
  return line;
}

function describe(error: unknown): unknown {
  if (!(error instanceof Error)) return { type: typeof error };
  return {
    type: error.name,
    ...(error instanceof DomainError ? { code: error.code } : {}),
    // Messages of drivers quote the offending value (a duplicate key, say); quoted and braced parts are left out.
    message: masked(error.message.replace(/\{[\s\S]*\}|"[^"]*"|'[^']*'/g, '[…]')).slice(0, 500),
    stack: error.stack
      ?.split('\n')
      .filter((line) => line.startsWith('    at '))
      .slice(0, 12)
      .join('\n'),
    ...(error.cause === undefined ? {} : { cause: describe(error.cause) }),
  };
}

const output: Logger = pino({
  level: config.logLevel,
  base: null,
  // Asked for each line: a process names itself after this module is loaded.
  mixin: () => ({ process: process.title }),
  timestamp: pino.stdTimeFunctions.isoTime,
  formatters: { level: (label) => ({ level: label }) },
  messageKey: 'event',
});

type Level = 'debug' | 'info' | 'warn' | 'error' | 'fatal';

const at =
  (level: Level) =>
  (event: string, fields: LogFields = {}): void => {
    output[level](loggedFields(fields), event);
  };

/** Structured log. `event` is a stable code: `exchange.answered`. */
export const logger = {
  debug: at('debug'),
  info: at('info'),
  warn: at('warn'),
  error: at('error'),
  fatal: at('fatal'),
};
