import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { ExpressAdapter } from '@bull-board/express';
import { Queue } from 'bullmq';
import { type RequestHandler, Router } from 'express';
import type { Redis } from 'ioredis';
import { requireAdministrator } from '../../services/platform/call-context.ts';
import { logger } from '../../services/platform/logger.ts';
import type { Ports } from '../../services/platform/ports.ts';
import { queueAddress } from '../../services/platform/queue-address.ts';
import { callOfRequest } from './request-context.ts';

export const boardPath = '/quan-tri/hang-doi';

/** Bull Board behind the administrator's session. It only shows: what is owed is decided by the outbox, not by the queue. */
export function queueBoardRoutes({ ports, redis }: { ports: Ports; redis: Redis }): Router {
  const queue = new Queue(queueAddress.name, {
    connection: redis,
    prefix: queueAddress.prefix,
    skipVersionCheck: true,
  });
  queue.on('error', (error) => logger.warn('redis.error', { error }));
  const adapter = new ExpressAdapter();
  adapter.setBasePath(boardPath);
  createBullBoard({ queues: [new BullMQAdapter(queue, { readOnlyMode: true })], serverAdapter: adapter });
  const onlyAdministrators: RequestHandler = async (request, response, next) => {
    requireAdministrator(await callOfRequest(ports, request, response));
    next();
  };
  return Router().use(boardPath, onlyAdministrators, adapter.getRouter());
}
