import { createServer } from 'node:http';
import { config } from '../services/platform/config.ts';
import { loadPublicKeys, loadSigningKey } from '../services/platform/keys.ts';
import { logger } from '../services/platform/logger.ts';
import { openDatabase } from '../services/platform/mongo.ts';
import { buildRegistries } from './app.ts';
import { createRegistryCollections } from './collections.ts';
import { createServingCollections } from './database.ts';

process.title = 'registries';

/** How long answers under way may take to end before the process stops. */
const graceMs = 8000;

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

  let stopping = false;
  const stop = (signal: NodeJS.Signals) => {
    if (stopping) return;
    stopping = true;
    logger.info('registries.stopping', { signal });
    registries.stop();
    setTimeout(() => server.closeAllConnections(), graceMs).unref();
    server.close(() => {
      database.close().finally(() => process.exit(0));
    });
    // A kept connection turns idle when its last answer has ended; new ones are no longer accepted.
    setInterval(() => server.closeIdleConnections(), 100).unref();
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

await main().catch((error: unknown) => {
  logger.fatal('registries.startFailed', { error });
  process.exit(1);
});
