import { composePorts } from '../services/compose.ts';
import { config } from '../services/platform/config.ts';
import { logger } from '../services/platform/logger.ts';
import { connectMongo, createCollections, disconnectMongo } from '../services/platform/mongo.ts';
import { connectRedis } from '../services/platform/redis.ts';
import { stopInOrder } from '../services/platform/shutdown.ts';
import { buildApi } from './app.ts';

process.title = 'api';

const redis = connectRedis();
const ports = composePorts(redis);
const [api] = await Promise.all([
  buildApi({ ports, redis }),
  connectMongo().then(createCollections),
  // Redis may come later; what needs it waits and says so.
  redis.connect().catch((error: unknown) => logger.warn('redis.awayAtStart', { error })),
]);

api.server.listen(config.port, config.host, () => logger.info('api.listening', { port: config.port }));

stopInOrder([() => api.close(), async () => ports.close(), async () => redis.disconnect(), () => disconnectMongo()]);
