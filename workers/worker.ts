import { DelayedError, type Job, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { systemCall } from '../services/platform/call-context.ts';
import { config } from '../services/platform/config.ts';
import { buryReaction, causeOf } from '../services/platform/dead-letters.ts';
import { isDomainError, TemporarilyUnavailable } from '../services/platform/errors.ts';
import { logger } from '../services/platform/logger.ts';
import { deadLetters } from '../services/platform/metrics.ts';
import { isStoreUnreachable, readBounds, withDeadline } from '../services/platform/mongo.ts';
import { Outbox } from '../services/platform/outbox.model.ts';
import type { Ports } from '../services/platform/ports.ts';
import { queueAddress } from '../services/platform/queue-address.ts';
import { type JobData, jobSchema } from './queue.ts';
import { UnreadablePayload } from './reaction.ts';
import type { ReactionTable } from './reaction-table.ts';
import { runReaction, UnknownReaction } from './run-reaction.ts';

/** A reaction that took so many workers down with it is given up. */
const crashesAtMost = 5;
const storeAwayRetryMs = 1000;
const closeWithinMs = 7000;

/** `stop` takes no further job and waits for those under way, within bounds. */
export type ReactionWorker = { stop(): Promise<void> };

/** Takes jobs and runs their reactions, `config.workerConcurrency` at a time. */
export function startWorker(ports: Ports, table: ReactionTable): ReactionWorker {
  const redis = new Redis(config.redisUrl, {
    // A worker waits for Redis as long as it takes; nothing else can give it work.
    maxRetriesPerRequest: null,
    retryStrategy: (times) => Math.min(times * 100, 1000),
  });
  const onError = (error: unknown) => logger.warn('worker.error', { error });
  redis.on('error', onError);
  const worker = new Worker<JobData>(queueAddress.name, (job, token) => work(job, token), {
    connection: redis,
    prefix: queueAddress.prefix,
    concurrency: config.workerConcurrency,
    lockDuration: config.jobLockMs,
    stalledInterval: config.jobLockMs / 2,
    maxStalledCount: crashesAtMost + 1,
    removeOnComplete: { count: 0 },
    removeOnFail: { count: 0 },
  });
  worker.on('error', onError);

  async function work(job: Job<JobData>, token: string | undefined): Promise<void> {
    const reaction = job.name;
    const data = jobSchema.safeParse(job.data);
    if (!data.success) {
      // Nothing of ours: what the outbox owes is put again by the sweep.
      logger.error('worker.jobUnreadable', { jobId: job.id ?? '', reaction });
      return;
    }
    const { outboxId, event, payload, requestId, again } = data.data;
    const fields = { reaction, outboxId, eventName: event, requestId };
    const attempt = job.attemptsMade + 1;
    const giveUp = async (cause: string): Promise<void> => {
      const call = systemCall(ports, reaction, requestId);
      if (!(await buryReaction(call, { outboxId, event, reaction, cause, attempts: attempt }))) return;
      deadLetters.inc({ reaction });
      logger.error('reaction.dead', { ...fields, attempt });
    };
    if (job.stalledCounter > crashesAtMost) {
      return giveUp('WORKER_CRASHED: the worker ended while it was at this, several times.');
    }
    try {
      // A first run does not ask: its own last write will tell.
      const repeated = again === true || attempt > 1 || job.stalledCounter > 0;
      if (repeated && !(await isOwed(outboxId, reaction))) return;
      await runReaction(ports, table, { reaction, outboxId, event, payload, requestId });
    } catch (error) {
      if (isStoreUnreachable(error) || isDomainError(error, TemporarilyUnavailable)) {
        // Not the reaction's fault, and not counted as a try.
        logger.warn('reaction.storeAway', { ...fields, attempt, error });
        await job.moveToDelayed(Date.now() + storeAwayRetryMs, token);
        throw new DelayedError();
      }
      logger.warn('reaction.failed', { ...fields, attempt, error });
      const hopeless = error instanceof UnknownReaction || error instanceof UnreadablePayload;
      if (!hopeless && attempt < (job.opts.attempts ?? 1)) throw error;
      await giveUp(causeOf(error));
    }
  }

  return {
    async stop() {
      try {
        await withDeadline(worker.close(), closeWithinMs, 'reactions under way did not end in time');
      } catch (error) {
        // Their jobs stall and run elsewhere; their effect is still one.
        logger.warn('worker.closedUnfinished', { error });
        await worker.close(true).catch(onError);
      }
      redis.disconnect();
    },
  };
}

async function isOwed(outboxId: string, reaction: string): Promise<boolean> {
  return (await Outbox.exists({ _id: outboxId, owed: reaction }).setOptions(readBounds)) !== null;
}
