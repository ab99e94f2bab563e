import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { Account } from '../../services/identity/account.model.ts';
import { Registration } from '../../services/identity/registration.model.ts';
import { claimOf, findRegistration } from '../../services/identity/registration.ts';
import { Session } from '../../services/identity/session.model.ts';
import { WalletDocuments } from '../../services/wallet/document.model.ts';
import { anInsurance } from '../registries/running-registries.ts';
import { aCitizen, operations, type TestCitizen } from '../support/a-citizen.ts';
import { aClient, type Client, type GraphqlAnswer, succeed } from '../support/graphql-client.ts';
import { settle } from '../support/settle.ts';
import { readVectors } from '../vectors/read-vectors.ts';

const payloads = readVectors('nosql-injection.json', z.object({ kind: z.string(), payload: z.string() }));
const naughty = readVectors('naughty-strings.json', z.string());
const unicode = readVectors(
  'unicode-vi.json',
  z.object({ set: z.string(), source: z.string(), nfc: z.string(), nfd: z.string() }),
);

/** As the product documents it: NFC, trimmed, each run of spaces one space. */
const kept = (text: string) => text.normalize('NFC').replace(/\s+/g, ' ').trim();

const id = '0193a1f0-1234-7abc-8def-123456789012';
const token = 'A'.repeat(43);

/** The main operations, each argument in turn filled with what the test gives. */
const targets: Record<string, (text: unknown) => [string, Record<string, unknown>]> = {
  'registration token': (text) => [operations.registration, { token: text }],
  'registration number': (text) => [operations.start, { input: started({ personalId: text }) }],
  'registration name': (text) => [operations.start, { input: started({ fullName: text }) }],
  'registration date': (text) => [operations.start, { input: started({ bornOn: text }) }],
  'registration phone': (text) => [operations.start, { input: started({ phone: text }) }],
  'idempotency key': (text) => [operations.start, { input: started({ idempotencyKey: text }) }],
  code: (text) => [operations.confirm, { input: { registrationToken: token, code: text } }],
  'code token': (text) => [operations.confirm, { input: { registrationToken: text, code: '123456' } }],
  'resend token': (text) => [
    `mutation ($input: ResendRegistrationCodeInput!) { resendRegistrationCode(input: $input) { state } }`,
    { input: { registrationToken: text } },
  ],
  'ceremony of a sign-in': (text) => [operations.signIn, { input: { ceremonyId: text, credential: {} } }],
  'credential of a sign-in': (text) => [
    operations.signIn,
    { input: { ceremonyId: id, credential: { id: text, rawId: text, type: text, response: text } } },
  ],
  'passkey id': (text) => [
    `mutation ($input: RenamePasskeyInput!) { renamePasskey(input: $input) { id } }`,
    { input: { passkeyId: text, name: 'x' } },
  ],
  'session id': (text) => [
    `mutation ($input: EndSessionInput!) { endSession(input: $input) { id } }`,
    { input: { sessionId: text } },
  ],
  'document id': (text) => [`query ($id: ID!) { walletDocument(id: $id) { id } }`, { id: text }],
  'document kind': (text) => [linkDocument, { input: { kind: text, idempotencyKey: randomUUID() } }],
  'document input': (text) => [
    linkDocument,
    {
      input: {
        kind: 'DRIVING_LICENCE',
        inputs: [{ name: 'licenceNumber', value: text }],
        idempotencyKey: randomUUID(),
      },
    },
  ],
  'document input name': (text) => [
    linkDocument,
    { input: { kind: 'DRIVING_LICENCE', inputs: [{ name: text, value: 'x' }], idempotencyKey: randomUUID() } },
  ],
  'removed document': (text) => [
    `mutation ($input: RemoveDocumentInput!) { removeDocument(input: $input) { documents { id } } }`,
    { input: { documentId: text } },
  ],
  'order of documents': (text) => [
    `mutation ($input: OrderDocumentsInput!) { orderDocuments(input: $input) { documents { id } } }`,
    { input: { documentIds: [text] } },
  ],
  'hidden document': (text) => [
    `mutation ($input: HideDocumentInput!) { hideDocument(input: $input) { id } }`,
    { input: { documentId: text, hidden: true } },
  ],
  'fields to show': (text) => [
    `mutation ($input: ShowDocumentInput!) { showDocument(input: $input) { id } }`,
    { input: { documentId: id, fields: [text], idempotencyKey: randomUUID() } },
  ],
  'code of a verifier': (text) => [
    `mutation ($input: CheckPresentationInput!) { checkPresentation(input: $input) { status } }`,
    { input: { code: text, verifierName: 'Quầy 1' } },
  ],
  'name of a verifier': (text) => [
    `mutation ($input: CheckPresentationInput!) { checkPresentation(input: $input) { status } }`,
    { input: { code: 'AAAA-BBBB-CCCC', verifierName: text } },
  ],
  'cursor of activities': (text) => [
    `query ($a: String) { me { activities(after: $a) { edges { cursor } } } }`,
    { a: text },
  ],
  'cursor of presentations': (text) => [
    `query ($a: String) { wallet { presentations(after: $a) { edges { cursor } } } }`,
    { a: text },
  ],
};

const linkDocument = `mutation ($input: LinkDocumentInput!) { linkDocument(input: $input) { id } }`;
let strangers = 0;

function started(changed: Record<string, unknown>) {
  strangers += 1;
  return {
    personalId: `092195${String(500_000 + strangers)}`,
    fullName: 'Trần Văn Bình',
    bornOn: '1995-06-01',
    phone: `094${String(3_000_000 + strangers)}`,
    idempotencyKey: randomUUID(),
    ...changed,
  };
}

function isWellBehaved({ status, errors }: GraphqlAnswer, about: string): void {
  assert.ok(status < 500, `${about}: ${status}`);
  for (const { extensions } of errors ?? []) {
    assert.notEqual(extensions.code, 'INTERNAL_SERVER_ERROR', about);
    assert.ok(extensions.code, about);
  }
  assert.equal(Reflect.get({}, 'polluted') ?? Reflect.get({}, 'evilProperty') ?? Reflect.get({}, 'xxx'), undefined);
}

describe('what is typed into an operation', () => {
  let citizen: TestCitizen;
  let other: TestCitizen;
  before(async () => {
    [citizen, other] = [await aCitizen(), await aCitizen()];
  });

  /** A new address each time, so that limits do not stand in the way. */
  const asking = (): Client => aClient(citizen.app, citizen.client.bearer);

  async function heldBy(who: TestCitizen) {
    const accountId = who.id;
    return {
      passkeys: (await Account.findById(accountId).lean())?.passkeys.length,
      sessions: await Session.countDocuments({ accountId }),
      documents: await WalletDocuments.countDocuments({ citizenId: accountId }),
    };
  }

  for (const [name, fill] of Object.entries(targets)) {
    it(`is only text: published injections as ${name}`, async () => {
      const before = [await heldBy(citizen), await heldBy(other)];
      for (const { payload } of payloads) {
        isWellBehaved(await asking()(...fill(payload)), `${name}: ${payload}`);
      }
      for (const value of [
        { $gt: '' },
        { $ne: null },
        { $regex: '.*' },
        [{ $gt: '' }],
        { __proto__x: { polluted: 1 } },
      ]) {
        const answer = await asking()(...fill(value));
        isWellBehaved(answer, name);
        assert.ok(answer.errors, `${name}: ${JSON.stringify(value)}`);
      }
      assert.deepEqual([await heldBy(citizen), await heldBy(other)], before);
    });
  }

  it('is no operation of the store in any field at once, sent as the injection itself', async () => {
    const registrations = await Registration.estimatedDocumentCount();
    for (const { kind, payload } of payloads) {
      const type = kind === 'form-urlencoded' ? 'application/x-www-form-urlencoded' : 'application/json';
      const { status } = await citizen.app.http.post('/graphql').set('content-type', type).send(payload);
      assert.ok(status >= 400 && status < 500, `${payload}: ${status}`);
      const asQuery = await citizen.app.http.get(`/graphql?${encodeURI(payload)}`).set('apollo-require-preflight', '1');
      assert.ok(asQuery.status < 500, payload);
    }
    assert.equal(await Registration.estimatedDocumentCount(), registrations);
  });

  it('is no session: tokens of published attacks, injections as bearer and cookie', async () => {
    for (const { payload } of payloads) {
      const header = payload.replace(/[^\x20-\x7e]|\n/g, '');
      for (const headers of [{ authorization: `Bearer ${header}` }, { cookie: `__Host-session=${header}` }]) {
        const { status, body } = await citizen.app.http.post('/graphql').set(headers).send({ query: '{ me { id } }' });
        assert.equal(status, 200, payload);
        assert.equal(body.data.me, null, payload);
      }
    }
  });
});

describe('free text', () => {
  let citizen: TestCitizen;
  before(async () => {
    citizen = await aCitizen();
  });

  const sampled = unicode.filter((_, index) => index % 4 === 0);
  const strings = [...naughty, ...sampled.map(({ source }) => source), ...sampled.slice(0, 30).map(({ nfd }) => nfd)];

  it('as the name of a passkey comes back as it was kept, or is refused', async () => {
    const { me } = await succeed(citizen.client('{ me { passkeys { id } } }'));
    const rename = `mutation ($input: RenamePasskeyInput!) { renamePasskey(input: $input) { name } }`;
    let accepted = 0;
    for (const name of strings.filter((_, index) => index % 2 === 0)) {
      const answer = await citizen.client(rename, { input: { passkeyId: me.passkeys[0].id, name } });
      isWellBehaved(answer, name);
      if (answer.errors) {
        assert.equal(answer.errors[0]?.extensions.code, 'BAD_USER_INPUT', name);
        continue;
      }
      accepted += 1;
      assert.equal(answer.data.renamePasskey.name, kept(name));
    }
    assert.ok(accepted > strings.length / 4, String(accepted));
  });

  it('as the name of a person is kept as NFC, or refused', async () => {
    let accepted = 0;
    // Every string is held against the rule itself in test/platform; here a part of them goes all the way.
    const names = [
      ...naughty.filter((_, index) => index % 5 === 0),
      ...sampled.slice(0, 50).map(({ source }) => `Lê ${source}n`),
    ];
    for (const fullName of names) {
      const answer = await aClient(citizen.app)(operations.start, { input: started({ fullName }) });
      isWellBehaved(answer, fullName);
      if (answer.errors) {
        assert.equal(answer.errors[0]?.extensions.code, 'BAD_USER_INPUT', fullName);
        continue;
      }
      accepted += 1;
      const { registrationToken } = answer.data.startRegistration;
      assert.equal(claimOf(await findRegistration(registrationToken)).fullName, kept(fullName));
    }
    assert.ok(accepted > 40, String(accepted));
  });

  it('as the name of a verifier is what the holder reads, or refused', async () => {
    const { _id: personalId, fullName, birthDate } = citizen.person;
    const card = anInsurance({
      _id: `DN492${personalId.slice(2)}`,
      personalId,
      fullName,
      birthDate,
      validTo: '2099-12-31',
    });
    await citizen.app.registries.records('insurance').insertOne(card);
    const linked = await succeed(
      citizen.client(linkDocument, { input: { kind: 'HEALTH_INSURANCE_CARD', idempotencyKey: randomUUID() } }),
    );
    await settle();
    const show = `mutation ($input: ShowDocumentInput!) { showDocument(input: $input) { id code } }`;
    const check = `mutation ($input: CheckPresentationInput!) { checkPresentation(input: $input) { status } }`;
    const named: string[] = [];
    let shown: { code: string } | undefined;
    for (const verifierName of strings.filter((_, index) => index % 9 === 0)) {
      if (!shown) {
        const input = { documentId: linked.linkDocument.id, fields: ['fullName'], idempotencyKey: randomUUID() };
        shown = (await succeed(citizen.client(show, { input }))).showDocument as { code: string };
      }
      const answer = await aClient(citizen.app)(check, { input: { code: shown.code, verifierName } });
      isWellBehaved(answer, verifierName);
      if (answer.errors) {
        assert.equal(answer.errors[0]?.extensions.code, 'BAD_USER_INPUT', verifierName);
        continue;
      }
      shown = undefined;
      named.push(kept(verifierName));
    }
    const { wallet } = await succeed(
      citizen.client('{ wallet { presentations(first: 100) { edges { node { checkedBy } } } } }'),
    );
    const read = wallet.presentations.edges
      .map(({ node }: { node: { checkedBy: string | null } }) => node.checkedBy)
      .filter((name: string | null) => name !== null);
    assert.deepEqual(read.reverse(), named);
    assert.ok(named.length > 15, String(named.length));
  });
});
