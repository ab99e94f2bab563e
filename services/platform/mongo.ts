import { createHash } from 'node:crypto';
import mongoose from 'mongoose';
import { config } from './config.ts';
import { isDuplicateKey } from './errors.ts';

mongoose.set('autoCreate', false);
mongoose.set('autoIndex', false);
mongoose.set('bufferCommands', false);
mongoose.set('strictQuery', 'throw');
mongoose.set('sanitizeFilter', true);
mongoose.set('transactionAsyncLocalStorage', true);

/** Marks an operator of our own in a filter; any other is taken for input and cast as a plain value. */
export const { trusted } = mongoose;

/** Every client has bounds: a store that works on for callers that have left starves the rest. */
export const clientBounds = {
  serverSelectionTimeoutMS: 2000,
  connectTimeoutMS: 2000,
  socketTimeoutMS: 20_000,
  waitQueueTimeoutMS: 2000,
  heartbeatFrequencyMS: 2000,
  maxPoolSize: 64,
  retryWrites: true,
  writeConcern: { w: 'majority', journal: true },
} as const;

/** For read queries of a use case. */
export const readBounds = { maxTimeMS: config.queryMs } as const;

export async function connectMongo(uri = config.mongodbUri, database = config.mongodbDatabase): Promise<void> {
  await mongoose.connect(uri, { ...clientBounds, dbName: database, monitorCommands: config.environment === 'test' });
}

export async function disconnectMongo(): Promise<void> {
  await mongoose.disconnect();
}

/** A second database on its own connection, for the registries and the seeds. */
export async function openDatabase(uri: string, database: string) {
  const client = await new mongoose.mongo.MongoClient(uri, { ...clientBounds }).connect();
  return { db: client.db(database), client, close: () => client.close() };
}

export type Database = mongoose.mongo.Db;

/**
 * Creates every collection and index, one after another and by one process at a time: the embedded store can hang when
 * collections are created amid conflicting transactions. Done once for each shape of the models; repeating is cheap.
 */
export async function createCollections(): Promise<void> {
  const models = mongoose
    .modelNames()
    .sort()
    .map((name) => mongoose.model(name));
  const shape = createHash('sha256')
    .update(JSON.stringify(models.map((model) => [model.collection.name, model.schema.indexes()])))
    .digest('base64url');
  const boots = mongoose.connection.collection<{ _id: string; at: Date }>('boots');
  const lock = `creating-${shape}`;
  for (;;) {
    if (await boots.findOne({ _id: shape }, readBounds)) return;
    const taken = await boots.insertOne({ _id: lock, at: new Date() }).then(
      () => true,
      async (error: unknown) => {
        if (!isDuplicateKey(error)) throw error;
        // A process that died while it created leaves its lock; after half a minute it is anybody's.
        await boots.deleteOne({ _id: lock, at: { $lt: new Date(Date.now() - 30_000) } });
        return false;
      },
    );
    if (taken) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  for (const model of models) {
    await model.createCollection();
    await model.createIndexes();
  }
  await boots.insertOne({ _id: shape, at: new Date() });
  await boots.deleteOne({ _id: lock });
}

export async function withDeadline<T>(work: Promise<T>, milliseconds: number, message: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(message)), milliseconds);
  });
  try {
    return await Promise.race([work, deadline]);
  } finally {
    clearTimeout(timer);
  }
}

const unreachable = new Set([
  'MongoServerSelectionError',
  'MongoNetworkError',
  'MongoNetworkTimeoutError',
  'MongoWaitQueueTimeoutError',
  'MongoPoolClearedError',
  'MongoNotConnectedError',
  'MongooseServerSelectionError',
  'PoolClearedOnNetworkError',
  'PoolClearedError',
]);

/** Whether an error says that the store cannot be reached, not that the work is wrong. */
export function isStoreUnreachable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return unreachable.has(error.name) || unreachable.has(error.constructor.name) || isStoreUnreachable(error.cause);
}
