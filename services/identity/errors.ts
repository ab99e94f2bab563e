import { defineError } from '../platform/errors.ts';

export const RegistrationUnknown = defineError(
  'IDENTITY_REGISTRATION_UNKNOWN',
  404,
  'There is no such registration, or it has ended.',
);
export const RegistrationStateWrong = defineError(
  'IDENTITY_REGISTRATION_STATE',
  409,
  'The registration is not at the step where this can be done.',
);
export const CodeWrong = defineError('IDENTITY_CODE_WRONG', 400, 'The code is not the one that was sent.');
export const CodeExpired = defineError('IDENTITY_CODE_EXPIRED', 409, 'The code is too old; ask for a fresh one.');
export const CodeAttemptsUsed = defineError(
  'IDENTITY_CODE_ATTEMPTS_USED',
  409,
  'This code was tried too often; ask for a fresh one.',
);
export const ResendTooEarly = defineError('IDENTITY_RESEND_TOO_EARLY', 429, 'A fresh code cannot be sent yet.');
export const AccountExists = defineError(
  'IDENTITY_DETAILS_NOT_ACCEPTED',
  409,
  'The details cannot be registered; someone with an account signs in with their passkey.',
);
export const CeremonyUnknown = defineError(
  'IDENTITY_CEREMONY_UNKNOWN',
  400,
  'The ceremony is unknown, used, older than two minutes, or was opened for something else. Begin again.',
);
export const PasskeyRefused = defineError(
  'IDENTITY_PASSKEY_REFUSED',
  400,
  'The passkey answer does not verify. Begin again.',
);
export const PasskeyUnknown = defineError('IDENTITY_PASSKEY_UNKNOWN', 401, 'This passkey belongs to no account here.');
export const PasskeyIsLocked = defineError(
  'IDENTITY_PASSKEY_LOCKED',
  403,
  'This passkey is locked because it may have been copied; use another one.',
);
export const PasskeyAlreadyHeld = defineError(
  'IDENTITY_PASSKEY_ALREADY_HELD',
  409,
  'This passkey is registered already.',
);
export const PasskeyIsLast = defineError('IDENTITY_PASSKEY_IS_LAST', 409, 'The last usable passkey cannot be removed.');
export const TooManyPasskeys = defineError('IDENTITY_TOO_MANY_PASSKEYS', 409, 'An account holds at most 20 passkeys.');
