import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import mongoose from 'mongoose';
import { z } from 'zod';
import { createRegistryCollections } from '../../registries/collections.ts';
import { config } from '../../services/platform/config.ts';
import { newId } from '../../services/platform/ids.ts';
import { personKey } from '../../services/platform/keyed-hash.ts';
import { openDatabase } from '../../services/platform/mongo.ts';
import { Outbox } from '../../services/platform/outbox.model.ts';
import { queueAddress } from '../../services/platform/queue-address.ts';
import { sealContent, WalletDocuments } from '../../services/wallet/document.model.ts';
import { DocumentLinkRequested, DocumentSettled, documentKinds } from '../../services/wallet/index.ts';
import { somePeople } from '../citizens.ts';
import type { Ground } from '../ground.ts';
import { type BenchRow, inTurn, type MeasuredRow, type Run } from '../row.ts';
import type { SeededPerson } from '../seeded-people.ts';

const row = { name: 'verify-pipeline', goal: 0.5, unit: 'documents/s' };

const citizensPerRun = 100;
const citizensToWarm = 20;
const drainedWithinMs = 90_000;
const floorDatabase = `${config.mongodbDatabase}_floor`;

type Linked = { documentId: string; citizenId: string; kind: string };

/**
 * Documents from the published fact to the settled one: relay, queue, worker, signed question over HTTP, registry, its
 * signed answer checked and kept, the transaction that settles; and all that follows from both facts, as it competes.
 */
export const verifyPipeline: BenchRow = {
  ...row,
  async measure(ground: Ground): Promise<MeasuredRow[]> {
    const people = somePeople(citizensPerRun);
    await fillRegistries(people);
    const registries = await ground.startOurs('registries');
    const worker = await ground.startOurs('worker', { REGISTRIES_URL: `http://127.0.0.1:${registries.port}` });
    const floor = await ground.startFloor('verify-pipeline', {
      MONGODB_DATABASE: floorDatabase,
      WORKER_CONCURRENCY: String(config.workerConcurrency),
    });
    const apart = await openDatabase(config.mongodbUri, floorDatabase);
    const redis = new Redis(config.redisUrl);
    const own = mongoose.connection.db;
    if (!own) throw new Error('not connected');
    try {
      await copyIndexes(own, apart.db);
      const ours = (citizens: number) => runOurs(own, redis, people.slice(0, citizens));
      const floored = (citizens: number) => runFloor(apart.db, floor.port, people.slice(0, citizens));
      ground.say(`verify-pipeline, ${config.workerConcurrency} jobs at once`);
      await floored(citizensToWarm);
      await ours(citizensToWarm);
      return [
        await inTurn(row, config.workerConcurrency, {
          floor: () => floored(citizensPerRun),
          ours: () => ours(citizensPerRun),
        }),
      ];
    } finally {
      await worker.stop();
      await registries.stop();
      await floor.stop();
      redis.disconnect();
      await apart.close();
    }
  },
};

async function fillRegistries(people: readonly SeededPerson[]): Promise<void> {
  const { db, close } = await openDatabase(config.registriesMongodbUri, config.registriesDatabase);
  await createRegistryCollections(db);
  await db.collection<{ _id: string }>('population').insertMany(people.map(({ person }) => person));
  await db.collection<{ _id: string }>('insurance').insertMany(people.map(({ insurance }) => insurance));
  await db.collection<{ _id: string }>('driving').insertMany(people.map(({ driving }) => driving));
  await db.collection<{ _id: string }>('health').insertMany(people.map(({ health }) => health));
  await close();
}

/** The floor's collections are as ours are: a write costs what its indexes cost. */
async function copyIndexes(from: mongoose.mongo.Db, to: mongoose.mongo.Db): Promise<void> {
  for (const name of ['wallet_documents', 'outbox', 'registry_exchanges', 'activities']) {
    await to.createCollection(name);
    for (const { key, v: _version, ...options } of await from.collection(name).indexes()) {
      if (options.name !== '_id_') await to.collection(name).createIndex(key, options);
    }
  }
  await to.createCollection('lookups');
  await to.collection('lookups').createIndex({ jti: 1 }, { unique: true });
  await to.collection('lookups').createIndex({ person: 1, at: -1 });
}

/** PENDING documents as `linkDocument` leaves them, three for each citizen. What linking costs is not measured here. */
async function pendingDocuments(db: mongoose.mongo.Db, people: readonly SeededPerson[]): Promise<Linked[]> {
  const linked: Linked[] = [];
  const records = people.flatMap(({ person }) => {
    const citizenId = newId();
    return documentKinds().map(({ code: kind }, position) => {
      const documentId = newId();
      linked.push({ documentId, citizenId, kind });
      return new WalletDocuments({
        _id: documentId,
        citizenId,
        holderKey: personKey(person._id),
        kind,
        numberKey: kind,
        content: sealContent(documentId, {
          holder: { personalId: person._id, fullName: person.fullName, bornOn: person.birthDate },
          inputs: {},
          face: null,
        }),
        status: 'PENDING',
        verification: 1,
        settledVerification: 0,
        linkedAt: new Date(),
        tries: 0,
        position,
        hidden: false,
      }).toObject();
    });
  });
  await db.collection<{ _id: string }>('wallet_documents').insertMany(records, { ordered: false });
  return linked;
}

async function runOurs(db: mongoose.mongo.Db, redis: Redis, people: readonly SeededPerson[]): Promise<Run> {
  const linked = await pendingDocuments(db, people);
  const begunAt = Date.now();
  await Outbox.collection.insertMany(
    linked.map((payload) => ({
      _id: newId() as never,
      event: DocumentLinkRequested.name,
      payload: { ...payload, verification: 1 },
      requestId: newId(),
      owed: null,
      createdAt: new Date(),
      sweepAt: new Date(Date.now() + 5000),
    })),
    { ordered: false },
  );
  await drained(db, redis);
  return rateOf(db, linked, begunAt);
}

/** Waits until nothing is in the queue and nothing is owed, by questions that cost next to nothing. */
async function drained(db: mongoose.mongo.Db, redis: Redis): Promise<void> {
  const key = (list: string) => `${queueAddress.prefix}:${queueAddress.name}:${list}`;
  for (const end = Date.now() + drainedWithinMs; Date.now() < end; ) {
    await pause(100);
    const waiting = await Promise.all([
      redis.llen(key('wait')),
      redis.llen(key('active')),
      redis.zcard(key('prioritized')),
      redis.zcard(key('delayed')),
    ]);
    if (waiting.some((count) => count > 0)) continue;
    const owing = await db.collection('outbox').findOne({ sweepAt: { $gt: new Date(0) } }, { projection: { _id: 1 } });
    if (!owing) return;
  }
  throw new Error(`verify-pipeline: something was still owed after ${drainedWithinMs / 1000} s`);
}

const begunSchema = z.object({ begunAt: z.number() });

async function runFloor(db: mongoose.mongo.Db, port: number, people: readonly SeededPerson[]): Promise<Run> {
  const linked = await pendingDocuments(db, people);
  const response = await fetch(`http://127.0.0.1:${port}/run`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(linked),
    signal: AbortSignal.timeout(drainedWithinMs),
  });
  const { begunAt } = begunSchema.parse(await response.json());
  return rateOf(db, linked, begunAt);
}

/** From the moment before the facts were published to the last document settled. */
async function rateOf(db: mongoose.mongo.Db, linked: readonly Linked[], begunAt: number): Promise<Run> {
  const ids = new Set(linked.map(({ documentId }) => documentId));
  const settled = await db
    .collection('outbox')
    .find({ event: DocumentSettled.name, createdAt: { $gte: new Date(begunAt) } })
    .toArray();
  const verified = settled.filter(({ payload }) => ids.has(payload.documentId) && payload.status === 'VERIFIED');
  if (verified.length !== ids.size) {
    throw new Error(`verify-pipeline: expected ${ids.size} documents verified once each, found ${verified.length}`);
  }
  const lastAt = Math.max(...verified.map(({ createdAt }) => createdAt.getTime()));
  return { perSecond: (ids.size / (lastAt - begunAt)) * 1000 };
}
