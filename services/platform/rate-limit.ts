import { type InferSchemaType, model, Schema } from 'mongoose';
import type { CallContext } from './call-context.ts';
import { RateLimited } from './errors.ts';
import { keyedHash } from './keyed-hash.ts';
import { readBounds } from './mongo.ts';

const attemptWindowSchema = new Schema(
  {
    _id: { type: String, required: true },
    count: { type: Number, required: true },
    /** How often the allowance was exceeded; each time the wait doubles. */
    level: { type: Number, required: true },
    windowEndsAt: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
  },
  { collection: 'attempt_windows', versionKey: false },
);
attemptWindowSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

type AttemptWindowFields = InferSchemaType<typeof attemptWindowSchema>;
const AttemptWindow = model<AttemptWindowFields>('AttemptWindow', attemptWindowSchema);

export type Limit = {
  /** Code of what is limited: `registration.person`. */
  name: string;
  allowed: number;
  windowMs: number;
};

const rememberedMs = 24 * 3600 * 1000;
const highestLevel = 6;

/**
 * Counts one attempt against a durable window. Past the allowance the window starts anew, twice as long each time, up
 * to 64 times; what was exceeded is remembered for a day after the window ends. One command, decided by the store.
 * @param subject what the limit is about; only its keyed hash is stored
 * @throws RateLimited with `retryAfterSeconds`
 */
export async function takeAttempt(call: CallContext, limit: Limit, subject: string): Promise<void> {
  const now = call.now();
  const id = keyedHash('limit', `${limit.name}\n${subject}`);
  const exceeded = { $eq: ['$count', limit.allowed + 1] };
  const counted = await AttemptWindow.findOneAndUpdate(
    { _id: id },
    [
      { $set: { live: { $gt: [{ $ifNull: ['$windowEndsAt', now] }, now] }, level: { $ifNull: ['$level', 0] } } },
      { $set: { count: { $cond: ['$live', { $add: ['$count', 1] }, 1] } } },
      {
        $set: {
          windowEndsAt: {
            $cond: [
              exceeded,
              { $add: [now, { $multiply: [limit.windowMs, { $pow: [2, '$level'] }] }] },
              { $cond: ['$live', '$windowEndsAt', { $add: [now, limit.windowMs] }] },
            ],
          },
          level: { $cond: [exceeded, { $min: [{ $add: ['$level', 1] }, highestLevel] }, '$level'] },
        },
      },
      { $set: { expiresAt: { $add: ['$windowEndsAt', rememberedMs] } } },
      { $unset: 'live' },
    ],
    { upsert: true, returnDocument: 'after', updatePipeline: true, ...readBounds },
  ).lean();
  // Of several first attempts at once, some stores answer all but one with nothing: the count is kept all the same.
  const window = counted ?? (await AttemptWindow.findById(id, null, readBounds).lean());
  if (!window || window.count <= limit.allowed) return;
  throw RateLimited({ retryAfterSeconds: Math.ceil((window.windowEndsAt.getTime() - now.getTime()) / 1000) });
}
