import assert from 'node:assert/strict';
import type { PersonRecord } from '../../registries/records.ts';
import { registriesOverHttp } from '../../services/exchange/registries.adaptor.ts';
import { matchRegistration, nextStep, requestDueMatches } from '../../services/identity/match-registration.ts';
import { Registration, type RegistrationRecord } from '../../services/identity/registration.model.ts';
import { registrationTransitions } from '../../services/identity/registration.states.ts';
import { findRegistration, registrationByToken, viewOf, visibleState } from '../../services/identity/registration.ts';
import { cityDate } from '../../services/platform/calendar-date.ts';
import { Outbox } from '../../services/platform/outbox.model.ts';
import { orderFault } from '../registries/running-registries.ts';
import {
  aCitizen,
  aMatchedRegistration,
  aResident,
  operations,
  registrationInput,
  sentCode,
} from '../support/a-citizen.ts';
import { anApp } from '../support/an-app.ts';
import { aClient, refusal, succeed } from '../support/graphql-client.ts';
import { settle } from '../support/settle.ts';
import { aClock, aSystemCall } from './calls.ts';

type Resident = PersonRecord & { phone: string };

/** What a visitor sees at the end who typed this. */
async function outcomeOf(typed: Resident): Promise<Record<string, unknown>> {
  const app = await anApp();
  const registrationToken = await aMatchedRegistration(typed);
  const { registration } = await succeed(
    aClient(app)(
      `query ($token: String!) { registration(registrationToken: $token) {
         state codeAttemptsLeft nextTryAt } }`,
      { token: registrationToken },
    ),
  );
  return registration;
}

/** A registration whose phone is confirmed and whose match is still owed. */
async function aConfirmed(person: Resident): Promise<string> {
  const client = aClient(await anApp());
  const { startRegistration } = await succeed(client(operations.start, { input: registrationInput(person) }));
  const { registrationToken } = startRegistration;
  await settle();
  await succeed(client(operations.confirm, { input: { registrationToken, code: await sentCode(person.phone) } }));
  return registrationToken;
}

/** The calendar date some years ago, moved by some days. */
function yearsAgo(years: number, days = 0): string {
  const today = new Date(`${cityDate(new Date())}T00:00:00Z`);
  today.setUTCFullYear(today.getUTCFullYear() - years);
  today.setUTCDate(today.getUTCDate() + days);
  return today.toISOString().slice(0, 10);
}

describe('matchRegistration', () => {
  it('matches a name whatever its case, spaces, form and tone placement', async () => {
    const person = await aResident({ fullName: 'Nguyễn Thị Thuý Hoà' });
    const typed = { ...person, fullName: ' NGUYỄN  THỊ THÚY HÒA'.normalize('NFD') };
    assert.equal((await outcomeOf(typed)).state, 'MATCHED');
  });

  it('looks the same whatever does not match', async () => {
    const member = await aCitizen();
    const person = await aResident();
    const dead = await aResident({ status: 'deceased', deathDate: '2024-05-01' });
    const missing = await aResident({ status: 'missing' as never });
    const child = await aResident({ birthDate: yearsAgo(14, 1) });
    const wrong: Record<string, Resident> = {
      'another name': { ...person, fullName: 'Nguyễn Thị Minh Ánh' },
      'a middle name missing': { ...person, fullName: 'Nguyễn Thị Anh', phone: '+84901999001' },
      'another date': { ...person, birthDate: '1990-02-15', phone: '+84901999002' },
      'day and month swapped': { ...(await aResident({ birthDate: '1990-02-03' })), birthDate: '1990-03-02' },
      'a number nobody has': { ...person, _id: '092190999998', phone: '+84901999003' },
      'somebody dead': dead,
      'somebody missing': missing,
      'somebody under 14': child,
      'somebody with an account': { ...member.person, phone: '+84901999004' },
      'a phone of another account': { ...(await aResident()), phone: member.person.phone },
    };
    for (const [what, typed] of Object.entries(wrong)) {
      assert.deepEqual(await outcomeOf(typed), { state: 'NOT_MATCHED', codeAttemptsLeft: 4, nextTryAt: null }, what);
    }
  });

  it('matches somebody on their fourteenth birthday', async () => {
    const person = await aResident({ birthDate: yearsAgo(14) });
    assert.equal((await outcomeOf(person)).state, 'MATCHED');
  });

  it('opens no passkey ceremony for a registration that did not match', async () => {
    const person = await aResident();
    const registrationToken = await aMatchedRegistration({ ...person, fullName: 'Lê Văn Khác' });
    const { code } = await refusal(aClient(await anApp())(operations.beginPasskey, { input: { registrationToken } }));
    assert.equal(code, 'IDENTITY_REGISTRATION_STATE');
    assert.equal((await findRegistration(registrationToken)).person, null);
  });

  it('keeps the person as the registry writes them, sealed, and only once matched', async () => {
    const person = await aResident({ fullName: 'Nguyễn Thị Thuý Hoà' });
    const token = await aMatchedRegistration({ ...person, fullName: 'nguyễn thị thúy hòa' });
    const row = await findRegistration(token);
    assert.ok(row.person);
    assert.ok(!JSON.stringify(row).includes('Thuý'));
  });

  it('asks with purpose, legal basis and no more fields than it needs', async () => {
    const { registries } = await anApp();
    const person = await aResident();
    const token = await aMatchedRegistration(person);
    const entry = await registries.db.collection('lookups').findOne({ person: person._id });
    assert.equal(entry?.purpose, 'identity.register');
    assert.equal(entry?.legalBasis, 'Nghị định 69/2024/NĐ-CP, Điều 7');
    assert.equal(entry?.caseRef, (await findRegistration(token))._id);
  });

  it('has one effect, however often it is run', async () => {
    const token = await aConfirmed(await aResident());
    const { _id: registrationId } = await findRegistration(token);
    const call = await aSystemCall();
    await Promise.all(Array.from({ length: 3 }, () => matchRegistration(call, { registrationId })));
    await matchRegistration(call, { registrationId });
    const event = 'identity.registrationSettled';
    assert.equal(await Outbox.countDocuments({ event, 'payload.registrationId': registrationId }), 1);
  });

  describe('when the registry is down', () => {
    // A circuit belongs to a port, and these tests open it: each gets its own.
    async function aCallWhile(fault: Record<string, unknown>, clock = aClock()) {
      const { ports, registries } = await anApp();
      await orderFault(registries.url, { registry: 'population', ...fault });
      const call = await aSystemCall({
        now: clock.now,
        ports: { ...ports, registries: registriesOverHttp(registries.url) },
      });
      return { call, clock, registries };
    }
    afterEach(async () => {
      const { registries } = await anApp();
      await orderFault(registries.url, { registry: '*', fault: 'none' });
    });

    for (const fault of ['fail', 'garbage', 'bad_signature', 'cut']) {
      it(`waits, shows when it asks again, and matches once the registry returns, after ${fault}`, async () => {
        const token = await aConfirmed(await aResident());
        const { _id: registrationId } = await findRegistration(token);
        const { call, clock, registries } = await aCallWhile({ fault });
        await matchRegistration(call, { registrationId });

        const waiting = await registrationByToken(call, token);
        assert.equal(waiting.state, 'WAITING_FOR_REGISTRY');
        assert.ok(waiting.nextTryAt && waiting.nextTryAt > clock.now());
        assert.equal((await findRegistration(token)).person, null);

        await orderFault(registries.url, { registry: '*', fault: 'none' });
        await requestDueMatches(call);
        assert.equal((await registrationByToken(call, token)).state, 'WAITING_FOR_REGISTRY');
        clock.pass((waiting.nextTryAt.getTime() - clock.now().getTime()) / 1000);
        assert.ok((await requestDueMatches(call)) >= 1);
        await settle();
        assert.equal((await registrationByToken(await aSystemCall(), token)).state, 'MATCHED');
      });
    }

    it('waits longer each time, and is not sent away by the clock of the form', async () => {
      const token = await aConfirmed(await aResident());
      const { _id: registrationId } = await findRegistration(token);
      const { call, clock } = await aCallWhile({ fault: 'fail' });
      const waits: number[] = [];
      for (let tries = 0; tries < 8; tries += 1) {
        await matchRegistration(call, { registrationId });
        const { nextTryAt, expiresAt } = await registrationByToken(call, token);
        assert.ok(nextTryAt);
        waits.push((nextTryAt.getTime() - clock.now().getTime()) / 1000);
        assert.ok(expiresAt.getTime() - nextTryAt.getTime() >= 1_800_000 - 1);
        clock.pass(waits.at(-1) ?? 0);
      }
      assert.deepEqual(waits, [15, 30, 60, 120, 240, 480, 600, 600]);
    });

    it('asks once more for each that is due, however many sweeps there are', async () => {
      const token = await aConfirmed(await aResident());
      const { _id: registrationId } = await findRegistration(token);
      const { call, clock } = await aCallWhile({ fault: 'fail' });
      await matchRegistration(call, { registrationId });
      clock.pass(15);
      await Promise.all([requestDueMatches(call), requestDueMatches(call), requestDueMatches(call)]);
      const event = 'identity.registrationPhoneConfirmed';
      assert.equal(await Outbox.countDocuments({ event, 'payload.registrationId': registrationId }), 2);
    });
  });
});

describe('nextStep', () => {
  it('is the same instant for every answer of one step, quick or slow', () => {
    const confirmedAt = new Date('2026-11-23T08:00:00Z');
    const stepAfter = (milliseconds: number) =>
      nextStep(confirmedAt, new Date(confirmedAt.getTime() + milliseconds), 1500).getTime() - confirmedAt.getTime();
    for (const answeredAfter of [0, 1, 40, 700, 1499, 1500]) assert.equal(stepAfter(answeredAfter), 1500);
    for (const answeredAfter of [1501, 2999, 3000]) assert.equal(stepAfter(answeredAfter), 3000);
  });

  it('is never before the answer', () => {
    const confirmedAt = new Date('2026-11-23T08:00:00Z');
    for (const stepMs of [0, 1, 1500]) {
      for (const answeredAfter of [0, 1, 1499, 1501, 86_400_000]) {
        const now = new Date(confirmedAt.getTime() + answeredAfter);
        if (stepMs > 0) assert.ok(nextStep(confirmedAt, now, stepMs) >= now);
        else assert.ok(nextStep(confirmedAt, now, stepMs) <= now);
      }
    }
  });
});

describe('visibleState', () => {
  const now = new Date('2026-11-23T08:00:00Z');
  const at = (milliseconds: number) => new Date(now.getTime() + milliseconds);
  const registration = (changed: Partial<RegistrationRecord>) =>
    ({ state: 'MATCHING', revealAt: null, expiresAt: at(1000), ...changed }) as RegistrationRecord;

  it('hides every outcome until the same step of time', () => {
    for (const state of ['MATCHED', 'NOT_MATCHED'] as const) {
      assert.equal(visibleState(registration({ state, revealAt: at(1) }), now), 'MATCHING');
      assert.equal(visibleState(registration({ state, revealAt: at(0) }), now), state);
    }
  });

  it('is EXPIRED past its end, unless an account was opened', () => {
    for (const state of Object.values(registrationTransitions).map(({ to }) => to)) {
      const shown = visibleState(registration({ state, expiresAt: at(0) }), now);
      assert.equal(shown, state === 'COMPLETED' ? 'COMPLETED' : 'EXPIRED');
    }
  });

  it('gives the same view for every hidden outcome', async () => {
    const token = await aConfirmed(await aResident());
    const row = await findRegistration(token);
    const views = (['MATCHING', 'MATCHED', 'NOT_MATCHED'] as const).map((state) =>
      viewOf({ ...row, state, revealAt: state === 'MATCHING' ? null : at(1) }, now),
    );
    for (const view of views) assert.deepEqual(view, views[0]);
    await settle();
  });
});

describe('registrationTransitions', () => {
  it('lead from the first state to every other, and out of no end', () => {
    const reached = new Set(['CODE_SENT']);
    for (let step = 0; step < 6; step += 1) {
      for (const { from, to } of Object.values(registrationTransitions)) {
        if (from.some((state) => reached.has(state))) reached.add(to);
      }
    }
    assert.deepEqual(
      [...reached].sort(),
      ['CODE_SENT', 'COMPLETED', 'MATCHED', 'MATCHING', 'NOT_MATCHED', 'WAITING_FOR_REGISTRY'].sort(),
    );
    const left = new Set(Object.values(registrationTransitions).flatMap(({ from }) => [...from] as string[]));
    assert.ok(!left.has('COMPLETED') && !left.has('NOT_MATCHED'));
  });

  it('are conditions of the write: a registration that ended does not move again', async () => {
    const person = await aResident();
    const token = await aMatchedRegistration({ ...person, fullName: 'Lê Văn Khác' });
    const { _id: registrationId } = await findRegistration(token);
    await matchRegistration(await aSystemCall(), { registrationId });
    assert.equal((await Registration.findById(registrationId).lean())?.state, 'NOT_MATCHED');
  });
});
