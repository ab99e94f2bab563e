import assert from 'node:assert/strict';
import { createLocalJWKSet, jwtVerify } from 'jose';
import {
  aHealthRecord,
  aLicence,
  anInsurance,
  aPerson,
  lookupClaims,
  orderFault,
  patchRecord,
  postLookup,
  type RunningRegistries,
  signed,
  startRegistries,
} from './running-registries.ts';

describe('registries: the simulation', () => {
  let registries: RunningRegistries;

  beforeEach(async () => {
    registries = await startRegistries();
    await registries.records('population').insertOne(aPerson());
    await registries.records('driving').insertOne(aLicence());
    await registries.records('insurance').insertOne(anInsurance());
    await registries.records('health').insertOne(aHealthRecord());
  });
  afterEach(() => registries.stop());

  const ask = async (registry = 'driving') =>
    postLookup(registries.url, await signed(registries.callerKey, lookupClaims({ registry })), registry);

  async function refused(response: Response, status: number, code: string): Promise<void> {
    const body = (await response.json()) as Record<string, unknown>;
    assert.equal(body.code, code);
    assert.equal(response.status, status);
  }

  describe('changes of records', () => {
    it('revokes a licence', async () => {
      const response = await patchRecord(registries.url, 'driving', aLicence()._id, { revoke: true });
      assert.deepEqual(await response.json(), { cursor: '1', kind: 'revoked', version: 2 });
      const record = await registries.records('driving').findOne({ _id: aLicence()._id });
      assert.equal(record?.status, 'revoked');
    });

    it('suspends an insurance card', async () => {
      const response = await patchRecord(registries.url, 'insurance', anInsurance()._id, { revoke: true });
      assert.equal(response.status, 200);
      const record = await registries.records('insurance').findOne({ _id: anInsurance()._id });
      assert.equal(record?.status, 'suspended');
    });

    it('removes a record', async () => {
      const response = await patchRecord(registries.url, 'health', aHealthRecord()._id, { remove: true });
      assert.deepEqual(await response.json(), { cursor: '1', kind: 'removed', version: 2 });
      assert.equal(await registries.db.collection('health').countDocuments(), 0);
    });

    it('shows the records of a person', async () => {
      const response = await fetch(`${registries.url}/simulation/records/insurance?person=${aPerson()._id}`);
      const { records } = (await response.json()) as { records: Record<string, unknown>[] };
      assert.deepEqual(records, [JSON.parse(JSON.stringify(anInsurance()))]);
    });

    const invalid: [string, string, unknown][] = [
      ['a field that does not exist', 'driving', { set: { colour: 'red' } }],
      ['an operator for a field', 'driving', { set: { $inc: { points: 1 } } }],
      ['an operator for a value', 'driving', { set: { points: { $gt: '' } } }],
      ['a value out of bounds', 'driving', { set: { points: 13 } }],
      ['a status of another registry', 'driving', { set: { status: 'active' } }],
      ['the id', 'driving', { set: { _id: '920000000000' } }],
      ['whose record it is', 'driving', { set: { personalId: '092190999999' } }],
      ['the version', 'driving', { set: { version: 9 } }],
      ['a date that does not exist', 'population', { set: { birthDate: '1990-02-30' } }],
      ['a name that is not composed', 'population', { set: { fullName: 'Nguyễn'.normalize('NFD') } }],
      ['a bidirectional character', 'population', { set: { fullName: 'Anh\u202e' } }],
      ['nothing', 'driving', { set: {} }],
      ['two changes at once', 'driving', { set: { points: 1 }, revoke: true }],
      ['a revocation that is none', 'driving', { revoke: false }],
      ['a list', 'driving', []],
      ['revoking a person', 'population', { revoke: true }],
    ];
    for (const [what, registry, change] of invalid) {
      it(`refuses ${what}`, async () => {
        const id = registry === 'driving' ? aLicence()._id : aPerson()._id;
        await refused(await patchRecord(registries.url, registry, id, change), 422, 'CHANGE_INVALID');
        assert.equal(await registries.db.collection('changes').countDocuments(), 0);
      });
    }

    it('refuses a record and a registry that do not exist, and leaves no gap', async () => {
      await refused(await patchRecord(registries.url, 'driving', '1', { revoke: true }), 404, 'RECORD_UNKNOWN');
      await refused(await patchRecord(registries.url, 'tax', '1', { revoke: true }), 404, 'REGISTRY_UNKNOWN');
      const response = await patchRecord(registries.url, 'driving', aLicence()._id, { revoke: true });
      assert.equal(((await response.json()) as { cursor: string }).cursor, '1');
    });

    it('refuses JSON that is none', async () => {
      const response = await fetch(`${registries.url}/simulation/records/driving/${aLicence()._id}`, {
        method: 'PATCH',
        headers: { 'content-type': 'application/json' },
        body: '{"set":',
      });
      await refused(response, 400, 'REQUEST_MALFORMED');
    });

    it('refuses to show the records of nobody', async () => {
      await refused(await fetch(`${registries.url}/simulation/records/insurance`), 400, 'REQUEST_MALFORMED');
    });
  });

  describe('faults', () => {
    const verified = async (response: Response) =>
      jwtVerify(await response.text(), createLocalJWKSet(registries.publicKeys), { algorithms: ['ES256'] });

    it('is slow, as often as it was told', async () => {
      await orderFault(registries.url, { registry: 'driving', fault: 'slow', milliseconds: 300, times: 1 });
      const durations: number[] = [];
      for (let turn = 0; turn < 2; turn += 1) {
        const startedAt = performance.now();
        await verified(await ask());
        durations.push(performance.now() - startedAt);
      }
      assert.ok((durations[0] ?? 0) >= 290);
      assert.ok((durations[1] ?? 1000) < 290);
    });

    it('fails', async () => {
      await orderFault(registries.url, { registry: '*', fault: 'fail', times: 2 });
      await refused(await ask('driving'), 503, 'REGISTRY_UNAVAILABLE');
      await refused(await ask('health'), 503, 'REGISTRY_UNAVAILABLE');
      assert.equal((await ask('driving')).status, 200);
    });

    it('answers garbage', async () => {
      await orderFault(registries.url, { registry: 'driving', fault: 'garbage', times: 1 });
      const response = await ask();
      assert.equal(response.status, 200);
      await assert.rejects(verified(response));
    });

    it('answers with a bad signature', async () => {
      await orderFault(registries.url, { registry: 'driving', fault: 'bad_signature', times: 1 });
      const response = await ask();
      await assert.rejects(verified(response), { code: 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED' });
    });

    it('cuts the connection', async () => {
      await orderFault(registries.url, { registry: 'driving', fault: 'cut', times: 1 });
      await assert.rejects(async () => (await ask()).text());
      await verified(await ask());
    });

    it('spoils one registry and leaves the others', async () => {
      await orderFault(registries.url, { registry: 'driving', fault: 'fail' });
      assert.equal((await ask('driving')).status, 503);
      assert.equal((await ask('driving')).status, 503);
      assert.equal((await ask('health')).status, 200);
    });

    it('shows what was ordered, and ends it', async () => {
      await orderFault(registries.url, { registry: 'driving', fault: 'fail', times: 3 });
      await orderFault(registries.url, { registry: 'health', fault: 'slow', milliseconds: 5 });
      await ask();
      const list = await fetch(`${registries.url}/simulation/faults`);
      assert.deepEqual(await list.json(), {
        faults: [
          { registry: 'driving', fault: 'fail', times: 2 },
          { registry: 'health', fault: 'slow', milliseconds: 5 },
        ],
      });
      await orderFault(registries.url, { registry: 'driving', fault: 'none' });
      assert.equal((await ask()).status, 200);
      await orderFault(registries.url, { registry: '*', fault: 'none' });
      assert.deepEqual(await (await fetch(`${registries.url}/simulation/faults`)).json(), { faults: [] });
    });

    for (const fault of [
      { registry: 'tax', fault: 'fail' },
      { registry: 'driving', fault: 'explode' },
      { registry: 'driving', fault: 'slow', milliseconds: 0 },
      { registry: 'driving', fault: 'fail', times: -1 },
      { registry: 'driving', fault: 'fail', other: 1 },
    ]) {
      it(`refuses ${JSON.stringify(fault)}`, async () => {
        const response = await fetch(`${registries.url}/simulation/faults`, {
          method: 'PUT',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(fault),
        });
        await refused(response, 400, 'REQUEST_MALFORMED');
      });
    }
  });

  it('does not exist unless it is switched on', async () => {
    const real = await startRegistries({ simulation: false });
    try {
      const answers = [
        await patchRecord(real.url, 'driving', aLicence()._id, { revoke: true }),
        await fetch(`${real.url}/simulation/faults`),
        await fetch(`${real.url}/simulation/faults`, { method: 'PUT' }),
        await fetch(`${real.url}/simulation/records/driving?person=${aPerson()._id}`),
      ];
      for (const answer of answers) await refused(answer, 404, 'ROUTE_UNKNOWN');
    } finally {
      await real.stop();
    }
  });
});
