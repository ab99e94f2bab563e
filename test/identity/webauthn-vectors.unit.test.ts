import assert from 'node:assert/strict';
import { verifyAuthenticationResponse } from '@simplewebauthn/server';
import { decodeAttestationObject, parseAuthenticatorData } from '@simplewebauthn/server/helpers';
import { z } from 'zod';
import type { PasskeyRecord } from '../../services/identity/account.model.ts';
import { verifyAssertion, verifyNewPasskey } from '../../services/identity/passkey-ceremony.ts';
import { systemCall } from '../../services/platform/call-context.ts';
import { newId } from '../../services/platform/ids.ts';
import type { Ports } from '../../services/platform/ports.ts';
import { readVectors } from '../vectors/read-vectors.ts';

const hex = z
  .string()
  .regex(/^([0-9a-f]{2})+$/)
  .transform((text) => Buffer.from(text, 'hex'));
const published = readVectors(
  'webauthn-l3.json',
  z.object({
    id: z.string(),
    registration: z.object({ challenge: hex, credential_id: hex, clientDataJSON: hex, attestationObject: hex }),
    authentication: z.object({ challenge: hex, authenticatorData: hex, clientDataJSON: hex, signature: hex }),
  }),
);
type Published = (typeof published)[number];

const relyingParty = { id: 'example.org', origins: ['https://example.org'] };
const call = systemCall({} as Ports, 'test');
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');

const userVerified = 0x04;
const backupEligible = 0x08;
/** Where the flags stand in authenticator data: behind the hash of the RP ID (section 6.1). */
const flagsAt = 32;

function credentialOf({ registration }: Published) {
  const id = text(registration.credential_id);
  return {
    id,
    rawId: id,
    type: 'public-key' as const,
    clientExtensionResults: {},
    response: {
      clientDataJSON: text(registration.clientDataJSON),
      attestationObject: text(registration.attestationObject),
    },
  };
}

function assertionOf({ registration, authentication }: Published) {
  const id = text(registration.credential_id);
  return {
    id,
    rawId: id,
    type: 'public-key' as const,
    clientExtensionResults: {},
    response: {
      clientDataJSON: text(authentication.clientDataJSON),
      authenticatorData: text(authentication.authenticatorData),
      signature: text(authentication.signature),
    },
  };
}

function passkeyOf({ registration }: Published): PasskeyRecord {
  const authData = decodeAttestationObject(new Uint8Array(registration.attestationObject)).get('authData');
  const { credentialPublicKey, flags } = parseAuthenticatorData(authData);
  if (!credentialPublicKey) throw new Error('expected a key');
  return {
    _id: newId(),
    credentialId: text(registration.credential_id),
    publicKey: Buffer.from(credentialPublicKey),
    signCount: 0,
    aaguid: '',
    transports: [],
    backupEligible: flags.be,
    backedUp: flags.bs,
    name: 'published',
    createdAt: new Date(),
    lastUsedAt: null,
    lockedAt: null,
  };
}

const registered = (of: Published, changed = relyingParty, challenge = of.registration.challenge) =>
  verifyNewPasskey(call, credentialOf(of), text(challenge), 'published', changed);
const asserted = (of: Published, changed = relyingParty, challenge = of.authentication.challenge) =>
  verifyAssertion(assertionOf(of), text(challenge), passkeyOf(of), changed);

/** What these cases show that a relying party like ours does not take. */
const notOffered = new Set(['packed-es512', 'packed-ed448']);
const inForeignFrame = new Set(['none-es256-crossOrigin', 'none-es256-topOrigin']);
const unknownMaker = new Set(['tpm-es256', 'android-key-es256', 'apple-es256', 'fido-u2f-es256']);

const refused = { code: 'IDENTITY_PASSKEY_REFUSED' };
const flagsOfAssertion = (of: Published) => of.authentication.authenticatorData[flagsAt] ?? 0;
const isUserVerifiedAtRegistration = ({ registration }: Published) =>
  parseAuthenticatorData(decodeAttestationObject(new Uint8Array(registration.attestationObject)).get('authData')).flags
    .uv;

/** The case with its client data changed, as text. */
function withClientData(
  of: Published,
  ceremony: 'registration' | 'authentication',
  from: string,
  to: string,
): Published {
  const clientData = of[ceremony].clientDataJSON.toString('utf8');
  assert.ok(clientData.includes(from));
  const clientDataJSON = Buffer.from(clientData.replace(from, to));
  return { ...of, [ceremony]: { ...of[ceremony], clientDataJSON } };
}

/** Each copy of some bytes with one of them changed, from `from` to `to`. */
function* spoilt(bytes: Buffer<ArrayBuffer>, from = 0, to = bytes.length, step = 1): Generator<Buffer<ArrayBuffer>> {
  for (let at = from; at < to; at += step) {
    const copy = Buffer.from(bytes);
    copy[at] = (copy[at] ?? 0) ^ 0x01;
    yield copy;
  }
}

describe('published registration ceremonies', () => {
  const taken = published.filter(
    (of) =>
      isUserVerifiedAtRegistration(of) && ![notOffered, inForeignFrame, unknownMaker].some((set) => set.has(of.id)),
  );

  it('verify, where the user was verified and the algorithm is one we offer', async () => {
    assert.deepEqual(
      taken.map(({ id }) => id),
      ['packed-self-es256', 'packed-es256', 'packed-rs256'],
    );
    for (const of of taken) {
      const passkey = await registered(of);
      assert.equal(passkey.credentialId, text(of.registration.credential_id));
      assert.deepEqual(passkey.publicKey, passkeyOf(of).publicKey);
      assert.equal(passkey.backupEligible, passkeyOf(of).backupEligible);
      assert.match(passkey.aaguid, /^[0-9a-f-]{36}$/);
    }
  });

  it('are refused otherwise', async () => {
    for (const of of published) {
      if (!taken.includes(of)) await assert.rejects(registered(of), refused, of.id);
    }
  });

  it('are refused for another challenge, another origin or another relying party', async () => {
    for (const of of taken) {
      await assert.rejects(registered(of, relyingParty, of.authentication.challenge), refused);
      await assert.rejects(registered(of, { ...relyingParty, origins: ['https://example.net'] }), refused);
      await assert.rejects(registered(of, { ...relyingParty, origins: ['http://example.org'] }), refused);
      await assert.rejects(registered(of, { ...relyingParty, id: 'example.net' }), refused);
    }
  });

  it('are refused when they were made as an authentication, or their client data changed', async () => {
    for (const of of taken) {
      await assert.rejects(registered(withClientData(of, 'registration', 'webauthn.create', 'webauthn.get')), refused);
      await assert.rejects(registered(withClientData(of, 'registration', '{', '{ ')), refused);
    }
  });

  it('are refused when a byte of what is attested changed', async () => {
    for (const of of taken) {
      const { attestationObject } = of.registration;
      const authData = decodeAttestationObject(new Uint8Array(attestationObject)).get('authData');
      const begins = attestationObject.indexOf(Buffer.from(authData));
      for (const changed of spoilt(attestationObject, begins, begins + authData.length, 7)) {
        const other = { ...of, registration: { ...of.registration, attestationObject: changed } };
        await assert.rejects(registered(other), refused);
      }
    }
  });
});

describe('published authentication ceremonies', () => {
  const taken = published.filter(
    (of) => flagsOfAssertion(of) & userVerified && ![notOffered, inForeignFrame].some((set) => set.has(of.id)),
  );

  it('verify with the registered key, where the user was verified', async () => {
    assert.deepEqual(
      taken.map(({ id }) => id),
      ['none-es256-long-credential-id', 'packed-es256', 'packed-es384', 'tpm-es256'],
    );
    for (const of of taken) {
      assert.deepEqual(await asserted(of), {
        signCount: 0,
        backedUp: Boolean(flagsOfAssertion(of) & 0x10),
        signCountWentBack: false,
      });
    }
  });

  it('are refused otherwise', async () => {
    for (const of of published) {
      if (!taken.includes(of)) await assert.rejects(asserted(of), refused, of.id);
    }
  });

  it('lack nothing but the verification of the user', async () => {
    for (const of of published) {
      if (notOffered.has(of.id) && of.id.endsWith('ed448')) continue; // no implementation in the library
      const { verified } = await verifyAuthenticationResponse({
        response: assertionOf(of),
        expectedChallenge: text(of.authentication.challenge),
        expectedOrigin: [...relyingParty.origins],
        expectedTopOrigin: 'https://example.com',
        expectedRPID: relyingParty.id,
        requireUserVerification: false,
        credential: { id: '', publicKey: new Uint8Array(passkeyOf(of).publicKey), counter: 0 },
      });
      assert.ok(verified, of.id);
    }
  });

  it('are refused for another challenge, another origin, another relying party or another key', async () => {
    for (const [index, of] of taken.entries()) {
      await assert.rejects(asserted(of, relyingParty, of.registration.challenge), refused);
      await assert.rejects(asserted(of, { ...relyingParty, origins: ['https://example.net'] }), refused);
      await assert.rejects(asserted(of, { ...relyingParty, id: 'example.net' }), refused);
      const other = taken[(index + 1) % taken.length] ?? of;
      const passkey = { ...passkeyOf(of), publicKey: passkeyOf(other).publicKey };
      await assert.rejects(
        verifyAssertion(assertionOf(of), text(of.authentication.challenge), passkey, relyingParty),
        refused,
      );
    }
  });

  it('are refused when they were made as a registration, or their client data changed', async () => {
    for (const of of taken) {
      await assert.rejects(asserted(withClientData(of, 'authentication', 'webauthn.get', 'webauthn.create')), refused);
      await assert.rejects(asserted(withClientData(of, 'authentication', '{', '{ ')), refused);
    }
  });

  it('are refused when any byte of the signature or the authenticator data changed', async () => {
    for (const of of taken) {
      for (const part of ['signature', 'authenticatorData'] as const) {
        for (const changed of spoilt(of.authentication[part])) {
          const other = { ...of, authentication: { ...of.authentication, [part]: changed } };
          await assert.rejects(asserted(other), refused, part);
        }
      }
    }
  });

  it('are refused when the credential was not eligible for backup before', async () => {
    for (const of of taken) {
      const passkey = { ...passkeyOf(of), backupEligible: !(flagsOfAssertion(of) & backupEligible) };
      await assert.rejects(
        verifyAssertion(assertionOf(of), text(of.authentication.challenge), passkey, relyingParty),
        refused,
      );
    }
  });

  it('show a counter that went back', async () => {
    for (const of of taken) {
      const passkey = { ...passkeyOf(of), signCount: 1 };
      const verified = await verifyAssertion(assertionOf(of), text(of.authentication.challenge), passkey, relyingParty);
      assert.equal(verified.signCountWentBack, true);
    }
  });
});
