import assert from 'node:assert/strict';
import { Account } from '../../services/identity/account.model.ts';
import { Session } from '../../services/identity/session.model.ts';
import { Outbox } from '../../services/platform/outbox.model.ts';
import { aCitizen, anAuthenticator, signInAgain, type TestCitizen } from '../support/a-citizen.ts';
import { origin } from '../support/an-app.ts';
import { aClient, refusal, succeed } from '../support/graphql-client.ts';
import { settle } from '../support/settle.ts';
import {
  addPasskey,
  beginSignIn,
  changed,
  flipped,
  misbehaving,
  openFurtherPasskey,
  passkeyOperations,
  replaced,
  sendSignIn,
  withoutUserVerification,
} from './ceremonies.ts';

describe('signIn', () => {
  let citizen: TestCitizen;
  before(async () => {
    citizen = await aCitizen();
  });

  const visitor = () => aClient(citizen.app);
  const fresh = async (authenticator = citizen.authenticator) => {
    const { ceremonyId, options } = await beginSignIn(visitor());
    return { ceremonyId, options, credential: authenticator.getJSON(origin, options) };
  };
  const refusedWith = async (code: string, ceremonyId: string, credential: unknown) =>
    assert.equal((await refusal(sendSignIn(visitor(), ceremonyId, credential))).code, code);

  it('asks for no user name: any discoverable passkey, with user verification', async () => {
    const { options } = await beginSignIn(visitor());
    assert.deepEqual(options.allowCredentials ?? [], []);
    assert.equal(options.userVerification, 'required');
    assert.equal(options.rpId, new URL(origin).hostname);
    assert.ok(Buffer.from(options.challenge, 'base64url').length >= 32);
  });

  it('opens a new session each time, and shows the last use of the passkey', async () => {
    const client = await signInAgain(citizen);
    assert.notEqual(client.bearer, citizen.client.bearer);
    const { me } = await succeed(client(passkeyOperations.me));
    assert.equal(me.id, citizen.id);
    assert.ok(Math.abs(Date.parse(me.passkeys[0].lastUsedAt) - Date.now()) < 10_000);
    const [account] = await Account.find({ _id: citizen.id }).lean();
    assert.ok((account?.passkeys[0]?.signCount ?? 0) >= 1);
  });

  it('ends the session that the caller came with: its token is dead at once', async () => {
    const client = await signInAgain(citizen);
    const before = client.bearer;
    await signInAgain(citizen, client);
    assert.notEqual(client.bearer, before);
    assert.equal((await succeed(aClient(citizen.app, before)(`{ me { id } }`))).me, null);
    assert.equal((await succeed(client(`{ me { id } }`))).me.id, citizen.id);
  });

  it('keeps no token, only its hash', async () => {
    const client = await signInAgain(citizen);
    const [sessionId = '', secret = ''] = String(client.bearer).split('.');
    const row = await Session.findById(sessionId).lean();
    assert.ok(row && !JSON.stringify(row).includes(secret));
    const copy = await citizen.app.redis.get(`cds:session:${sessionId}`);
    assert.ok(!copy?.includes(secret));
  });

  describe('refuses', () => {
    let sessions: number;
    beforeEach(async () => {
      sessions = await Session.countDocuments({ accountId: citizen.id });
    });
    afterEach(async () => {
      assert.equal(await Session.countDocuments({ accountId: citizen.id }), sessions);
      const { me } = await succeed(citizen.client(passkeyOperations.me));
      assert.equal(me.passkeys[0].locked, false);
    });

    it('the same assertion a second time', async () => {
      const { ceremonyId, credential } = await fresh();
      await succeed(sendSignIn(visitor(), ceremonyId, credential));
      sessions += 1;
      await refusedWith('IDENTITY_CEREMONY_UNKNOWN', ceremonyId, credential);
      const other = await beginSignIn(visitor());
      await refusedWith('IDENTITY_PASSKEY_REFUSED', other.ceremonyId, credential);
    });

    it('all but one of ten that race with one assertion', async () => {
      const { ceremonyId, credential } = await fresh();
      const answers = await Promise.all(
        Array.from({ length: 10 }, () => sendSignIn(visitor(), ceremonyId, credential)),
      );
      assert.equal(answers.filter(({ errors }) => !errors).length, 1);
      sessions += 1;
    });

    it('a challenge of another ceremony', async () => {
      const [one, other] = [await fresh(), await fresh()];
      await refusedWith('IDENTITY_PASSKEY_REFUSED', one.ceremonyId, other.credential);
    });

    it('a ceremony that is over, or was opened for something else', async () => {
      const over = await fresh();
      assert.equal(await citizen.app.redis.del(`cds:ceremony:${over.ceremonyId}`), 1);
      await refusedWith('IDENTITY_CEREMONY_UNKNOWN', over.ceremonyId, over.credential);
      const { ceremonyId } = await openFurtherPasskey(citizen);
      await refusedWith('IDENTITY_CEREMONY_UNKNOWN', ceremonyId, over.credential);
    });

    it('a ceremony that lives longer than two minutes: the store ends it', async () => {
      const { ceremonyId } = await fresh();
      const life = await citizen.app.redis.pttl(`cds:ceremony:${ceremonyId}`);
      assert.ok(life > 100_000 && life <= 120_000, String(life));
    });

    it('another origin', async () => {
      for (const foreign of ['https://localhost:4001', 'https://example.org', `${origin}.evil.example`, 'null']) {
        const { ceremonyId, credential } = await fresh();
        const elsewhere = changed(
          credential,
          'clientDataJSON',
          replaced(JSON.stringify(origin), JSON.stringify(foreign)),
        );
        await refusedWith('IDENTITY_PASSKEY_REFUSED', ceremonyId, elsewhere);
      }
    });

    it('another relying party', async () => {
      const { ceremonyId, credential } = await fresh();
      await refusedWith('IDENTITY_PASSKEY_REFUSED', ceremonyId, changed(credential, 'authenticatorData', flipped(0)));
    });

    it('a user who was not verified, by flag or by an honest authenticator', async () => {
      const cleared = await fresh();
      const tampered = changed(cleared.credential, 'authenticatorData', flipped(32, 0x04));
      await refusedWith('IDENTITY_PASSKEY_REFUSED', cleared.ceremonyId, tampered);
      const honest = await fresh(withoutUserVerification(citizen.authenticator));
      await refusedWith('IDENTITY_PASSKEY_REFUSED', honest.ceremonyId, honest.credential);
    });

    it('a user who was not present', async () => {
      const { ceremonyId, credential } = await fresh();
      const absent = changed(credential, 'authenticatorData', flipped(32, 0x01));
      await refusedWith('IDENTITY_PASSKEY_REFUSED', ceremonyId, absent);
    });

    it('a signature with any bit changed', async () => {
      for (const at of [0, 1, 2, 3, 10, -1]) {
        const { ceremonyId, credential } = await fresh();
        await refusedWith('IDENTITY_PASSKEY_REFUSED', ceremonyId, changed(credential, 'signature', flipped(at)));
      }
    });

    it('a counter that was raised behind the signature', async () => {
      const { ceremonyId, credential } = await fresh();
      await refusedWith('IDENTITY_PASSKEY_REFUSED', ceremonyId, changed(credential, 'authenticatorData', flipped(35)));
    });

    it('an answer of a registration', async () => {
      const { ceremonyId, credential } = await fresh();
      const created = changed(credential, 'clientDataJSON', replaced('webauthn.get', 'webauthn.create'));
      await refusedWith('IDENTITY_PASSKEY_REFUSED', ceremonyId, created);
    });

    it('a passkey nobody has, and one under the name of somebody else', async () => {
      const other = await aCitizen();
      const stranger = await fresh(other.authenticator);
      const claimed = { ...stranger.credential.response, userHandle: Buffer.from(citizen.id).toString('base64url') };
      await refusedWith('IDENTITY_PASSKEY_UNKNOWN', stranger.ceremonyId, { ...stranger.credential, response: claimed });
      for (const userHandle of [undefined, null, 'AAAA', Buffer.from('{"$gt":""}').toString('base64url')]) {
        const { ceremonyId, credential } = await fresh();
        const response = { ...credential.response, userHandle };
        await refusedWith('IDENTITY_PASSKEY_UNKNOWN', ceremonyId, { ...credential, response });
      }
      const own = await fresh();
      const { id } = stranger.credential;
      await refusedWith('IDENTITY_PASSKEY_UNKNOWN', own.ceremonyId, { ...own.credential, id, rawId: id });
    });

    it('what is no credential at all', async () => {
      const { credential } = await fresh();
      for (const wrong of [
        {},
        { ...credential, response: { ...credential.response, signature: { $gt: '' } } },
        { ...credential, id: ['a'] },
        { ...credential, response: null },
        { ...credential, response: { ...credential.response, authenticatorData: 'A'.repeat(8001) } },
      ]) {
        const { ceremonyId } = await beginSignIn(visitor());
        await refusedWith('BAD_USER_INPUT', ceremonyId, wrong);
      }
      for (const part of ['authenticatorData', 'clientDataJSON', 'signature'] as const) {
        const next = await fresh();
        await refusedWith(
          'IDENTITY_PASSKEY_REFUSED',
          next.ceremonyId,
          changed(next.credential, part, () => Buffer.from('x')),
        );
      }
    });
  });

  describe('when the counter of a passkey goes back', () => {
    it('locks that passkey, tells its owner, and lets the others in', async () => {
      const owner = await aCitizen();
      const second = await addPasskey(owner);
      await signInAgain(owner);
      await signInAgain(owner);

      const copied = misbehaving(owner.authenticator, { signCounterIncrement: -1 });
      const { ceremonyId, options } = await beginSignIn(visitor());
      const refused = await refusal(sendSignIn(visitor(), ceremonyId, copied.getJSON(origin, options)));
      assert.equal(refused.code, 'IDENTITY_PASSKEY_LOCKED');

      const next = await beginSignIn(visitor());
      const genuine = misbehaving(owner.authenticator, { signCounterIncrement: 10 }).getJSON(origin, next.options);
      assert.equal((await refusal(sendSignIn(visitor(), next.ceremonyId, genuine))).code, 'IDENTITY_PASSKEY_LOCKED');

      assert.equal((await succeed(owner.client(passkeyOperations.me))).me, null, 'the session it opened has ended');
      assert.equal(await Outbox.countDocuments({ event: 'identity.passkeyLocked', 'payload.accountId': owner.id }), 1);
      await settle();
      const { body } = await owner.app.http.get('/dev/outbox.json');
      const told = (body.messages as { phone: string; text: string }[]).filter(
        ({ phone }) => phone === owner.person.phone,
      );
      assert.match(String(told[0]?.text), /khóa|khoá|lock/i);

      const other = await signInAgain({ ...owner, authenticator: second.authenticator });
      const { me } = await succeed(other(passkeyOperations.me));
      assert.deepEqual(
        me.passkeys.map(({ locked }: { locked: boolean }) => locked),
        [true, false],
      );
    });

    it('locks on a counter that stands still, too', async () => {
      const owner = await aCitizen();
      await signInAgain(owner);
      const still = misbehaving(owner.authenticator, { signCounterIncrement: 0 });
      const { ceremonyId, options } = await beginSignIn(visitor());
      const refused = await refusal(sendSignIn(visitor(), ceremonyId, still.getJSON(origin, options)));
      assert.equal(refused.code, 'IDENTITY_PASSKEY_LOCKED');
    });

    it('lets one in of two that race with one counter', async () => {
      const owner = await aCitizen();
      const twin = misbehaving(owner.authenticator, { signCounterIncrement: 0 });
      await signInAgain(owner);
      const account = await Account.findById(owner.id).lean();
      const signCount = account?.passkeys[0]?.signCount ?? 0;
      await Account.updateOne({ _id: owner.id }, { $set: { 'passkeys.0.signCount': signCount - 1 } });
      const attempts = [await beginSignIn(visitor()), await beginSignIn(visitor())].map(({ ceremonyId, options }) => ({
        ceremonyId,
        credential: twin.getJSON(origin, options),
      }));
      const answers = await Promise.all(
        attempts.map(({ ceremonyId, credential }) => sendSignIn(visitor(), ceremonyId, credential)),
      );
      assert.equal(answers.filter(({ errors }) => !errors).length, 1);
    });

    it('lets a passkey in that never counts', async () => {
      const uncounted = await aCitizen();
      const passkey = await addPasskey(uncounted, 'Synced', anAuthenticator({ signCounterIncrement: 0 }));
      for (let times = 0; times < 2; times += 1) {
        const client = await signInAgain({ ...uncounted, authenticator: passkey.authenticator });
        assert.ok((await succeed(client(`{ me { id } }`))).me);
      }
    });
  });
});
