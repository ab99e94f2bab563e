import { AsyncLocalStorage } from 'node:async_hooks';
import mongoose, { type mongo } from 'mongoose';
import { TemporarilyUnavailable } from './errors.ts';
import { currentlyOwed, removeOwed } from './owed.ts';

const inside = new AsyncLocalStorage<mongo.ClientSession>();

/**
 * How long a transaction is begun again after conflicts. What holds the records may be a transaction of a process that
 * died: the store ends it by itself, after a minute by default, and nobody should stand waiting for so long.
 */
const patienceMs = 5000;

/**
 * Runs `work` in one transaction: snapshot reads, majority and journalled commit. Every model call inside joins it by
 * itself. A conflict runs `work` again, so it must have no effect elsewhere; inside another transaction it joins that.
 * A commit whose answer was lost is tried again by the driver; past its patience the outcome is unknown, and is
 * resolved by the idempotency key. Within a reaction it also settles what that reaction owes (owed.ts).
 * @throws TemporarilyUnavailable when it conflicts for five seconds; nothing was done
 */
export async function transaction<T>(work: () => Promise<T>): Promise<T> {
  if (inside.getStore()) return work();
  const owed = currentlyOwed();
  const startedAt = performance.now();
  let result: { value: T } | undefined;
  await mongoose.connection.transaction(
    async (session) => {
      if (performance.now() - startedAt > patienceMs) throw TemporarilyUnavailable();
      result = { value: await inside.run(session, work) };
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
  return inside.getStore() !== undefined;
}

/** For what reaches the driver past mongoose, which joins by itself. */
export function currentTransaction(): mongo.ClientSession | undefined {
  return inside.getStore();
}
