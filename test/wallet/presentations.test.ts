import assert from 'node:assert/strict';
import { config } from '../../services/platform/config.ts';
import { BadUserInput, Forbidden, NotFound, RateLimited, Unauthenticated } from '../../services/platform/errors.ts';
import { personKey } from '../../services/platform/keyed-hash.ts';
import {
  DocumentNotShowable,
  DocumentWithdrawn,
  PresentationExpired,
  PresentationUnknown,
  PresentationUsed,
} from '../../services/wallet/errors.ts';
import {
  checkPresentation,
  DocumentShown,
  linkDocument,
  PresentationChecked,
  presentations,
  removeDocument,
  reverifyDocuments,
  showDocument,
} from '../../services/wallet/index.ts';
import { Presentations } from '../../services/wallet/presentation.model.ts';
import { aHolder, aKey, type Holder } from './calls.ts';
import { aLinkedDocument, published, settleLast } from './published.ts';
import { withWalletStore } from './wallet-store.ts';

const fields = ['fullName', 'classes'];
const verifierName = 'Trạm kiểm tra Cái Răng';

async function aShownLicence(holder: Holder) {
  const document = await aLinkedDocument(holder);
  const input = { documentId: document.id, fields, idempotencyKey: aKey() };
  const shown = await showDocument(holder.citizen(), input);
  assert.ok(shown.code);
  return { document, input, shown, code: shown.code };
}

const check = (holder: Holder, code: string, name = verifierName) =>
  checkPresentation(holder.visitor(), { code, verifierName: name });

describe('showDocument', () => {
  withWalletStore();

  it('gives a code for a minute, in an address for a QR, and keeps only its hash', async () => {
    const holder = await aHolder();
    const { document, input, shown, code } = await aShownLicence(holder);
    assert.equal(shown.url, `${config.publicUrl}/kiem-tra#${code}`);
    assert.equal(shown.expiresAt.getTime() - shown.createdAt.getTime(), 60_000);
    assert.deepEqual(
      shown.fields.map(({ name }) => name),
      fields,
    );
    const row = JSON.stringify(await Presentations.findById(shown.id).lean());
    assert.ok(!row.includes(code) && !row.includes(code.replaceAll('-', '')));
    assert.deepEqual(await published(DocumentShown, holder.accountId), [
      { presentationId: shown.id, documentId: document.id, citizenId: holder.accountId, kind: 'DRIVING_LICENCE' },
    ]);
    assert.deepEqual(await showDocument(holder.citizen(), input), shown);
  });

  it('shows only what is verified, and says what it is', async () => {
    const holder = await aHolder();
    holder.registries.hold('driving', [{ ...holder.records.licence, status: 'withheld' }]);
    const { id: documentId } = await aLinkedDocument(holder);
    const input = { documentId, fields, idempotencyKey: aKey() };
    await assert.rejects(showDocument(holder.citizen(), input), (error: unknown) => {
      assert.ok(error instanceof Error && 'code' in error && 'details' in error);
      assert.equal(error.code, DocumentNotShowable.code);
      assert.equal((error.details as { status: string }).status, 'REVOKED');
      return true;
    });
    const pending = await linkDocument(holder.citizen(), {
      kind: 'VACCINATION_RECORD',
      inputs: [],
      idempotencyKey: aKey(),
    });
    const another = { documentId: pending.id, fields: ['fullName'], idempotencyKey: aKey() };
    await assert.rejects(showDocument(holder.citizen(), another), { code: DocumentNotShowable.code });
  });

  it('does not show a card whose time has not begun', async () => {
    const holder = await aHolder();
    holder.registries.hold('insurance', [{ ...holder.records.insurance, validFrom: '2098-01-01' }]);
    const { id: documentId } = await aLinkedDocument(holder, 'HEALTH_INSURANCE_CARD');
    const input = { documentId, fields: ['fullName'], idempotencyKey: aKey() };
    await assert.rejects(showDocument(holder.citizen(), input), { code: DocumentNotShowable.code });
  });

  it('refuses fields that may not be shown, none, and one twice', async () => {
    const holder = await aHolder();
    const { id: documentId } = await aLinkedDocument(holder);
    const refused = [[], ['personalId'], ['fullName', 'fullName'], ['constructor'], Array(31).fill('fullName')];
    for (const names of refused) {
      const input = { documentId, fields: names, idempotencyKey: aKey() };
      await assert.rejects(showDocument(holder.citizen(), input), { code: BadUserInput.code }, String(names));
    }
  });

  it('is for the holder, with an active account', async () => {
    const [holder, other] = [await aHolder(), await aHolder()];
    const { id: documentId } = await aLinkedDocument(holder);
    const input = { documentId, fields, idempotencyKey: aKey() };
    await assert.rejects(showDocument(other.citizen(), input), { code: NotFound.code });
    await assert.rejects(showDocument(holder.visitor(), input), { code: Unauthenticated.code });
    await assert.rejects(showDocument(holder.locked(), input), { code: Forbidden.code });
  });
});

describe('checkPresentation', () => {
  withWalletStore();

  it('shows the chosen fields and how old the status is, and tells the holder who asked', async () => {
    const holder = await aHolder();
    const { document, shown, code } = await aShownLicence(holder);
    holder.passSeconds(40);
    const checked = await check(holder, code.toLowerCase().replaceAll('-', ' '));
    assert.deepEqual(
      checked.fields.map(({ name, value }) => [name, value]),
      [
        ['fullName', holder.records.licence.fullName],
        ['classes', 'A1'],
      ],
    );
    assert.deepEqual([checked.kind, checked.status], ['DRIVING_LICENCE', 'VERIFIED']);
    assert.equal(checked.statusCheckedAt.getTime(), document.checkedAt?.getTime());
    assert.ok(checked.statusAgeSeconds >= 40 && checked.statusAgeSeconds <= 41);

    const history = await presentations(holder.citizen(), {});
    const [entry] = history.edges;
    assert.deepEqual(
      [entry?.node.id, entry?.node.checkedBy, entry?.node.checkedAt, entry?.node.code],
      [shown.id, verifierName, holder.clock.now, null],
    );
    assert.deepEqual(await published(PresentationChecked, holder.accountId), [
      {
        presentationId: shown.id,
        documentId: document.id,
        citizenId: holder.accountId,
        kind: 'DRIVING_LICENCE',
        status: 'VERIFIED',
      },
    ]);
  });

  it('is redeemed by one of several who check at once', async () => {
    const holder = await aHolder();
    const { code } = await aShownLicence(holder);
    const names = Array.from({ length: 6 }, (_none, index) => `Quầy ${index}`);
    const outcomes = await Promise.allSettled(names.map((name) => check(holder, code, name)));
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    assert.equal(refused.length, 5);
    for (const { reason } of refused) assert.equal(reason.code, PresentationUsed.code);
    assert.equal((await published(PresentationChecked, holder.accountId)).length, 1);
    const winner = names[outcomes.findIndex(({ status }) => status === 'fulfilled')];
    assert.equal((await presentations(holder.citizen(), {})).edges[0]?.node.checkedBy, winner);
  });

  it('tells used, expired and unknown apart', async () => {
    const holder = await aHolder();
    const used = await aShownLicence(holder);
    await check(holder, used.code);
    await assert.rejects(check(holder, used.code), { code: PresentationUsed.code });
    const again = { ...used.input, idempotencyKey: aKey() };
    const expired = await showDocument(holder.citizen(), again);
    holder.passSeconds(60);
    await assert.rejects(check(holder, expired.code ?? ''), { code: PresentationExpired.code });
    await assert.rejects(check(holder, '0'.repeat(28)), { code: PresentationUnknown.code });
    assert.equal((await published(PresentationChecked, holder.accountId)).length, 1);
  });

  it('says that a document was revoked meanwhile, and shows none of its fields', async () => {
    const holder = await aHolder();
    const { document, code } = await aShownLicence(holder);
    holder.registries.hold('driving', [{ ...holder.records.licence, status: 'revoked' }]);
    await reverifyDocuments(holder.system(), { personKey: personKey(holder.personalId), registry: 'driving' });
    await settleLast(holder, document.id);
    const checked = await check(holder, code);
    assert.deepEqual([checked.status, checked.fields], ['REVOKED', []]);
  });

  it('says that a document was taken out of the wallet meanwhile', async () => {
    const holder = await aHolder();
    const { document, code } = await aShownLicence(holder);
    await removeDocument(holder.citizen(), { documentId: document.id });
    await assert.rejects(check(holder, code), { code: DocumentWithdrawn.code });
    assert.equal((await presentations(holder.citizen(), {})).edges.length, 1);
  });

  it('refuses what cannot be a code or a name', async () => {
    const holder = await aHolder();
    const refused = [
      { code: 'short', verifierName },
      { code: { $gt: '' }, verifierName },
      { code: '0'.repeat(28), verifierName: '' },
      { code: '0'.repeat(28), verifierName: 'x'.repeat(101) },
      { code: '0'.repeat(28), verifierName: 'Công\u202ean' },
      { code: '0'.repeat(28) },
    ];
    for (const input of refused) {
      await assert.rejects(checkPresentation(holder.visitor(), input as never), { code: BadUserInput.code });
    }
  });

  it('is limited for each address', async () => {
    const holder = await aHolder();
    const call = holder.visitor();
    const attempt = () => checkPresentation(call, { code: '0'.repeat(28), verifierName });
    for (let time = 0; time < 60; time += 1) await assert.rejects(attempt, { code: PresentationUnknown.code });
    await assert.rejects(attempt, { code: RateLimited.code });
  });
});

describe('presentations', () => {
  withWalletStore();

  it('pages through the history, the newest first, of the caller alone', async () => {
    const [holder, other] = [await aHolder(), await aHolder()];
    await aShownLicence(other);
    const { input, shown } = await aShownLicence(holder);
    const made = [shown.id];
    for (let time = 0; time < 4; time += 1) {
      made.unshift((await showDocument(holder.citizen(), { ...input, idempotencyKey: aKey() })).id);
    }
    const listed: string[] = [];
    for (let after: string | null = null, more = true; more; ) {
      const page: Awaited<ReturnType<typeof presentations>> = await presentations(holder.citizen(), {
        first: 2,
        after,
      });
      listed.push(...page.edges.map(({ node }) => node.id));
      after = page.pageInfo.endCursor;
      more = page.pageInfo.hasNextPage;
    }
    assert.deepEqual(listed, made);
  });

  it('refuses a page without bounds', async () => {
    const holder = await aHolder();
    for (const page of [{ first: 0 }, { first: 101 }, { first: 1.5 }, { after: 'x' }, { after: { $gt: '' } }]) {
      await assert.rejects(presentations(holder.citizen(), page as never), { code: BadUserInput.code });
    }
  });
});
