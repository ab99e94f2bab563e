import type { mongo } from 'mongoose';
import { declaredEvents } from '../services/platform/events.ts';
import { logger } from '../services/platform/logger.ts';
import { readBounds, trusted } from '../services/platform/mongo.ts';
import { Outbox } from '../services/platform/outbox.model.ts';
import { settledRecordsKeptMs } from '../services/platform/owed.ts';
import { transaction } from '../services/platform/transaction.ts';
import type { ReactionQueue } from './queue.ts';
import type { ReactionTable } from './reaction-table.ts';
import type { OwedReaction } from './run-reaction.ts';

/** How long what is owed may take before the sweep puts it into the queue again. */
const sweepAfterMs = 30_000;
/** Records published but not yet routed are due within this; a relay that starts looks so far ahead. */
const unroutedWithinMs = 5000;
const batchSize = 500;
/** Records that wait for the relay in memory; what comes beyond is left to the sweep. */
const waitingAtMost = 5000;
const shortestReopenMs = 200;
const longestReopenMs = 10_000;
/** Without a sweep for so long, the relay counts as dead. */
const aliveWithinMs = 30_000;

type Routable = { _id: string; event: string; payload: unknown; requestId: string };

/** New outbox records as they are committed. */
export type OutboxStream = {
  next(): Promise<{ _id: unknown; fullDocument: Routable }>;
  close(): Promise<void>;
};

type WatchOutbox = (resumeAfter: unknown) => OutboxStream;

const watchOutbox: WatchOutbox = (resumeAfter) =>
  Outbox.watch<Routable, mongo.ChangeStreamInsertDocument<Routable>>([{ $match: { operationType: 'insert' } }], {
    maxAwaitTimeMS: 1000,
    ...(resumeAfter ? { resumeAfter } : {}),
  });

/** The write that routes a record. Without names it is left alone, to be looked at later. */
function routing(names: readonly string[] | null) {
  const sweepAt = new Date(Date.now() + sweepAfterMs);
  if (names === null) return { $set: { sweepAt } };
  if (names.length > 0) return { $set: { owed: [...names], sweepAt } };
  return { $set: { owed: [], expiresAt: new Date(Date.now() + settledRecordsKeptMs) }, $unset: { sweepAt: 1 } };
}

function owedReaction({ _id, event, payload, requestId }: Routable, reaction: string): OwedReaction {
  return { reaction, outboxId: _id, event, payload, requestId };
}

function stillOwed(record: Routable & { owed?: readonly string[] | null }): OwedReaction[] {
  return (record.owed ?? []).map((reaction) => owedReaction(record, reaction));
}

/**
 * Sets when these are swept next, as far as they still owe something and were due by then. One write each: a write to
 * many outside a transaction can hold up, on some stores for good, the transactions that settle the same records.
 */
async function sweepAt(records: readonly Routable[], at: Date, dueBy?: Date): Promise<void> {
  await Outbox.bulkWrite(
    records.map(({ _id }) => ({
      updateOne: {
        filter: { _id, sweepAt: trusted(dueBy ? { $lte: dueBy } : { $gt: new Date(0) }) },
        update: { $set: { sweepAt: at } },
      },
    })),
    { ordered: false },
  );
}

export type Relay = {
  /** Puts everything that is due into the queue; `aheadMs` takes along what will be due by then. */
  sweep(aheadMs?: number): Promise<void>;
  isAlive(): boolean;
  /** Stops listening, and waits for the batch in hand. */
  stop(): Promise<void>;
};

/**
 * Moves outbox records into the queue. A change stream tells of new records within milliseconds; the sweep finds what
 * the stream missed, what Redis lost and what took too long. Any number of relays may run: each write is conditional,
 * and a job that is there already is not added again.
 */
export function startRelay(queue: ReactionQueue, table: ReactionTable, watch: WatchOutbox = watchOutbox): Relay {
  const declared = new Set(declaredEvents().map((event) => event.name));
  const arrived: Routable[] = [];
  let underWay: Promise<void> | undefined;
  let catchingUp: Promise<void> | undefined;
  let stream: { close(): Promise<void> } | undefined;
  let stopped = false;
  let sweptAt = Date.now();
  let wakeReopening: (() => void) | undefined;

  /** Writes down which reactions are owed, then adds their jobs. Records that another relay has routed are left to it. */
  async function route(records: readonly Routable[]): Promise<void> {
    if (records.length === 0) return;
    const groups = byReactions(records);
    const routed = await transaction(async () => {
      const ours: (typeof groups)[number][] = [];
      for (const group of groups) {
        const { modifiedCount } = await Outbox.updateMany(
          { _id: trusted({ $in: group.ofKind.map(({ _id }) => _id) }), owed: null },
          routing(group.names),
        );
        if (modifiedCount > 0 && group.names) ours.push(group);
      }
      return ours;
    });
    const owed = routed.flatMap(({ names, ofKind }) =>
      ofKind.flatMap((record) => (names ?? []).map((reaction) => owedReaction(record, reaction))),
    );
    try {
      await queue.add(owed);
    } catch (error) {
      logger.warn('relay.queueUnavailable', { count: owed.length, error });
      await sweepAt(records, new Date());
    }
  }

  /** Records that ask for the same reactions, so that one write serves them all. No names: a fact nobody here knows. */
  function byReactions(records: readonly Routable[]) {
    const groups = new Map<string, { names: readonly string[] | null; ofKind: Routable[] }>();
    for (const record of records) {
      const known = declared.has(record.event);
      // A newer release publishes it: its relay knows who answers.
      if (!known) logger.warn('relay.eventUnknown', { eventName: record.event, outboxId: record._id });
      const names = known ? table.namesFor(record.event, record.payload) : null;
      const key = JSON.stringify(names);
      const group = groups.get(key) ?? { names, ofKind: [] };
      group.ofKind.push(record);
      groups.set(key, group);
    }
    return [...groups.values()];
  }

  /** Routes what has arrived, in batches as large as what came in while the last was under way. */
  function routeArrived(): void {
    if (underWay || stopped) return;
    underWay = (async () => {
      while (arrived.length > 0 && !stopped) await route(arrived.splice(0, batchSize));
    })()
      .catch((error) => logger.warn('relay.routeFailed', { error }))
      .finally(() => {
        underWay = undefined;
      });
  }

  async function catchUp(): Promise<void> {
    await sweep(unroutedWithinMs).catch((error) => logger.warn('relay.sweepFailed', { error }));
  }

  async function listen(): Promise<void> {
    let waitMs = shortestReopenMs;
    let resumeAfter: unknown;
    while (!stopped) {
      try {
        const opened = watch(resumeAfter);
        stream = opened;
        // What was published while nobody listened is not told by a fresh stream.
        if (!resumeAfter) catchingUp = catchUp();
        while (!stopped) {
          const change = await opened.next();
          waitMs = shortestReopenMs;
          resumeAfter = change._id;
          if (arrived.length < waitingAtMost) arrived.push(change.fullDocument);
          routeArrived();
        }
      } catch (error) {
        if (stopped) return;
        logger.warn('relay.streamLost', { error });
        // The place to resume at may be what is wrong with it.
        resumeAfter = undefined;
      } finally {
        await stream?.close().catch(() => undefined);
      }
      if (stopped) return;
      await new Promise<void>((resolve) => {
        wakeReopening = resolve;
        setTimeout(resolve, waitMs);
      });
      waitMs = Math.min(waitMs * 2, longestReopenMs);
    }
  }

  /** After Redis was emptied or restarted, every job of what is owed is put again. */
  async function restoreQueueWhenLost(): Promise<void> {
    if (await queue.isIntact()) return;
    let count = 0;
    let batch: OwedReaction[] = [];
    const owing = Outbox.find({ sweepAt: trusted({ $gt: new Date(0) }) }, null, readBounds).lean();
    for await (const record of owing.cursor({ batchSize })) {
      batch.push(...stillOwed(record));
      if (batch.length < batchSize) continue;
      count += batch.length;
      await queue.add(batch, true);
      batch = [];
    }
    await queue.add(batch, true);
    await queue.markIntact();
    logger.warn('relay.queueRestored', { count: count + batch.length });
  }

  async function sweep(aheadMs = 0): Promise<void> {
    await restoreQueueWhenLost();
    for (;;) {
      const dueBy = new Date(Date.now() + aheadMs);
      const due = await Outbox.find({ sweepAt: trusted({ $lte: dueBy }) }, null, readBounds)
        .limit(batchSize)
        .lean();
      await route(due.filter(({ owed }) => !owed));
      const late = due.filter(({ owed }) => owed && owed.length > 0);
      if (late.length > 0) {
        await queue.add(late.flatMap(stillOwed), true);
        await sweepAt(late, new Date(Date.now() + sweepAfterMs), dueBy);
        logger.info('relay.sweptLate', { count: late.length });
      }
      if (due.length < batchSize || stopped) break;
    }
    sweptAt = Date.now();
  }

  const listening = listen();
  return {
    sweep,
    isAlive: () => !stopped && Date.now() - sweptAt < aliveWithinMs,
    async stop() {
      stopped = true;
      wakeReopening?.();
      await stream?.close().catch(() => undefined);
      await listening;
      await catchingUp;
      await underWay;
    },
  };
}
