import { createHash, createHmac } from 'node:crypto';
import { loadSecrets } from './keys.ts';

/**
 * Searchable stand-in for a value that must not be a key, a log field or an event: HMAC-SHA-256 (RFC 2104) under the
 * `lookup` secret, separated by what the value is.
 * @returns 43 characters of base64url
 */
export function keyedHash(kind: 'person' | 'phone' | 'document' | 'limit', value: string): string {
  return createHmac('sha256', loadSecrets().lookup).update(`${kind}\n${value}`).digest('base64url');
}

/** Stand-in of a person everywhere outside the exchange. */
export function personKey(personalId: string): string {
  return keyedHash('person', personalId);
}

/** What is stored of a secret that its bearer shows again: SHA-256, enough for 256 random bits. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
