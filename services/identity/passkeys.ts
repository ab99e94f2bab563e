import { z } from 'zod';
import { type CallContext, requireCitizen } from '../platform/call-context.ts';
import { NotFound, whenDuplicate } from '../platform/errors.ts';
import { publish } from '../platform/events.ts';
import { idSchema } from '../platform/ids.ts';
import { parseInput } from '../platform/input.ts';
import { trusted } from '../platform/mongo.ts';
import { transaction } from '../platform/transaction.ts';
import { Account } from './account.model.ts';
import { type CitizenView, citizen, ownAccount, type PasskeyView, passkeyView, personOf } from './account.ts';
import { passkeyNameSchema } from './complete-registration.ts';
import { CeremonyUnknown, PasskeyAlreadyHeld, PasskeyIsLast, TooManyPasskeys } from './errors.ts';
import { PasskeyAdded, PasskeyRemoved } from './events.ts';
import { type OpenCeremony, openRegistrationCeremony, takeCeremony, verifyNewPasskey } from './passkey-ceremony.ts';
import { forgetSessionsNow, removeSessions } from './sessions.ts';
import { type StepUpInput, type StepUpRequired, stepUp } from './step-up.ts';

const mostPasskeys = 20;

/**
 * Opens the ceremony of a further passkey, once one that is held has approved it.
 * @throws TooManyPasskeys and what {@link stepUp} throws
 */
export async function beginAddPasskey(
  call: CallContext,
  input: { stepUp?: StepUpInput | null | undefined },
): Promise<OpenCeremony | StepUpRequired> {
  const account = await ownAccount(requireCitizen(call));
  if (account.passkeys.length >= mostPasskeys) throw TooManyPasskeys();
  const approval = await stepUp(call, account, { operation: 'addPasskey' }, input.stepUp);
  if (approval.outcome === 'stepUpRequired') return approval;
  await transaction(() => approval.keep());
  return openRegistrationCeremony(
    call,
    { kind: 'furtherPasskey' },
    { accountId: account._id, fullName: personOf(account).fullName, passkeys: account.passkeys },
  );
}

const addSchema = z.strictObject({
  ceremonyId: z.string().max(64),
  credential: z.unknown(),
  name: passkeyNameSchema,
});

/** @throws BadUserInput, CeremonyUnknown, PasskeyRefused, PasskeyAlreadyHeld, TooManyPasskeys */
export async function addPasskey(
  call: CallContext,
  rawInput: { ceremonyId: string; credential: unknown; name: string },
): Promise<PasskeyView> {
  const { accountId } = requireCitizen(call);
  const input = parseInput(addSchema, rawInput);
  const ceremony = await takeCeremony(call, 'furtherPasskey', input.ceremonyId);
  if (ceremony.accountId !== accountId) throw CeremonyUnknown();
  const passkey = await verifyNewPasskey(call, input.credential, ceremony.challenge, input.name);
  await transaction(async () => {
    const full = `passkeys.${mostPasskeys - 1}`;
    const { matchedCount } = await Account.updateOne(
      { _id: accountId, state: 'ACTIVE', [full]: trusted({ $exists: false }) },
      { $push: { passkeys: passkey } },
    ).catch(whenDuplicate(PasskeyAlreadyHeld));
    if (matchedCount === 0) throw TooManyPasskeys();
    await publish(PasskeyAdded, { accountId, passkeyId: passkey._id });
  });
  return passkeyView(passkey);
}

const renameSchema = z.strictObject({ passkeyId: idSchema, name: passkeyNameSchema });

/** @throws BadUserInput; NotFound for somebody else's passkey too */
export async function renamePasskey(
  call: CallContext,
  rawInput: { passkeyId: string; name: string },
): Promise<PasskeyView> {
  const { accountId } = requireCitizen(call);
  const { passkeyId, name } = parseInput(renameSchema, rawInput);
  const { modifiedCount, matchedCount } = await Account.updateOne(
    { _id: accountId, 'passkeys._id': passkeyId },
    { $set: { 'passkeys.$.name': name } },
  );
  if (matchedCount + modifiedCount === 0) throw NotFound();
  const renamed = (await citizen(call)).passkeys.find(({ id }) => id === passkeyId);
  if (!renamed) throw NotFound();
  return renamed;
}

/**
 * Removes a passkey after a step-up, and ends the sessions it opened, but for the one that asks. A passkey that can
 * still sign in must remain.
 * @throws NotFound, PasskeyIsLast and what {@link stepUp} throws
 */
export async function removePasskey(
  call: CallContext,
  input: { passkeyId: string; stepUp?: StepUpInput | null | undefined },
): Promise<CitizenView | StepUpRequired> {
  const { sessionId } = requireCitizen(call);
  const account = await ownAccount(requireCitizen(call));
  const passkey = account.passkeys.find(({ _id }) => _id === input.passkeyId);
  if (!passkey) throw NotFound();
  const remaining = account.passkeys.filter(({ _id, lockedAt }) => _id !== passkey._id && !lockedAt);
  const survivor = remaining[0];
  if (!survivor) throw PasskeyIsLast();
  const approval = await stepUp(
    call,
    account,
    { operation: 'removePasskey', passkeyId: passkey._id, passkeyName: passkey.name },
    input.stepUp,
  );
  if (approval.outcome === 'stepUpRequired') return approval;
  const endedIds = await transaction(async () => {
    await approval.keep();
    // The count of what remains is part of the write: two removals that race cannot take the last two.
    const { matchedCount } = await Account.updateOne(
      { _id: account._id, 'passkeys._id': passkey._id, passkeys: trusted({ $size: account.passkeys.length }) },
      { $pull: { passkeys: { _id: passkey._id } } },
    );
    if (matchedCount === 0) throw NotFound();
    await publish(PasskeyRemoved, { accountId: account._id, passkeyId: passkey._id });
    return removeSessions(account._id, { openedBy: passkey._id, but: sessionId });
  });
  await forgetSessionsNow(call, endedIds);
  return citizen(call);
}

/**
 * What entries of the caller's history were about, in words: the id of a passkey becomes its name, or null when it is
 * gone; anything else stays as it is.
 */
export async function activitySubjects(call: CallContext, subjects: readonly string[]): Promise<(string | null)[]> {
  const { passkeys } = await ownAccount(requireCitizen(call));
  const names = new Map(passkeys.map(({ _id, name }) => [_id, name]));
  return subjects.map((subject) => (idSchema.safeParse(subject).success ? (names.get(subject) ?? null) : subject));
}
