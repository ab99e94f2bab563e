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

const longDigits = /\+?\d{9,}/g;

function safe(fields: LogFields): Record<string, unknown> {
  const line: Record<string, unknown> = {};
  const requestId = fields.requestId ?? currentRequestId();
  if (requestId) line.requestId = requestId;
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    if (name === 'error') line.error = describe(value);
    else line[name] = typeof value === 'string' ? value.replace(longDigits, '[masked]') : value;
  }
  return line;
}

function describe(error: unknown): unknown {
  if (!(error instanceof Error)) return { type: typeof error };
  return {
    type: error.name,
    ...(error instanceof DomainError ? { code: error.code } : {}),
    // Messages of drivers quote the offending value (a duplicate key, say); quoted and braced parts are left out.
    message: error.message
      .replace(/\{[\s\S]*\}|"[^"]*"/g, '[…]')
      .replace(longDigits, '[masked]')
      .slice(0, 500),
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
    output[level](safe(fields), event);
  };

/** Structured log. `event` is a stable code: `exchange.answered`. */
export const logger = {
  debug: at('debug'),
  info: at('info'),
  warn: at('warn'),
  error: at('error'),
  fatal: at('fatal'),
};
