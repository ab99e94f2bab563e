import assert from 'node:assert/strict';
import { ask, flushRegistryHealth, type RegistryName, registryHealth } from '../../services/exchange/index.ts';
import { type FakeRegistries, fakeRegistries } from '../../services/exchange/registries.fake.ts';
import { RegistryHealthMinute } from '../../services/exchange/registry-health.model.ts';
import type { Actor } from '../../services/platform/call-context.ts';
import { newId } from '../../services/platform/ids.ts';
import { aLicence, aPerson } from '../registries/running-registries.ts';
import { aSystemCall } from './calls.ts';
import { connectStore } from './connected-store.ts';

const administrator: Actor = {
  kind: 'account',
  accountId: newId(),
  sessionId: newId(),
  level: 'LEVEL_1',
  state: 'ACTIVE',
  roles: ['ADMINISTRATOR'],
};

describe('registryHealth', () => {
  let disconnect: () => Promise<void>;
  let fake: FakeRegistries;
  let now: number;

  before(async () => {
    disconnect = await connectStore();
  });
  beforeEach(async () => {
    await flushRegistryHealth();
    await RegistryHealthMinute.deleteMany({});
    fake = fakeRegistries();
    fake.hold('driving', [aLicence()]);
    now = Date.parse('2026-03-02T03:00:00Z');
  });
  after(() => disconnect());

  async function asked(times: number, registry: RegistryName = 'driving'): Promise<void> {
    const call = aSystemCall(fake, { now: () => new Date(now) });
    for (let turn = 0; turn < times; turn += 1) {
      await ask(call, {
        registry,
        personalId: aPerson()._id,
        fields: ['fullName'],
        purpose: 'wallet.verify',
        legalBasis: 'Nghị định 69/2024/NĐ-CP, Điều 7',
      }).catch(() => undefined);
      now += 7;
    }
  }

  async function health(registry: RegistryName = 'driving') {
    await flushRegistryHealth();
    const call = aSystemCall(fake, { actor: administrator, now: () => new Date(now) });
    const all = await registryHealth(call);
    assert.equal(all.length, 4);
    return all.find((one) => one.registry === registry) ?? assert.fail('the registry is missing');
  }

  it('knows nothing of a registry that was not asked', async () => {
    assert.deepEqual(await health('health'), {
      registry: 'health',
      name: { vi: 'Sổ sức khỏe điện tử', en: 'Electronic health book' },
      state: 'UNKNOWN',
      answersLastHour: 0,
      failuresLastHour: 0,
      lastAnswerAt: null,
      lastFailureAt: null,
      lastFailure: null,
      medianMilliseconds: null,
    });
  });

  it('is UP while all is answered', async () => {
    await asked(5);
    const { state, answersLastHour, failuresLastHour, lastAnswerAt, medianMilliseconds } = await health();
    assert.equal(state, 'UP');
    assert.equal(answersLastHour, 5);
    assert.equal(failuresLastHour, 0);
    assert.ok(lastAnswerAt instanceof Date);
    assert.ok(typeof medianMilliseconds === 'number');
  });

  it('adds to what was written before', async () => {
    await asked(2);
    await health();
    await asked(3);
    assert.equal((await health()).answersLastHour, 5);
  });

  it('is DEGRADED when some fail, and DOWN when the last ones do', async () => {
    fake.fail('TIMEOUT');
    await asked(4);
    const degraded = await health();
    assert.equal(degraded.state, 'DEGRADED');
    assert.equal(degraded.lastFailure, 'TIMEOUT');
    fake.fail('CONNECTION', 'CONNECTION', 'CONNECTION', 'CONNECTION');
    await asked(4);
    const down = await health();
    assert.equal(down.state, 'DOWN');
    assert.equal(down.lastFailure, 'CONNECTION');
    assert.equal(down.failuresLastHour, 5);
  });

  it('is UP again when it has answered for a while', async () => {
    fake.fail('CONNECTION', 'CONNECTION', 'CONNECTION');
    await asked(3);
    assert.equal((await health()).state, 'DOWN');
    now += 6 * 60_000;
    await asked(3);
    const { state, failuresLastHour } = await health();
    assert.equal(state, 'UP');
    assert.equal(failuresLastHour, 3);
  });

  it('forgets what is older than an hour', async () => {
    await asked(3);
    now += 62 * 60_000;
    assert.equal((await health()).state, 'UNKNOWN');
  });

  it('is for administrators', async () => {
    const citizen = aSystemCall(fake, { actor: { ...administrator, roles: ['CITIZEN'] } });
    await assert.rejects(registryHealth(citizen), { code: 'FORBIDDEN' });
    await assert.rejects(registryHealth(aSystemCall(fake, { actor: { kind: 'visitor' } })), {
      code: 'UNAUTHENTICATED',
    });
  });
});
