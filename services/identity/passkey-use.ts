import type { CallContext } from '../platform/call-context.ts';
import { publish } from '../platform/events.ts';
import { trusted } from '../platform/mongo.ts';
import { transaction } from '../platform/transaction.ts';
import { Account, type PasskeyRecord } from './account.model.ts';
import { PasskeyRefused } from './errors.ts';
import { PasskeyLocked } from './events.ts';
import type { VerifiedAssertion } from './passkey-ceremony.ts';
import { forgetSessionsNow, removeSessions } from './sessions.ts';

/**
 * Saves what a use of a passkey changed, in the caller's transaction. That the counter goes forward is a condition of
 * the write, also against a use that was judged at the same time: of two that race with one counter, one is refused.
 * @throws PasskeyRefused
 */
export async function keepPasskeyUse(
  call: CallContext,
  accountId: string,
  passkey: PasskeyRecord,
  verified: VerifiedAssertion,
): Promise<void> {
  const forward = verified.signCount > 0 ? { $lt: verified.signCount } : 0;
  const { matchedCount } = await Account.updateOne(
    {
      _id: accountId,
      passkeys: trusted({ $elemMatch: { _id: passkey._id, lockedAt: null, signCount: forward } }),
    },
    {
      $set: {
        'passkeys.$.signCount': verified.signCount,
        'passkeys.$.backedUp': verified.backedUp,
        'passkeys.$.lastUsedAt': call.now(),
      },
    },
  );
  if (matchedCount === 0) throw PasskeyRefused();
}

/** Locks a passkey whose counter went back, ends the sessions it opened, and owes its owner the news. */
export async function lockPasskey(call: CallContext, accountId: string, passkeyId: string): Promise<void> {
  const endedIds = await transaction(async () => {
    const { modifiedCount } = await Account.updateOne(
      { _id: accountId },
      { $set: { 'passkeys.$[copied].lockedAt': call.now() } },
      { arrayFilters: [{ 'copied._id': passkeyId, 'copied.lockedAt': null }] },
    );
    if (modifiedCount === 1) await publish(PasskeyLocked, { accountId, passkeyId });
    return removeSessions(accountId, { openedBy: passkeyId });
  });
  await forgetSessionsNow(call, endedIds);
}
