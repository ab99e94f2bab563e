import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import { vi } from '../../web/i18n/vi.ts';
import { orderFault } from '../registries/running-registries.ts';
import { aResident } from '../support/a-citizen.ts';
import { aBrowser, aVisit, skipWithoutChromium, type Visit } from './a-browser.ts';
import { aSite, type Site } from './a-site.ts';
import { confirmPhone, giveDetails } from './a-visitor.ts';

describe('registration in the browser', function () {
  this.timeout(60_000);
  let site: Site;
  let browser: Browser;
  let visit: Visit;

  before(async function () {
    skipWithoutChromium(this);
    // The first run of a machine builds everything first.
    this.timeout(180_000);
    site = await aSite();
    browser = await aBrowser(site);
  });

  after(async () => {
    await browser?.close();
    await site?.stop();
  });

  beforeEach(async () => {
    visit = await aVisit(browser, site.publicUrl);
  });

  afterEach(async () => {
    await visit?.context.close();
  });

  it('names every field that cannot be right and moves to the first', async () => {
    const { page } = visit;
    await page.goto('/dang-ky');
    await page.getByLabel(vi.field.personalId).fill('12345');
    await page.getByLabel(vi.field.bornOn).fill('31/02/1990');
    await page.getByRole('button', { name: vi.registration.sendCode }).click();
    for (const fault of [vi.field.personalIdWrong, vi.field.fullNameWrong, vi.field.bornOnWrong, vi.field.phoneWrong]) {
      await page.getByText(fault).waitFor();
    }
    await page.locator('input:focus').and(page.getByLabel(vi.field.personalId)).waitFor();
  });

  it('counts the attempts at a wrong code, and goes on where it was after a reload', async () => {
    const { page } = visit;
    const person = await aResident();
    await giveDetails(page, person);
    await page.getByLabel(vi.registration.code).fill('000000');
    await page.getByRole('button', { name: vi.registration.confirm }).click();
    await page.getByText(vi.failure.IDENTITY_CODE_WRONG).waitFor();
    await page.getByText(vi.registration.attemptsLeft(4)).waitFor();
    await page.reload();
    await confirmPhone(page, person);
    await page.getByRole('button', { name: vi.registration.createPasskey }).waitFor();
  });

  it('says kindly, and without detail, that the details do not match', async () => {
    const { page } = visit;
    const person = { ...(await aResident()), birthDate: '1991-03-15' };
    await giveDetails(page, person);
    await confirmPhone(page, person);
    await page.getByRole('heading', { name: vi.registration.notMatchedTitle }).waitFor();
    await page.getByRole('button', { name: vi.registration.startAgain }).click();
    await page.getByLabel(vi.field.personalId).waitFor();
  });

  it('waits for a population database that does not answer, and tells when it is asked again', async () => {
    const { page } = visit;
    const person = await aResident();
    await orderFault(site.app.registries.url, { registry: 'population', fault: 'fail' });
    try {
      await giveDetails(page, person);
      await confirmPhone(page, person);
      await page.getByRole('heading', { name: vi.registration.waitingTitle }).waitFor();
      await page.getByText(/Hỏi lại lúc \d\d:\d\d/).waitFor();
    } finally {
      await orderFault(site.app.registries.url, { registry: 'population', fault: 'none' });
    }
  });

  it('lets somebody try the passkey again after they declined it', async () => {
    const { page } = visit;
    const person = await aResident();
    await giveDetails(page, person);
    await confirmPhone(page, person);
    await visit.verifyUser(false);
    await page.getByRole('button', { name: vi.registration.createPasskey }).click();
    await page.getByText(vi.failure.PASSKEY_CANCELLED).waitFor();
    await visit.verifyUser(true);
    await page.getByRole('button', { name: vi.registration.createPasskey }).click();
    await page.getByRole('heading', { name: vi.registration.doneTitle('Anh') }).waitFor();
    assert.equal((await visit.passkeys()).length, 1);
  });
});
