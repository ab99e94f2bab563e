import type { ErrorRequestHandler } from 'express';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import {
  BadUserInput,
  type DomainError,
  isDomainError,
  NotFound,
  PayloadTooLarge,
  TemporarilyUnavailable,
} from '../../services/platform/errors.ts';
import { logger } from '../../services/platform/logger.ts';
import { refusals } from '../../services/platform/metrics.ts';
import { isStoreUnreachable } from '../../services/platform/mongo.ts';

/** What a caller may know of a failure; everything that was not foreseen is logged and masked. */
export function refusalOf(error: unknown): DomainError | null {
  if (isDomainError(error)) return error;
  if (isStoreUnreachable(error) || isMemoryUnreachable(error)) return TemporarilyUnavailable({}, error);
  return null;
}

function isMemoryUnreachable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return (
    error.name === 'MaxRetriesPerRequestError' ||
    error.message.startsWith("Stream isn't writeable") ||
    error.message === 'Command timed out' ||
    error.message === 'Connection is closed.'
  );
}

/** Refuses a whole request, before its operation is looked at: the answer has the HTTP status of the refusal. */
export function refuseRequest(error: unknown): never {
  const refusal = refusalOf(error);
  if (!refusal) throw error;
  throw new GraphQLError(refusal.message, {
    originalError: refusal,
    extensions: { http: { status: refusal.httpStatus } },
  });
}

/** Codes that the GraphQL layer itself gives to requests that are not well formed. */
const wellKnown = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'BAD_REQUEST',
  'OPERATION_RESOLUTION_FAILURE',
  'OPERATION_TOO_COSTLY',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
]);

export function formatGraphqlError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const original = error instanceof GraphQLError ? (error.originalError ?? error) : error;
  const refusal = refusalOf(original);
  const place = {
    ...(formatted.locations && { locations: formatted.locations }),
    ...(formatted.path && { path: formatted.path }),
  };
  if (refusal) {
    refusals.inc({ code: refusal.code });
    if (refusal.code === TemporarilyUnavailable.code) logger.error('graphql.unavailable', { error: refusal });
    return { message: refusal.message, extensions: { ...refusal.details, code: refusal.code }, ...place };
  }
  const { code, ...extensions } = formatted.extensions ?? {};
  if (typeof code === 'string' && wellKnown.has(code)) {
    refusals.inc({ code });
    const { stacktrace: _hidden, http: _status, ...rest } = extensions;
    return { message: withoutSuggestion(withoutValue(formatted.message)), extensions: { ...rest, code }, ...place };
  }
  logger.error('graphql.fault', { error: original });
  return { message: 'Something went wrong on our side.', extensions: { code: 'INTERNAL_SERVER_ERROR' }, ...place };
}

/** Coercion likes to repeat what it was given, which may be personal data; what was expected, and where, is enough. */
function withoutValue(message: string): string {
  const [variable] = /^Variable "\$\w+" got /.exec(message) ?? [];
  if (!variable) return message.replace(/( cannot represent [^:]*): [\s\S]*$/, '$1.');
  const place = / at "[\w.[\]]+"(?=; )/.exec(message)?.[0] ?? '';
  const expected = reasons.map((reason) => reason.exec(message)?.[0]).find((reason) => reason !== undefined);
  return `${variable}an invalid value${place}${expected ?? '.'}`;
}

const reasons = [
  /; Field "\w{1,60}" of required type "[\w![\]]+" was not provided\./,
  /; Field "\w{1,60}" is not defined by type "\w+"\./,
  /; Expected (non-nullable )?type "[\w![\]]+" (not to be null|to be an object)\./,
  /; (String|Int|Float|Boolean|ID) cannot represent [a-z -]+(?=:)/,
  /; expected [\w ,-]+/,
];

/** Validation likes to suggest names of fields; with introspection off they are not for everybody. */
function withoutSuggestion(message: string): string {
  return message.replace(/ Did you mean [\s\S]*$/, '').slice(0, 500);
}

/** Last handler of every route: the same shape as a GraphQL answer, so that a client reads one kind of error. */
export const errorHandler: ErrorRequestHandler = (error, _request, response, next) => {
  if (response.headersSent) {
    next(error);
    return;
  }
  const refusal = refusalOf(error) ?? bodyRefusal(error);
  if (!refusal) logger.error('http.fault', { error });
  refusals.inc({ code: refusal?.code ?? 'INTERNAL_SERVER_ERROR' });
  response.status(refusal?.httpStatus ?? 500).json({
    errors: [
      refusal
        ? { message: refusal.message, extensions: { ...refusal.details, code: refusal.code } }
        : { message: 'Something went wrong on our side.', extensions: { code: 'INTERNAL_SERVER_ERROR' } },
    ],
  });
};

/** Faults that the body parser and the router find. */
function bodyRefusal(error: unknown): DomainError | null {
  if (typeof error !== 'object' || error === null || !('status' in error)) return null;
  if (error.status === 413) return PayloadTooLarge({}, error);
  if (error.status === 404) return NotFound({}, error);
  if (typeof error.status === 'number' && error.status >= 400 && error.status < 500) return BadUserInput({}, error);
  return null;
}
