import { type JobsOptions, Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { z } from 'zod';
import { config } from '../services/platform/config.ts';
import { logger } from '../services/platform/logger.ts';
import { queueAddress } from '../services/platform/queue-address.ts';
import type { OwedReaction } from './run-reaction.ts';

/** What a job carries; its name is the reaction. */
export const jobSchema = z.object({
  outboxId: z.string(),
  event: z.string(),
  payload: z.unknown(),
  requestId: z.string(),
  /** Put by the sweep: an earlier job of this reaction may have done its work. */
  again: z.boolean().optional(),
});

export type JobData = z.infer<typeof jobSchema>;

/** How often a reaction is tried before an administrator has to look. Waits add up to about a minute. */
const defaultRetries: Retries = { attempts: 8, firstWaitMs: 500 };

export type Retries = { attempts: number; firstWaitMs: number };

function jobOptions({ attempts, firstWaitMs }: Retries): JobsOptions {
  return {
    attempts,
    backoff: { type: 'exponential', delay: firstWaitMs, jitter: 0.5 },
    // The outbox remembers what is owed and the dead letters what failed; a kept job would block its id.
    removeOnComplete: true,
    removeOnFail: true,
  };
}

export type ReactionQueue = {
  /** Adds one job for each; one that waits or runs already stays as it is. @throws when Redis does not answer */
  add(owed: readonly OwedReaction[], again?: boolean): Promise<void>;
  /** False after Redis was emptied or has restarted, which may have lost its last jobs, until `markIntact`. */
  isIntact(): Promise<boolean>;
  markIntact(): Promise<void>;
  close(): Promise<void>;
};

const intactMark = `${queueAddress.prefix}:${queueAddress.name}-intact`;

/** The relay's end of the queue: answers or fails quickly. */
export function openQueue(retries: Retries = defaultRetries): ReactionQueue {
  const redis = new Redis(config.redisUrl, {
    maxRetriesPerRequest: 1,
    connectTimeout: 2000,
    commandTimeout: 5000,
    retryStrategy: (times) => Math.min(times * 100, 1000),
  });
  const onError = (error: unknown) => logger.warn('redis.error', { error });
  redis.on('error', onError);
  const queue = new Queue<JobData>(queueAddress.name, {
    connection: redis,
    prefix: queueAddress.prefix,
    defaultJobOptions: jobOptions(retries),
  });
  queue.on('error', onError);

  async function runId(): Promise<string> {
    return /run_id:(\w+)/.exec(await redis.info('server'))?.[1] ?? 'unnamed';
  }
  return {
    async add(owed, again) {
      if (owed.length === 0) return;
      await queue.addBulk(
        owed.map(({ reaction, outboxId, event, payload, requestId }) => ({
          name: reaction,
          data: { outboxId, event, payload, requestId, ...(again ? { again } : {}) },
          opts: { jobId: `${outboxId}-${reaction}` },
        })),
      );
    },
    isIntact: async () => (await redis.get(intactMark)) === (await runId()),
    async markIntact() {
      await redis.set(intactMark, await runId());
    },
    async close() {
      await queue.close().catch(onError);
      redis.disconnect();
    },
  };
}
