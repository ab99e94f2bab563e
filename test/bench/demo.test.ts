import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { type Step, StepFailed, walkFirstLight } from '../../bench/first-light.ts';
import { eligiblePeople, type SeededPerson } from '../../bench/seeded-people.ts';
import { freePort } from '../../embedded/loopback-port.ts';
import { anApp, origin } from '../support/an-app.ts';
import { settle } from '../support/settle.ts';

const today = new Date(Date.now() + 7 * 3600 * 1000).toISOString().slice(0, 10);
const people = eligiblePeople({ people: 2000, today });
let phones = 0;

/** A seeded person whom the registries of this test hold, and what they type. */
async function aSeededResident() {
  const seeded = people.next().value;
  assert.ok(seeded);
  await hold(seeded);
  const { _id: personalId, fullName, birthDate: bornOn } = seeded.person;
  phones += 1;
  return {
    personalId,
    fullName,
    bornOn,
    phone: `+8486${String(process.pid % 10_000).padStart(4, '0')}${100 + phones}`,
  };
}

async function hold({ person, insurance, driving, health }: SeededPerson): Promise<void> {
  const { registries } = await anApp();
  await registries.records('population').insertOne(person);
  await registries.records('insurance').insertOne(insurance);
  await registries.records('driving').insertOne(driving);
  await registries.records('health').insertOne(health);
}

/** Does the worker's work for as long as the walk lasts. */
async function meanwhileWorking<T>(walk: Promise<T>): Promise<T> {
  let walking = true;
  const working = (async () => {
    while (walking) {
      await settle();
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  })();
  try {
    return await walk;
  } finally {
    walking = false;
    await working;
  }
}

describe('demo', () => {
  it('walks from registration to the check of a shown document', async () => {
    const { url } = await anApp();
    const registrant = await aSeededResident();
    const told: Step[] = [];
    const steps = await meanwhileWorking(
      walkFirstLight({ url, origin, registrant, onStep: ({ name, ms, ok }) => void told.push({ name, ms, ok }) }),
    );
    assert.equal(steps.length, 17);
    assert.ok(steps.every(({ ok }) => ok));
    assert.deepEqual(told, steps);
  }).timeout(30_000);

  it('fails at the step that does not succeed, and names it', async () => {
    const { url } = await anApp();
    const registrant = { ...(await aSeededResident()), bornOn: '1901-01-01' };
    await assert.rejects(meanwhileWorking(walkFirstLight({ url, origin, registrant })), (error) => {
      assert.ok(error instanceof StepFailed);
      const last = error.steps.at(-1);
      assert.deepEqual([last?.name, last?.ok], ['match with population database', false]);
      return true;
    });
  }).timeout(30_000);

  it('ends with a failure and one JSON object when nothing answers', async () => {
    const url = `http://localhost:${await freePort()}`;
    const args = ['--import', 'tsx', 'bench/demo.ts', '--json', '--url', url];
    const ended = await new Promise<{ code: unknown; stdout: string; stderr: string }>((resolve) => {
      execFile(process.execPath, args, (error, stdout, stderr) => resolve({ code: error?.code, stdout, stderr }));
    });
    assert.equal(ended.code, 1);
    assert.match(ended.stderr, /nothing answers at .* npm start/);
    const { steps, ok } = JSON.parse(ended.stdout);
    assert.deepEqual({ steps, ok }, { steps: [], ok: false });
  }).timeout(30_000);
});
