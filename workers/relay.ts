import type { mongo } from 'mongoose';
import { declaredEvents } from '../services/platform/events.ts';
import { logger } from '../services/platform/logger.ts';
import { readBounds, trusted } from '../services/platform/mongo.ts';
import { Outbox } from '../services/platform/outbox.model.ts';
import { settledRecordsKeptMs } from '../services/platform/owed.ts';
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
  let routing: Promise<void> | undefined;
  let stream: { close(): Promise<void> } | undefined;
  let stopped = false;
  let sweptAt = Date.now();
  let wakeReopening: (() => void) | undefined;

  /** Records that ask for the same reactions, so that one write serves them all. */
  function byReactions(records: readonly Routable[]) {
    const groups = new Map<string, { event: string; names: readonly string[]; ofKind: Routable[] }>();
    for (const record of records) {
      const names = table.namesFor(record.event, record.payload);
      const key = [record.event, ...names].join(' ');
      const group = groups.get(key) ?? { event: record.event, names, ofKind: [] };
      group.ofKind.push(record);
      groups.set(key, group);
    }
    return groups.values();
  }

  /** Writes down which reactions are owed, then adds their jobs. Records that another relay has routed are left to it. */
  async function route(records: readonly Routable[]): Promise<void> {
    const sweepAt = new Date(Date.now() + sweepAfterMs);
    const owed: OwedReaction[] = [];
    const routed: string[] = [];
    for (const { event, names, ofKind } of byReactions(records)) {
      const ids = ofKind.map((record) => record._id);
      if (!declared.has(event)) {
        // A newer release publishes it: its relay knows who answers.
        logger.warn('relay.eventUnknown', { eventName: event, count: ids.length });
        await Outbox.updateMany({ _id: trusted({ $in: ids }), owed: null }, { $set: { sweepAt } });
        continue;
      }
      const { modifiedCount } = await Outbox.updateMany(
        { _id: trusted({ $in: ids }), owed: null },
        names.length > 0
          ? { $set: { owed: names, sweepAt } }
          : { $set: { owed: [], expiresAt: new Date(Date.now() + settledRecordsKeptMs) }, $unset: { sweepAt: 1 } },
      );
      if (modifiedCount === 0) continue;
      routed.push(...ids);
      for (const { _id, payload, requestId } of ofKind) {
        for (const reaction of names) owed.push({ reaction, outboxId: _id, event, payload, requestId });
      }
    }
    try {
      await queue.add(owed);
    } catch (error) {
      logger.warn('relay.queueUnavailable', { count: owed.length, error });
      await sweepSoon(routed);
    }
  }

  /** What is still owed of these is due at the next sweep. */
  async function sweepSoon(ids: readonly string[]): Promise<void> {
    await Outbox.updateMany(
      { _id: trusted({ $in: ids }), sweepAt: trusted({ $gt: new Date(0) }) },
      { $set: { sweepAt: new Date() } },
    );
  }

  /** Routes what has arrived, in batches as large as what came in while the last was under way. */
  function routeArrived(): void {
    if (routing || stopped) return;
    routing = (async () => {
      while (arrived.length > 0 && !stopped) await route(arrived.splice(0, batchSize));
    })()
      .catch((error) => logger.warn('relay.routeFailed', { error }))
      .finally(() => {
        routing = undefined;
      });
  }

  async function listen(): Promise<void> {
    let waitMs = shortestReopenMs;
    let resumeAfter: unknown;
    while (!stopped) {
      try {
        const opened = watch(resumeAfter);
        stream = opened;
        // What was published while nobody listened is not told by a fresh stream.
        if (!resumeAfter) void sweep(unroutedWithinMs).catch((error) => logger.warn('relay.sweepFailed', { error }));
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

  /** After Redis was emptied or restarted, everything that is owed is due. */
  async function resweepWhenQueueWasLost(): Promise<void> {
    if (await queue.isIntact()) return;
    const { modifiedCount } = await Outbox.updateMany(
      { sweepAt: trusted({ $gt: new Date() }) },
      { $set: { sweepAt: new Date() } },
    );
    await queue.markIntact();
    logger.warn('relay.queueWasLost', { count: modifiedCount });
  }

  async function sweep(aheadMs = 0): Promise<void> {
    await resweepWhenQueueWasLost();
    for (;;) {
      const dueBy = new Date(Date.now() + aheadMs);
      const due = await Outbox.find({ sweepAt: trusted({ $lte: dueBy }) }, null, readBounds)
        .limit(batchSize)
        .lean();
      const unrouted = due.filter((record) => record.owed === null || record.owed === undefined);
      await route(unrouted);
      const late = due.filter((record) => record.owed && record.owed.length > 0);
      if (late.length > 0) {
        const owed = late.flatMap(({ _id, event, payload, requestId, owed: names }) =>
          (names ?? []).map((reaction) => ({ reaction, outboxId: _id, event, payload, requestId })),
        );
        await queue.add(owed, true);
        await Outbox.updateMany(
          { _id: trusted({ $in: late.map((record) => record._id) }), sweepAt: trusted({ $lte: dueBy }) },
          { $set: { sweepAt: new Date(Date.now() + sweepAfterMs) } },
        );
        logger.info('relay.sweptLate', { count: owed.length });
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
      await routing;
    },
  };
}
