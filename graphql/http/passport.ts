import type { Request } from 'express';
import passport from 'passport';
import * as identity from '../../services/identity/index.ts';
import type { CallContext, SignedInAccount } from '../../services/platform/call-context.ts';
import { Unauthenticated } from '../../services/platform/errors.ts';

type PasskeyAttempt = { call: CallContext; input: { ceremonyId: string; credential: unknown } };
type SessionAttempt = { call: CallContext; token: string };

/** Signs in by the assertion of a discoverable passkey: a WebAuthn authentication ceremony. */
class PasskeyStrategy extends passport.Strategy {
  override name = 'passkey';

  override authenticate(_request: Request, { call, input }: PasskeyAttempt): void {
    identity.signIn(call, input).then(
      (signedIn) => this.success(signedIn),
      (error: unknown) => this.error(error),
    );
  }
}

/** Recognises the bearer of a session token, whether it came as a cookie or a header. */
class SessionStrategy extends passport.Strategy {
  override name = 'session-token';

  override authenticate(_request: Request, { call, token }: SessionAttempt): void {
    identity.authenticateSession(call, token).then(
      (account) => (account ? this.success(account) : this.fail(undefined, 401)),
      (error: unknown) => this.error(error),
    );
  }
}

const strategies = new passport.Passport();
strategies.use(new PasskeyStrategy());
strategies.use(new SessionStrategy());

function authenticate<User>(request: Request, strategy: string, attempt: object): Promise<User | null> {
  return new Promise((resolve, reject) => {
    const settle = (error: unknown, user?: User | false) => {
      if (error) reject(error);
      else resolve(user || null);
    };
    strategies.authenticate(strategy, { session: false, ...attempt }, settle)(request, request.res, settle);
  });
}

/** @throws what identity's signIn throws */
export async function authenticatePasskey(request: Request, attempt: PasskeyAttempt): Promise<identity.SignedIn> {
  const signedIn = await authenticate<identity.SignedIn>(request, 'passkey', attempt);
  if (!signedIn) throw Unauthenticated();
  return signedIn;
}

export function authenticateToken(request: Request, attempt: SessionAttempt): Promise<SignedInAccount | null> {
  return authenticate<SignedInAccount>(request, 'session-token', attempt);
}
