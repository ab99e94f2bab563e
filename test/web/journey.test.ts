import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import { vi } from '../../web/i18n/vi.ts';
import { aHealthRecord, aLicence, anInsurance, patchRecord } from '../registries/running-registries.ts';
import { aResident } from '../support/a-citizen.ts';
import { aBrowser, aVisit, skipWithoutChromium, type Visit } from './a-browser.ts';
import { aSite, type Site } from './a-site.ts';
import { card, linkDocument, register } from './a-visitor.ts';

const insurance = 'Thẻ bảo hiểm y tế';
const licence = 'Giấy phép lái xe';
const vaccination = 'Chứng nhận tiêm chủng';

describe('a citizen in the browser', function () {
  this.timeout(60_000);
  let site: Site;
  let browser: Browser;
  let visit: Visit;
  let page: Page;
  let licenceId: string;

  before(async function () {
    skipWithoutChromium(this);
    // The first run of a machine builds everything first.
    this.timeout(180_000);
    site = await aSite();
    browser = await aBrowser(site);
    visit = await aVisit(browser, site.publicUrl);
    page = visit.page;
  });

  after(async () => {
    await browser?.close();
    await site?.stop();
  });

  it('registers with a passkey and stands before an empty wallet', async () => {
    const person = await aResident();
    const { _id: personalId, fullName, birthDate } = person;
    licenceId = `92${personalId.slice(2)}`;
    const { records } = site.app.registries;
    const held = { personalId, fullName, birthDate };
    await records('insurance').insertOne(
      anInsurance({ ...held, _id: `DN492${personalId.slice(2)}`, validTo: '2099-12-31' }),
    );
    await records('driving').insertOne(aLicence({ ...held, _id: licenceId }));
    await records('health').insertOne(aHealthRecord({ ...held, _id: personalId }));

    await register(page, person);
    await page.getByRole('heading', { name: vi.wallet.greeting('Anh') }).waitFor();
  });

  it('signs out, and in again with the passkey alone', async () => {
    await page.getByRole('button', { name: vi.action.signOut }).click();
    await page.getByText(vi.session.signedOut).waitFor();
    await page.goto('/vi');
    await page.getByText(vi.session.signInFirst).waitFor();
    await page.getByRole('button', { name: vi.landing.signIn }).click();
    await page.getByRole('heading', { name: vi.wallet.empty }).waitFor();
  });

  it('links three documents and sees each verified without reloading', async () => {
    for (const kind of [insurance, licence, vaccination]) {
      await linkDocument(page, kind);
      await card(page, kind).getByText(vi.status.VERIFIED).waitFor();
    }
    assert.equal(await page.getByRole('article').count(), 3);
    await card(page, licence).getByText(licenceId).waitFor();
  });

  it('puts the documents into another order, which stays', async () => {
    await page.getByRole('button', { name: vi.wallet.arrange }).click();
    await page.getByRole('button', { name: vi.wallet.moveUp(vaccination) }).click();
    await page.getByText(vi.wallet.moved(vaccination, 2)).waitFor();
    await page.getByRole('button', { name: vi.wallet.moveUp(vaccination), disabled: false }).click();
    await page.getByText(vi.wallet.moved(vaccination, 1)).waitFor();
    await page.getByRole('button', { name: vi.wallet.arrangeDone }).click();
    await page.reload();
    await page.getByRole('article').first().getByRole('link', { name: vaccination }).waitFor();
  });

  it('hides a document and shows it again', async () => {
    await page.getByRole('button', { name: vi.wallet.arrange }).click();
    await page.getByRole('button', { name: vi.wallet.hideNamed(insurance) }).click();
    await page.getByText(vi.wallet.hiddenNow).waitFor();
    await page.getByRole('button', { name: vi.wallet.arrangeDone }).click();
    assert.equal(await card(page, insurance).count(), 0);
    await page.getByRole('button', { name: vi.wallet.showHidden(1) }).click();
    await page.getByRole('button', { name: vi.wallet.unhideNamed(insurance) }).click();
    await page.getByRole('button', { name: vi.wallet.arrangeDone }).click();
    await card(page, insurance).waitFor();
  });

  it('shows chosen fields as a QR code that a verifier checks once', async () => {
    await page.getByRole('link', { name: licence }).click();
    await page.getByRole('link', { name: vi.document.show }).click();
    await page.getByRole('checkbox', { name: 'Số điểm' }).uncheck();
    await page.getByRole('button', { name: vi.show.make }).click();
    await page.getByRole('img', { name: vi.show.qrLabel }).waitFor();
    const code = (await page.getByRole('dialog').getByRole('code').textContent())?.replace(/\s/g, '');

    const verifier = await aVisit(browser, site.publicUrl);
    await verifier.page.goto(`/kiem-tra#${code}`);
    await verifier.page.getByText(vi.verifier.codeReady).waitFor();
    assert.equal(new URL(verifier.page.url()).hash, '', 'the code must not stay in the address bar');
    await verifier.page.getByLabel(vi.verifier.name).fill('Nhà thuốc Minh Châu');
    await verifier.page.getByRole('button', { name: vi.verifier.check, exact: true }).click();
    await verifier.page.getByText(vi.verifier.valid).waitFor();
    await verifier.page.getByText(licenceId).waitFor();
    assert.equal(await verifier.page.getByText('Số điểm').count(), 0, 'a field that was not chosen is not shown');

    await page.getByText('Nhà thuốc Minh Châu đã kiểm tra').waitFor();
    await page.getByRole('button', { name: vi.show.done }).click();
    await page.goto('/lich-su');
    await page.getByRole('heading', { name: 'Nhà thuốc Minh Châu' }).waitFor();

    await verifier.page.goto(`/kiem-tra#${code}`);
    await verifier.page.getByRole('button', { name: vi.verifier.check, exact: true }).click();
    await verifier.page.getByRole('heading', { name: vi.verifier.usedTitle }).waitFor();
    assert.deepEqual(verifier.complaints, []);
    await verifier.context.close();
  });

  it('says that a mistyped code is not known', async () => {
    const verifier = await aVisit(browser, site.publicUrl);
    await verifier.page.goto('/kiem-tra');
    await verifier.page.getByLabel(vi.verifier.code).fill('AAAA-BBBB-CCCC-DDDD-EEEE-FFFF-GGGG');
    await verifier.page.getByLabel(vi.verifier.name).fill('Nhà thuốc Minh Châu');
    await verifier.page.getByRole('button', { name: vi.verifier.check, exact: true }).click();
    await verifier.page.getByRole('heading', { name: vi.verifier.unknownTitle }).waitFor();
    await verifier.context.close();
  });

  it('sees within five seconds that the licence was revoked at its source', async () => {
    await page.goto('/vi');
    await page.getByText(vi.wallet.live).waitFor();
    await patchRecord(site.app.registries.url, 'driving', licenceId, { revoke: true });
    await card(page, licence).getByText(vi.status.REVOKED).waitFor({ timeout: 5000 });
    await page.getByRole('link', { name: licence }).click();
    await page.getByText(vi.document.showOnlyVerified).waitFor();
  });

  it('takes a document out of the wallet after a question', async () => {
    await page.getByRole('button', { name: vi.document.remove }).click();
    await page.getByRole('dialog').getByRole('button', { name: vi.action.cancel }).click();
    await page.getByRole('button', { name: vi.document.remove }).click();
    await page.getByRole('dialog').getByRole('button', { name: vi.document.remove }).click();
    await page.getByText(vi.document.removed).waitFor();
    await card(page, vaccination).waitFor();
    await card(page, licence).waitFor({ state: 'detached' });
  });

  it('adds a passkey of another device by signing for it with the one it has', async () => {
    await page.goto('/tai-khoan');
    await page.getByRole('button', { name: vi.account.addPasskey }).click();
    await page.getByLabel(vi.registration.passkeyName).fill('Máy tính bảng');
    await page.getByRole('button', { name: vi.action.next }).click();
    const sheet = page.getByRole('dialog', { name: vi.stepUp.title });
    await sheet.getByText(vi.stepUp.operation.addPasskey, { exact: true }).waitFor();
    // Between the signature and the new passkey the other device is taken in hand.
    await page.route('**/graphql', async (route) => {
      if (route.request().postData()?.includes('"stepUp"')) await visit.changeDevice();
      await route.continue();
    });
    await sheet.getByRole('button', { name: vi.stepUp.confirm }).click();
    await page.getByText(vi.account.passkeyAdded).waitFor();
    await page.unroute('**/graphql');
  });

  it('renames a passkey, and removes one by signing for it with the other', async () => {
    await page.getByRole('button', { name: vi.account.renameNamed('Máy tính bảng') }).click();
    await page.getByRole('textbox', { name: vi.account.passkeyName }).fill('Điện thoại mới');
    await page.getByRole('button', { name: vi.action.save }).click();
    await page.getByRole('button', { name: vi.account.renameNamed('Điện thoại mới') }).waitFor();

    await page.getByRole('button', { name: vi.account.removeNamed('Chrome, Linux') }).click();
    await page.getByRole('dialog').getByRole('button', { name: vi.account.removePasskey }).click();
    const sheet = page.getByRole('dialog', { name: vi.stepUp.title });
    await sheet.getByText('Chrome, Linux', { exact: true }).waitFor();
    await sheet.getByRole('button', { name: vi.stepUp.confirm }).click();
    await page.getByText(vi.account.passkeyRemoved).waitFor();
    // The last one stays.
    assert.equal(await page.getByRole('button', { name: vi.account.removeNamed('Điện thoại mới') }).count(), 0);
  });

  it('changes nothing when the signature is not given', async () => {
    await page.getByRole('button', { name: vi.account.addPasskey }).click();
    await page.getByRole('button', { name: vi.action.next }).click();
    await page.getByRole('dialog', { name: vi.stepUp.title }).getByRole('button', { name: vi.action.cancel }).click();
    await page.getByText(vi.failure.STEP_UP_CANCELLED).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('ends the other sessions, whose pages then ask to sign in again', async () => {
    const second = await aVisit(browser, site.publicUrl);
    await second.page.goto('/');
    await second.copyPasskeysOf(visit);
    await second.page.getByRole('button', { name: vi.landing.signIn }).click();
    await card(second.page, vaccination).waitFor();
    // A count that goes back would lock the passkey as copied: what is synced is the same everywhere.
    await visit.changeDevice();
    await visit.copyPasskeysOf(second);

    await page.reload();
    await page.getByText(vi.account.current).waitFor();
    await page.getByRole('button', { name: vi.account.endOthers }).click();
    await page.getByText(vi.account.othersEnded).waitFor();
    await second.page.getByRole('link', { name: vi.nav.account }).click();
    await second.page.getByText(vi.session.expired).waitFor();
    await second.context.close();
  });

  it('locks the account, reaches only the unlock page, and unlocks it by signing for it', async () => {
    await page.getByRole('button', { name: vi.account.lock }).click();
    await page.getByRole('dialog').getByRole('button', { name: vi.account.lock }).click();
    await page.getByRole('heading', { name: vi.account.lockedTitle }).waitFor();
    await page.goto('/vi');
    await page.getByRole('heading', { name: vi.account.lockedTitle }).waitFor();
    await page.getByRole('button', { name: vi.account.unlock }).click();
    await page.getByRole('dialog').getByText(vi.stepUp.operation.unlockAccount).waitFor();
    await page.getByRole('dialog').getByRole('button', { name: vi.stepUp.confirm }).click();
    await page.getByText(vi.account.unlocked).waitFor();
    await card(page, vaccination).waitFor();
  });

  it('reads all of it in the history of the account', async () => {
    await page.goto('/tai-khoan');
    const history = page.getByRole('region', { name: vi.account.activities });
    for (const action of ['ACCOUNT_UNLOCKED', 'ACCOUNT_LOCKED', 'DOCUMENT_CHECKED'] as const) {
      await history.getByText(vi.account[action], { exact: true }).first().waitFor();
    }
  });

  it('made the browser complain of nothing', () => {
    assert.deepEqual(visit.complaints, []);
  });
});
