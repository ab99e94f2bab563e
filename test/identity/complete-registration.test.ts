import assert from 'node:assert/strict';
import { Account } from '../../services/identity/account.model.ts';
import { findRegistration } from '../../services/identity/registration.ts';
import { Session } from '../../services/identity/session.model.ts';
import { Outbox } from '../../services/platform/outbox.model.ts';
import { aMatchedRegistration, anAuthenticator, aResident, operations } from '../support/a-citizen.ts';
import { anApp, origin } from '../support/an-app.ts';
import { aClient, refusal, succeed } from '../support/graphql-client.ts';
import { changed, flipped, replaced, withoutUserVerification } from './ceremonies.ts';

type CreationOptions = Parameters<ReturnType<typeof anAuthenticator>['createJSON']>[1];

/** Where the flags stand in the attestation object of the software authenticator: UV is the third bit. */
function userVerifiedCleared(bytes: Buffer): Buffer {
  const begins = bytes.indexOf('authData') + 'authData'.length + 2;
  return flipped(begins + 32, 0x04)(bytes);
}

/** A registration at the step of its passkey, with ways to send it. */
async function aMatched() {
  const app = await anApp();
  const person = await aResident();
  const registrationToken = await aMatchedRegistration(person);
  const client = aClient(app);
  const authenticator = anAuthenticator();
  const begin = async () => {
    const { beginPasskeyRegistration } = await succeed(
      client(operations.beginPasskey, { input: { registrationToken } }),
    );
    return beginPasskeyRegistration as { ceremonyId: string; options: CreationOptions; expiresAt: string };
  };
  const complete = (ceremonyId: string, credential: unknown, passkeyName = 'Điện thoại') =>
    client(operations.complete, { input: { registrationToken, ceremonyId, credential, passkeyName } });
  return { app, person, registrationToken, client, authenticator, begin, complete };
}

describe('beginPasskeyRegistration', () => {
  it('asks for a discoverable credential with user verification, for this relying party', async () => {
    const { begin, registrationToken } = await aMatched();
    const { options, expiresAt } = await begin();
    const { accountId } = await findRegistration(registrationToken);
    assert.equal(options.rp.id, new URL(origin).hostname);
    assert.deepEqual(options.authenticatorSelection, {
      residentKey: 'required',
      requireResidentKey: true,
      userVerification: 'required',
    });
    assert.equal(options.attestation, 'none');
    assert.equal(options.timeout, 120_000);
    assert.deepEqual(
      options.pubKeyCredParams.map(({ alg }) => alg),
      [-8, -7, -257],
    );
    assert.equal(Buffer.from(options.user.id, 'base64url').toString(), accountId);
    assert.ok(Buffer.from(options.challenge, 'base64url').length >= 32);
    assert.ok(Math.abs(new Date(expiresAt).getTime() - Date.now() - 120_000) < 10_000);
  });

  it('gives another challenge each time', async () => {
    const { begin } = await aMatched();
    assert.notEqual((await begin()).options.challenge, (await begin()).options.challenge);
  });
});

describe('completeRegistration', () => {
  it('opens the account at level 1, keeps what the passkey is, and signs in', async () => {
    const { authenticator, begin, complete, client } = await aMatched();
    const { ceremonyId, options } = await begin();
    const { completeRegistration } = await succeed(complete(ceremonyId, authenticator.createJSON(origin, options)));
    const { citizen, bearerToken } = completeRegistration;
    client.bearer = bearerToken;
    const { me } = await succeed(
      client(`{ me { id level state passkeys { name aaguid transports backupEligible backedUp locked lastUsedAt } } }`),
    );
    assert.equal(me.id, citizen.id);
    assert.equal(me.level, 'LEVEL_1');
    assert.deepEqual(me.passkeys, [
      {
        name: 'Điện thoại',
        aaguid: Buffer.from('NID-AUTH-3141592')
          .toString('hex')
          .replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5'),
        transports: ['usb'],
        backupEligible: me.passkeys[0].backupEligible,
        backedUp: me.passkeys[0].backedUp,
        locked: false,
        lastUsedAt: null,
      },
    ]);
    const account = await Account.findById(citizen.id).lean();
    assert.equal(account?.passkeys.length, 1);
    assert.ok(!JSON.stringify(account).includes('Minh Anh'));
    assert.equal(
      await Outbox.countDocuments({ event: 'identity.accountRegistered', 'payload.accountId': citizen.id }),
      1,
    );
  });

  it('forgets the registration: it is COMPLETED, without the person, and opens nothing more', async () => {
    const { authenticator, begin, complete, registrationToken, client } = await aMatched();
    const [first, second] = [await begin(), await begin()];
    await succeed(complete(first.ceremonyId, authenticator.createJSON(origin, first.options)));
    const row = await findRegistration(registrationToken);
    assert.equal(row.state, 'COMPLETED');
    assert.equal(row.person, null);
    const again = complete(second.ceremonyId, anAuthenticator().createJSON(origin, second.options));
    assert.equal((await refusal(again)).code, 'IDENTITY_REGISTRATION_STATE');
    const begun = client(operations.beginPasskey, { input: { registrationToken } });
    assert.equal((await refusal(begun)).code, 'IDENTITY_REGISTRATION_STATE');
  });

  it('opens one account for two ceremonies that race', async () => {
    const { begin, complete, registrationToken } = await aMatched();
    const ceremonies = [await begin(), await begin()];
    const answers = await Promise.all(
      ceremonies.map(({ ceremonyId, options }) => complete(ceremonyId, anAuthenticator().createJSON(origin, options))),
    );
    assert.equal(answers.filter(({ errors }) => !errors).length, 1);
    for (const { errors } of answers.filter((answer) => answer.errors)) {
      assert.match(String(errors?.[0]?.extensions.code), /^IDENTITY_(REGISTRATION_STATE|DETAILS_NOT_ACCEPTED)$/);
    }
    const { accountId } = await findRegistration(registrationToken);
    assert.equal(await Session.countDocuments({ accountId }), 1);
  });

  it('opens one account for two registrations of one person that race', async () => {
    const person = await aResident();
    const app = await anApp();
    const sent = [];
    for (const phone of [person.phone, `+8498${person.phone.slice(5)}`]) {
      const registrationToken = await aMatchedRegistration({ ...person, phone });
      const client = aClient(app);
      const { beginPasskeyRegistration } = await succeed(
        client(operations.beginPasskey, { input: { registrationToken } }),
      );
      const { ceremonyId, options } = beginPasskeyRegistration;
      const credential = anAuthenticator().createJSON(origin, options);
      sent.push(() =>
        client(operations.complete, { input: { registrationToken, ceremonyId, credential, passkeyName: 'x' } }),
      );
    }
    const answers = await Promise.all(sent.map((send) => send()));
    assert.deepEqual(answers.map(({ errors }) => errors?.[0]?.extensions.code ?? 'opened').sort(), [
      'IDENTITY_DETAILS_NOT_ACCEPTED',
      'opened',
    ]);
  });

  describe('refuses', () => {
    let matched: Awaited<ReturnType<typeof aMatched>>;
    before(async () => {
      matched = await aMatched();
    });
    afterEach(async () => {
      const row = await findRegistration(matched.registrationToken);
      assert.equal(row.state, 'MATCHED');
      assert.equal(await Account.countDocuments({ _id: row.accountId }), 0);
    });

    const fresh = async () => {
      const { ceremonyId, options } = await matched.begin();
      return { ceremonyId, options, credential: anAuthenticator().createJSON(origin, options) };
    };
    const refusedWith = async (code: string, ceremonyId: string, credential: unknown, name?: string) =>
      assert.equal((await refusal(matched.complete(ceremonyId, credential, name))).code, code);

    it('a ceremony that was used, also when its use was refused', async () => {
      const { ceremonyId, credential } = await fresh();
      const wrong = changed(credential, 'clientDataJSON', replaced('webauthn.create', 'webauthn.get'));
      await refusedWith('IDENTITY_PASSKEY_REFUSED', ceremonyId, wrong);
      await refusedWith('IDENTITY_CEREMONY_UNKNOWN', ceremonyId, credential);
    });

    it('a ceremony that is over', async () => {
      const { ceremonyId, credential } = await fresh();
      assert.equal(await matched.app.redis.del(`cds:ceremony:${ceremonyId}`), 1);
      await refusedWith('IDENTITY_CEREMONY_UNKNOWN', ceremonyId, credential);
    });

    it('a ceremony that was opened for something else', async () => {
      const { credential } = await fresh();
      const { beginSignIn } = await succeed(matched.client(operations.beginSignIn));
      await refusedWith('IDENTITY_CEREMONY_UNKNOWN', beginSignIn.ceremonyId, credential);
    });

    it("somebody else's ceremony", async () => {
      const other = await aMatched();
      const { ceremonyId, options } = await other.begin();
      await refusedWith('IDENTITY_CEREMONY_UNKNOWN', ceremonyId, anAuthenticator().createJSON(origin, options));
    });

    it('a challenge of another ceremony', async () => {
      const [one, other] = [await fresh(), await fresh()];
      await refusedWith('IDENTITY_PASSKEY_REFUSED', one.ceremonyId, other.credential);
    });

    it('another origin', async () => {
      for (const foreign of ['https://localhost:4001', 'https://example.org', 'http://evil.localhost', 'null']) {
        const { ceremonyId, credential } = await fresh();
        const elsewhere = changed(
          credential,
          'clientDataJSON',
          replaced(JSON.stringify(origin), JSON.stringify(foreign)),
        );
        await refusedWith('IDENTITY_PASSKEY_REFUSED', ceremonyId, elsewhere);
      }
    });

    it('a passkey of another relying party', async () => {
      const { ceremonyId, options } = await matched.begin();
      const foreign = { ...options, rp: { ...options.rp, id: 'example.org' } };
      const credential = anAuthenticator().createJSON('https://example.org', foreign);
      const claimed = changed(credential, 'clientDataJSON', replaced('https://example.org', origin));
      await refusedWith('IDENTITY_PASSKEY_REFUSED', ceremonyId, claimed);
    });

    it('a passkey made without verifying the user', async () => {
      const { ceremonyId, credential } = await fresh();
      const cleared = changed(credential, 'attestationObject', userVerifiedCleared);
      await refusedWith('IDENTITY_PASSKEY_REFUSED', ceremonyId, cleared);
      const unverified = await matched.begin();
      await refusedWith(
        'IDENTITY_PASSKEY_REFUSED',
        unverified.ceremonyId,
        withoutUserVerification(anAuthenticator()).createJSON(origin, unverified.options),
      );
    });

    it('a ceremony inside a foreign frame', async () => {
      const { ceremonyId, credential } = await fresh();
      const framed = changed(credential, 'clientDataJSON', replaced('"crossOrigin":false', '"crossOrigin":true'));
      await refusedWith('IDENTITY_PASSKEY_REFUSED', ceremonyId, framed);
    });

    it('an answer of an authentication', async () => {
      const { ceremonyId, credential } = await fresh();
      const asserted = changed(credential, 'clientDataJSON', replaced('webauthn.create', 'webauthn.get'));
      await refusedWith('IDENTITY_PASSKEY_REFUSED', ceremonyId, asserted);
    });

    it('what is no credential at all', async () => {
      const { credential } = await fresh();
      const malformed: unknown[] = [
        {},
        { ...credential, id: { $gt: '' } },
        { ...credential, id: 'not base64url!' },
        { ...credential, type: 'password' },
        { ...credential, response: {} },
        { ...credential, response: { ...credential.response, attestationObject: 'A'.repeat(64_001) } },
        { ...credential, response: { ...credential.response, transports: Array(9).fill('usb') } },
      ];
      for (const wrong of malformed) {
        const { ceremonyId } = await matched.begin();
        await refusedWith('BAD_USER_INPUT', ceremonyId, wrong);
      }
      for (const unreadable of ['AAAA', 'oA', Buffer.from('{}').toString('base64url')]) {
        const { ceremonyId } = await matched.begin();
        const response = { ...credential.response, attestationObject: unreadable };
        await refusedWith('IDENTITY_PASSKEY_REFUSED', ceremonyId, { ...credential, response });
        const next = await matched.begin();
        const clientData = { ...credential.response, clientDataJSON: unreadable };
        await refusedWith('IDENTITY_PASSKEY_REFUSED', next.ceremonyId, { ...credential, response: clientData });
      }
      for (const scalar of ['x', 1, [], null]) {
        const { ceremonyId } = await matched.begin();
        await refusedWith('BAD_USER_INPUT', ceremonyId, scalar);
      }
    });

    it('names that are empty, too long or hide something, and leaves the ceremony open', async () => {
      const { ceremonyId, credential } = await fresh();
      for (const name of ['', '   ', 'x'.repeat(61), 'a\u202eb', 'a\u0000', '\u200b']) {
        await refusedWith('BAD_USER_INPUT', ceremonyId, credential, name);
      }
      assert.equal(await matched.app.redis.exists(`cds:ceremony:${ceremonyId}`), 1);
    });

    it('ceremonies that never were', async () => {
      const { credential } = await fresh();
      for (const ceremonyId of ['', 'x', '0193a1f0-1234-7abc-8def-123456789012', '*', '{"$ne":""}', 'session:x']) {
        await refusedWith('IDENTITY_CEREMONY_UNKNOWN', ceremonyId, credential);
      }
    });
  });
});
