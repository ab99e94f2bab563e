import {
  browserSupportsWebAuthn,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
  startRegistration,
} from '@simplewebauthn/browser';
import { Failure } from '../api/failure.ts';

/** An open ceremony, as the API gives it. */
export interface Ceremony {
  ceremonyId: string;
  options: unknown;
}

/** Whether this browser can hold passkeys at all. */
export const passkeysSupported = browserSupportsWebAuthn;

/**
 * Lets the citizen make an assertion.
 * @throws Failure `PASSKEY_CANCELLED`, `PASSKEY_UNSUPPORTED` or `PASSKEY_FAILED`.
 * @see WebAuthn Level 3, section 7.2
 */
export async function assertPasskey(ceremony: Ceremony): Promise<{ ceremonyId: string; credential: unknown }> {
  const optionsJSON = parsedOptions<PublicKeyCredentialRequestOptionsJSON>(ceremony.options);
  try {
    return { ceremonyId: ceremony.ceremonyId, credential: await startAuthentication({ optionsJSON }) };
  } catch (cause) {
    throw passkeyFailure(cause);
  }
}

/**
 * Lets the citizen make a new passkey.
 * @throws Failure as {@link assertPasskey}, and `PASSKEY_ALREADY_HERE`.
 * @see WebAuthn Level 3, section 7.1
 */
export async function createPasskey(ceremony: Ceremony): Promise<{ ceremonyId: string; credential: unknown }> {
  const optionsJSON = parsedOptions<PublicKeyCredentialCreationOptionsJSON>(ceremony.options);
  try {
    return { ceremonyId: ceremony.ceremonyId, credential: await startRegistration({ optionsJSON }) };
  } catch (cause) {
    throw passkeyFailure(cause);
  }
}

/** A name for this device that its owner will recognise: `Chrome, Android`. */
export function deviceName(userAgent = navigator.userAgent): string {
  const find = (names: [RegExp, string][], otherwise: string) =>
    names.find(([pattern]) => pattern.test(userAgent))?.[1] ?? otherwise;
  const browser = find(
    [
      [/Edg\//, 'Edge'],
      [/OPR\//, 'Opera'],
      [/coc_coc/i, 'Cốc Cốc'],
      [/Firefox\//, 'Firefox'],
      [/Chrome\//, 'Chrome'],
      [/Safari\//, 'Safari'],
    ],
    'Web',
  );
  const system = find(
    [
      [/Android/, 'Android'],
      [/iPhone/, 'iPhone'],
      [/iPad/, 'iPad'],
      [/Windows/, 'Windows'],
      [/Mac OS X/, 'macOS'],
      [/Linux/, 'Linux'],
    ],
    '',
  );
  return system ? `${browser}, ${system}` : browser;
}

function parsedOptions<Options>(options: unknown): Options {
  if (!browserSupportsWebAuthn()) throw new Failure('PASSKEY_UNSUPPORTED');
  if (typeof options !== 'object' || options === null || !('challenge' in options)) {
    throw new Failure('PASSKEY_FAILED', 'The options carry no challenge.');
  }
  // The API made them with the same library; the browser itself refuses what is malformed.
  return options as Options;
}

function passkeyFailure(cause: unknown): Failure {
  const name = cause instanceof Error ? cause.name : '';
  // Browsers tell a refusal, a time-out and a missing passkey alike, so that a page learns nothing about the device.
  if (name === 'NotAllowedError' || name === 'AbortError') return new Failure('PASSKEY_CANCELLED');
  if (name === 'InvalidStateError') return new Failure('PASSKEY_ALREADY_HERE');
  if (name === 'NotSupportedError') return new Failure('PASSKEY_UNSUPPORTED');
  return new Failure('PASSKEY_FAILED', String(cause));
}
