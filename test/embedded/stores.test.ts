import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { dataDirectory, environment } from '../../embedded/environment.ts';
import { ask } from '../../embedded/loopback-port.ts';
import { startStores } from '../../embedded/stores.ts';
import { startTestStores, type TestStores } from '../../embedded/test-stores.ts';
import { isGone } from './one-machine.ts';

async function until<T>(what: () => Promise<T | undefined>, waitMs: number): Promise<T> {
  const end = Date.now() + waitMs;
  for (;;) {
    const found = await what().catch(() => undefined);
    if (found !== undefined) return found;
    if (Date.now() > end) throw new Error('it did not happen in time');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

// The other tests run with addresses of stores in their environment; here stores are to be started.
const env = { PATH: environment.PATH, HOME: environment.HOME };

describe('embedded stores', function () {
  this.timeout(30_000);
  let stores: TestStores;
  const messages: string[] = [];

  before(async () => {
    stores = await startTestStores({
      env,
      log: (line) => void messages.push(line),
      watchdog: { everyMs: 50, timeoutMs: 300, silenceMs: 900, recoveryMs: 20_000 },
    });
  });

  after(async () => {
    await stores.stop();
  });

  const insert = (id: number) =>
    stores.mongoCommand?.('trial', {
      insert: 'acknowledged',
      documents: [{ _id: id }],
      writeConcern: { w: 'majority', j: true },
    });

  const count = async () => {
    const reply = await stores.mongoCommand?.('trial', { count: 'acknowledged' });
    return typeof reply?.n === 'number' ? reply.n : undefined;
  };

  const redis = (line: string) => ask(Number(new URL(stores.redisUrl).port), `${line}\r\n`, 2000);

  it('answer on loopback ports of their own', async () => {
    const hello = await stores.mongoCommand?.('admin', { hello: 1 });
    assert.equal(hello?.isWritablePrimary, true);
    assert.match(stores.mongodbUri, /^mongodb:\/\/127\.0\.0\.1:\d+\/\?directConnection=true$/);
    assert.equal((await redis('CONFIG GET appendonly')).replaceAll('\r\n', ' '), '*2 $10 appendonly $3 yes ');
    assert.match(await redis('CONFIG GET maxmemory-policy'), /noeviction/);
    assert.match(await redis('CONFIG GET bind'), /127\.0\.0\.1/);
  });

  it('bring the database back after kill -9, with every acknowledged write, at the same address', async () => {
    let acknowledged = 0;
    const before = stores.pids.mongodb;
    const writer = (async () => {
      for (let id = 0; id < 100_000; id += 1) {
        await insert(id);
        acknowledged += 1;
      }
    })().catch(() => {});
    await until(async () => (acknowledged > 100 ? true : undefined), 10_000);
    stores.killMongo();
    await writer;
    const kept = await until(count, 10_000);
    assert.ok(kept >= acknowledged, `${acknowledged} were acknowledged, ${kept} are there`);
    assert.notEqual(stores.pids.mongodb, before);
    assert.equal(stores.restarts.mongodb, 1);
  });

  it('bring Valkey back after kill -9, with what was in its append-only file', async () => {
    await redis('SET kept here');
    stores.killRedis();
    const value = await until(async () => {
      const answer = await redis('GET kept');
      return answer.startsWith('$4') ? answer : undefined;
    }, 10_000);
    assert.match(value, /here/);
  });

  it('restart a database that hangs, and say so', async () => {
    const restarts = stores.restarts.mongodb;
    const before = (await count()) ?? 0;
    stores.killMongo('SIGSTOP');
    await until(async () => (stores.restarts.mongodb > restarts ? true : undefined), 10_000);
    assert.equal(await until(count, 10_000), before);
    assert.ok(messages.some((line) => /mongodb has not answered for/.test(line)));
  });

  it('refuse a second process on the same data', async () => {
    await assert.rejects(
      startStores({ dataDir: stores.dataDir, installedIn: dataDirectory(), env }),
      /already run by process \d+/,
    );
  });

  it('leave no process and no file behind', async () => {
    const own = await startTestStores({ env });
    const { mongodb = 0, redis: valkey = 0 } = own.pids;
    assert.ok(mongodb > 0 && valkey > 0);
    await own.stop();
    assert.equal(await isGone(mongodb, 0), true);
    assert.equal(await isGone(valkey, 0), true);
    assert.equal(existsSync(own.dataDir), false);
  });

  it('start nothing where addresses are given', async () => {
    const named = { MONGODB_URI: 'mongodb://db.example/', REDIS_URL: 'redis://queue.example/' };
    const given = await startStores({ dataDir: stores.dataDir, env: named });
    assert.equal(given.mongodbUri, named.MONGODB_URI);
    assert.equal(given.redisUrl, named.REDIS_URL);
    assert.deepEqual(given.pids, { mongodb: undefined, redis: undefined });
    await given.stop();
  });

  it('say what MONGOD_BINARY may name', async () => {
    const binary = (name: string) =>
      startTestStores({ env: { MONGOD_BINARY: name, REDIS_URL: 'redis://queue.example/' } });
    await assert.rejects(binary('/no/such/mongod'), /MONGOD_BINARY names \/no\/such\/mongod, which does not exist/);
    await assert.rejects(binary('/bin/sh'), /expected a secantusd-rs or a mongod/);
  });
});
