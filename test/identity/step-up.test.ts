import assert from 'node:assert/strict';
import { createHash, createPublicKey, verify } from 'node:crypto';
import { decodeCredentialPublicKey } from '@simplewebauthn/server/helpers';
import canonicalize from 'canonicalize';
import { Account } from '../../services/identity/account.model.ts';
import { StepUpEvidence } from '../../services/identity/step-up-evidence.model.ts';
import { bytesOf } from '../../services/platform/seal.ts';
import { aCitizen, signInAgain, type TestCitizen } from '../support/a-citizen.ts';
import { origin } from '../support/an-app.ts';
import { type Client, refusal, succeed } from '../support/graphql-client.ts';
import {
  addPasskey,
  approve,
  askForStepUp,
  beginSignIn,
  changed,
  flipped,
  misbehaving,
  passkeyOperations,
  replaced,
  withoutUserVerification,
} from './ceremonies.ts';

/** An elliptic-curve key in COSE form (RFC 9053, section 7.1.1) as any other tool reads it. */
function publicKeyOf(coseKey: Uint8Array) {
  const cose = decodeCredentialPublicKey(new Uint8Array(coseKey)) as Map<number, unknown>;
  const part = (label: number) => Buffer.from(cose.get(label) as Uint8Array).toString('base64url');
  return createPublicKey({ format: 'jwk', key: { kty: 'EC', crv: 'P-256', x: part(-2), y: part(-3) } });
}

const sha256 = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest();

describe('stepUp', () => {
  let citizen: TestCitizen;
  beforeEach(async () => {
    citizen = await aCitizen();
  });

  const sendAdd = (client: Client, stepUp: unknown) => client(passkeyOperations.beginAdd, { input: { stepUp } });

  it('asks for an assertion of that very operation: the challenge is the hash of its content', async () => {
    const asked = await askForStepUp(citizen.client, passkeyOperations.beginAdd);
    const content = JSON.parse(asked.content);
    assert.equal(asked.content, canonicalize(content));
    assert.equal(asked.options.challenge, sha256(asked.content).toString('base64url'));
    assert.equal(asked.options.userVerification, 'required');
    assert.deepEqual(content.asks, { operation: 'addPasskey' });
    assert.equal(content.account, citizen.id);
    assert.equal(content.session, String(citizen.client.bearer).split('.')[0]);
    assert.equal(content.relyingParty, new URL(origin).hostname);
    const { passkeys } = (await Account.findById(citizen.id).lean()) ?? { passkeys: [] };
    assert.deepEqual(
      asked.options.allowCredentials?.map(({ id }) => id),
      passkeys.map(({ credentialId }) => credentialId),
    );
  });

  it('asks with another challenge each time', async () => {
    const [one, other] = [
      await askForStepUp(citizen.client, passkeyOperations.beginAdd),
      await askForStepUp(citizen.client, passkeyOperations.beginAdd),
    ];
    assert.notEqual(one.options.challenge, other.options.challenge);
  });

  it('keeps evidence that anyone can check with the public key alone', async () => {
    const { id } = await addPasskey(citizen);
    const asked = await askForStepUp(citizen.client, passkeyOperations.remove, { passkeyId: id });
    await succeed(
      citizen.client(passkeyOperations.remove, { input: { passkeyId: id, stepUp: approve(citizen, asked) } }),
    );
    const evidence = await StepUpEvidence.find({ accountId: citizen.id }).sort({ _id: 1 }).lean();
    assert.deepEqual(
      evidence.map(({ operation }) => operation),
      ['addPasskey', 'removePasskey'],
    );
    for (const { content, publicKey, authenticatorData, clientDataJSON, signature } of evidence) {
      const clientData = Buffer.from(clientDataJSON, 'base64url');
      const signed = Buffer.concat([Buffer.from(authenticatorData, 'base64url'), sha256(clientData)]);
      const key = publicKeyOf(bytesOf(publicKey));
      assert.ok(verify('sha256', signed, key, Buffer.from(signature, 'base64url')));
      assert.equal(JSON.parse(clientData.toString()).challenge, sha256(content).toString('base64url'));
      assert.equal(JSON.parse(clientData.toString()).type, 'webauthn.get');
      const flags = Buffer.from(authenticatorData, 'base64url')[32] ?? 0;
      assert.equal(flags & 0x05, 0x05);
      assert.deepEqual(Buffer.from(authenticatorData, 'base64url').subarray(0, 32), sha256(new URL(origin).hostname));
      const other = JSON.stringify({ ...JSON.parse(content), account: 'somebody else' });
      assert.notEqual(JSON.parse(clientData.toString()).challenge, sha256(other).toString('base64url'));
    }
    assert.equal(JSON.parse(evidence[1]?.content ?? '{}').asks.passkeyId, id);
  });

  it('keeps no evidence of what was refused', async () => {
    const asked = await askForStepUp(citizen.client, passkeyOperations.beginAdd);
    const { credential } = approve(citizen, asked);
    const stepUp = { ceremonyId: asked.ceremonyId, credential: changed(credential, 'signature', flipped(-1)) };
    assert.equal((await refusal(sendAdd(citizen.client, stepUp))).code, 'IDENTITY_PASSKEY_REFUSED');
    assert.equal(await StepUpEvidence.countDocuments({ accountId: citizen.id }), 0);
  });

  describe('refuses', () => {
    it('an approval of another operation, and of the same operation about something else', async () => {
      const [one, other] = [await addPasskey(citizen, 'One'), await addPasskey(citizen, 'Other')];
      const forOne = await askForStepUp(citizen.client, passkeyOperations.remove, { passkeyId: one.id });
      const crossed = { passkeyId: other.id, stepUp: approve(citizen, forOne) };
      const { code } = await refusal(citizen.client(passkeyOperations.remove, { input: crossed }));
      assert.equal(code, 'IDENTITY_CEREMONY_UNKNOWN');
      const forAdding = await askForStepUp(citizen.client, passkeyOperations.beginAdd);
      const reused = { passkeyId: one.id, stepUp: approve(citizen, forAdding) };
      const answer = await refusal(citizen.client(passkeyOperations.remove, { input: reused }));
      assert.equal(answer.code, 'IDENTITY_CEREMONY_UNKNOWN');
    });

    it('an approval of what the passkey was called before it was renamed', async () => {
      const { id } = await addPasskey(citizen, 'Old');
      const asked = await askForStepUp(citizen.client, passkeyOperations.remove, { passkeyId: id });
      await succeed(citizen.client(passkeyOperations.rename, { input: { passkeyId: id, name: 'New' } }));
      const input = { passkeyId: id, stepUp: approve(citizen, asked) };
      const { code } = await refusal(citizen.client(passkeyOperations.remove, { input }));
      assert.equal(code, 'IDENTITY_CEREMONY_UNKNOWN');
    });

    it('a second use of an approval', async () => {
      const asked = await askForStepUp(citizen.client, passkeyOperations.beginAdd);
      const stepUp = approve(citizen, asked);
      await succeed(sendAdd(citizen.client, stepUp));
      assert.equal((await refusal(sendAdd(citizen.client, stepUp))).code, 'IDENTITY_CEREMONY_UNKNOWN');
      assert.equal(await StepUpEvidence.countDocuments({ accountId: citizen.id }), 1);
    });

    it('all but one of five uses of an approval that race', async () => {
      const asked = await askForStepUp(citizen.client, passkeyOperations.beginAdd);
      const stepUp = approve(citizen, asked);
      const answers = await Promise.all(Array.from({ length: 5 }, () => sendAdd(citizen.client, stepUp)));
      assert.equal(answers.filter(({ errors }) => !errors).length, 1);
      assert.equal(await StepUpEvidence.countDocuments({ accountId: citizen.id }), 1);
    });

    it("somebody else's approval, and somebody else's passkey", async () => {
      const other = await aCitizen();
      const theirs = await askForStepUp(other.client, passkeyOperations.beginAdd);
      const { code } = await refusal(sendAdd(citizen.client, approve(other, theirs)));
      assert.equal(code, 'IDENTITY_CEREMONY_UNKNOWN');
      const own = await askForStepUp(citizen.client, passkeyOperations.beginAdd);
      const { allowCredentials: _any, ...options } = own.options;
      const stepUp = approve(other, { ...own, options });
      assert.equal((await refusal(sendAdd(citizen.client, stepUp))).code, 'IDENTITY_PASSKEY_UNKNOWN');
    });

    it('a sign-in in place of an approval', async () => {
      const { ceremonyId, options } = await beginSignIn(citizen.client);
      const { code } = await refusal(sendAdd(citizen.client, approve(citizen, { ceremonyId, options })));
      assert.equal(code, 'IDENTITY_CEREMONY_UNKNOWN');
    });

    it('an approval whose user was not verified, from another site, or made as a registration', async () => {
      const spoil = [
        () => withoutUserVerification(citizen.authenticator),
        (credential: never) => changed(credential, 'clientDataJSON' as never, replaced(origin, 'https://example.org')),
        (credential: never) =>
          changed(credential, 'clientDataJSON' as never, replaced('webauthn.get', 'webauthn.create')),
      ] as const;
      for (const [index, how] of spoil.entries()) {
        const asked = await askForStepUp(citizen.client, passkeyOperations.beginAdd);
        const { credential } = index === 0 ? approve({ authenticator: spoil[0]() }, asked) : approve(citizen, asked);
        const stepUp = {
          ceremonyId: asked.ceremonyId,
          credential: index === 0 ? credential : how(credential as never),
        };
        assert.equal((await refusal(sendAdd(citizen.client, stepUp))).code, 'IDENTITY_PASSKEY_REFUSED');
      }
    });

    it('an approval that is over', async () => {
      const asked = await askForStepUp(citizen.client, passkeyOperations.beginAdd);
      assert.equal(await citizen.app.redis.del(`cds:ceremony:${asked.ceremonyId}`), 1);
      const { code } = await refusal(sendAdd(citizen.client, approve(citizen, asked)));
      assert.equal(code, 'IDENTITY_CEREMONY_UNKNOWN');
    });

    it('a counter that goes back: the passkey is locked, and the sessions it opened end', async () => {
      const second = await addPasskey(citizen);
      const elsewhere = await signInAgain({ ...citizen, authenticator: second.authenticator });
      await signInAgain(citizen);
      const asked = await askForStepUp(citizen.client, passkeyOperations.beginAdd);
      const copied = misbehaving(citizen.authenticator, { signCounterIncrement: -1 });
      const { code } = await refusal(sendAdd(citizen.client, approve({ authenticator: copied }, asked)));
      assert.equal(code, 'IDENTITY_PASSKEY_LOCKED');
      assert.equal((await succeed(citizen.client(passkeyOperations.me))).me, null);
      const { me } = await succeed(elsewhere(passkeyOperations.me));
      assert.deepEqual(
        me.passkeys.map(({ locked }: { locked: boolean }) => locked),
        [true, false],
      );
      const next = await askForStepUp(elsewhere, passkeyOperations.beginAdd);
      assert.equal(next.options.allowCredentials?.length, 1, 'a locked passkey is not asked');
    });
  });
});
