import assert from 'node:assert/strict';
import { BadUserInput, Forbidden, NotFound, RateLimited, Unauthenticated } from '../../services/platform/errors.ts';
import { DocumentNotRetriable, OrderIncomplete } from '../../services/wallet/errors.ts';
import {
  DocumentRemoved,
  DocumentVerificationRequested,
  documentKinds,
  hideDocument,
  linkDocument,
  orderDocuments,
  presentations,
  removeDocument,
  retryDocument,
  wallet,
  walletDocument,
  walletDocuments,
} from '../../services/wallet/index.ts';
import { aHolder, aKey, type Holder } from './calls.ts';
import { aLinkedDocument, published, settleLast } from './published.ts';
import { withWalletStore } from './wallet-store.ts';

const kinds = ['HEALTH_INSURANCE_CARD', 'DRIVING_LICENCE', 'VACCINATION_RECORD'];

async function threeDocuments(holder: Holder): Promise<string[]> {
  const ids: string[] = [];
  for (const kind of kinds) {
    ids.push((await linkDocument(holder.citizen(), { kind, inputs: [], idempotencyKey: aKey() })).id);
  }
  return ids;
}

const idsOf = async (holder: Holder, includeHidden = false) =>
  (await walletDocuments(holder.citizen(), { includeHidden })).map(({ id }) => id);

describe('wallet', () => {
  withWalletStore();

  it('lists every kind that can be linked, for anyone', () => {
    assert.deepEqual(
      documentKinds()
        .map(({ code }) => code)
        .sort(),
      [...kinds].sort(),
    );
  });

  it('shows documents as they were linked, then as they were ordered, and a new one behind', async () => {
    const holder = await aHolder();
    const [card = '', licence = '', vaccination = ''] = await threeDocuments(holder);
    assert.deepEqual(await idsOf(holder), [card, licence, vaccination]);
    await orderDocuments(holder.citizen(), { documentIds: [vaccination, card, licence] });
    assert.deepEqual(await idsOf(holder), [vaccination, card, licence]);
    await removeDocument(holder.citizen(), { documentId: vaccination });
    const again = await linkDocument(holder.citizen(), {
      kind: 'VACCINATION_RECORD',
      inputs: [],
      idempotencyKey: aKey(),
    });
    assert.deepEqual(await idsOf(holder), [card, licence, again.id]);
  });

  it('refuses an order that leaves one out, names one twice, or one of somebody else', async () => {
    const [holder, other] = [await aHolder(), await aHolder()];
    const [card = '', licence = '', vaccination = ''] = await threeDocuments(holder);
    const [foreign = ''] = await threeDocuments(other);
    const orders = [
      [],
      [card],
      [card, licence, licence],
      [card, licence, foreign],
      [card, licence, vaccination, foreign],
    ];
    for (const documentIds of orders) {
      await assert.rejects(orderDocuments(holder.citizen(), { documentIds }), { code: OrderIncomplete.code });
    }
    assert.deepEqual(await idsOf(holder), [card, licence, vaccination]);
    await assert.rejects(orderDocuments(holder.citizen(), { documentIds: ['x'] }), { code: BadUserInput.code });
  });

  it('hides a document and shows it again', async () => {
    const holder = await aHolder();
    const [card = '', ...others] = await threeDocuments(holder);
    assert.equal((await hideDocument(holder.citizen(), { documentId: card, hidden: true })).hidden, true);
    assert.deepEqual(await idsOf(holder), others);
    assert.deepEqual(await idsOf(holder, true), [card, ...others]);
    await hideDocument(holder.citizen(), { documentId: card, hidden: false });
    assert.deepEqual(await idsOf(holder), [card, ...others]);
  });

  it('removes a document once, and lets it be linked again', async () => {
    const holder = await aHolder();
    const { id } = await aLinkedDocument(holder);
    const removals = await Promise.allSettled(
      Array.from({ length: 3 }, () => removeDocument(holder.citizen(), { documentId: id })),
    );
    assert.equal(removals.filter(({ status }) => status === 'fulfilled').length, 1);
    assert.deepEqual(await published(DocumentRemoved, holder.accountId), [
      { documentId: id, citizenId: holder.accountId, kind: 'DRIVING_LICENCE' },
    ]);
    assert.deepEqual(await idsOf(holder), []);
    assert.equal((await aLinkedDocument(holder)).status, 'VERIFIED');
  });

  it('has no document of anyone else', async () => {
    const [holder, other] = [await aHolder(), await aHolder()];
    const { id: documentId } = await aLinkedDocument(holder);
    const idempotencyKey = aKey();
    const attempts = [
      () => walletDocument(other.citizen(), { id: documentId }),
      () => removeDocument(other.citizen(), { documentId }),
      () => hideDocument(other.citizen(), { documentId, hidden: true }),
      () => retryDocument(other.citizen(), { documentId, idempotencyKey }),
    ];
    for (const attempt of attempts) await assert.rejects(attempt, { code: NotFound.code });
    assert.equal((await walletDocument(holder.citizen(), { id: documentId })).status, 'VERIFIED');
  });

  it('is for citizens whose account is active', async () => {
    const holder = await aHolder();
    const documentId = aKey();
    for (const [call, code] of [
      [holder.visitor(), Unauthenticated.code],
      [holder.locked(), Forbidden.code],
    ] as const) {
      const attempts = [
        async () => wallet(call),
        () => walletDocuments(call),
        () => walletDocument(call, { id: documentId }),
        () => presentations(call, {}),
        () => removeDocument(call, { documentId }),
        () => hideDocument(call, { documentId, hidden: true }),
        () => orderDocuments(call, { documentIds: [] }),
        () => retryDocument(call, { documentId, idempotencyKey: aKey() }),
      ];
      for (const attempt of attempts) await assert.rejects(attempt, { code });
    }
  });
});

describe('retryDocument', () => {
  withWalletStore();

  it('is PENDING again, and settles as the registry then says', async () => {
    const holder = await aHolder();
    holder.registries.hold('driving', []);
    const { id: documentId } = await aLinkedDocument(holder);
    const input = { documentId, idempotencyKey: aKey() };
    const retried = await retryDocument(holder.citizen(), input);
    assert.deepEqual([retried.status, retried.nextTryAt], ['PENDING', null]);
    assert.deepEqual(await retryDocument(holder.citizen(), input), retried);
    assert.equal((await published(DocumentVerificationRequested, holder.accountId)).length, 1);
    holder.registries.hold('driving', [holder.records.licence]);
    assert.equal((await settleLast(holder, documentId)).status, 'VERIFIED');
  });

  it('refuses a document that is verified, or being asked about', async () => {
    const holder = await aHolder();
    const verified = await aLinkedDocument(holder);
    const retry = (documentId: string) => retryDocument(holder.citizen(), { documentId, idempotencyKey: aKey() });
    await assert.rejects(retry(verified.id), { code: DocumentNotRetriable.code, details: { status: 'VERIFIED' } });
    const [pending] = await Promise.all([
      linkDocument(holder.citizen(), { kind: 'VACCINATION_RECORD', inputs: [], idempotencyKey: aKey() }),
    ]);
    await assert.rejects(retry(pending.id), { code: DocumentNotRetriable.code, details: { status: 'PENDING' } });
  });

  it('is allowed five times an hour for each document', async () => {
    const holder = await aHolder();
    holder.registries.hold('driving', []);
    const { id: documentId } = await aLinkedDocument(holder);
    for (let time = 0; time < 5; time += 1) {
      await retryDocument(holder.citizen(), { documentId, idempotencyKey: aKey() });
      assert.equal((await settleLast(holder, documentId)).status, 'NOT_FOUND');
    }
    const input = { documentId, idempotencyKey: aKey() };
    await assert.rejects(retryDocument(holder.citizen(), input), { code: RateLimited.code });
    assert.equal((await walletDocument(holder.citizen(), { id: documentId })).status, 'NOT_FOUND');
    holder.passSeconds(3601);
    assert.equal((await retryDocument(holder.citizen(), input)).status, 'PENDING');
  });
});
