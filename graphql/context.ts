import type { SignedIn } from '../services/identity/index.ts';
import type { CallContext } from '../services/platform/call-context.ts';
import type { Loaders } from './loaders.ts';

/** Where a context keeps who asks; shared by the copies that the server makes of a context. */
export type Asking = { call: CallContext; loaders?: Loaders };

/** What every resolver gets. */
export type GraphqlContext = {
  /** Who asks. Another one behind an operation that signed somebody in. */
  readonly call: CallContext;
  /** What many rows of one answer ask for is read once. */
  readonly loaders: Loaders;
  /** Signs in by passport's passkey strategy. */
  authenticatePasskey(input: { ceremonyId: string; credential: unknown }): Promise<SignedIn>;
  /** Hands the new session to the client, as a cookie or a bearer token, and continues as its account. */
  establishSession(signedIn: SignedIn): { bearerToken: string | null };
  /** Takes the cookie back. */
  dropSession(): void;
};
