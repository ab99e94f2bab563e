import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CryptoKey, importJWK, type JSONWebKeySet } from 'jose';
import { z } from 'zod';
import { config } from './config.ts';

const privateJwk = z.looseObject({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  kid: z.string().min(1),
  d: z.string(),
});
const publicJwks = z.object({ keys: z.array(z.looseObject({ kty: z.string(), kid: z.string() })).min(1) });
const secret = z.base64url().length(43);
const secrets = z.object({ lookup: secret, code: secret, sealing: secret });

export type SigningKey = { kid: string; privateKey: CryptoKey };

function read<T>(schema: z.ZodType<T>, file: string): T {
  const path = join(config.keysDir, file);
  try {
    return schema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (cause) {
    throw new Error(`The key file ${file} in KEYS_DIR is missing or malformed`, { cause });
  }
}

/** A private key that signs with ES256 (RFC 7518, section 3.4). */
export async function loadSigningKey(name: 'exchange' | 'registries'): Promise<SigningKey> {
  const jwk = read(privateJwk, `${name}.jwk.json`);
  const privateKey = await importJWK(jwk, 'ES256');
  if (privateKey instanceof Uint8Array) throw new Error('expected an asymmetric key');
  return { kid: jwk.kid, privateKey };
}

/** The public half that the other side checks with, as a JWK Set (RFC 7517). */
export function loadPublicKeys(name: 'exchange' | 'registries'): JSONWebKeySet {
  return read(publicJwks, `${name}.public.json`) as JSONWebKeySet;
}

export type Secrets = { lookup: Buffer; code: Buffer; sealing: Buffer };

let loaded: Secrets | undefined;

/** Symmetric secrets of 32 bytes: `lookup` keys searchable hashes, `code` derives one-time codes, `sealing` encrypts. */
export function loadSecrets(): Secrets {
  loaded ??= (() => {
    const { lookup, code, sealing } = read(secrets, 'secrets.json');
    const bytes = (value: string) => Buffer.from(value, 'base64url');
    return { lookup: bytes(lookup), code: bytes(code), sealing: bytes(sealing) };
  })();
  return loaded;
}
