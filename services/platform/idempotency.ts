import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { type InferSchemaType, model, Schema } from 'mongoose';
import { z } from 'zod';
import type { CallContext } from './call-context.ts';
import { IdempotencyKeyReused } from './errors.ts';
import { readBounds } from './mongo.ts';
import { bytesOf, seal, unseal } from './seal.ts';
import { transaction } from './transaction.ts';

/** A key from outside: opaque, long enough not to be guessed or to collide. */
export const idempotencyKeySchema = z
  .string()
  .regex(/^[A-Za-z0-9_-]{16,64}$/, 'expected 16 to 64 letters, digits, - or _ (a UUID, say)');

const idempotencyRecordSchema = new Schema(
  {
    _id: { type: String, required: true },
    inputHash: { type: String, required: true },
    reply: { type: Buffer, required: true },
    expiresAt: { type: Date, required: true },
  },
  { collection: 'idempotency_keys', versionKey: false },
);
idempotencyRecordSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

type IdempotencyRecordFields = InferSchemaType<typeof idempotencyRecordSchema>;
const IdempotencyRecord = model<IdempotencyRecordFields>('IdempotencyRecord', idempotencyRecordSchema);

const keptMs = 24 * 3600 * 1000;

/**
 * Runs `work` in one transaction together with the record of its key, the hash of its input and its reply. Sent again
 * with the same key and input, the reply comes back and nothing is done; so a client that never heard the answer asks
 * again with the same key. Keys are kept for a day, apart for each actor.
 * @param reply what is kept and replayed; must survive JSON
 * @throws IdempotencyKeyReused when the key was used with another input
 */
export async function idempotent<Reply>(
  call: CallContext,
  operation: string,
  request: { key: string; input: unknown },
  work: () => Promise<Reply>,
): Promise<Reply> {
  const actor = call.actor.kind === 'account' ? call.actor.accountId : call.actor.kind;
  const id = hash([actor, operation, request.key]);
  const inputHash = hash(request.input);
  try {
    return await transaction(async () => {
      const reply = await work();
      await new IdempotencyRecord({
        _id: id,
        inputHash,
        reply: seal(JSON.stringify(reply), id),
        expiresAt: new Date(call.now().getTime() + keptMs),
      }).save();
      return reply;
    });
  } catch (error) {
    // Whatever stopped it, a record under the key means that an earlier call, or one that raced this, was done.
    const earlier = await IdempotencyRecord.findById(id, null, readBounds).lean();
    if (!earlier) throw error;
    if (earlier.inputHash !== inputHash) throw IdempotencyKeyReused({}, error);
    return JSON.parse(unseal(bytesOf(earlier.reply), id)) as Reply;
  }
}

function hash(value: unknown): string {
  return createHash('sha256')
    .update(canonicalize(value) ?? '')
    .digest('base64url');
}
