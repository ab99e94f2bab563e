import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { aHealthRecord, aLicence, anInsurance, orderFault, patchRecord } from '../registries/running-registries.ts';
import { aCitizen, type TestCitizen } from '../support/a-citizen.ts';
import { aClient, refusal, succeed } from '../support/graphql-client.ts';
import { settle } from '../support/settle.ts';

const documentFields = `id status mismatchedField linkedAt checkedAt nextTryAt validFrom validTo hidden position
  kind { code name { vi en } } face { name label { vi en } value }`;
const operations = {
  link: `mutation ($input: LinkDocumentInput!) { linkDocument(input: $input) { ${documentFields} } }`,
  wallet: `query ($hidden: Boolean) { wallet { documents(includeHidden: $hidden) { ${documentFields} } } }`,
  document: `query ($id: ID!) { walletDocument(id: $id) { ${documentFields} } }`,
  retry: `mutation ($input: RetryDocumentInput!) { retryDocument(input: $input) { ${documentFields} } }`,
  remove: `mutation ($input: RemoveDocumentInput!) { removeDocument(input: $input) { documents { id } } }`,
  order: `mutation ($input: OrderDocumentsInput!) { orderDocuments(input: $input) { documents { id } } }`,
  hide: `mutation ($input: HideDocumentInput!) { hideDocument(input: $input) { id hidden } }`,
  show: `mutation ($input: ShowDocumentInput!) { showDocument(input: $input) {
    id code url documentId document { code } fields { name } createdAt expiresAt checkedAt checkedBy } }`,
  check: `mutation ($input: CheckPresentationInput!) { checkPresentation(input: $input) {
    kind { code name { vi } } status statusCheckedAt statusAgeSeconds checkedAt fields { name label { vi } value } } }`,
  history: `{ wallet { presentations { edges { cursor node { id code checkedBy checkedAt } }
    pageInfo { hasNextPage endCursor } } } }`,
  kinds: `{ documentKinds { code name { vi en } issuer { vi en } disclosable { name label { vi } }
    inputs { name label { vi } hint { en } pattern example required } } }`,
};

/** A citizen whose three records the registries hold. */
async function aCitizenWithRecords(): Promise<TestCitizen & { licenceId: string }> {
  const citizen = await aCitizen();
  const { _id: personalId, fullName, birthDate } = citizen.person;
  const record = { personalId, fullName, birthDate };
  const { registries } = citizen.app;
  const licenceId = `92${personalId.slice(2)}`;
  await registries.records('driving').insertOne(aLicence({ ...record, _id: licenceId }));
  const cardId = `DN492${personalId.slice(-10)}`;
  await registries
    .records('insurance')
    .insertOne(
      anInsurance({ ...record, _id: cardId, socialInsuranceNo: personalId.slice(-10), validTo: '2099-12-31' }),
    );
  await registries.records('health').insertOne(aHealthRecord({ ...record, _id: personalId }));
  return { ...citizen, licenceId };
}

const link = async (citizen: TestCitizen, kind = 'DRIVING_LICENCE') => {
  const input = { kind, inputs: [], idempotencyKey: randomUUID() };
  return (await succeed(citizen.client(operations.link, { input }))).linkDocument;
};
const documentOf = async (citizen: TestCitizen, id: string) =>
  (await succeed(citizen.client(operations.document, { id }))).walletDocument;

describe('the wallet over the API', () => {
  it('lists the kinds to anyone, each with what it asks for', async () => {
    const citizen = await aCitizen();
    const { documentKinds } = await succeed(aClient(citizen.app)(operations.kinds));
    assert.deepEqual(documentKinds.map(({ code }: { code: string }) => code).sort(), [
      'DRIVING_LICENCE',
      'HEALTH_INSURANCE_CARD',
      'VACCINATION_RECORD',
    ]);
  });

  it('verifies the three documents against the registries, shows one, and tells the holder who checked', async () => {
    const citizen = await aCitizenWithRecords();
    for (const kind of ['HEALTH_INSURANCE_CARD', 'DRIVING_LICENCE', 'VACCINATION_RECORD']) {
      const document = await link(citizen, kind);
      assert.deepEqual([document.status, document.kind.code, document.face], ['PENDING', kind, []]);
    }
    await settle();
    const { wallet } = await succeed(citizen.client(operations.wallet));
    for (const document of wallet.documents) assert.equal(document.status, 'VERIFIED', document.kind.code);
    const licence = wallet.documents[1];

    const input = { documentId: licence.id, fields: ['fullName', 'classes'], idempotencyKey: randomUUID() };
    const { showDocument } = await succeed(citizen.client(operations.show, { input }));
    assert.deepEqual(await succeed(citizen.client(operations.show, { input })), { showDocument });
    const verifier = aClient(citizen.app);
    const check = { code: showDocument.code, verifierName: 'Trạm thu phí' };
    const { checkPresentation } = await succeed(verifier(operations.check, { input: check }));
    assert.equal(checkPresentation.status, 'VERIFIED');
    assert.deepEqual(
      checkPresentation.fields.map(({ name, value }: { name: string; value: string }) => [name, value]),
      [
        ['fullName', citizen.person.fullName],
        ['classes', 'A1'],
      ],
    );
    assert.equal((await refusal(verifier(operations.check, { input: check }))).code, 'WALLET_PRESENTATION_USED');
    const history = await succeed(citizen.client(operations.history));
    const [{ node }] = history.wallet.presentations.edges;
    assert.deepEqual([node.id, node.code, node.checkedBy], [showDocument.id, null, 'Trạm thu phí']);
  });

  it('replays a link sent again with its key, instants and all', async () => {
    const citizen = await aCitizenWithRecords();
    const input = { kind: 'DRIVING_LICENCE', inputs: [], idempotencyKey: randomUUID() };
    const first = await succeed(citizen.client(operations.link, { input }));
    assert.deepEqual(await succeed(citizen.client(operations.link, { input })), first);
    await settle();
  });

  it('takes the code of a kind as a text or as a name, and refuses any other', async () => {
    const citizen = await aCitizenWithRecords();
    const written = (kind: string) =>
      citizen.client(`mutation { linkDocument(input: { kind: ${kind}, idempotencyKey: "${randomUUID()}" }) { id } }`);
    await succeed(written('DRIVING_LICENCE'));
    await succeed(written('"VACCINATION_RECORD"'));
    for (const kind of ['PASSPORT', '"__proto__"', '7', '{ gt: "" }']) {
      assert.equal((await refusal(written(kind))).code, 'BAD_USER_INPUT', kind);
    }
    await settle();
  });

  it('shows a licence as revoked once its registry has revoked it', async () => {
    const citizen = await aCitizenWithRecords();
    const { id } = await link(citizen);
    await settle();
    assert.equal((await documentOf(citizen, id)).status, 'VERIFIED');
    await patchRecord(citizen.app.registries.url, 'driving', citizen.licenceId, { revoke: true });
    const { followChanges } = await import('../../services/exchange/index.ts');
    const { systemCall } = await import('../../services/platform/call-context.ts');
    const call = systemCall(citizen.app.ports, 'followRegistryChanges');
    while ((await followChanges(call, { waitSeconds: 0 })).more);
    await settle();
    const document = await documentOf(citizen, id);
    assert.equal(document.status, 'REVOKED');
    const input = { documentId: id, fields: ['fullName'], idempotencyKey: randomUUID() };
    assert.equal((await refusal(citizen.client(operations.show, { input }))).code, 'WALLET_DOCUMENT_NOT_SHOWABLE');
  });

  it('is UNAVAILABLE while the registry is down, and can be asked again', async () => {
    const citizen = await aCitizenWithRecords();
    const { url } = citizen.app.registries;
    await orderFault(url, { registry: 'driving', fault: 'fail' });
    const { id } = await link(citizen);
    await settle();
    const waiting = await documentOf(citizen, id);
    assert.equal(waiting.status, 'UNAVAILABLE');
    assert.ok(Date.parse(waiting.nextTryAt) > Date.now());
    await orderFault(url, { registry: '*', fault: 'none' });
    const input = { documentId: id, idempotencyKey: randomUUID() };
    assert.equal((await succeed(citizen.client(operations.retry, { input }))).retryDocument.status, 'PENDING');
    await settle();
    assert.equal((await documentOf(citizen, id)).status, 'VERIFIED');
  });

  it('orders, hides and removes', async () => {
    const citizen = await aCitizenWithRecords();
    const [card, licence] = [await link(citizen, 'HEALTH_INSURANCE_CARD'), await link(citizen)];
    const order = { documentIds: [licence.id, card.id] };
    const ordered = await succeed(citizen.client(operations.order, { input: order }));
    assert.deepEqual(ordered.orderDocuments.documents, [{ id: licence.id }, { id: card.id }]);
    await succeed(citizen.client(operations.hide, { input: { documentId: card.id, hidden: true } }));
    const idsOf = async (hidden: boolean) => {
      const { wallet } = await succeed(citizen.client(operations.wallet, { hidden }));
      return wallet.documents.map(({ id }: { id: string }) => id);
    };
    assert.deepEqual([await idsOf(false), await idsOf(true)], [[licence.id], [licence.id, card.id]]);
    const removed = await succeed(citizen.client(operations.remove, { input: { documentId: licence.id } }));
    assert.deepEqual(removed.removeDocument.documents, []);
    assert.equal((await refusal(citizen.client(operations.document, { id: licence.id }))).code, 'NOT_FOUND');
    await settle();
  });

  it('is closed to visitors', async () => {
    const citizen = await aCitizen();
    const visitor = aClient(citizen.app);
    const id = randomUUID();
    const idempotencyKey = randomUUID();
    const attempts: [string, Record<string, unknown>][] = [
      [operations.wallet, {}],
      [operations.history, {}],
      [operations.document, { id }],
      [operations.link, { input: { kind: 'DRIVING_LICENCE', idempotencyKey } }],
      [operations.retry, { input: { documentId: id, idempotencyKey } }],
      [operations.remove, { input: { documentId: id } }],
      [operations.order, { input: { documentIds: [] } }],
      [operations.hide, { input: { documentId: id, hidden: true } }],
      [operations.show, { input: { documentId: id, fields: ['fullName'], idempotencyKey } }],
    ];
    for (const [operation, variables] of attempts) {
      assert.equal((await refusal(visitor(operation, variables))).code, 'UNAUTHENTICATED', operation);
    }
  });
});
