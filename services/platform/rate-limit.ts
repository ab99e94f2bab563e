import { type InferSchemaType, model, Schema } from 'mongoose';
import type { CallContext } from './call-context.ts';
import { isDuplicateKey, RateLimited } from './errors.ts';
import { keyedHash } from './keyed-hash.ts';
import { readBounds, trusted } from './mongo.ts';

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
 * to 64 times; what was exceeded is remembered for a day after the window ends. The store decides: of attempts that
 * race, exactly as many pass as are allowed. Inside a transaction an attempt counts only if that commits.
 * @param subject what the limit is about; only its keyed hash is stored
 * @throws RateLimited with `retryAfterSeconds`
 */
export async function takeAttempt(call: CallContext, limit: Limit, subject: string): Promise<void> {
  const now = call.now();
  const id = keyedHash('limit', `${limit.name}\n${subject}`);
  while (!(await isTaken(id, limit, now))) {
    const window = await AttemptWindow.findById(id, null, readBounds).lean();
    if (!window) {
      if (await isFirst(id, limit, now)) return;
    } else if (window.windowEndsAt <= now) {
      if (await isRestarted(id, limit, now)) return;
    } else if (window.count >= limit.allowed) {
      const endsAt = await lengthened(id, limit, now, window);
      throw RateLimited({ retryAfterSeconds: Math.ceil((endsAt.getTime() - now.getTime()) / 1000) });
    }
    // Somebody else was faster; what they left is looked at again.
  }
}

async function isTaken(id: string, { allowed }: Limit, now: Date): Promise<boolean> {
  const { matchedCount } = await AttemptWindow.updateOne(
    { _id: id, windowEndsAt: trusted({ $gt: now }), count: trusted({ $lt: allowed }) },
    { $inc: { count: 1 } },
  );
  return matchedCount === 1;
}

async function isFirst(id: string, { windowMs }: Limit, now: Date): Promise<boolean> {
  try {
    await new AttemptWindow({ _id: id, count: 1, level: 0, ...endingAfter(now, windowMs) }).save();
    return true;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}

async function isRestarted(id: string, { windowMs }: Limit, now: Date): Promise<boolean> {
  const { matchedCount } = await AttemptWindow.updateOne(
    { _id: id, windowEndsAt: trusted({ $lte: now }) },
    { count: 1, ...endingAfter(now, windowMs) },
  );
  return matchedCount === 1;
}

/** The first attempt too many makes the wait longer; those behind it only wait. */
async function lengthened(id: string, limit: Limit, now: Date, window: AttemptWindowFields): Promise<Date> {
  const ending = endingAfter(now, limit.windowMs * 2 ** window.level);
  const { matchedCount } = await AttemptWindow.updateOne(
    { _id: id, count: limit.allowed, level: window.level },
    { count: limit.allowed + 1, level: Math.min(window.level + 1, highestLevel), ...ending },
  );
  return matchedCount === 1 ? ending.windowEndsAt : window.windowEndsAt;
}

function endingAfter(now: Date, milliseconds: number) {
  const windowEndsAt = new Date(now.getTime() + milliseconds);
  return { windowEndsAt, expiresAt: new Date(windowEndsAt.getTime() + rememberedMs) };
}
