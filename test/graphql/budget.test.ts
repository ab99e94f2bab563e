import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { settleDocumentLink } from '../../services/wallet/index.ts';
import { aSystemCall } from '../identity/calls.ts';
import { anInsurance } from '../registries/running-registries.ts';
import { aCitizen, operations, signInAgain, type TestCitizen } from '../support/a-citizen.ts';
import { origin } from '../support/an-app.ts';
import { aClient, succeed } from '../support/graphql-client.ts';
import { settle } from '../support/settle.ts';
import { type Counted, counted, stopCounting } from './counted-commands.ts';

const link = `mutation ($input: LinkDocumentInput!) { linkDocument(input: $input) { id } }`;
const show = `mutation ($input: ShowDocumentInput!) { showDocument(input: $input) { id code } }`;
const check = `mutation ($input: CheckPresentationInput!) { checkPresentation(input: $input) { status } }`;
const home = `{ me { id fullName maskedPersonalId level state passkeys { id name } }
  wallet { documents { id status checkedAt kind { code name { vi } } face { name value } } } }`;

/** What each operation may send: the table of costs of the design, held here. */
describe('commands to the stores', () => {
  let citizen: TestCitizen;
  let documentId: string;

  before(async () => {
    citizen = await aCitizen();
    const { _id: personalId, fullName, birthDate } = citizen.person;
    await citizen.app.registries
      .records('insurance')
      .insertOne(
        anInsurance({ _id: `DN492${personalId.slice(2)}`, personalId, fullName, birthDate, validTo: '2099-12-31' }),
      );
    const input = { kind: 'HEALTH_INSURANCE_CARD', idempotencyKey: randomUUID() };
    documentId = (await succeed(citizen.client(link, { input }))).linkDocument.id;
    await settle();
    const shown = await succeed(
      citizen.client(show, { input: { documentId, fields: ['fullName'], idempotencyKey: randomUUID() } }),
    );
    await succeed(aClient(citizen.app)(check, { input: { code: shown.showDocument.code, verifierName: 'Quầy 1' } }));
    await settle();
  });
  beforeEach(async () => {
    // The copy of the session is warm, as it is for all but one request a minute.
    await succeed(citizen.client('{ me { id } }'));
  });
  after(stopCounting);

  const asked = (query: string, variables?: Record<string, unknown>) =>
    counted(() => succeed(citizen.client(query, variables)));
  const sent = ({ apart, transactions, redis }: Counted) => ({ apart, transactions, redis });

  it('wallet home: 2 to MongoDB, 1 to Redis', async () => {
    assert.deepEqual(sent(await asked(home)), {
      apart: ['find accounts', 'find wallet_documents'],
      transactions: [],
      redis: { get: 1 },
    });
  });

  it('wallet home of a full wallet: not one more', async () => {
    const owner = await aCitizen();
    const numbers = Array.from({ length: 12 }, (_, n) => String(920012345000 + n));
    for (const value of numbers) {
      const inputs = [{ name: 'licenceNumber', value }];
      const input = { kind: 'DRIVING_LICENCE', inputs, idempotencyKey: randomUUID() };
      await succeed(owner.client(link, { input }));
    }
    const { apart, redis } = await counted(() => succeed(owner.client(home)));
    assert.deepEqual(apart, ['find accounts', 'find wallet_documents']);
    assert.deepEqual(redis, { get: 1 });
  });

  it('sign-in, the whole ceremony: 1 read and 1 transaction, 2 to Redis', async () => {
    const visitor = aClient(citizen.app);
    const ceremony = await counted(async () => {
      const { beginSignIn } = await succeed(visitor(operations.beginSignIn));
      const credential = citizen.authenticator.getJSON(origin, beginSignIn.options);
      await succeed(visitor(operations.signIn, { input: { ceremonyId: beginSignIn.ceremonyId, credential } }));
    });
    assert.deepEqual(sent(ceremony), {
      apart: ['find accounts'],
      transactions: [['update accounts', 'insert sessions', 'insert outbox', 'commitTransaction']],
      redis: { set: 1, getdel: 1 },
    });
  });

  it('link a document: 1 transaction of 3 writes, 1 to Redis, and the holder read before', async () => {
    const owner = await aCitizen();
    await succeed(owner.client('{ me { id } }'));
    const input = { kind: 'VACCINATION_RECORD', idempotencyKey: randomUUID() };
    assert.deepEqual(sent(await counted(() => succeed(owner.client(link, { input })))), {
      apart: ['find accounts'],
      transactions: [['insert wallet_documents', 'insert outbox', 'insert idempotency_keys', 'commitTransaction']],
      redis: { get: 1 },
    });
  });

  it('settle a verification: 1 read and 1 transaction, the evidence of the question apart, nothing to Redis', async () => {
    const owner = await aCitizen();
    const input = { kind: 'HEALTH_INSURANCE_CARD', idempotencyKey: randomUUID() };
    const { linkDocument } = await succeed(owner.client(link, { input }));
    const request = { documentId: linkDocument.id, citizenId: owner.id, verification: 1 };
    const call = await aSystemCall();
    assert.deepEqual(sent(await counted(() => settleDocumentLink(call, request))), {
      apart: ['find wallet_documents', 'insert registry_exchanges'],
      transactions: [['update wallet_documents', 'insert outbox', 'commitTransaction']],
      redis: {},
    });
    await settle();
  });

  const lists: [string, string, string[]][] = [
    [
      'presentations',
      '{ wallet { presentations { edges { node { id checkedBy document { code } } } } } }',
      ['find presentations'],
    ],
    ['sessions of the citizen', '{ me { sessions { id current } } }', ['find accounts', 'find sessions']],
    [
      'activities of the citizen, with one loader',
      '{ me { activities(first: 100) { edges { node { id subject } } } } }',
      ['find accounts', 'find activities', 'find accounts'],
    ],
    ['one document', `query ($id: ID!) { walletDocument(id: $id) { id face { value } } }`, ['find wallet_documents']],
    ['kinds of document', '{ documentKinds { code } }', []],
  ];
  for (const [name, query, apart] of lists) {
    it(`${name}: ${apart.length} to MongoDB, 1 to Redis`, async () => {
      const count = await asked(query, query.includes('$id') ? { id: documentId } : undefined);
      assert.deepEqual(sent(count), { apart, transactions: [], redis: { get: 1 } });
    });
  }

  it('a visitor: nothing to Redis', async () => {
    const visitor = aClient(citizen.app);
    assert.deepEqual(sent(await counted(() => succeed(visitor('{ me { id } documentKinds { code } }')))), {
      apart: [],
      transactions: [],
      redis: {},
    });
  });

  it('a refusal by the access rule, the limits or the form: nothing to MongoDB', async () => {
    for (const query of [
      '{ backlog { owed } }',
      'mutation { unlockAccount(input: {}) { ... on Citizen { id } } }',
      '{ walletDocument(id: "x") { id } }',
      '{ nothing }',
      '{ wallet { presentations(first: 101) { edges { cursor } } } }',
    ]) {
      const { apart, transactions } = await counted(() => citizen.client(query));
      assert.deepEqual({ apart, transactions }, { apart: [], transactions: [] }, query);
    }
  });

  it('a token that is malformed: nothing to either store', async () => {
    const { apart, redis } = await counted(() => succeed(aClient(citizen.app, 'x')('{ me { id } }')));
    assert.deepEqual({ apart, redis }, { apart: [], redis: {} });
  });

  it('a session without a copy: two reads more, once', async () => {
    const client = await signInAgain(citizen);
    const cold = await counted(() => succeed(client('{ wallet { documents { id } } }')));
    assert.deepEqual(cold.apart, ['find sessions', 'find accounts', 'find wallet_documents']);
    assert.deepEqual(cold.redis, { get: 1, set: 1 });
    const warm = await counted(() => succeed(client('{ wallet { documents { id } } }')));
    assert.deepEqual(warm.apart, ['find wallet_documents']);
  });

  it('every read of a request has an end of its own', async () => {
    const { commands } = await asked(`{ me { sessions { id } activities { edges { cursor } } } ${home.slice(1)}`);
    for (const { name, collection, document } of commands) {
      if (name !== 'find' && name !== 'aggregate') continue;
      assert.ok(Number(document.maxTimeMS) > 0, `${name} ${collection}`);
      assert.ok(Number(document.limit) > 0, `${name} ${collection} has no limit`);
    }
  });

  it('every transaction names its isolation and its durability', async () => {
    const { commands } = await asked(link, { input: { kind: 'DRIVING_LICENCE', idempotencyKey: randomUUID() } });
    const begun = commands.find(({ inTransaction }) => inTransaction)?.document;
    const committed = commands.find(({ name }) => name === 'commitTransaction')?.document;
    assert.match(JSON.stringify(begun?.readConcern), /^\{"level":"snapshot"\}$/);
    assert.match(JSON.stringify(committed?.writeConcern), /"w":"majority".*"j":true|"j":true.*"w":"majority"/);
  });
});
