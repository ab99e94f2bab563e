import { type CallContext, requireAccount, requireCitizen } from '../platform/call-context.ts';
import { publish } from '../platform/events.ts';
import { transaction } from '../platform/transaction.ts';
import { Account } from './account.model.ts';
import { type CitizenView, citizen, ownAccount } from './account.ts';
import { AccountLocked, AccountUnlocked } from './events.ts';
import { forgetSessionsNow, refreshSession, removeSessions } from './sessions.ts';
import { type StepUpInput, type StepUpRequired, stepUp } from './step-up.ts';

/**
 * Locks the caller's account at their own wish and ends every session but this one, which from then on can only look
 * and unlock. Repeating it is harmless.
 * @see Decree 59/2022/NĐ-CP, article 19: lock at the holder's own request
 */
export async function lockAccount(call: CallContext): Promise<CitizenView> {
  const { accountId, sessionId } = requireCitizen(call);
  const endedIds = await transaction(async () => {
    const { modifiedCount } = await Account.updateOne({ _id: accountId, state: 'ACTIVE' }, { state: 'LOCKED' });
    if (modifiedCount === 1) await publish(AccountLocked, { accountId });
    return removeSessions(accountId, { but: sessionId });
  });
  await refreshSession(call, { sessionId }, 'LOCKED');
  await forgetSessionsNow(call, endedIds);
  return citizen(call);
}

/**
 * Unlocks the caller's account after a step-up. Repeating it is harmless.
 * @throws Unauthenticated and what {@link stepUp} throws
 */
export async function unlockAccount(
  call: CallContext,
  input: { stepUp?: StepUpInput | null | undefined },
): Promise<CitizenView | StepUpRequired> {
  const { accountId, sessionId } = requireAccount(call);
  const account = await ownAccount(requireAccount(call));
  const approval = await stepUp(call, account, { operation: 'unlockAccount' }, input.stepUp);
  if (approval.outcome === 'stepUpRequired') return approval;
  await transaction(async () => {
    await approval.keep();
    const { modifiedCount } = await Account.updateOne({ _id: accountId, state: 'LOCKED' }, { state: 'ACTIVE' });
    if (modifiedCount === 1) await publish(AccountUnlocked, { accountId });
  });
  await refreshSession(call, { sessionId }, 'ACTIVE');
  return citizen(call);
}
