import { createHmac, timingSafeEqual } from 'node:crypto';
import { loadSecrets } from '../platform/keys.ts';

/**
 * The one-time code of one issue: derived, so it is never stored and a repeated sending carries the same code.
 * Truncation as in HOTP (RFC 4226, section 5.3).
 * @returns six digits
 */
export function registrationCode(registrationId: string, issue: number): string {
  const mac = createHmac('sha256', loadSecrets().code).update(`registration\n${registrationId}\n${issue}`).digest();
  const offset = (mac.at(-1) ?? 0) & 0x0f;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

export function isRegistrationCode(candidate: string, registrationId: string, issue: number): boolean {
  const expected = Buffer.from(registrationCode(registrationId, issue));
  const given = Buffer.from(candidate);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
