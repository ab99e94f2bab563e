import assert from 'node:assert/strict';
import { followChanges, RegistryRecordChanged } from '../../services/exchange/index.ts';
import { registriesOverHttp } from '../../services/exchange/registries.adaptor.ts';
import { fakeRegistries } from '../../services/exchange/registries.fake.ts';
import { RegistryCursor } from '../../services/exchange/registry-cursor.model.ts';
import { keyedHash, personKey } from '../../services/platform/keyed-hash.ts';
import { Outbox } from '../../services/platform/outbox.model.ts';
import type { RegistriesPort } from '../../services/platform/ports.ts';
import {
  aLicence,
  aPerson,
  orderFault,
  patchRecord,
  type RunningRegistries,
} from '../registries/running-registries.ts';
import { aSystemCall, startKnownRegistries } from './calls.ts';
import { connectStore } from './connected-store.ts';

const licenceNo = (index: number) => `9200000000${String(index).padStart(2, '0')}`;

describe('followChanges', () => {
  let registries: RunningRegistries;
  let port: RegistriesPort;
  let disconnect: () => Promise<void>;

  before(async () => {
    disconnect = await connectStore();
  });
  beforeEach(async () => {
    registries = await startKnownRegistries();
    await registries
      .records('driving')
      .insertMany(Array.from({ length: 20 }, (_, index) => aLicence({ _id: licenceNo(index) })));
    port = registriesOverHttp(registries.url);
    await RegistryCursor.deleteMany({});
    await Outbox.deleteMany({ event: RegistryRecordChanged.name });
  });
  afterEach(() => registries.stop());
  after(() => disconnect());

  const events = async () => {
    const records = await Outbox.find({ event: RegistryRecordChanged.name }).sort({ _id: 1 }).lean();
    return records.map(({ payload }) => payload as Record<string, unknown>);
  };
  const change = async (index: number, changed: unknown = { set: { points: 3 } }) =>
    assert.equal((await patchRecord(registries.url, 'driving', licenceNo(index), changed)).status, 200);
  const step = (waitSeconds = 0, through = port) => followChanges(aSystemCall(through), { waitSeconds });

  it('publishes nothing where nothing changed', async () => {
    assert.deepEqual(await step(), { published: 0, more: false });
    assert.deepEqual(await events(), []);
  });

  it('publishes a change without naming the person, and moves the cursor', async () => {
    await step();
    await change(4, { revoke: true });
    assert.deepEqual(await step(), { published: 1, more: false });
    assert.deepEqual(await events(), [
      {
        registry: 'driving',
        personKey: personKey(aPerson()._id),
        recordKey: keyedHash('document', `driving\n${licenceNo(4)}`),
        kind: 'revoked',
        version: 2,
      },
    ]);
    assert.deepEqual(await step(), { published: 0, more: false });
    assert.equal((await events()).length, 1);
  });

  it('publishes twenty changes made at once, each once and in order', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, index) => change(index)));
    assert.deepEqual(await step(), { published: 20, more: false });
    assert.equal((await RegistryCursor.findById('changes').lean())?.after, '20');
    const keys = (await events()).map(({ recordKey }) => recordKey);
    assert.equal(new Set(keys).size, 20);
  });

  it('hears of a change within a second while it waits', async () => {
    const waiting = step(10);
    await new Promise((resolve) => setTimeout(resolve, 100));
    const startedAt = performance.now();
    await change(0);
    assert.equal((await waiting).published, 1);
    assert.ok(performance.now() - startedAt < 1500);
  });

  it('publishes each change once when four follow at once', async () => {
    await Promise.all(Array.from({ length: 10 }, (_, index) => change(index)));
    const steps = await Promise.all(Array.from({ length: 4 }, () => step()));
    assert.deepEqual(steps.map(({ published }) => published).sort(), [0, 0, 0, 10]);
    assert.equal((await events()).length, 10);
  });

  it('goes on where it stopped after a failure', async () => {
    await change(0);
    await step();
    await change(1);
    for (const [fault, failure] of [
      ['fail', 'REFUSED'],
      ['garbage', 'MALFORMED'],
      ['bad_signature', 'BAD_SIGNATURE'],
      ['cut', 'CONNECTION'],
    ] as const) {
      await orderFault(registries.url, { registry: 'changes', fault, times: 1 });
      await assert.rejects(step(), {
        code: 'EXCHANGE_REGISTRY_UNAVAILABLE',
        details: { registry: 'changes', failure },
      });
    }
    assert.equal((await step()).published, 1);
    assert.equal((await events()).length, 2);
  });

  it('starts again from the beginning when the feed does not know its cursor', async () => {
    await change(0);
    await step();
    await RegistryCursor.updateOne({ _id: 'changes' }, { $set: { after: '77' } });
    assert.deepEqual(await step(), { published: 0, more: true });
    assert.deepEqual(await step(), { published: 1, more: false });
    assert.equal((await RegistryCursor.findById('changes').lean())?.after, '1');
  });

  it('says that more waits when a page was full', async () => {
    const fake = fakeRegistries();
    fake.tell(
      ...Array.from({ length: 150 }, (_, index) => ({
        registry: 'driving' as const,
        person: aPerson()._id,
        recordId: String(index),
        kind: 'changed' as const,
        version: 2,
      })),
    );
    assert.deepEqual(await step(0, fake), { published: 100, more: true });
    assert.deepEqual(await step(0, fake), { published: 50, more: false });
  });

  it('does not believe a page with a gap', async () => {
    const fake = fakeRegistries();
    const entry = { registry: 'driving', person: aPerson()._id, recordId: '1', kind: 'changed', version: 2 } as const;
    fake.tell(entry, entry, entry);
    assert.equal((await step(0, fake)).published, 3);
    await RegistryCursor.updateOne({ _id: 'changes' }, { $set: { after: '1' } });
    // Behind this port the feed has lost its second entry.
    const lossy: RegistriesPort = {
      lookup: fake.lookup,
      changes: (jws, page, signal) => fake.changes(jws, { ...page, after: '2' }, signal),
    };
    await assert.rejects(step(0, lossy), { details: { registry: 'changes', failure: 'MALFORMED' } });
  });

  it('is not for visitors', async () => {
    await assert.rejects(followChanges(aSystemCall(port, { actor: { kind: 'visitor' } }), { waitSeconds: 0 }), {
      code: 'FORBIDDEN',
    });
  });

  it('stops waiting when it is told to', async () => {
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 100);
    const startedAt = performance.now();
    await assert.rejects(followChanges(aSystemCall(port), { waitSeconds: 20, signal: stop.signal }));
    assert.ok(performance.now() - startedAt < 2000);
  });
});
