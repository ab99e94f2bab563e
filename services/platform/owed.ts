import { AsyncLocalStorage } from 'node:async_hooks';
import type { PipelineStage, UpdateWithAggregationPipeline } from 'mongoose';
import { Outbox } from './outbox.model.ts';

type Owing = { readonly outboxId: string; readonly reaction: string; settled: boolean };

const owing = new AsyncLocalStorage<Owing | undefined>();

/** An outbox record with nothing owed and nothing dead is kept this long, then expires. */
export const settledRecordsKeptMs = 24 * 3600 * 1000;

/** The reaction's name was no longer in the outbox record: its effect has been committed by another run. */
class AlreadyReacted extends Error {
  constructor() {
    super('This reaction has had its effect already.');
    this.name = 'AlreadyReacted';
  }
}

/**
 * Runs a reaction so that its effect happens once, however often and wherever it is run: the first transaction that
 * `work` commits carries, as its last write, the removal of the reaction's name from the outbox record, on condition
 * that the name is still there. So the whole effect belongs into one transaction, with nothing but reads and outside
 * calls before it. Work that opens no transaction must be harmless to repeat; its name is removed afterwards.
 * @returns whether this run had the effect; false when another had it before
 */
export async function withOwed(outboxId: string, reaction: string, work: () => Promise<unknown>): Promise<boolean> {
  const owed: Owing = { outboxId, reaction, settled: false };
  try {
    await owing.run(owed, work);
    if (!owed.settled) await removeOwed(owed);
    return true;
  } catch (error) {
    if (error instanceof AlreadyReacted) return false;
    throw error;
  }
}

/** Runs a transaction of a reaction that is not its effect (a receipt, say), and so does not settle what is owed. */
export function apartFromOwed<T>(work: () => Promise<T>): Promise<T> {
  return owing.run(undefined, work);
}

/** What the transaction that begins now has to settle; undefined outside a reaction, or when it is settled already. */
export function currentlyOwed(): Owing | undefined {
  const owed = owing.getStore();
  return owed?.settled ? undefined : owed;
}

/** Called inside a transaction as its last write. @throws to roll back, when the name is not there any more */
export async function removeOwed({ outboxId, reaction }: Owing): Promise<void> {
  const removed = await Outbox.updateOne({ _id: outboxId, owed: reaction }, withoutOwed(reaction), {
    updatePipeline: true,
  });
  if (removed.matchedCount === 0) throw new AlreadyReacted();
}

/** Pipeline update that takes a name out of `owed`; the record expires once nothing is owed and nothing is dead. */
export function withoutOwed(reaction: string): UpdateWithAggregationPipeline {
  return [{ $set: { owed: { $setDifference: ['$owed', [reaction]] } } }, ...settleWhenNothingOwed(new Date())];
}

/** Pipeline stages that follow a change of `owed` or `dead`: what is settled is swept no more and expires. */
export function settleWhenNothingOwed(now: Date): PipelineStage.Set[] {
  const nothingOwed = { $eq: [{ $size: '$owed' }, 0] };
  const nothingDead = { $eq: [{ $size: { $ifNull: ['$dead', []] } }, 0] };
  const expiresAt = new Date(now.getTime() + settledRecordsKeptMs);
  return [
    {
      $set: {
        sweepAt: { $cond: [nothingOwed, '$$REMOVE', '$sweepAt'] },
        expiresAt: { $cond: [{ $and: [nothingOwed, nothingDead] }, expiresAt, '$$REMOVE'] },
      },
    },
  ];
}
