import { CompactSign, generateKeyPair } from 'jose';
import type { SigningKey } from '../services/platform/keys.ts';

export type SignAnswer = (typ: string, payload: object) => Promise<string>;

/** Signs answers as compact JWS with ES256 (RFC 7515, section 7.1). */
export function answerSigner(key: SigningKey): SignAnswer {
  return (typ, payload) =>
    new CompactSign(new TextEncoder().encode(JSON.stringify(payload)))
      .setProtectedHeader({ alg: 'ES256', kid: key.kid, typ })
      .sign(key.privateKey);
}

/** A signer that names the key of `key` and signs with another one: for the fault `bad_signature`. */
export function forgingSigner(key: SigningKey): SignAnswer {
  let forger: Promise<SignAnswer> | undefined;
  return async (typ, payload) => {
    forger ??= generateKeyPair('ES256').then(({ privateKey }) => answerSigner({ kid: key.kid, privateKey }));
    return (await forger)(typ, payload);
  };
}
