import { createHash } from 'node:crypto';
import { CompactSign, createLocalJWKSet, errors, type JWTPayload, jwtVerify } from 'jose';
import { loadPublicKeys, loadSigningKey, type SigningKey } from '../platform/keys.ts';
import { ExchangeFailure } from './errors.ts';

/** The names under which the two sides sign (`iss`). */
export const ourName = 'cong-dan-so';
export const theirName = 'registries';

const requestLifeSeconds = 60;
const clockToleranceSeconds = 10;
/** An answer is signed when it is given: a question lives a minute, a long poll less. */
const oldestAnswerSeconds = 60;

type Keys = { signing: SigningKey; answers: ReturnType<typeof createLocalJWKSet> };

let loaded: Promise<Keys> | undefined;

function keys(): Promise<Keys> {
  loaded ??= (async () => ({
    signing: await loadSigningKey('exchange'),
    answers: createLocalJWKSet(loadPublicKeys('registries')),
  }))();
  return loaded;
}

export type SignedRequest = {
  /** `jti`: the answer names it as its `correlationId`. */
  id: string;
  jws: string;
  /** Base64url of SHA-256 over `jws`: the answer is bound to it. */
  hash: string;
};

/** Signs a request with our key: compact JWS, ES256, a minute of life. */
export async function signRequest(
  typ: string,
  request: { id: string; at: Date; claims: object },
): Promise<SignedRequest> {
  const { signing } = await keys();
  const iat = Math.floor(request.at.getTime() / 1000);
  const payload = {
    iss: ourName,
    aud: theirName,
    iat,
    exp: iat + requestLifeSeconds,
    jti: request.id,
    ...request.claims,
  };
  const jws = await new CompactSign(new TextEncoder().encode(JSON.stringify(payload)))
    .setProtectedHeader({ alg: 'ES256', kid: signing.kid, typ })
    .sign(signing.privateKey);
  return { id: request.id, jws, hash: createHash('sha256').update(jws).digest('base64url') };
}

/**
 * Checks that an answer was signed by the registries, is fresh, and answers this very request.
 * @throws ExchangeFailure MALFORMED when it is no JWS at all, BAD_SIGNATURE when it is one that must not be believed: an
 * authentic answer to another question is as wrong as a forged one
 */
export async function verifyAnswer(
  typ: string,
  answer: { jws: string; request: Pick<SignedRequest, 'id' | 'hash'>; now: Date },
): Promise<JWTPayload> {
  const payload = await verifySignature(typ, answer.jws, { currentDate: answer.now, maxTokenAge: oldestAnswerSeconds });
  if (payload.correlationId !== answer.request.id || payload.requestHash !== answer.request.hash) {
    throw new ExchangeFailure('BAD_SIGNATURE');
  }
  return payload;
}

/** The signature and its names alone, for evidence whose age does not matter. */
export async function verifySignature(
  typ: string,
  jws: string,
  freshness: { currentDate?: Date; maxTokenAge?: number } = {},
): Promise<JWTPayload> {
  const { answers } = await keys();
  const { payload } = await jwtVerify(jws, answers, {
    algorithms: ['ES256'],
    typ,
    issuer: theirName,
    audience: ourName,
    clockTolerance: clockToleranceSeconds,
    requiredClaims: ['iat', 'correlationId', 'requestHash'],
    ...freshness,
  }).catch((cause: unknown) => {
    const unreadable = cause instanceof errors.JWSInvalid || cause instanceof errors.JWTInvalid;
    throw new ExchangeFailure(unreadable ? 'MALFORMED' : 'BAD_SIGNATURE', { cause });
  });
  return payload;
}
