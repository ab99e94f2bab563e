import { systemCall } from '../services/platform/call-context.ts';
import { logger } from '../services/platform/logger.ts';
import { reactions as reactionDurations } from '../services/platform/metrics.ts';
import { withOwed } from '../services/platform/owed.ts';
import type { Ports } from '../services/platform/ports.ts';
import { withRequestId } from '../services/platform/request-id.ts';
import type { ReactionTable } from './reaction-table.ts';

/** A reaction that is owed: what a job carries. */
export type OwedReaction = {
  reaction: string;
  outboxId: string;
  event: string;
  payload: unknown;
  requestId: string;
};

/** No reaction of that name answers that fact: trying again would not help. */
export class UnknownReaction extends Error {
  constructor(reaction: string, event: string) {
    super(`No reaction ${reaction} answers ${event}.`);
    this.name = 'UNKNOWN_REACTION';
  }
}

/**
 * Runs one owed reaction, once in effect: see `withOwed`.
 * @returns whether this run had the effect; false when another had it before
 * @throws UnknownReaction, UnreadablePayload, and whatever stopped the reaction
 */
export async function runReaction(ports: Ports, table: ReactionTable, owed: OwedReaction): Promise<boolean> {
  const { reaction, outboxId, event, requestId } = owed;
  return withRequestId(requestId, async () => {
    const call = systemCall(ports, reaction, requestId);
    const startedAt = performance.now();
    let outcome = 'failed';
    logger.info('reaction.started', { reaction, eventName: event, outboxId });
    try {
      const answer = table.find(reaction, event);
      if (!answer) throw new UnknownReaction(reaction, event);
      const reacted = await withOwed(outboxId, reaction, () => answer.react(call, owed.payload, { outboxId, event }));
      outcome = reacted ? 'done' : 'alreadyDone';
      return reacted;
    } finally {
      const durationMs = Math.round(performance.now() - startedAt);
      reactionDurations.observe({ reaction, outcome }, durationMs / 1000);
      logger.info('reaction.ended', { reaction, eventName: event, outboxId, outcome, durationMs });
    }
  });
}
