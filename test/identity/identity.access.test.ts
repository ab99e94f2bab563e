import assert from 'node:assert/strict';
import * as identity from '../../services/identity/index.ts';
import type { CallContext } from '../../services/platform/call-context.ts';
import { newId } from '../../services/platform/ids.ts';
import { aCitizen } from '../support/a-citizen.ts';
import { aClient, refusal, succeed } from '../support/graphql-client.ts';
import { anAccountCall, aSystemCall, aVisitorCall } from './calls.ts';

/** The use cases themselves, whatever entry they are reached by. */
describe('who may use identity', () => {
  type Act = (call: CallContext) => unknown;
  const id = newId();
  const stepUp = { ceremonyId: id, credential: {} };

  const ofCitizens: Record<string, Act> = {
    beginAddPasskey: (call) => identity.beginAddPasskey(call, { stepUp }),
    addPasskey: (call) => identity.addPasskey(call, { ceremonyId: id, credential: {}, name: 'x' }),
    renamePasskey: (call) => identity.renamePasskey(call, { passkeyId: id, name: 'x' }),
    removePasskey: (call) => identity.removePasskey(call, { passkeyId: id, stepUp }),
    lockAccount: (call) => identity.lockAccount(call),
  };
  const ofAccounts: Record<string, Act> = {
    citizen: (call) => identity.citizen(call),
    endSession: (call) => identity.endSession(call, { sessionId: id }),
    endOtherSessions: (call) => identity.endOtherSessions(call),
    unlockAccount: (call) => identity.unlockAccount(call, { stepUp }),
  };
  const ofTheSystem: Record<string, Act> = {
    matchRegistration: (call) => identity.matchRegistration(call, { registrationId: id }),
    requestDueMatches: (call) => identity.requestDueMatches(call),
    messageForRegistrationCode: (call) => identity.messageForRegistrationCode(call, { registrationId: id, issue: 1 }),
    grantRole: (call) => identity.grantRole(call, { personalId: '092190123456', role: 'ADMINISTRATOR' }),
  };

  const codeOf = async (act: Act, call: CallContext): Promise<string> => {
    try {
      await act(call);
      return 'allowed';
    } catch (error) {
      return String((error as { code?: string }).code ?? error);
    }
  };
  const refusedToVisitors = 'UNAUTHENTICATED';
  const refusedToOthers = 'FORBIDDEN';

  for (const [name, act] of Object.entries(ofCitizens)) {
    it(`${name}: a citizen whose account is active, not a visitor, a locked citizen or a reaction`, async () => {
      assert.equal(await codeOf(act, await aVisitorCall()), refusedToVisitors);
      assert.equal(await codeOf(act, await anAccountCall({ state: 'LOCKED' })), refusedToOthers);
      assert.equal(await codeOf(act, await aSystemCall()), refusedToVisitors);
      const allowed = await codeOf(act, await anAccountCall({}));
      assert.ok(![refusedToVisitors, refusedToOthers].includes(allowed), allowed);
    });
  }

  for (const [name, act] of Object.entries(ofAccounts)) {
    it(`${name}: whoever is signed in, locked or not`, async () => {
      assert.equal(await codeOf(act, await aVisitorCall()), refusedToVisitors);
      assert.equal(await codeOf(act, await aSystemCall()), refusedToVisitors);
      for (const state of ['ACTIVE', 'LOCKED'] as const) {
        const allowed = await codeOf(act, await anAccountCall({ state }));
        assert.ok(![refusedToVisitors, refusedToOthers].includes(allowed), allowed);
      }
    });
  }

  for (const [name, act] of Object.entries(ofTheSystem)) {
    it(`${name}: reactions and schedules, nobody who sends a request`, async () => {
      assert.equal(await codeOf(act, await aVisitorCall()), refusedToOthers);
      const administrator = await anAccountCall({ roles: ['CITIZEN', 'ADMINISTRATOR'] });
      assert.equal(await codeOf(act, administrator), refusedToOthers);
    });
  }
});

describe('what of a citizen others see', () => {
  it('is nothing: every field of an account is its own', async () => {
    const [citizen, other] = [await aCitizen(), await aCitizen()];
    const { me } = await succeed(other.client('{ me { id fullName sessions { id } passkeys { id } } }'));
    assert.equal(me.id, other.id);
    assert.ok(!JSON.stringify(me).includes(citizen.id));
    const visitor = await succeed(aClient(citizen.app)('{ me { id } }'));
    assert.equal(visitor.me, null);
  });

  it('is not more for whoever holds the token of the registration', async () => {
    const citizen = await aCitizen();
    const { code } = await refusal(
      aClient(citizen.app)(`{ registration(registrationToken: "${'A'.repeat(43)}") { maskedPhone } }`),
    );
    assert.equal(code, 'IDENTITY_REGISTRATION_UNKNOWN');
  });
});

describe('a role that was granted', () => {
  it('counts from the next session on, before or after its bearer registered', async () => {
    const system = await aSystemCall();
    const person = { _id: '092190777001' };
    await identity.grantRole(system, { personalId: person._id, role: 'ADMINISTRATOR' });
    const before = await aCitizen(person);
    assert.deepEqual((await succeed(before.client('{ me { roles } }'))).me.roles, ['CITIZEN', 'ADMINISTRATOR']);
    await succeed(before.client('{ backlog { owed } }'));

    const after = await aCitizen();
    assert.equal((await refusal(after.client('{ backlog { owed } }'))).code, 'FORBIDDEN');
    await identity.grantRole(system, { personalId: after.person._id, role: 'ADMINISTRATOR' });
    await identity.grantRole(system, { personalId: after.person._id, role: 'ADMINISTRATOR' });
    assert.deepEqual((await succeed(after.client('{ me { roles } }'))).me.roles, ['CITIZEN', 'ADMINISTRATOR']);
  });
});
