import { createServer, type Server } from 'node:http';
import { config } from '../services/platform/config.ts';
import { loadPublicKeys, loadSigningKey } from '../services/platform/keys.ts';
import { logger } from '../services/platform/logger.ts';
import { openDatabase } from '../services/platform/mongo.ts';
import { stopInOrder } from '../services/platform/shutdown.ts';
import { buildRegistries } from './app.ts';
import { createRegistryCollections } from './collections.ts';
import { createServingCollections } from './database.ts';

process.title = 'registries';

/** How long answers under way may take to end before the process stops. */
const graceMs = 7000;

async function main(): Promise<void> {
  const database = await openDatabase(config.registriesMongodbUri, config.registriesDatabase);
  await createRegistryCollections(database.db);
  await createServingCollections(database.db);
  const registries = buildRegistries({
    db: database.db,
    signingKey: await loadSigningKey('registries'),
    publicKeys: loadPublicKeys('registries'),
    callers: { 'cong-dan-so': loadPublicKeys('exchange') },
    now: () => new Date(),
    simulation: config.registriesSimulation,
  });
  const server = createServer(
    { requestTimeout: 10_000, headersTimeout: 5000, keepAliveTimeout: 30_000 },
    registries.app,
  );
  server.listen(config.registriesPort, config.host, () => {
    logger.info('registries.listening', { port: config.registriesPort });
  });
  server.once('error', (error) => {
    logger.fatal('registries.listenFailed', { error, port: config.registriesPort });
    process.exit(1);
  });

  stopInOrder([async () => registries.stop(), () => closeServer(server), () => database.close()]);
}

/** Takes no new connection and lets answers under way end. */
async function closeServer(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  // A kept connection turns idle only when its last answer has ended.
  const closing = setInterval(() => server.closeIdleConnections(), 50);
  const giveUp = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearInterval(closing);
  clearTimeout(giveUp);
}

await main().catch((error: unknown) => {
  logger.fatal('registries.startFailed', { error });
  process.exit(1);
});
