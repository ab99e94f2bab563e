/** A refusal that was foreseen: told to the caller with a stable code, never logged as a fault. */
export class DomainError extends Error {
  readonly code: string;
  readonly httpStatus: number;
  /** Further facts the caller may read: field names, times to wait. Never personal data. */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: string, httpStatus: number, sentence: string, details: Record<string, unknown>, cause?: unknown) {
    super(sentence, cause === undefined ? undefined : { cause });
    this.name = code;
    this.code = code;
    this.httpStatus = httpStatus;
    this.details = details;
  }
}

export interface ErrorDefinition {
  (details?: Record<string, unknown>, cause?: unknown): DomainError;
  readonly code: string;
  readonly httpStatus: number;
  readonly sentence: string;
}

const definitions = new Map<string, ErrorDefinition>();

/**
 * Declares a refusal.
 * @param code a promise to callers: never changes
 * @param httpStatus for the REST edges
 * @param sentence English, says what was expected; no personal data
 */
export function defineError(code: string, httpStatus: number, sentence: string): ErrorDefinition {
  if (definitions.has(code)) throw new Error(`error code declared twice: ${code}`);
  const create = (details: Record<string, unknown> = {}, cause?: unknown) =>
    new DomainError(code, httpStatus, sentence, details, cause);
  const definition = Object.assign(create, { code, httpStatus, sentence });
  definitions.set(code, definition);
  return definition;
}

export function declaredErrors(): readonly ErrorDefinition[] {
  return [...definitions.values()];
}

export function isDomainError(error: unknown, definition?: ErrorDefinition): error is DomainError {
  return error instanceof DomainError && (definition === undefined || error.code === definition.code);
}

export const Unauthenticated = defineError('UNAUTHENTICATED', 401, 'Sign in first.');
export const Forbidden = defineError('FORBIDDEN', 403, 'This account may not do that.');
export const BadUserInput = defineError('BAD_USER_INPUT', 400, 'The input is not of the expected form.');
export const NotFound = defineError('NOT_FOUND', 404, 'There is no such thing.');
export const RateLimited = defineError('RATE_LIMITED', 429, 'Too many attempts; wait before the next one.');
export const IdempotencyKeyReused = defineError(
  'IDEMPOTENCY_KEY_REUSED',
  409,
  'This idempotency key was used with another input.',
);
export const TemporarilyUnavailable = defineError(
  'TEMPORARILY_UNAVAILABLE',
  503,
  'The service cannot answer right now; try again with the same idempotency key.',
);
export const PayloadTooLarge = defineError('PAYLOAD_TOO_LARGE', 413, 'The request is larger than accepted.');

const mongoDuplicateKey = 11000;

/** Whether a write was refused by a unique index. */
export function isDuplicateKey(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === mongoDuplicateKey;
}

/** For `.catch(…)`: turns a unique-index refusal into a declared one, and lets everything else through. */
export function whenDuplicate(definition: ErrorDefinition) {
  return (error: unknown): never => {
    throw isDuplicateKey(error) ? definition({}, error) : error;
  };
}
