import { AsyncLocalStorage } from 'node:async_hooks';
import mongoose from 'mongoose';
import { currentlyOwed, removeOwed } from './owed.ts';

const inside = new AsyncLocalStorage<true>();

/**
 * Runs `work` in one transaction: snapshot reads, majority and journalled commit. Every model call inside joins it by
 * itself. A conflict runs `work` again, so it must have no effect elsewhere; inside another transaction it joins that.
 * A commit whose answer was lost is tried again by the driver; past its patience the outcome is unknown, and is
 * resolved by the idempotency key. Within a reaction it also settles what that reaction owes (owed.ts).
 */
export async function transaction<T>(work: () => Promise<T>): Promise<T> {
  if (inside.getStore()) return work();
  const owed = currentlyOwed();
  let result: { value: T } | undefined;
  await mongoose.connection.transaction(
    async () => {
      result = { value: await inside.run(true, work) };
      if (owed) await removeOwed(owed);
    },
    {
      readConcern: { level: 'snapshot' },
      writeConcern: { w: 'majority', journal: true },
      readPreference: 'primary',
      maxCommitTimeMS: 5000,
    },
  );
  if (owed) owed.settled = true;
  if (!result) throw new Error('the transaction ended without a result');
  return result.value;
}

export function isInTransaction(): boolean {
  return inside.getStore() === true;
}
