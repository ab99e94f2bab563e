import { randomBytes } from 'node:crypto';
import { type Job, Queue, Worker } from 'bullmq';
import express from 'express';
import { Redis } from 'ioredis';
import { v7 as newId } from 'uuid';
import { z } from 'zod';
import { client, db, plainExpress, redis, type Stored, serve, transactionOptions } from './ground.ts';

// The same queue with a handler that decides nothing: each job makes the writes that the product's reaction makes, of
// the same kind, in the same transactions, and asks nobody.

const fact = z.object({ documentId: z.string(), citizenId: z.string(), kind: z.string() });
type Fact = z.infer<typeof fact>;
type OutboxRecord = Stored & { event: string; payload: Fact & Record<string, unknown>; requestId: string };

const documents = db.collection<Stored>('wallet_documents');
const outbox = db.collection<Stored>('outbox');
const evidence = db.collection<Stored>('registry_exchanges');
const activities = db.collection<Stored>('activities');
const lookups = db.collection<Stored>('lookups');

/** Sizes of what a registry's question and answer are as they are kept. */
const sealedRequest = randomBytes(900);
const sealedAnswer = randomBytes(1600);
const content = randomBytes(500);

const batchSize = 500;
const concurrency = z.coerce.number().parse(process.env.WORKER_CONCURRENCY);
const names: Readonly<Record<string, readonly string[]>> = {
  'wallet.documentLinkRequested': ['verifyDocument', 'recordActivity'],
  'wallet.documentSettled': ['pushWalletDocument', 'recordActivity'],
};

const queue = new Queue<OutboxRecord>('floor', {
  connection: redis,
  prefix: '{floor}',
  defaultJobOptions: {
    attempts: 8,
    backoff: { type: 'exponential', delay: 500, jitter: 0.5 },
    removeOnComplete: true,
    removeOnFail: true,
  },
});

const arrived: OutboxRecord[] = [];
let isRouting = false;

/** Routes what has arrived, in batches as large as what came in while the last was under way. */
async function relay(): Promise<void> {
  if (isRouting) return;
  isRouting = true;
  while (arrived.length > 0) {
    const batch = arrived.splice(0, batchSize);
    await client.withSession((session) =>
      session.withTransaction(async () => {
        for (const [event, records] of groupByEvent(batch)) {
          await outbox.updateMany(
            { _id: { $in: records.map(({ _id }) => _id) }, owed: null },
            { $set: { owed: [...(names[event] ?? [])], sweepAt: new Date(Date.now() + 30_000) } },
            { session },
          );
        }
      }, transactionOptions),
    );
    await queue.addBulk(
      batch.flatMap((record) =>
        (names[record.event] ?? []).map((name) => ({ name, data: record, opts: { jobId: `${record._id}-${name}` } })),
      ),
    );
  }
  isRouting = false;
}

function groupByEvent(batch: readonly OutboxRecord[]): Map<string, OutboxRecord[]> {
  const groups = new Map<string, OutboxRecord[]>();
  for (const record of batch) groups.set(record.event, [...(groups.get(record.event) ?? []), record]);
  return groups;
}

function outboxRecord(event: string, payload: Fact & Record<string, unknown>): OutboxRecord & Record<string, unknown> {
  const now = Date.now();
  const requestId = newId();
  const createdAt = new Date(now);
  return { _id: newId(), event, payload, requestId, owed: null, createdAt, sweepAt: new Date(now + 5000) };
}

function withoutOwed(reaction: string) {
  const nothingOwed = { $eq: [{ $size: '$owed' }, 0] };
  return [
    { $set: { owed: { $setDifference: ['$owed', [reaction]] } } },
    {
      $set: {
        sweepAt: { $cond: [nothingOwed, '$$REMOVE', '$sweepAt'] },
        expiresAt: { $cond: [nothingOwed, new Date(Date.now() + 86_400_000), '$$REMOVE'] },
      },
    },
  ];
}

async function verifyDocument({ _id, payload }: OutboxRecord): Promise<void> {
  const { documentId, citizenId, kind } = payload;
  const now = new Date();
  await lookups.insertOne({
    _id: newId(),
    jti: newId(),
    caller: 'cong-dan-so',
    registry: 'insurance',
    person: '092190000000',
    fields: ['fullName', 'birthDate', 'objectCode', 'benefitLevel', 'validFrom', 'validTo', 'status'],
    purpose: 'wallet.verify',
    legalBasis: 'Nghị định 69/2024/NĐ-CP',
    caseRef: documentId,
    outcome: 'found',
    at: now,
  });
  const evidenceId = newId();
  await evidence.insertOne({
    _id: evidenceId,
    registry: 'insurance',
    personKey: citizenId,
    subjectAccountId: citizenId,
    actor: 'system:verifyDocument',
    purpose: 'wallet.verify',
    legalBasis: 'Nghị định 69/2024/NĐ-CP',
    caseRef: documentId,
    fields: ['fullName', 'birthDate', 'objectCode', 'benefitLevel', 'validFrom', 'validTo', 'status'],
    sealedRequest,
    sealedAnswer,
    askedAt: now,
    answeredAt: now,
    outcome: 'found',
  });
  const settled = outboxRecord('wallet.documentSettled', {
    documentId,
    citizenId,
    kind,
    status: 'VERIFIED',
    changed: true,
  });
  await client.withSession((session) =>
    session.withTransaction(async () => {
      await documents.updateOne(
        { _id: documentId, citizenId, verification: 1, settledVerification: { $lt: 1 }, status: { $in: ['PENDING'] } },
        {
          $set: {
            mismatchedField: null,
            validFrom: '2020-01-01',
            validTo: null,
            content,
            checkedAt: now,
            evidenceId,
            nextTryAt: new Date(now.getTime() + 7 * 86_400_000),
            unansweredSince: null,
            tries: 0,
            status: 'VERIFIED',
            settledVerification: 1,
          },
        },
        { session },
      );
      await outbox.insertOne(settled, { session });
      await outbox.updateOne({ _id, owed: 'verifyDocument' }, withoutOwed('verifyDocument'), { session });
    }, transactionOptions),
  );
  arrived.push(settled);
  relay().catch(giveUp);
}

async function recordActivity({ _id, payload: { citizenId, kind } }: OutboxRecord): Promise<void> {
  const entry = { citizenId, action: 'DOCUMENT_SETTLED', subject: kind, at: new Date() };
  await client.withSession((session) =>
    session.withTransaction(async () => {
      await activities.updateOne({ _id }, { $setOnInsert: entry }, { upsert: true, session });
      await outbox.updateOne({ _id, owed: 'recordActivity' }, withoutOwed('recordActivity'), { session });
    }, transactionOptions),
  );
}

async function pushWalletDocument({ _id, payload: { documentId, citizenId } }: OutboxRecord): Promise<void> {
  await redis.publish(`floor:wallet:${citizenId}`, JSON.stringify({ documentId }));
  await outbox.updateOne({ _id, owed: 'pushWalletDocument' }, withoutOwed('pushWalletDocument'));
}

const handlers: Readonly<Record<string, (record: OutboxRecord) => Promise<void>>> = {
  verifyDocument,
  recordActivity,
  pushWalletDocument,
};

let ended = 0;
let told: (() => void) | undefined;
const worker = new Worker<OutboxRecord>(
  'floor',
  async ({ name, data }: Job<OutboxRecord>) => {
    await handlers[name]?.(data);
    ended += 1;
    told?.();
  },
  {
    connection: new Redis(process.env.REDIS_URL ?? '', { maxRetriesPerRequest: null }),
    prefix: '{floor}',
    concurrency,
    removeOnComplete: { count: 0 },
    removeOnFail: { count: 0 },
  },
);
worker.on('failed', (_job, error) => void process.stderr.write(`${error.stack}\n`));

function giveUp(error: unknown): never {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
}

const jobsOfDocument = 4;
const app = plainExpress();
app.use(express.json({ limit: '1mb' }));
/** Publishes one fact for each document, and answers when all that followed from them is done. */
app.post('/run', async ({ body }, response) => {
  const facts = z.array(fact).parse(body);
  const records = facts.map((payload) => outboxRecord('wallet.documentLinkRequested', { ...payload, verification: 1 }));
  const begunAt = Date.now();
  ended = 0;
  await outbox.insertMany(records, { ordered: false });
  arrived.push(...records);
  relay().catch(giveUp);
  await new Promise<void>((resolve) => {
    told = () => {
      if (ended === facts.length * jobsOfDocument) resolve();
    };
  });
  response.json({ begunAt });
});

serve(app);
