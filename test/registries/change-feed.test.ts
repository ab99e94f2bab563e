import assert from 'node:assert/strict';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { newId } from '../../services/platform/ids.ts';
import {
  aLicence,
  aPerson,
  patchRecord,
  type RunningRegistries,
  signed,
  startRegistries,
} from './running-registries.ts';

type Change = {
  cursor: string;
  registry: string;
  person: string;
  recordId: string;
  kind: string;
  version: number;
  at: string;
};
type Page = { changes: Change[]; next: string; end: boolean; correlationId: string };

const licences = 20;
const licenceNo = (index: number) => `9200000000${String(index).padStart(2, '0')}`;

function changesClaims(changed: Record<string, unknown> = {}): Record<string, unknown> {
  const iat = Math.floor(Date.now() / 1000);
  return { iss: 'cong-dan-so', aud: 'registries', iat, exp: iat + 60, jti: newId(), ...changed };
}

describe('registries: the change feed', () => {
  let registries: RunningRegistries;

  beforeEach(async () => {
    registries = await startRegistries();
    await registries
      .records('driving')
      .insertMany(Array.from({ length: licences }, (_, index) => aLicence({ _id: licenceNo(index) })));
    await registries.records('population').insertOne(aPerson());
  });
  afterEach(() => registries.stop());

  async function request(query: string, claims = changesClaims(), { url } = registries): Promise<Response> {
    const token = await signed(registries.callerKey, claims, { typ: 'changes-request+jwt' });
    return fetch(`${url}/v1/changes${query}`, { headers: { authorization: `Bearer ${token}` } });
  }

  async function read(query: string, from = registries): Promise<Page> {
    const response = await request(query, changesClaims(), from);
    assert.equal(response.status, 200);
    const { payload } = await jwtVerify(await response.text(), createLocalJWKSet(registries.publicKeys), {
      algorithms: ['ES256'],
      typ: 'changes-answer+jwt',
      issuer: 'registries',
      audience: 'cong-dan-so',
    });
    return payload as unknown as Page;
  }

  async function change(index: number, points: number, url = registries.url): Promise<void> {
    const response = await patchRecord(url, 'driving', licenceNo(index), { set: { points } });
    assert.equal(response.status, 200, await response.text());
  }

  async function codeOf(response: Response): Promise<unknown> {
    return ((await response.json()) as Record<string, unknown>).code;
  }

  it('is empty at first', async () => {
    const { changes, next, end } = await read('');
    assert.deepEqual({ changes, next, end }, { changes: [], next: '0', end: true });
  });

  it('tells of a change once its record has changed', async () => {
    await change(3, 7);
    const { changes, next, end } = await read('?after=0');
    assert.equal(end, true);
    assert.equal(next, '1');
    const { at, ...entry } = changes[0] ?? assert.fail('no entry');
    assert.deepEqual(entry, {
      cursor: '1',
      registry: 'driving',
      person: aPerson()._id,
      recordId: licenceNo(3),
      kind: 'changed',
      version: 2,
    });
    const record = await registries.records('driving').findOne({ _id: licenceNo(3) });
    assert.equal(record?.points, 7);
    assert.equal(record?.version, 2);
    assert.equal(record?.changedAt.toISOString(), at);
  });

  it('has neither gaps nor repeats after twenty changes at once, and is read in pages', async () => {
    await Promise.all(Array.from({ length: licences }, (_, index) => change(index, 5)));
    const cursors: string[] = [];
    let after = '0';
    for (let end = false; !end; ) {
      const page = await read(`?after=${after}&limit=7`);
      cursors.push(...page.changes.map(({ cursor }) => cursor));
      after = page.next;
      end = page.end;
    }
    assert.deepEqual(
      cursors,
      Array.from({ length: licences }, (_, index) => String(index + 1)),
    );
  });

  it('has no gaps when two instances change records at once', async () => {
    const second = await startRegistries({ besides: registries });
    try {
      const urls = [registries.url, second.url];
      await Promise.all(Array.from({ length: 12 }, (_, index) => change(index, 5, urls[index % 2])));
      const { changes } = await read('?limit=100');
      assert.deepEqual(
        changes.map(({ cursor }) => Number(cursor)),
        Array.from({ length: 12 }, (_, index) => index + 1),
      );
      assert.equal(new Set(changes.map(({ recordId }) => recordId)).size, 12);
    } finally {
      await second.stop();
    }
  }).timeout(30_000);

  it('raises the version of one record by one for each of ten changes at once', async () => {
    await Promise.all(Array.from({ length: 10 }, (_, points) => change(0, points)));
    const { changes } = await read('');
    assert.deepEqual(
      changes.map(({ version }) => version),
      [2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
    );
  });

  it('never shows a later change before an earlier one to somebody who reads while it grows', async () => {
    let writing = true;
    const written = Promise.all(Array.from({ length: licences }, (_, index) => change(index, 3))).then(() => {
      writing = false;
    });
    let after = '0';
    const seen: number[] = [];
    while (writing || seen.length < licences) {
      const page = await read(`?after=${after}&limit=1000`);
      seen.push(...page.changes.map(({ cursor }) => Number(cursor)));
      after = page.next;
    }
    await written;
    assert.deepEqual(
      seen,
      Array.from({ length: licences }, (_, index) => index + 1),
    );
  });

  it('answers somebody who waits as soon as a change comes', async () => {
    const startedAt = performance.now();
    const waiting = read('?after=0&waitSeconds=10');
    await change(0, 1);
    const { changes } = await waiting;
    assert.equal(changes.length, 1);
    assert.ok(performance.now() - startedAt < 3000);
  });

  it('answers somebody who waits at another instance within two seconds', async () => {
    const second = await startRegistries({ besides: registries });
    try {
      const waiting = read('?after=0&waitSeconds=10', { ...registries, url: second.url });
      await change(0, 1);
      const startedAt = performance.now();
      assert.equal((await waiting).changes.length, 1);
      assert.ok(performance.now() - startedAt < 2000);
    } finally {
      await second.stop();
    }
  });

  it('answers an empty page when the time to wait is up', async () => {
    const startedAt = performance.now();
    const { changes, end } = await read('?after=0&waitSeconds=0.3');
    assert.deepEqual(changes, []);
    assert.equal(end, true);
    assert.ok(performance.now() - startedAt >= 290);
  });

  it('lets those who wait go when it stops', async () => {
    const stopping = await startRegistries({ besides: registries });
    const waiting = request('?after=0&waitSeconds=20', changesClaims(), { ...registries, url: stopping.url }).catch(
      () => undefined,
    );
    await new Promise((resolve) => setTimeout(resolve, 50));
    const startedAt = performance.now();
    await stopping.stop();
    await waiting;
    assert.ok(performance.now() - startedAt < 2000);
  });

  it('refuses a cursor that it never gave', async () => {
    await change(0, 1);
    const response = await request('?after=9');
    assert.equal(response.status, 400);
    assert.equal(await codeOf(response), 'CURSOR_UNKNOWN');
  });

  it('refuses a cursor of before what it keeps', async () => {
    await change(0, 1);
    await change(1, 1);
    await change(2, 1);
    await registries.db.collection<{ _id: number }>('changes').deleteMany({ _id: { $lte: 2 } });
    assert.equal(await codeOf(await request('?after=1')), 'CURSOR_UNKNOWN');
    assert.equal((await read('?after=2')).changes.length, 1);
    assert.equal((await read('')).changes[0]?.cursor, '3');
  });

  for (const query of [
    '?after=-1',
    '?after=x',
    '?after=1e3',
    '?limit=0',
    '?limit=1001',
    '?waitSeconds=21',
    '?after=1&after=2',
  ]) {
    it(`refuses ${query}`, async () => {
      const response = await request(query);
      assert.equal(response.status, 400);
      assert.equal(await codeOf(response), 'REQUEST_MALFORMED');
    });
  }

  it('refuses whoever does not sign, and a request that comes twice', async () => {
    const bare = await fetch(`${registries.url}/v1/changes`);
    assert.equal(bare.status, 401);
    assert.equal(await codeOf(bare), 'REQUEST_UNSIGNED');
    assert.equal(await codeOf(await request('', changesClaims({ iss: 'nobody' }))), 'REQUEST_UNSIGNED');
    const claims = changesClaims();
    assert.equal((await request('', claims)).status, 200);
    const again = await request('', claims);
    assert.equal(again.status, 409);
    assert.equal(await codeOf(again), 'REQUEST_REPLAYED');
  });
});
