import { z } from 'zod';
import type { CallContext } from '../platform/call-context.ts';
import { whenDuplicate } from '../platform/errors.ts';
import { publish } from '../platform/events.ts';
import { parseInput } from '../platform/input.ts';
import { readBounds } from '../platform/mongo.ts';
import { bytesOf, seal, unseal } from '../platform/seal.ts';
import { textSchema } from '../platform/text-input.ts';
import { transaction } from '../platform/transaction.ts';
import { Account, type AccountRecord, type PasskeyRecord, type Person } from './account.model.ts';
import { AccountExists, CeremonyUnknown, RegistrationStateWrong } from './errors.ts';
import { AccountRegistered } from './events.ts';
import { type OpenCeremony, openRegistrationCeremony, takeCeremony, verifyNewPasskey } from './passkey-ceremony.ts';
import { Registration, type RegistrationRecord } from './registration.model.ts';
import { stateBefore } from './registration.states.ts';
import { findRegistration, visibleState } from './registration.ts';
import { RoleGrant } from './role-grant.model.ts';
import { openSession } from './sessions.ts';
import type { SignedIn } from './sign-in.ts';

export const passkeyNameSchema = textSchema({ min: 1, max: 60 });

/** The registration with its person, once matched. @throws RegistrationUnknown, RegistrationStateWrong */
async function matchedRegistration(call: CallContext, token: string) {
  const registration = await findRegistration(token);
  if (visibleState(registration, call.now()) !== 'MATCHED' || !registration.person) throw RegistrationStateWrong();
  return { registration, person: JSON.parse(unseal(bytesOf(registration.person), registration._id)) as Person };
}

/**
 * Opens the registration ceremony of the first passkey.
 * @throws RegistrationUnknown, RegistrationStateWrong
 */
export async function beginPasskeyRegistration(
  call: CallContext,
  input: { registrationToken: string },
): Promise<OpenCeremony> {
  const { registration, person } = await matchedRegistration(call, input.registrationToken);
  return openRegistrationCeremony(
    call,
    { kind: 'firstPasskey', registrationId: registration._id },
    { accountId: registration.accountId, fullName: person.fullName, passkeys: [] },
  );
}

const inputSchema = z.strictObject({
  registrationToken: z.string(),
  ceremonyId: z.string().max(64),
  credential: z.unknown(),
  passkeyName: passkeyNameSchema,
});

/**
 * Verifies the first passkey, opens the account at level 1 and signs its owner in.
 * @throws BadUserInput, RegistrationUnknown, RegistrationStateWrong, CeremonyUnknown, PasskeyRefused, AccountExists
 */
export async function completeRegistration(
  call: CallContext,
  rawInput: { registrationToken: string; ceremonyId: string; credential: unknown; passkeyName: string },
): Promise<SignedIn> {
  const input = parseInput(inputSchema, rawInput);
  const { registration, person } = await matchedRegistration(call, input.registrationToken);
  const ceremony = await takeCeremony(call, 'firstPasskey', input.ceremonyId);
  if (ceremony.registrationId !== registration._id) throw CeremonyUnknown();
  const passkey = await verifyNewPasskey(call, input.credential, ceremony.challenge, input.passkeyName);

  return transaction(async () => {
    const account = await accountOf(call, registration, person, passkey);
    // One person, one phone, one credential: the unique indexes decide races.
    await new Account(account).save().catch(whenDuplicate(AccountExists));
    const { matchedCount } = await Registration.updateOne(
      { _id: registration._id, state: stateBefore('complete') },
      { state: 'COMPLETED', person: null },
    );
    if (matchedCount === 0) throw RegistrationStateWrong();
    const { token, session } = await openSession(call, account, passkey._id);
    await publish(AccountRegistered, { accountId: account._id });
    return { account, token, sessionId: session._id, expiresAt: session.expiresAt };
  });
}

async function accountOf(
  call: CallContext,
  registration: RegistrationRecord,
  person: Person,
  passkey: PasskeyRecord,
): Promise<AccountRecord> {
  const granted = await RoleGrant.findById(registration.personKey, null, readBounds).lean();
  return {
    _id: registration.accountId,
    personKey: registration.personKey,
    phoneKey: registration.phoneKey,
    person: seal(JSON.stringify(person), registration.accountId),
    level: 'LEVEL_1',
    state: 'ACTIVE',
    roles: ['CITIZEN', ...(granted?.roles ?? [])],
    language: registration.language,
    registeredAt: call.now(),
    passkeys: [passkey],
  };
}
