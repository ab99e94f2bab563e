import { defineError } from '../platform/errors.ts';

/** Why a registry gave no answer that can be used. */
export const registryFailures = ['TIMEOUT', 'CONNECTION', 'BAD_SIGNATURE', 'MALFORMED', 'REFUSED'] as const;
export type RegistryFailure = (typeof registryFailures)[number];

/** Its details name the `registry` and the `failure` (one of `registryFailures`). */
export const RegistryUnavailable = defineError(
  'EXCHANGE_REGISTRY_UNAVAILABLE',
  503,
  'The registry gives no answer that can be relied on right now; try again later.',
);

/** What an adaptor throws, and what the reading of an answer throws. Stays inside this domain. */
export class ExchangeFailure extends Error {
  readonly failure: RegistryFailure;
  /** HTTP status and problem code of a refusal. */
  readonly refusal: { status: number; code: string | undefined } | undefined;

  constructor(failure: RegistryFailure, options: { cause?: unknown; refusal?: ExchangeFailure['refusal'] } = {}) {
    super(`the registry gave no usable answer: ${failure}`, 'cause' in options ? { cause: options.cause } : undefined);
    this.name = 'ExchangeFailure';
    this.failure = failure;
    this.refusal = options.refusal;
  }
}

/** What went wrong, also for a port that throws errors of its own. */
export function failureOf(error: unknown): ExchangeFailure {
  if (error instanceof ExchangeFailure) return error;
  const name = error instanceof Error ? error.name : '';
  return new ExchangeFailure(name === 'TimeoutError' || name === 'AbortError' ? 'TIMEOUT' : 'CONNECTION', {
    cause: error,
  });
}
