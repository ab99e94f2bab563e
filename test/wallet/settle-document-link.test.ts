import assert from 'node:assert/strict';
import { Account } from '../../services/identity/account.model.ts';
import { config } from '../../services/platform/config.ts';
import { Forbidden } from '../../services/platform/errors.ts';
import { personKey } from '../../services/platform/keyed-hash.ts';
import { seal } from '../../services/platform/seal.ts';
import {
  DocumentSettled,
  DocumentVerificationRequested,
  linkDocument,
  requestDueVerifications,
  reverifyDocuments,
  settleDocumentLink,
  walletDocument,
  walletDocuments,
} from '../../services/wallet/index.ts';
import { aHolder, aKey, type Holder } from './calls.ts';
import { aLinkedDocument, published, settleLast } from './published.ts';
import { withWalletStore } from './wallet-store.ts';

const link = (holder: Holder, kind: string, inputs: { name: string; value: string }[] = []) =>
  linkDocument(holder.citizen(), { kind, inputs, idempotencyKey: aKey() });

describe('settleDocumentLink', () => {
  withWalletStore();

  it('verifies each kind, with the face that the registry gave', async () => {
    const holder = await aHolder();
    const expected = {
      HEALTH_INSURANCE_CARD: ['cardNumber', holder.records.insurance._id],
      DRIVING_LICENCE: ['licenceNumber', holder.records.licence._id],
      VACCINATION_RECORD: ['fullName', holder.records.health.fullName],
    } as const;
    for (const [kind, [field, value]] of Object.entries(expected)) {
      const document = await aLinkedDocument(holder, kind);
      assert.equal(document.status, 'VERIFIED', kind);
      assert.equal(document.face.find(({ name }) => name === field)?.value, value);
      assert.ok(document.checkedAt && document.checkedAt <= holder.clock.now);
      assert.ok(document.nextTryAt && document.nextTryAt > holder.clock.now);
    }
    const settled = await published(DocumentSettled, holder.accountId);
    assert.deepEqual(
      settled.map(({ kind, status, changed }) => [kind, status, changed]),
      Object.keys(expected).map((kind) => [kind, 'VERIFIED', true]),
    );
  });

  it('names the field that does not agree, and nothing of the record', async () => {
    const holder = await aHolder();
    holder.registries.hold('driving', [{ ...holder.records.licence, fullName: 'Nguyễn Minh Anh' }]);
    const document = await aLinkedDocument(holder);
    assert.deepEqual([document.status, document.mismatchedField], ['MISMATCH', 'fullName']);
    assert.deepEqual([document.face, document.validFrom, document.validTo], [[], null, null]);
  });

  it('names the typed number when it is of another document', async () => {
    const holder = await aHolder();
    const document = await aLinkedDocument(holder, 'HEALTH_INSURANCE_CARD', [
      { name: 'cardNumber', value: '0000000000' },
    ]);
    assert.deepEqual([document.status, document.mismatchedField], ['MISMATCH', 'cardNumber']);
  });

  it('says not found, expired and revoked', async () => {
    const holder = await aHolder();
    holder.registries.hold('health', []);
    holder.registries.hold('insurance', [{ ...holder.records.insurance, validTo: '2020-12-31' }]);
    holder.registries.hold('driving', [{ ...holder.records.licence, status: 'revoked' }]);
    assert.equal((await aLinkedDocument(holder, 'VACCINATION_RECORD')).status, 'NOT_FOUND');
    const card = await aLinkedDocument(holder, 'HEALTH_INSURANCE_CARD');
    assert.deepEqual([card.status, card.validTo], ['EXPIRED', '2020-12-31']);
    const licence = await aLinkedDocument(holder);
    assert.equal(licence.status, 'REVOKED');
    assert.ok(licence.face.length > 0);
  });

  it('has one effect, however often and at once a round is settled', async () => {
    const holder = await aHolder();
    const { id } = await link(holder, 'DRIVING_LICENCE');
    const round = { documentId: id, citizenId: holder.accountId, verification: 1 };
    await Promise.all(Array.from({ length: 5 }, () => settleDocumentLink(holder.system(), round)));
    await settleDocumentLink(holder.system(), round);
    assert.equal((await published(DocumentSettled, holder.accountId)).length, 1);
    assert.equal((await walletDocument(holder.citizen(), { id })).status, 'VERIFIED');
  });

  it('has no effect for a round that another has overtaken, or of a document that is gone', async () => {
    const holder = await aHolder();
    const { id } = await link(holder, 'DRIVING_LICENCE');
    const round = { documentId: id, citizenId: holder.accountId, verification: 1 };
    await reverifyDocuments(holder.system(), { personKey: personKey(holder.personalId), registry: 'driving' });
    await settleDocumentLink(holder.system(), round);
    assert.equal((await walletDocument(holder.citizen(), { id })).status, 'PENDING');
    await settleDocumentLink(holder.system(), { ...round, documentId: aKey() });
    await settleDocumentLink(holder.system(), { ...round, citizenId: aKey(), verification: 2 });
    assert.deepEqual(await published(DocumentSettled, holder.accountId), []);
    assert.equal((await settleLast(holder, id)).status, 'VERIFIED');
  });

  it('takes the name that identity has now when the one it kept does not agree', async () => {
    const holder = await aHolder();
    const document = await aLinkedDocument(holder);
    const renamed = 'Nguyễn Thị Minh Châu';
    const person = { personalId: holder.personalId, fullName: renamed, bornOn: '1990-02-14', sex: 'FEMALE', phone: '' };
    await Account.updateOne({ _id: holder.accountId }, { person: seal(JSON.stringify(person), holder.accountId) });
    holder.registries.hold('driving', [{ ...holder.records.licence, fullName: renamed }]);
    await reverifyDocuments(holder.system(), { personKey: personKey(holder.personalId), registry: 'driving' });
    const settled = await settleLast(holder, document.id);
    assert.equal(settled.status, 'VERIFIED');
    assert.equal(settled.face.find(({ name }) => name === 'fullName')?.value, renamed);
  });

  it('is for reactions only', async () => {
    const holder = await aHolder();
    const round = { documentId: aKey(), citizenId: holder.accountId, verification: 1 };
    await assert.rejects(settleDocumentLink(holder.citizen(), round), { code: Forbidden.code });
    await assert.rejects(requestDueVerifications(holder.citizen()), { code: Forbidden.code });
    const change = { personKey: personKey(holder.personalId), registry: 'driving' } as const;
    await assert.rejects(reverifyDocuments(holder.citizen(), change), { code: Forbidden.code });
  });
});

describe('a registry that does not answer', () => {
  withWalletStore();

  for (const failure of ['CONNECTION', 'TIMEOUT', 'MALFORMED', 'BAD_SIGNATURE'] as const) {
    it(`makes a new document UNAVAILABLE and shows the next try (${failure})`, async () => {
      const holder = await aHolder();
      holder.registries.fail(failure);
      const document = await aLinkedDocument(holder);
      assert.deepEqual([document.status, document.checkedAt], ['UNAVAILABLE', null]);
      const wait = (document.nextTryAt?.getTime() ?? 0) - holder.clock.now.getTime();
      assert.ok(wait >= 0.79 * config.unavailableRetryMs && wait <= 1.21 * config.unavailableRetryMs, String(wait));
    });
  }

  it('is asked again when the time has come, and the document settles', async () => {
    const holder = await aHolder();
    holder.registries.fail('CONNECTION', 'TIMEOUT');
    const first = await aLinkedDocument(holder);
    const due = () => published(DocumentVerificationRequested, holder.accountId);
    await requestDueVerifications(holder.system());
    assert.deepEqual(await due(), []);

    holder.passSeconds(2 * (config.unavailableRetryMs / 1000));
    await Promise.all([requestDueVerifications(holder.system()), requestDueVerifications(holder.system())]);
    assert.equal((await due()).length, 1);
    const second = await settleLast(holder, first.id);
    assert.equal(second.status, 'UNAVAILABLE');
    assert.ok((second.nextTryAt?.getTime() ?? 0) - holder.clock.now.getTime() > 1.5 * config.unavailableRetryMs);

    holder.passSeconds(3 * (config.unavailableRetryMs / 1000));
    await requestDueVerifications(holder.system());
    assert.equal((await settleLast(holder, first.id)).status, 'VERIFIED');
    const settled = await published(DocumentSettled, holder.accountId);
    assert.deepEqual(
      settled.map(({ status, changed }) => [status, changed]),
      [
        ['UNAVAILABLE', true],
        ['UNAVAILABLE', false],
        ['VERIFIED', true],
      ],
    );
  });

  it('takes nothing from a verified document', async () => {
    const holder = await aHolder();
    const verified = await aLinkedDocument(holder);
    holder.registries.fail('CONNECTION');
    await reverifyDocuments(holder.system(), { personKey: personKey(holder.personalId), registry: 'driving' });
    holder.passSeconds(60);
    const asked = await settleLast(holder, verified.id);
    assert.deepEqual({ ...asked, nextTryAt: null }, { ...verified, nextTryAt: null });
    assert.ok(asked.nextTryAt && asked.nextTryAt.getTime() - holder.clock.now.getTime() <= 1.2 * 3600 * 1000);
  });

  it('empties no wallet', async () => {
    const holder = await aHolder();
    holder.registries.fail('CONNECTION');
    await aLinkedDocument(holder, 'HEALTH_INSURANCE_CARD');
    await aLinkedDocument(holder, 'DRIVING_LICENCE');
    const statuses = (await walletDocuments(holder.citizen())).map(({ status }) => status);
    assert.deepEqual(statuses, ['UNAVAILABLE', 'VERIFIED']);
  });
});

describe('a record that changes at its source', () => {
  withWalletStore();

  it('shows a licence as revoked after it was, and as verified until then', async () => {
    const holder = await aHolder();
    const licence = await aLinkedDocument(holder);
    await aLinkedDocument(holder, 'HEALTH_INSURANCE_CARD');
    holder.registries.hold('driving', [{ ...holder.records.licence, status: 'revoked' }]);
    const change = { personKey: personKey(holder.personalId), registry: 'driving' } as const;
    assert.equal(await reverifyDocuments(holder.system(), change), 1);
    assert.equal((await walletDocument(holder.citizen(), { id: licence.id })).status, 'VERIFIED');
    assert.equal((await settleLast(holder, licence.id)).status, 'REVOKED');
  });

  it('concerns nobody where no kind comes from the registry or nobody linked', async () => {
    const holder = await aHolder();
    const key = personKey(holder.personalId);
    assert.equal(await reverifyDocuments(holder.system(), { personKey: key, registry: 'population' }), 0);
    assert.equal(await reverifyDocuments(holder.system(), { personKey: key, registry: 'driving' }), 0);
  });

  it('shows a card as expired from the day after its end, asked or not', async () => {
    const holder = await aHolder();
    const validTo = new Date(holder.clock.now.getTime() + 7 * 3600 * 1000).toISOString().slice(0, 10);
    holder.registries.hold('insurance', [{ ...holder.records.insurance, validTo }]);
    const card = await aLinkedDocument(holder, 'HEALTH_INSURANCE_CARD');
    assert.equal(card.status, 'VERIFIED');
    assert.equal(card.nextTryAt?.getTime(), Date.parse(`${validTo}T00:00:00+07:00`) + 24 * 3600 * 1000);
    holder.passSeconds(24 * 3600);
    assert.equal((await walletDocument(holder.citizen(), { id: card.id })).status, 'EXPIRED');
  });
});
