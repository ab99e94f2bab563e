import assert from 'node:assert/strict';
import { Outbox } from '../../services/platform/outbox.model.ts';
import { aCitizen, signInAgain } from '../support/a-citizen.ts';
import { origin } from '../support/an-app.ts';
import { aClient, refusal, succeed } from '../support/graphql-client.ts';
import { settle } from '../support/settle.ts';
import { approve, askForStepUp, beginSignIn, passkeyOperations, sendSignIn } from './ceremonies.ts';

const facts = (event: string, accountId: string) => Outbox.countDocuments({ event, 'payload.accountId': accountId });

describe('lockAccount', () => {
  it('leaves this session to look and unlock, and ends every other', async () => {
    const citizen = await aCitizen();
    const other = await signInAgain(citizen);
    await succeed(other(`{ me { id } }`));
    assert.equal((await succeed(citizen.client(passkeyOperations.lock))).lockAccount.state, 'LOCKED');
    assert.equal((await succeed(other(`{ me { id } }`))).me, null);
    const { me } = await succeed(citizen.client(`{ me { state fullName sessions { id } passkeys { id } } }`));
    assert.equal(me.state, 'LOCKED');
    assert.equal(me.sessions.length, 1);
    for (const refused of [
      citizen.client(`{ wallet { documents { id } } }`),
      citizen.client(passkeyOperations.beginAdd, { input: {} }),
      citizen.client(passkeyOperations.rename, { input: { passkeyId: me.passkeys[0].id, name: 'x' } }),
      citizen.client(passkeyOperations.lock),
    ]) {
      assert.equal((await refusal(refused)).code, 'FORBIDDEN');
    }
    assert.equal(await facts('identity.accountLocked', citizen.id), 1);
  });

  it('holds when the memory is emptied, and tells the owner', async () => {
    const citizen = await aCitizen();
    await succeed(citizen.client(passkeyOperations.lock));
    await citizen.app.redis.flushall();
    assert.equal((await refusal(citizen.client(`{ wallet { documents { id } } }`))).code, 'FORBIDDEN');
    await settle();
    const { body } = await citizen.app.http.get('/dev/outbox.json');
    const told = (body.messages as { phone: string }[]).filter(({ phone }) => phone === citizen.person.phone);
    assert.ok(told.length >= 2);
  });

  it('is locked for a sign-in too: it reaches only the unlock page', async () => {
    const citizen = await aCitizen();
    await succeed(citizen.client(passkeyOperations.lock));
    const client = aClient(citizen.app);
    const { ceremonyId, options } = await beginSignIn(client);
    const { signIn } = await succeed(sendSignIn(client, ceremonyId, citizen.authenticator.getJSON(origin, options)));
    assert.equal(signIn.citizen.state, 'LOCKED');
    client.bearer = signIn.bearerToken;
    assert.equal((await refusal(client(`{ wallet { documents { id } } }`))).code, 'FORBIDDEN');
  });

  it('has one effect of two that race', async () => {
    const citizen = await aCitizen();
    await Promise.all([citizen.client(passkeyOperations.lock), citizen.client(passkeyOperations.lock)]);
    assert.equal(await facts('identity.accountLocked', citizen.id), 1);
  });
});

describe('unlockAccount', () => {
  it('needs a step-up, and gives everything back', async () => {
    const citizen = await aCitizen();
    await succeed(citizen.client(passkeyOperations.lock));
    const asked = await askForStepUp(citizen.client, passkeyOperations.unlock);
    assert.deepEqual(JSON.parse(asked.content).asks, { operation: 'unlockAccount' });
    const input = { stepUp: approve(citizen, asked) };
    const { unlockAccount } = await succeed(citizen.client(passkeyOperations.unlock, { input }));
    assert.equal(unlockAccount.state, 'ACTIVE');
    await succeed(citizen.client(`{ wallet { documents { id } } }`));
    assert.equal(await facts('identity.accountUnlocked', citizen.id), 1);
    await settle();
    const { me } = await succeed(citizen.client(`{ me { activities { edges { node { action } } } } }`));
    const actions = me.activities.edges.map(({ node }: { node: { action: string } }) => node.action);
    assert.ok(actions.includes('ACCOUNT_LOCKED') && actions.includes('ACCOUNT_UNLOCKED'), actions.join());
  });

  it('is refused with an approval of something else', async () => {
    const citizen = await aCitizen();
    const forAdding = await askForStepUp(citizen.client, passkeyOperations.beginAdd);
    await succeed(citizen.client(passkeyOperations.lock));
    const input = { stepUp: approve(citizen, forAdding) };
    assert.equal(
      (await refusal(citizen.client(passkeyOperations.unlock, { input }))).code,
      'IDENTITY_CEREMONY_UNKNOWN',
    );
    const { me } = await succeed(citizen.client(`{ me { state } }`));
    assert.equal(me.state, 'LOCKED');
  });
});
