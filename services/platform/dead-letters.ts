import { z } from 'zod';
import { type CallContext, requireAdministrator } from './call-context.ts';
import { DeadLetter, type DeadLetterRecord } from './dead-letter.model.ts';
import { isDomainError, NotFound } from './errors.ts';
import { newId } from './ids.ts';
import { type Connection, connectionOf, pageSchema, parseInput } from './input.ts';
import { logger } from './logger.ts';
import { readBounds, trusted } from './mongo.ts';
import { Outbox } from './outbox.model.ts';
import { settleWhenNothingOwed } from './owed.ts';
import { transaction } from './transaction.ts';

/** A reaction that gave up. */
export type DeadLetterEntry = {
  id: string;
  event: string;
  reaction: string;
  cause: string;
  attempts: number;
  failedAt: Date;
  replayedAt: Date | null;
};

export type Backlog = { owed: number; overdue: number; oldestOwedAt: Date | null; deadLetters: number };

/** A record with something owed for longer than this is overdue. */
const overdueMs = 5 * 60 * 1000;
/** Figures of the backlog are exact up to here; above it is "this many at least". */
const countedAtMost = 10_000;
const replayedLettersKeptMs = 30 * 24 * 3600 * 1000;

/**
 * Gives a reaction up: moves its name from `owed` to `dead` and keeps the cause for an administrator. Harmless when
 * the reaction has had its effect in the meantime.
 * @returns whether there was something to give up
 */
export async function buryReaction(
  call: CallContext,
  failed: { outboxId: string; event: string; reaction: string; cause: string; attempts: number },
): Promise<boolean> {
  const { outboxId, reaction } = failed;
  const now = call.now();
  return transaction(async () => {
    const moved = await Outbox.updateOne(
      { _id: outboxId, owed: reaction },
      [
        {
          $set: {
            owed: { $setDifference: ['$owed', [reaction]] },
            dead: { $setUnion: [{ $ifNull: ['$dead', []] }, [reaction]] },
          },
        },
        ...settleWhenNothingOwed(now),
      ],
      { updatePipeline: true },
    );
    if (moved.matchedCount === 0) return false;
    await DeadLetter.updateOne(
      { _id: `${outboxId}-${reaction}` },
      { $set: { ...failed, failedAt: now, failureId: newId(), replayedAt: null }, $unset: { expiresAt: 1 } },
      { upsert: true },
    );
    return true;
  });
}

/** Code and sentence of a failure. What drivers quote (a duplicate key, say) and long numbers are left out. */
export function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'UNKNOWN: something was thrown that is not an error.';
  if (isDomainError(error)) return `${error.code}: ${error.message}`;
  const sentence = error.message
    .replace(/\{[\s\S]*\}|"[^"]*"|'[^']*'/g, '[…]')
    .replace(/\d{6,}/g, '[…]')
    .slice(0, 300);
  return `${error.name}: ${sentence}`;
}

/** Reactions that gave up, the newest first. @throws Unauthenticated, Forbidden, BadUserInput */
export async function listDeadLetters(
  call: CallContext,
  page: { first: number; after?: string | null | undefined },
): Promise<Connection<DeadLetterEntry>> {
  requireAdministrator(call);
  const { first, after } = parseInput(pageSchema, page);
  const rows = await DeadLetter.find({ failureId: trusted({ $lt: after ?? '~' }) }, null, readBounds)
    .sort({ failureId: -1 })
    .limit(first + 1)
    .lean();
  const cursors = new Map(rows.map((row) => [row._id, row.failureId]));
  return connectionOf(rows.map(entryOf), first, ({ id }) => cursors.get(id) ?? id);
}

const replaySchema = z.strictObject({ deadLetterId: z.string().min(1).max(200) });

/**
 * Puts a dead letter's work back: its name is owed again and the sweep takes it up at once. Replaying it again is
 * harmless; when it gives up again it is a dead letter again.
 * @throws Unauthenticated, Forbidden, BadUserInput, NotFound
 */
export async function replayDeadLetter(call: CallContext, input: { deadLetterId: string }): Promise<DeadLetterEntry> {
  requireAdministrator(call);
  const { deadLetterId } = parseInput(replaySchema, input);
  const now = call.now();
  const letter = await transaction(async () => {
    const { matchedCount } = await DeadLetter.updateOne(
      { _id: deadLetterId, replayedAt: null },
      { $set: { replayedAt: now, expiresAt: new Date(now.getTime() + replayedLettersKeptMs) } },
    );
    const replayed = await DeadLetter.findById(deadLetterId, null, readBounds).lean();
    if (!replayed || matchedCount === 0) return replayed;
    const { outboxId, reaction } = replayed;
    await Outbox.updateOne(
      { _id: outboxId, dead: reaction },
      [
        {
          $set: {
            owed: { $setUnion: ['$owed', [reaction]] },
            dead: { $setDifference: ['$dead', [reaction]] },
            sweepAt: now,
            expiresAt: '$$REMOVE',
          },
        },
      ],
      { updatePipeline: true },
    );
    logger.info('deadLetter.replayed', { outboxId, reaction });
    return replayed;
  });
  if (!letter) throw NotFound();
  return entryOf(letter);
}

/** Work that is owed and not yet done. @throws Unauthenticated, Forbidden */
export async function backlog(call: CallContext): Promise<Backlog> {
  requireAdministrator(call);
  return measureBacklog(call);
}

/** The same figures for the gauges of the worker. */
export async function measureBacklog(call: CallContext): Promise<Backlog> {
  const overdueBefore = new Date(call.now().getTime() - overdueMs);
  const [figures] = await Outbox.aggregate<{ owed: number; overdue: number; oldestOwedAt: Date }>([
    { $match: { sweepAt: { $gt: new Date(0) } } },
    { $limit: countedAtMost },
    {
      $group: {
        _id: null,
        owed: { $sum: 1 },
        overdue: { $sum: { $cond: [{ $lte: ['$createdAt', overdueBefore] }, 1, 0] } },
        oldestOwedAt: { $min: '$createdAt' },
      },
    },
  ]).option(readBounds);
  const letters = await DeadLetter.countDocuments({ replayedAt: null }, readBounds).limit(countedAtMost);
  return {
    owed: figures?.owed ?? 0,
    overdue: figures?.overdue ?? 0,
    oldestOwedAt: figures?.oldestOwedAt ?? null,
    deadLetters: letters,
  };
}

function entryOf(row: DeadLetterRecord): DeadLetterEntry {
  return {
    id: row._id,
    event: row.event,
    reaction: row.reaction,
    cause: row.cause,
    attempts: row.attempts,
    failedAt: row.failedAt,
    replayedAt: row.replayedAt ?? null,
  };
}
