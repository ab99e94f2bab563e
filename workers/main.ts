import { composePorts } from '../services/compose.ts';
import { flushRegistryHealth } from '../services/exchange/index.ts';
import { logger } from '../services/platform/logger.ts';
import { connectMongo, createCollections, disconnectMongo } from '../services/platform/mongo.ts';
import { connectRedis } from '../services/platform/redis.ts';
import { stopInOrder } from '../services/platform/shutdown.ts';
import { serveHealth } from './health.ts';
import { openQueue } from './queue.ts';
import { reactionTable } from './reaction-table.ts';
import { reactions } from './reactions.ts';
import { startRelay } from './relay.ts';
import { runSchedules } from './run-schedules.ts';
import { schedules } from './schedules.ts';
import { startWorker } from './worker.ts';

process.title = 'worker';

const table = reactionTable(reactions);
const redis = connectRedis();
// Redis may come later; what needs it waits and says so.
redis.connect().catch((error: unknown) => logger.warn('redis.awayAtStart', { error }));
await connectMongo().then(createCollections);

const ports = composePorts(redis);
const queue = openQueue();
const relay = startRelay(queue, table);
const worker = startWorker(ports, table);
const tasks = runSchedules(ports, schedules(relay));
const health = serveHealth(redis, relay);

stopInOrder([
  () => tasks.stop(),
  () => relay.stop(),
  () => worker.stop(),
  () => flushRegistryHealth(),
  async () => health.close(),
  () => queue.close(),
  async () => ports.close(),
  async () => redis.disconnect(),
  () => disconnectMongo(),
]);
