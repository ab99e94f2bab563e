import { createHash } from 'node:crypto';
import { createLocalJWKSet, decodeJwt, errors, type JSONWebKeySet, type JWTPayload, jwtVerify } from 'jose';
import { z } from 'zod';
import { Problem } from './problems.ts';

/** The name by which callers address this side. */
export const audience = 'registries';

/** How far a caller's clock may be off, and the longest life a request may give itself. */
const clockToleranceSeconds = 10;
const longestLifeSeconds = 120;

/** Public keys by the name under which a caller signs (`iss`). */
export type Callers = Readonly<Record<string, JSONWebKeySet>>;

export type SignedRequest = {
  caller: string;
  id: string;
  expiresAt: Date;
  payload: JWTPayload;
  /** Base64url of SHA-256 over the compact form as it came: what the answer is bound to. */
  hash: string;
};

const claims = z.object({ iss: z.string(), jti: z.uuid(), iat: z.number(), exp: z.number() });

export type VerifyRequest = (token: string, typ: string) => Promise<SignedRequest>;

/**
 * Makes the check of a caller's signature: ES256 only (RFC 7518, section 3.4), with the type (RFC 8725, section 3.11),
 * the audience and a short life.
 */
export function requestVerifier(callers: Callers, now: () => Date): VerifyRequest {
  const keysOf = new Map(Object.entries(callers).map(([name, keys]) => [name, createLocalJWKSet(keys)]));

  return async (token, typ) => {
    const caller = claimedCaller(token);
    const keys = keysOf.get(caller);
    if (!keys) throw new Problem('REQUEST_UNSIGNED');
    const { payload } = await jwtVerify(token, keys, {
      algorithms: ['ES256'],
      typ,
      audience,
      issuer: caller,
      currentDate: now(),
      clockTolerance: clockToleranceSeconds,
      maxTokenAge: longestLifeSeconds,
      requiredClaims: ['exp', 'iat', 'jti'],
    }).catch(refuse);
    const parsed = claims.safeParse(payload);
    if (!parsed.success) throw malformed(parsed.error);
    const { jti, iat, exp } = parsed.data;
    if (exp - iat > longestLifeSeconds) throw new Problem('REQUEST_UNSIGNED');
    return {
      caller,
      id: jti,
      expiresAt: new Date((exp + clockToleranceSeconds) * 1000),
      payload,
      hash: createHash('sha256').update(token).digest('base64url'),
    };
  };
}

/** Who the request says it is from; believed only after its keys have verified it. */
function claimedCaller(token: string): string {
  try {
    return decodeJwt(token).iss ?? '';
  } catch (cause) {
    throw new Problem('REQUEST_MALFORMED', [], cause);
  }
}

function refuse(cause: unknown): never {
  if (cause instanceof errors.JWSInvalid || cause instanceof errors.JWTInvalid) {
    throw new Problem('REQUEST_MALFORMED', [], cause);
  }
  throw new Problem('REQUEST_UNSIGNED', [], cause);
}

/** The fields at fault by name; a message says what was expected, never the value that came. */
export function malformed(error: z.ZodError): Problem {
  return new Problem('REQUEST_MALFORMED', faultsOf(error));
}

export function faultsOf(error: z.ZodError): { pointer: string; detail: string }[] {
  return error.issues
    .slice(0, 20)
    .map((issue) => ({ pointer: `/${issue.path.map(String).join('/')}`, detail: issue.message.slice(0, 200) }));
}
