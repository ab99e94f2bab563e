/**
 * A refusal or an outage, told by its stable code: `extensions.code` of the API, or one of the codes that only the
 * browser knows (`NETWORK`, `PASSKEY_CANCELLED`, …). Pages translate the code, never the message.
 */
export class Failure extends Error {
  readonly code: string;
  /** Seconds until another attempt makes sense, where the API tells. */
  readonly retryAfterSeconds: number | undefined;

  constructor(code: string, message = code, retryAfterSeconds?: number) {
    super(message);
    this.name = 'Failure';
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** Whatever was thrown, as a failure with a code. */
export function asFailure(thrown: unknown): Failure {
  if (thrown instanceof Failure) return thrown;
  return new Failure('UNEXPECTED', thrown instanceof Error ? thrown.message : String(thrown));
}
