import { z } from 'zod';
import { type CallContext, requireSystem } from '../platform/call-context.ts';
import { config } from '../platform/config.ts';
import { isDuplicateKey } from '../platform/errors.ts';
import { publish } from '../platform/events.ts';
import { newId } from '../platform/ids.ts';
import { keyedHash, personKey } from '../platform/keyed-hash.ts';
import { logger } from '../platform/logger.ts';
import { badSignatures } from '../platform/metrics.ts';
import { readBounds } from '../platform/mongo.ts';
import { transaction } from '../platform/transaction.ts';
import { ExchangeFailure, failureOf, RegistryUnavailable } from './errors.ts';
import { RegistryRecordChanged } from './events.ts';
import { registryNames } from './records.ts';
import { RegistryCursor } from './registry-cursor.model.ts';
import { signRequest, verifyAnswer } from './signatures.ts';

export const changesRequestType = 'changes-request+jwt';
export const changesAnswerType = 'changes-answer+jwt';

const feedId = 'changes';
const start = '0';
/** Changes taken over in one transaction. */
const pageSize = 100;

const cursor = z.string().regex(/^\d{1,15}$/);
const changeSchema = z.object({
  cursor,
  registry: z.enum(registryNames),
  person: z.string().regex(/^\d{12}$/),
  recordId: z.string().min(1).max(200),
  kind: z.enum(['changed', 'revoked', 'removed']),
  version: z.int(),
});
const pageSchema = z.object({ changes: z.array(changeSchema).max(pageSize), next: cursor, end: z.boolean() });

export type FollowedChanges = {
  /** How many changes this step took over. */
  published: number;
  /** Something may wait already: take the next step at once. */
  more: boolean;
};

/**
 * One step along the registries' change feed: reads what comes after the durable cursor, waiting up to `waitSeconds` (0
 * to 20) for the first, then publishes each change and moves the cursor in one transaction. Of several followers that
 * read the same page one publishes it. A cursor that the feed no longer knows is an alarm, and the feed is read again
 * from where it begins: a change told twice is harmless, one not told is not.
 * @throws RegistryUnavailable when the feed gives no answer that can be used
 */
export async function followChanges(
  call: CallContext,
  options: { waitSeconds: number; signal?: AbortSignal },
): Promise<FollowedChanges> {
  requireSystem(call);
  const after = await currentCursor(call);
  const page = await readPage(call, after, options).catch((error: unknown) => {
    const failed = failureOf(error);
    if (failed.refusal?.code === 'CURSOR_UNKNOWN' && after !== start) return 'unknown' as const;
    if (failed.failure === 'BAD_SIGNATURE') {
      badSignatures.inc({ registry: 'changes' });
      logger.error('exchange.badSignature', { registry: 'changes', failure: failed.failure });
    }
    throw RegistryUnavailable({ registry: 'changes', failure: failed.failure }, failed);
  });

  if (page === 'unknown') {
    logger.error('exchange.cursorUnknown', { registry: 'changes' });
    await moveCursor(call, after, start);
    return { published: 0, more: true };
  }
  if (page.changes.length === 0) return { published: 0, more: false };

  const moved = await transaction(async () => {
    // First the condition: who does not move the cursor publishes nothing.
    if (!(await moveCursor(call, after, page.next))) return false;
    for (const change of page.changes) {
      const { registry, person, recordId, kind, version } = change;
      await publish(RegistryRecordChanged, {
        registry,
        personKey: personKey(person),
        recordKey: keyedHash('document', `${registry}\n${recordId}`),
        kind,
        version,
      });
    }
    return true;
  });
  if (!moved) return { published: 0, more: true };
  logger.info('exchange.changesFollowed', { count: page.changes.length });
  return { published: page.changes.length, more: !page.end };
}

async function readPage(
  call: CallContext,
  after: string,
  { waitSeconds, signal }: { waitSeconds: number; signal?: AbortSignal },
) {
  const request = await signRequest(changesRequestType, { id: newId(), at: call.now(), claims: {} });
  const deadline = AbortSignal.timeout(waitSeconds * 1000 + config.registriesTimeoutMs);
  const jws = await call.ports.registries.changes(
    request.jws,
    { after, limit: pageSize, waitSeconds },
    signal ? AbortSignal.any([signal, deadline]) : deadline,
  );
  const payload = await verifyAnswer(changesAnswerType, { jws, request, now: call.now() });
  const page = pageSchema.safeParse(payload);
  if (!page.success) throw new ExchangeFailure('MALFORMED', { cause: page.error });
  if (!isUnbroken(after, page.data)) throw new ExchangeFailure('MALFORMED');
  return page.data;
}

/** Cursors have no gaps; only where the feed is read from its beginning, that may lie anywhere. */
function isUnbroken(
  after: string,
  { changes, next }: { changes: readonly { cursor: string }[]; next: string },
): boolean {
  const first = changes[0];
  if (!first) return next === after;
  const expected = after === start ? Number(first.cursor) : Number(after) + 1;
  return changes.every(({ cursor }, index) => Number(cursor) === expected + index) && next === changes.at(-1)?.cursor;
}

async function currentCursor(call: CallContext): Promise<string> {
  const kept = await RegistryCursor.findById(feedId, null, readBounds).lean();
  if (kept) return kept.after;
  await new RegistryCursor({ _id: feedId, after: start, movedAt: call.now() }).save().catch((error: unknown) => {
    if (!isDuplicateKey(error)) throw error;
  });
  return start;
}

/** @returns whether it stood at `from`, and so was moved */
async function moveCursor(call: CallContext, from: string, to: string): Promise<boolean> {
  const { modifiedCount } = await RegistryCursor.updateOne(
    { _id: feedId, after: from },
    { $set: { after: to, movedAt: call.now() } },
  );
  return modifiedCount === 1;
}
