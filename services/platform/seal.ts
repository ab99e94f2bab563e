import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { loadSecrets } from './keys.ts';

const ivBytes = 12;
const tagBytes = 16;

/**
 * Encrypts a text at rest: AES-256-GCM (NIST SP 800-38D) with a fresh 96-bit nonce.
 * @param about binds the ciphertext to its place (additional authenticated data); the same is needed to open it
 * @returns nonce, ciphertext and tag, joined
 */
export function seal(text: string, about: string): Buffer {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv('aes-256-gcm', loadSecrets().sealing, iv).setAAD(Buffer.from(about));
  return Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
}

/** @throws when the bytes were changed or belong elsewhere */
export function unseal(sealed: Uint8Array, about: string): string {
  const bytes = Buffer.from(sealed);
  const decipher = createDecipheriv('aes-256-gcm', loadSecrets().sealing, bytes.subarray(0, ivBytes))
    .setAAD(Buffer.from(about))
    .setAuthTag(bytes.subarray(-tagBytes));
  return Buffer.concat([decipher.update(bytes.subarray(ivBytes, -tagBytes)), decipher.final()]).toString('utf8');
}

/** Lean reads give the driver's Binary, documents give a Buffer. */
export function bytesOf(stored: unknown): Uint8Array {
  if (stored instanceof Uint8Array) return stored;
  if (typeof stored === 'object' && stored !== null && 'buffer' in stored && stored.buffer instanceof Uint8Array) {
    return stored.buffer;
  }
  throw new TypeError('expected stored bytes');
}
