import assert from 'node:assert/strict';
import { Account } from '../../services/identity/account.model.ts';
import { newId } from '../../services/platform/ids.ts';
import { Outbox } from '../../services/platform/outbox.model.ts';
import { aCitizen, anAuthenticator, signInAgain, type TestCitizen } from '../support/a-citizen.ts';
import { origin } from '../support/an-app.ts';
import { refusal, succeed } from '../support/graphql-client.ts';
import { addPasskey, approve, askForStepUp, openFurtherPasskey, passkeyOperations } from './ceremonies.ts';

const passkeysOf = async (citizen: TestCitizen): Promise<{ id: string; name: string }[]> =>
  (await succeed(citizen.client(passkeyOperations.me))).me.passkeys;

const facts = (event: string, accountId: string) => Outbox.countDocuments({ event, 'payload.accountId': accountId });

describe('addPasskey', () => {
  it('adds one after a step-up, and it signs in', async () => {
    const citizen = await aCitizen();
    const { authenticator } = await addPasskey(citizen, 'Máy tính');
    assert.deepEqual(
      (await passkeysOf(citizen)).map(({ name }) => name),
      ['Test', 'Máy tính'],
    );
    const client = await signInAgain({ ...citizen, authenticator });
    const { me } = await succeed(client(passkeyOperations.me));
    assert.equal(me.id, citizen.id);
    const current = me.sessions.find((session: { current: boolean }) => session.current);
    assert.equal(current.passkeyName, 'Máy tính');
    assert.equal(await facts('identity.passkeyAdded', citizen.id), 1);
  });

  it('names the passkeys that are held, so that no authenticator makes a second', async () => {
    const citizen = await aCitizen();
    const { options } = await openFurtherPasskey(citizen);
    const { passkeys } = (await Account.findById(citizen.id).lean()) ?? { passkeys: [] };
    assert.deepEqual(
      (options as unknown as { excludeCredentials: { id: string }[] }).excludeCredentials.map(({ id }) => id),
      passkeys.map(({ credentialId }) => credentialId),
    );
    assert.throws(() => citizen.authenticator.createJSON(origin, options as never));
  });

  it('refuses a credential that is registered already, whoever holds it', async () => {
    const [citizen, other] = [await aCitizen(), await aCitizen()];
    const { authenticator } = await addPasskey(other);
    const opened = await openFurtherPasskey(citizen);
    const credential = anAuthenticator().createJSON(origin, opened.options as never);
    const input = { ceremonyId: opened.ceremonyId, credential, name: 'x' };
    const held = authenticator.authenticator.params.credentialsRepository?.loadCredentials()[0];
    const heldId = Buffer.from(held?.publicKeyCredentialDescriptor.id as ArrayBuffer).toString('base64url');
    await Account.updateOne(
      { _id: other.id, 'passkeys.credentialId': heldId },
      { $set: { 'passkeys.$.credentialId': credential.id } },
    );
    const { code } = await refusal(citizen.client(passkeyOperations.add, { input }));
    assert.equal(code, 'IDENTITY_PASSKEY_ALREADY_HELD');
    assert.equal((await passkeysOf(citizen)).length, 1);
  });

  it('refuses a ceremony of somebody else', async () => {
    const [citizen, other] = [await aCitizen(), await aCitizen()];
    const { ceremonyId, options } = await openFurtherPasskey(other);
    const input = { ceremonyId, credential: anAuthenticator().createJSON(origin, options as never), name: 'x' };
    assert.equal((await refusal(citizen.client(passkeyOperations.add, { input }))).code, 'IDENTITY_CEREMONY_UNKNOWN');
    assert.equal((await refusal(other.client(passkeyOperations.add, { input }))).code, 'IDENTITY_CEREMONY_UNKNOWN');
  });

  it('holds at most twenty, also when the last two race', async () => {
    const citizen = await aCitizen();
    const account = await Account.findById(citizen.id).lean();
    const [first] = account?.passkeys ?? [];
    assert.ok(first);
    const opened = [await openFurtherPasskey(citizen), await openFurtherPasskey(citizen)];
    const fillers = Array.from({ length: 18 }, (_, n) => ({ ...first, _id: newId(), credentialId: `${newId()}-${n}` }));
    await Account.updateOne({ _id: citizen.id }, { $push: { passkeys: { $each: fillers } } });
    const answers = await Promise.all(
      opened.map(({ ceremonyId, options }) => {
        const credential = anAuthenticator().createJSON(origin, options as never);
        return citizen.client(passkeyOperations.add, { input: { ceremonyId, credential, name: 'x' } });
      }),
    );
    assert.deepEqual(answers.map(({ errors }) => errors?.[0]?.extensions.code ?? 'added').sort(), [
      'IDENTITY_TOO_MANY_PASSKEYS',
      'added',
    ]);
    assert.equal((await passkeysOf(citizen)).length, 20);
    const { code } = await refusal(citizen.client(passkeyOperations.beginAdd, { input: {} }));
    assert.equal(code, 'IDENTITY_TOO_MANY_PASSKEYS');
  });
});

describe('renamePasskey', () => {
  it('gives it another name, kept as NFC', async () => {
    const citizen = await aCitizen();
    const [passkey] = await passkeysOf(citizen);
    const input = { passkeyId: passkey?.id, name: '  Điện  thoại của Ánh ❤️ '.normalize('NFD') };
    const { renamePasskey } = await succeed(citizen.client(passkeyOperations.rename, { input }));
    assert.equal(renamePasskey.name, 'Điện thoại của Ánh ❤️'.normalize('NFC'));
    assert.equal((await passkeysOf(citizen))[0]?.name, renamePasskey.name);
  });

  it("finds neither somebody else's passkey nor one that is not there", async () => {
    const [citizen, other] = [await aCitizen(), await aCitizen()];
    const [theirs] = await passkeysOf(other);
    for (const passkeyId of [theirs?.id, newId()]) {
      const { code } = await refusal(citizen.client(passkeyOperations.rename, { input: { passkeyId, name: 'x' } }));
      assert.equal(code, 'NOT_FOUND');
    }
    assert.equal((await passkeysOf(other))[0]?.name, 'Test');
    const malformed = citizen.client(passkeyOperations.rename, { input: { passkeyId: '{"$ne":1}', name: 'x' } });
    assert.equal((await refusal(malformed)).code, 'BAD_USER_INPUT');
  });
});

describe('removePasskey', () => {
  it('ends the sessions it opened, and leaves the others', async () => {
    const citizen = await aCitizen();
    const { id, authenticator } = await addPasskey(citizen);
    const lost = await signInAgain({ ...citizen, authenticator });
    const asked = await askForStepUp(citizen.client, passkeyOperations.remove, { passkeyId: id });
    const input = { passkeyId: id, stepUp: approve(citizen, asked) };
    await succeed(citizen.client(passkeyOperations.remove, { input }));
    assert.equal((await succeed(lost(passkeyOperations.me))).me, null);
    assert.equal((await succeed(citizen.client(passkeyOperations.me))).me.passkeys.length, 1);
  });

  it('removes it after a step-up: it signs in no more', async () => {
    const citizen = await aCitizen();
    const { id, authenticator } = await addPasskey(citizen);
    const asked = await askForStepUp(citizen.client, passkeyOperations.remove, { passkeyId: id });
    const { asks } = JSON.parse(asked.content);
    assert.deepEqual(asks, { operation: 'removePasskey', passkeyId: id, passkeyName: 'Second' });
    const input = { passkeyId: id, stepUp: approve(citizen, asked) };
    const { removePasskey } = await succeed(citizen.client(passkeyOperations.remove, { input }));
    assert.equal(removePasskey.passkeys.length, 1);
    await assert.rejects(signInAgain({ ...citizen, authenticator }), /IDENTITY_PASSKEY_UNKNOWN/);
    assert.equal(await facts('identity.passkeyRemoved', citizen.id), 1);
  });

  it('never removes the last, nor the last that is not locked', async () => {
    const citizen = await aCitizen();
    const [first] = await passkeysOf(citizen);
    const last = () => refusal(citizen.client(passkeyOperations.remove, { input: { passkeyId: first?.id } }));
    assert.equal((await last()).code, 'IDENTITY_PASSKEY_IS_LAST');
    const { id } = await addPasskey(citizen);
    await Account.updateOne({ _id: citizen.id, 'passkeys._id': id }, { $set: { 'passkeys.$.lockedAt': new Date() } });
    assert.equal((await last()).code, 'IDENTITY_PASSKEY_IS_LAST');
  });

  it('removes one of the last two when both removals race', async () => {
    const citizen = await aCitizen();
    const [first] = await passkeysOf(citizen);
    const second = await addPasskey(citizen);
    const removals = [];
    for (const [passkeyId, authenticator] of [
      [first?.id, second.authenticator],
      [second.id, citizen.authenticator],
    ] as const) {
      const asked = await askForStepUp(citizen.client, passkeyOperations.remove, { passkeyId });
      removals.push({ passkeyId, stepUp: approve({ authenticator }, asked) });
    }
    const answers = await Promise.all(removals.map((input) => citizen.client(passkeyOperations.remove, { input })));
    assert.equal(
      answers.filter(({ errors }) => !errors).length,
      1,
      JSON.stringify(answers.map(({ errors }) => errors)),
    );
    assert.equal((await passkeysOf(citizen)).length, 1);
  });

  it("does not find somebody else's", async () => {
    const [citizen, other] = [await aCitizen(), await aCitizen()];
    const [theirs] = await passkeysOf(other);
    const { code } = await refusal(citizen.client(passkeyOperations.remove, { input: { passkeyId: theirs?.id } }));
    assert.equal(code, 'NOT_FOUND');
  });
});
