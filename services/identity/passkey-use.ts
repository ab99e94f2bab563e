import type { CallContext } from '../platform/call-context.ts';
import { publish } from '../platform/events.ts';
import { transaction } from '../platform/transaction.ts';
import { Account, type PasskeyRecord } from './account.model.ts';
import { PasskeyIsLocked } from './errors.ts';
import { PasskeyLocked } from './events.ts';
import type { VerifiedAssertion } from './passkey-ceremony.ts';

/**
 * Saves what a use of a passkey changed, in the caller's transaction. The counter that was judged is a condition of
 * the write: of two uses that race with one counter, one is refused.
 */
export async function keepPasskeyUse(
  call: CallContext,
  accountId: string,
  passkey: PasskeyRecord,
  verified: VerifiedAssertion,
): Promise<void> {
  const { matchedCount } = await Account.updateOne(
    { _id: accountId },
    {
      $set: {
        'passkeys.$[used].signCount': verified.signCount,
        'passkeys.$[used].backedUp': verified.backedUp,
        'passkeys.$[used].lastUsedAt': call.now(),
      },
    },
    { arrayFilters: [{ 'used._id': passkey._id, 'used.signCount': passkey.signCount, 'used.lockedAt': null }] },
  );
  if (matchedCount === 0) throw PasskeyIsLocked();
}

/** Locks a passkey whose counter went back, and owes its owner the news. */
export async function lockPasskey(call: CallContext, accountId: string, passkeyId: string): Promise<void> {
  await transaction(async () => {
    const { modifiedCount } = await Account.updateOne(
      { _id: accountId },
      { $set: { 'passkeys.$[copied].lockedAt': call.now() } },
      { arrayFilters: [{ 'copied._id': passkeyId, 'copied.lockedAt': null }] },
    );
    if (modifiedCount === 1) await publish(PasskeyLocked, { accountId, passkeyId });
  });
}
