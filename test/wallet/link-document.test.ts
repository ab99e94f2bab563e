import assert from 'node:assert/strict';
import { BadUserInput, Forbidden, IdempotencyKeyReused, Unauthenticated } from '../../services/platform/errors.ts';
import {
  type DocumentRecord,
  openContent,
  sealContent,
  WalletDocuments,
} from '../../services/wallet/document.model.ts';
import { DocumentAlreadyLinked, WalletFull } from '../../services/wallet/errors.ts';
import { DocumentLinkRequested, linkDocument, walletDocuments } from '../../services/wallet/index.ts';
import { aHolder, aKey } from './calls.ts';
import { published } from './published.ts';
import { withWalletStore } from './wallet-store.ts';

const licence = () => ({ kind: 'DRIVING_LICENCE', inputs: [], idempotencyKey: aKey() });
const numbered = (value: string) => ({ ...licence(), inputs: [{ name: 'licenceNumber', value }] });

describe('linkDocument', () => {
  withWalletStore();

  it('is PENDING, without a face, until the registry answers', async () => {
    const holder = await aHolder();
    const document = await linkDocument(holder.citizen(), licence());
    assert.equal(document.status, 'PENDING');
    assert.deepEqual(document.face, []);
    assert.equal(document.linkedAt.getTime(), holder.clock.now.getTime());
    assert.equal(holder.registries.lookups, 0);
    assert.deepEqual(await published(DocumentLinkRequested, holder.accountId), [
      { documentId: document.id, citizenId: holder.accountId, kind: 'DRIVING_LICENCE', verification: 1 },
    ]);
    assert.deepEqual(await walletDocuments(holder.citizen()), [document]);
  });

  it('keeps nothing readable of the person or of what was typed', async () => {
    const holder = await aHolder();
    await linkDocument(holder.citizen(), numbered(holder.records.licence._id));
    const row = JSON.stringify(await WalletDocuments.findOne({ citizenId: holder.accountId }).lean());
    for (const personal of [holder.personalId, holder.records.licence._id, 'Nguyễn', '1990-02-14']) {
      assert.ok(!row.includes(personal), personal);
    }
  });

  it('gives the same document for the same key, and refuses the key for another input', async () => {
    const holder = await aHolder();
    const input = licence();
    const first = await linkDocument(holder.citizen(), input);
    assert.deepEqual(await linkDocument(holder.citizen(), input), first);
    await assert.rejects(linkDocument(holder.citizen(), { ...input, kind: 'VACCINATION_RECORD' }), {
      code: IdempotencyKeyReused.code,
    });
    assert.equal((await published(DocumentLinkRequested, holder.accountId)).length, 1);
  });

  it('links the same document once, however many links of it race', async () => {
    const holder = await aHolder();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 6 }, () => linkDocument(holder.citizen(), numbered(holder.records.licence._id))),
    );
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    assert.equal(refused.length, 5);
    for (const { reason } of refused) assert.equal(reason.code, DocumentAlreadyLinked.code);
    assert.equal((await walletDocuments(holder.citizen())).length, 1);
    assert.equal((await published(DocumentLinkRequested, holder.accountId)).length, 1);
  });

  it('gives one document to one key sent several times at once', async () => {
    const holder = await aHolder();
    const input = licence();
    const documents = await Promise.all(Array.from({ length: 4 }, () => linkDocument(holder.citizen(), input)));
    assert.equal(new Set(documents.map(({ id }) => id)).size, 1);
    assert.equal((await published(DocumentLinkRequested, holder.accountId)).length, 1);
  });

  it('lets two citizens link alike, and one citizen two licences', async () => {
    const [one, other] = [await aHolder(), await aHolder()];
    await linkDocument(one.citizen(), numbered('920000000001'));
    await linkDocument(one.citizen(), numbered('920000000002'));
    await linkDocument(other.citizen(), numbered('920000000001'));
    assert.equal((await walletDocuments(one.citizen())).length, 2);
    assert.equal((await walletDocuments(other.citizen())).length, 1);
    await assert.rejects(linkDocument(one.citizen(), numbered('9200 0000 0001')), { code: DocumentAlreadyLinked.code });
  });

  it('holds fifty documents', async () => {
    const holder = await aHolder();
    const { id } = await linkDocument(holder.citizen(), licence());
    const row = await WalletDocuments.findById(id).lean<DocumentRecord>();
    assert.ok(row);
    const copies = Array.from({ length: 49 }, (_none, index) => {
      const _id = aKey();
      return { ...row, _id, numberKey: `copy ${index}`, content: sealContent(_id, openContent(row)) };
    });
    await WalletDocuments.insertMany(copies);
    await assert.rejects(linkDocument(holder.citizen(), numbered('920000000001')), { code: WalletFull.code });
    assert.equal((await walletDocuments(holder.citizen())).length, 50);
  });

  it('refuses what is not of the expected form, and says where', async () => {
    const holder = await aHolder();
    const refused: [unknown, string][] = [
      [{ ...licence(), kind: 'PASSPORT' }, 'kind'],
      [{ ...licence(), kind: { $gt: '' } }, 'kind'],
      [{ ...licence(), kind: 'constructor' }, 'kind'],
      [{ ...licence(), idempotencyKey: 'short' }, 'idempotencyKey'],
      [{ ...licence(), idempotencyKey: { $ne: null } }, 'idempotencyKey'],
      [{ ...licence(), inputs: [{ name: 'licenceNumber', value: '12' }] }, 'inputs.licenceNumber'],
      [{ ...licence(), inputs: [{ name: 'licenceNumber', value: '9200123456\u200b78' }] }, 'inputs.licenceNumber'],
      [{ ...licence(), inputs: [{ name: 'cardNumber', value: '9221234567' }] }, 'inputs.cardNumber'],
      [{ ...licence(), inputs: [{ name: 'licenceNumber', value: { $gt: '' } }] }, 'inputs.0.value'],
      [{ ...licence(), inputs: Array(2).fill({ name: 'licenceNumber', value: '920012345678' }) }, 'inputs'],
      [{ ...licence(), inputs: Array(11).fill({ name: 'x', value: 'y' }) }, 'inputs'],
      [{ ...licence(), citizenId: 'somebody' }, ''],
      [null, ''],
    ];
    for (const [input, path] of refused) {
      await assert.rejects(linkDocument(holder.citizen(), input as never), (error: unknown) => {
        assert.ok(error instanceof Error && 'code' in error && 'details' in error, String(error));
        assert.equal(error.code, BadUserInput.code);
        const { faults } = error.details as { faults: { path: string }[] };
        assert.equal(faults[0]?.path, path, JSON.stringify(faults));
        return true;
      });
    }
    assert.deepEqual(await walletDocuments(holder.citizen()), []);
  });

  it('is for citizens whose account is active', async () => {
    const holder = await aHolder();
    await assert.rejects(linkDocument(holder.visitor(), licence()), { code: Unauthenticated.code });
    await assert.rejects(linkDocument(holder.locked(), licence()), { code: Forbidden.code });
  });
});
