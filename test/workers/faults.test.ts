import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { environment } from '../../embedded/environment.ts';
import { freePort } from '../../embedded/loopback-port.ts';
import { startTestStores, type TestStores } from '../../embedded/test-stores.ts';
import { Activity } from '../../services/audit/activity.model.ts';
import { Account } from '../../services/identity/account.model.ts';
import { DeadLetter } from '../../services/platform/dead-letter.model.ts';
import { measureBacklog } from '../../services/platform/dead-letters.ts';
import { newId } from '../../services/platform/ids.ts';
import { keyedHash, personKey } from '../../services/platform/keyed-hash.ts';
import {
  connectMongo,
  createCollections,
  disconnectMongo,
  openDatabase,
  trusted,
} from '../../services/platform/mongo.ts';
import { Outbox } from '../../services/platform/outbox.model.ts';
import { seal } from '../../services/platform/seal.ts';
import { WalletDocuments } from '../../services/wallet/document.model.ts';
import { DocumentSettled, linkDocument } from '../../services/wallet/index.ts';
import { aHealthRecord, aLicence, anInsurance, patchRecord } from '../registries/running-registries.ts';
import { aSignedInCall } from './administrator-call.ts';
import { aCall } from './counted-facts.ts';
import { eventually } from './eventually.ts';
import { type RunningProcess, runProcess } from './running-processes.ts';

type Kind = 'HEALTH_INSURANCE_CARD' | 'DRIVING_LICENCE' | 'VACCINATION_RECORD';
const registryOf = {
  HEALTH_INSURANCE_CARD: 'insurance',
  DRIVING_LICENCE: 'driving',
  VACCINATION_RECORD: 'health',
} as const;

const howMany = 200;
const fullName = 'Nguyễn Thị Minh Anh';
const bornOn = '1990-02-14';

/** Stores and processes of their own: this suite kills them. */
describe('faults amid the verification of 200 links', function () {
  // A killed worker may leave transactions behind, which the store ends after a minute.
  this.timeout(150_000);
  this.slow(30_000);

  let stores: TestStores;
  let registries: RunningProcess | undefined;
  let registriesUrl = '';
  const workers: RunningProcess[] = [];
  const citizenIds = Array.from({ length: howMany }, () => newId());

  before(async () => {
    stores = await startTestStores({ env: { ...environment, MONGODB_URI: '', REDIS_URL: '' } });
    await disconnectMongo();
    await connectMongo(stores.mongodbUri, 'faults');
    await createCollections();
    await registerPeople();
    const port = await freePort();
    registriesUrl = `http://127.0.0.1:${port}`;
    registries = await runProcess('registries/server.ts', {
      env: { ...productEnv(), REGISTRIES_PORT: String(port) },
      readyUrl: `${registriesUrl}/readyz`,
      logFile: join(stores.dataDir, 'registries.log'),
    });
  });

  afterEach(async () => {
    for (const worker of workers.splice(0)) assert.equal(await worker.end('SIGTERM'), 0);
  });

  after(async () => {
    await registries?.end('SIGTERM');
    await disconnectMongo();
    await stores.stop();
    await rm(stores.dataDir, { recursive: true, force: true });
    await connectMongo();
  });

  it('settles each once when a worker is killed', async () => {
    const first = await aWorker();
    await linkAll('HEALTH_INSURANCE_CARD');
    await untilVerified('HEALTH_INSURANCE_CARD', 20);
    await first.end('SIGKILL');
    workers.splice(workers.indexOf(first), 1);
    await aWorker();
    await allSettledOnce('HEALTH_INSURANCE_CARD');
  });

  it('settles each once when Redis is killed, and then emptied', async () => {
    await aWorker();
    await linkAll('DRIVING_LICENCE');
    await untilVerified('DRIVING_LICENCE', 20);
    stores.killRedis();
    await untilVerified('DRIVING_LICENCE', 80);
    const redis = new Redis(stores.redisUrl);
    await redis.flushall();
    redis.disconnect();
    await allSettledOnce('DRIVING_LICENCE');
  });

  it('settles each once when the database is killed', async () => {
    await aWorker();
    await aWorker();
    await linkAll('VACCINATION_RECORD');
    await untilVerified('VACCINATION_RECORD', 20);
    stores.killMongo();
    await allSettledOnce('VACCINATION_RECORD');
    assert.equal(stores.restarts.mongodb, 1);
  });

  it('shows a licence as revoked within 5 s of its revocation at the source', async () => {
    await aWorker();
    const licence = aLicenceNumber(7);
    const revokedAt = Date.now();
    const answer = await patchRecord(registriesUrl, 'driving', licence, { revoke: true });
    assert.equal(answer.status, 200);
    await eventually(async () => {
      const document = await WalletDocuments.findOne({
        citizenId: citizenIds[7] ?? '',
        kind: 'DRIVING_LICENCE',
      }).lean();
      assert.equal(document?.status, 'REVOKED');
    });
    assert.ok(Date.now() - revokedAt < 5000);
  });

  function productEnv() {
    return {
      NODE_ENV: 'test',
      LOG_LEVEL: 'info',
      MONGODB_URI: stores.mongodbUri,
      MONGODB_DATABASE: 'faults',
      REDIS_URL: stores.redisUrl,
      REGISTRIES_URL: registriesUrl,
      REGISTRIES_DATABASE: 'faults_registries',
      REGISTRIES_SIMULATION: 'on',
      UNAVAILABLE_RETRY_SECONDS: '0.5',
      JOB_LOCK_MS: '2000',
    };
  }

  async function aWorker(): Promise<RunningProcess> {
    const port = await freePort();
    const worker = await runProcess('workers/main.ts', {
      env: { ...productEnv(), WORKER_PORT: String(port) },
      readyUrl: `http://127.0.0.1:${port}/readyz`,
      logFile: join(stores.dataDir, 'worker.log'),
    });
    workers.push(worker);
    return worker;
  }

  async function registerPeople(): Promise<void> {
    const { db, close } = await openDatabase(stores.mongodbUri, 'faults_registries');
    const personalIds = citizenIds.map((_, index) => `092190${String(200_000 + index)}`);
    await Account.insertMany(
      citizenIds.map((accountId, index) => {
        const personalId = personalIds[index] ?? '';
        const phone = `+8491${String(1_000_000 + index)}`;
        return {
          _id: accountId,
          personKey: personKey(personalId),
          phoneKey: keyedHash('phone', phone),
          person: seal(JSON.stringify({ personalId, fullName, bornOn, sex: 'FEMALE', phone }), accountId),
          level: 'LEVEL_1',
          state: 'ACTIVE',
          roles: ['CITIZEN'],
          language: 'VI',
          registeredAt: new Date(),
          passkeys: [],
        };
      }),
    );
    const person = { fullName, birthDate: bornOn };
    const insurances = personalIds.map((personalId, index) =>
      anInsurance({ ...person, _id: `DN492922${1_000_000 + index}`, personalId }),
    );
    const licences = personalIds.map((personalId, index) =>
      aLicence({ ...person, _id: aLicenceNumber(index), personalId }),
    );
    const vaccinations = personalIds.map((personalId) => aHealthRecord({ ...person, _id: personalId, personalId }));
    await db.collection<(typeof insurances)[number]>('insurance').insertMany(insurances);
    await db.collection<(typeof licences)[number]>('driving').insertMany(licences);
    await db.collection<(typeof vaccinations)[number]>('health').insertMany(vaccinations);
    await close();
  }

  async function linkAll(kind: Kind): Promise<void> {
    const waiting = [...citizenIds];
    const link = async () => {
      for (let citizenId = waiting.pop(); citizenId; citizenId = waiting.pop()) {
        await linkDocument(aSignedInCall(['CITIZEN'], citizenId), { kind, inputs: [], idempotencyKey: randomUUID() });
      }
    };
    await Promise.all([1, 2, 3, 4].map(link));
  }

  async function untilVerified(kind: Kind, count: number): Promise<void> {
    await eventually(async () => {
      assert.ok((await WalletDocuments.countDocuments({ kind, status: 'VERIFIED' })) >= count);
    }, 30_000);
  }

  /** Every link verified, told once as verified, shown once in its citizen's history; nothing owed, nothing dead. */
  async function allSettledOnce(kind: Kind): Promise<void> {
    await eventually(async () => {
      assert.equal(await WalletDocuments.countDocuments({ kind, status: 'VERIFIED' }), howMany);
      assert.equal((await measureBacklog(aCall())).owed, 0);
    }, 100_000);
    const facts = await Outbox.find({ event: DocumentSettled.name, 'payload.kind': kind }).lean();
    const verified = facts
      .map(({ payload }) => payload)
      .filter(({ status, changed }) => status === 'VERIFIED' && changed);
    assert.equal(verified.length, howMany, registryOf[kind]);
    assert.equal(new Set(verified.map(({ documentId }) => documentId)).size, howMany);
    const requested = await Activity.find({ action: 'DOCUMENT_LINK_REQUESTED', subject: kind }).lean();
    assert.deepEqual(requested.map(({ citizenId }) => citizenId).sort(), [...citizenIds].sort());
    const factIds = facts.filter(({ payload }) => payload.changed).map(({ _id }) => _id);
    assert.equal(await Activity.countDocuments({ _id: trusted({ $in: factIds }) }), factIds.length);
    assert.equal(await DeadLetter.countDocuments(), 0);
  }
});

function aLicenceNumber(index: number): string {
  return `9200${String(30_000_000 + index)}`;
}
