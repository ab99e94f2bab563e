import { z } from 'zod';
import { defineEvent } from '../platform/events.ts';
import { idSchema } from '../platform/ids.ts';

const account = z.strictObject({ accountId: idSchema });
const passkey = z.strictObject({ accountId: idSchema, passkeyId: idSchema });
const registration = z.strictObject({ registrationId: idSchema });

export const RegistrationCodeRequested = defineEvent(
  'identity.registrationCodeRequested',
  z.strictObject({ registrationId: idSchema, issue: z.int().min(1) }),
  'A visitor asked for a one-time code to the phone of a registration.',
);
export const RegistrationPhoneConfirmed = defineEvent(
  'identity.registrationPhoneConfirmed',
  registration,
  'The phone of a registration is confirmed; the details can be matched, or matched again.',
);
export const RegistrationSettled = defineEvent(
  'identity.registrationSettled',
  registration,
  'The population database has been asked about a registration.',
);
export const AccountRegistered = defineEvent(
  'identity.accountRegistered',
  account,
  'An account was opened at level 1, with its first passkey.',
);
export const SignedInWithPasskey = defineEvent(
  'identity.signedInWithPasskey',
  z.strictObject({ accountId: idSchema, sessionId: idSchema, passkeyId: idSchema }),
  'A session was opened by a passkey.',
);
export const PasskeyAdded = defineEvent('identity.passkeyAdded', passkey, 'An account has a further passkey.');
export const PasskeyRemoved = defineEvent('identity.passkeyRemoved', passkey, 'A passkey was taken off an account.');
export const PasskeyLocked = defineEvent(
  'identity.passkeyLocked',
  passkey,
  'A passkey was locked because its signature counter went back (WebAuthn Level 3, section 6.1.1).',
);
export const AccountLocked = defineEvent('identity.accountLocked', account, 'The owner locked the account.');
export const AccountUnlocked = defineEvent('identity.accountUnlocked', account, 'The owner unlocked the account.');
export const SessionsEnded = defineEvent(
  'identity.sessionsEnded',
  z.strictObject({ accountId: idSchema, sessionIds: z.array(idSchema).max(1000) }),
  'Sessions ended before their time; their short-lived copies must go.',
);
