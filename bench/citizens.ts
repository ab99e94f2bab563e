import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { fakeRegistries } from '../services/exchange/registries.fake.ts';
import { Account } from '../services/identity/account.model.ts';
import { Session } from '../services/identity/session.model.ts';
import { type CallContext, systemCall } from '../services/platform/call-context.ts';
import { config } from '../services/platform/config.ts';
import { newId } from '../services/platform/ids.ts';
import { keyedHash, personKey, tokenHash } from '../services/platform/keyed-hash.ts';
import type { Ports } from '../services/platform/ports.ts';
import { seal } from '../services/platform/seal.ts';
import * as wallet from '../services/wallet/index.ts';
import { eligiblePeople, type SeededPerson, today } from './seeded-people.ts';

/** How many people the generator is asked for; several hundred of them have three documents. */
const cityOf = 2000;

/** The first so many seeded people whose three documents verify. */
export function somePeople(count: number): SeededPerson[] {
  const people: SeededPerson[] = [];
  for (const person of eligiblePeople({ people: cityOf, today: today() })) {
    people.push(person);
    if (people.length === count) return people;
  }
  throw new Error(`expected ${count} people with three documents, found ${people.length}`);
}

/** A citizen who can sign in: account, passkey and a session. */
export type BenchCitizen = {
  accountId: string;
  passkeyId: string;
  bearer: string;
  authenticator: Authenticator;
  seeded: SeededPerson;
};

/** Signs assertions with a counter that always rises, as both sides demand. */
export type Authenticator = {
  /** AuthenticationResponseJSON (WebAuthn Level 3, section 5.1.8) for a challenge. */
  assertion(challenge: string): Record<string, unknown>;
};

/** Opens accounts straight in the database: what registering costs is not measured here. */
export async function openAccounts(people: readonly SeededPerson[]): Promise<BenchCitizen[]> {
  const citizens: BenchCitizen[] = [];
  for (const [index, seeded] of people.entries()) {
    const { person } = seeded;
    const accountId = newId();
    const passkeyId = newId();
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const credentialId = randomBytes(32).toString('base64url');
    const phone = `+8490${String(8_000_000 + index)}`;
    const now = new Date();
    await new Account({
      _id: accountId,
      personKey: personKey(person._id),
      phoneKey: keyedHash('phone', phone),
      person: seal(
        JSON.stringify({
          personalId: person._id,
          fullName: person.fullName,
          bornOn: person.birthDate,
          sex: person.sex === 'female' ? 'FEMALE' : 'MALE',
          phone,
        }),
        accountId,
      ),
      level: 'LEVEL_1',
      state: 'ACTIVE',
      roles: ['CITIZEN'],
      language: 'VI',
      registeredAt: now,
      passkeys: [
        {
          _id: passkeyId,
          credentialId,
          publicKey: coseKey(publicKey),
          signCount: 1,
          aaguid: '00000000-0000-0000-0000-000000000000',
          transports: ['internal'],
          backupEligible: false,
          backedUp: false,
          name: 'Bench',
          createdAt: now,
          lastUsedAt: null,
          lockedAt: null,
        },
      ],
    }).save();
    const secret = randomBytes(32).toString('base64url');
    const sessionId = newId();
    await new Session({
      _id: sessionId,
      secretHash: tokenHash(secret),
      accountId,
      passkeyId,
      device: 'bench',
      startedAt: now,
      lastSeenAt: now,
      expiresAt: new Date(now.getTime() + config.sessionMs),
    }).save();
    citizens.push({
      accountId,
      passkeyId,
      bearer: `${sessionId}.${secret}`,
      authenticator: authenticatorOf({ privateKey, credentialId, accountId }),
      seeded,
    });
  }
  return citizens;
}

/** Links and verifies all three documents of a citizen, by the product's own use cases and registries in memory. */
export async function linkDocuments({ accountId, seeded }: BenchCitizen): Promise<void> {
  const registries = fakeRegistries();
  registries.hold('insurance', [seeded.insurance]);
  registries.hold('driving', [seeded.driving]);
  registries.hold('health', [seeded.health]);
  const ports: Ports = { ...nothingBehind, registries };
  const system = systemCall(ports, 'bench');
  const citizen: CallContext = {
    ...system,
    actor: {
      kind: 'account',
      accountId,
      sessionId: newId(),
      level: 'LEVEL_1',
      state: 'ACTIVE',
      roles: ['CITIZEN'],
    },
  };
  for (const { code: kind } of wallet.documentKinds()) {
    const { id } = await wallet.linkDocument(citizen, { kind, idempotencyKey: newId() });
    await wallet.settleDocumentLink(system, { documentId: id, citizenId: accountId, verification: 1 });
    const { status } = await wallet.walletDocument(citizen, { id });
    if (status !== 'VERIFIED') throw new Error(`expected a verified ${kind}, got ${status}`);
  }
}

const notHere = () => {
  throw new Error('linking a document needs no other port than the registries');
};
const nothingBehind: Ports = {
  notifications: { send: notHere },
  registries: { lookup: notHere, changes: notHere },
  live: { publish: notHere, subscribe: notHere },
  memory: { put: notHere, take: notHere, get: notHere, putIfAbsent: notHere },
};

/** COSE_Key of ES256 (RFC 9053, section 7.1) in its one canonical form: 77 bytes. */
function coseKey(publicKey: KeyObject): Buffer {
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  return Buffer.concat([
    Buffer.from('a5010203262001215820', 'hex'),
    Buffer.from(x, 'base64url'),
    Buffer.from('225820', 'hex'),
    Buffer.from(y, 'base64url'),
  ]);
}

function authenticatorOf(of: { privateKey: KeyObject; credentialId: string; accountId: string }): Authenticator {
  const { privateKey, credentialId, accountId } = of;
  const relyingPartyIdHash = createHash('sha256').update(config.relyingPartyId).digest();
  const userHandle = Buffer.from(accountId).toString('base64url');
  const origin = new URL(config.publicUrl).origin;
  let signCount = 1;
  return {
    assertion(challenge) {
      signCount += 1;
      const flagsAndCount = Buffer.alloc(5);
      flagsAndCount.writeUInt8(0b101, 0); // user present, user verified
      flagsAndCount.writeUInt32BE(signCount, 1);
      const authenticatorData = Buffer.concat([relyingPartyIdHash, flagsAndCount]);
      const clientData = Buffer.from(JSON.stringify({ type: 'webauthn.get', challenge, origin, crossOrigin: false }));
      const signed = Buffer.concat([authenticatorData, createHash('sha256').update(clientData).digest()]);
      return {
        id: credentialId,
        rawId: credentialId,
        type: 'public-key',
        authenticatorAttachment: 'platform',
        clientExtensionResults: {},
        response: {
          clientDataJSON: clientData.toString('base64url'),
          authenticatorData: authenticatorData.toString('base64url'),
          signature: sign('sha256', signed, privateKey).toString('base64url'),
          userHandle,
        },
      };
    },
  };
}
