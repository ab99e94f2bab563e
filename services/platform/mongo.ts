import mongoose from 'mongoose';
import { config } from './config.ts';

mongoose.set('autoCreate', false);
mongoose.set('autoIndex', false);
mongoose.set('bufferCommands', false);
mongoose.set('strictQuery', 'throw');
mongoose.set('sanitizeFilter', true);
mongoose.set('transactionAsyncLocalStorage', true);

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
 * Creates every collection and index, one after another: the embedded store can hang when collections are created
 * amid conflicting transactions. Repeating it is harmless.
 */
export async function createCollections(): Promise<void> {
  for (const name of mongoose.modelNames().sort()) {
    const model = mongoose.model(name);
    await model.createCollection();
    await model.createIndexes();
  }
}

/** @throws when the database does not answer within two seconds */
export async function pingMongo(): Promise<void> {
  const { db } = mongoose.connection;
  if (!db) throw new Error('not connected to MongoDB');
  await withDeadline(db.admin().ping(), 2000, 'MongoDB does not answer');
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

/** For read queries of a use case. */
export const readBounds = { maxTimeMS: config.queryMs } as const;

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
