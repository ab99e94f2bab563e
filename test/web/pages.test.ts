import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import { en } from '../../web/i18n/en.ts';
import { vi } from '../../web/i18n/vi.ts';
import { aHealthRecord } from '../registries/running-registries.ts';
import { aResident } from '../support/a-citizen.ts';
import {
  aBrowser,
  accessibilityFaults,
  aVisit,
  desktop,
  hiddenPixels,
  phone,
  skipWithoutChromium,
  type Visit,
} from './a-browser.ts';
import { aSite, type Site } from './a-site.ts';
import { card, linkDocument, register } from './a-visitor.ts';

const vaccination = 'Chứng nhận tiêm chủng';
const smallest = { width: 320, height: 640 };

/** Where each page is, and what stands on it once it is there. */
const visitorPages: [string, string][] = [
  ['/', vi.landing.title],
  ['/dang-ky', vi.registration.title],
  ['/kiem-tra', vi.verifier.title],
  ['/khong-co-trang-nay', vi.notFound.title],
];
const citizenPages: [string, string][] = [
  ['/vi', vi.wallet.greeting('Anh')],
  ['/vi/them', vi.add.title],
  ['/vi/them/HEALTH_INSURANCE_CARD', 'Thẻ bảo hiểm y tế'],
  ['/lich-su', vi.history.title],
  ['/tai-khoan', vi.account.title],
];

describe('every page', function () {
  this.timeout(60_000);
  let site: Site;
  let browser: Browser;

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

  /** Looks at a page as it stands, on small and large screens, in both languages. */
  async function assertSound(page: Page): Promise<void> {
    for (const viewport of [smallest, phone, desktop]) {
      await page.setViewportSize(viewport);
      assert.equal(await hiddenPixels(page), 0, `scrolls sideways at ${viewport.width} pixels`);
      assert.deepEqual(await accessibilityFaults(page), [], `at ${viewport.width} pixels`);
    }
    await page.setViewportSize(phone);
  }

  for (const colorScheme of ['light', 'dark'] as const) {
    describe(`in ${colorScheme} colours`, () => {
      let visit: Visit;

      before(async () => {
        visit = await aVisit(browser, site.publicUrl, { colorScheme });
      });
      after(async () => {
        await visit?.context.close();
      });

      for (const [path, heading] of visitorPages) {
        it(`is accessible and fits its screen for a visitor: ${path}`, async () => {
          await visit.page.goto(path);
          await visit.page.getByRole('heading', { name: heading, level: 1 }).waitFor();
          await assertSound(visit.page);
        });
      }

      it('is accessible and fits its screen for a citizen', async () => {
        const { page } = visit;
        const person = await aResident();
        const { _id, fullName, birthDate } = person;
        await site.app.registries
          .records('health')
          .insertOne(aHealthRecord({ _id, personalId: _id, fullName, birthDate }));
        await register(page, person);
        await assertSound(page);
        await linkDocument(page, vaccination);
        await card(page, vaccination).getByText(vi.status.VERIFIED).waitFor();
        await linkDocument(page, 'Giấy phép lái xe');
        await card(page, 'Giấy phép lái xe').getByText(vi.status.NOT_FOUND).waitFor();
        for (const [path, heading] of citizenPages) {
          await page.goto(path);
          await page.getByRole('heading', { name: heading, level: 1 }).waitFor();
          await page.locator('.skeleton').first().waitFor({ state: 'detached' });
          await assertSound(page);
        }
      });

      it('is accessible with a document, its code and its dialogs open', async () => {
        const { page } = visit;
        await page.goto('/vi');
        await page.getByRole('link', { name: vaccination }).click();
        await page.getByRole('heading', { name: vi.document.status }).waitFor();
        await assertSound(page);
        await page.getByRole('button', { name: vi.document.remove }).click();
        await assertSound(page);
        await page.keyboard.press('Escape');
        await page.getByRole('link', { name: vi.document.show }).click();
        await page.getByRole('checkbox').first().waitFor();
        await assertSound(page);
        await page.getByRole('button', { name: vi.show.make }).click();
        await page.getByRole('img', { name: vi.show.qrLabel }).waitFor();
        assert.deepEqual(await accessibilityFaults(page), []);
        assert.equal(await hiddenPixels(page), 0);
      });

      it('makes the browser complain of nothing', () => {
        assert.deepEqual(visit.complaints, []);
      });
    });
  }

  it('speaks English after one press, and still after a reload', async () => {
    const { page, context } = await aVisit(browser, site.publicUrl);
    await page.goto('/');
    await page.getByRole('button', { name: /English/ }).click();
    await page.getByRole('heading', { name: en.landing.title }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: en.landing.title }).waitFor();
    assert.equal(await page.locator('html').getAttribute('lang'), 'en');
    assert.deepEqual(await accessibilityFaults(page), []);
    await context.close();
  });

  it('can be walked with the keyboard: the first stop skips to the heading', async () => {
    const { page, context } = await aVisit(browser, site.publicUrl);
    await page.goto('/kiem-tra');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.keyboard.press('Tab');
    await page.getByRole('button', { name: vi.app.skip }).and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Enter');
    await page.locator('h1:focus').waitFor();
    await context.close();
  });

  it('gives the focus to the heading of the page that a link opens', async () => {
    const { page, context } = await aVisit(browser, site.publicUrl);
    await page.goto('/');
    await page.getByRole('link', { name: vi.landing.register }).click();
    await page.locator('h1:focus').getByText(vi.registration.title).waitFor();
    await context.close();
  });

  it('stays readable with text at twice its size', async () => {
    const { page, context } = await aVisit(browser, site.publicUrl);
    for (const [path, heading] of visitorPages) {
      await page.goto(path);
      await page.getByRole('heading', { name: heading, level: 1 }).waitFor();
      await page.evaluate('document.documentElement.style.fontSize = "212.5%"');
      assert.equal(await hiddenPixels(page), 0, path);
    }
    await context.close();
  });

  it('opens without a network once it was opened with one', async () => {
    const { page, context } = await aVisit(browser, site.publicUrl);
    await page.goto('/');
    await page.evaluate(
      'navigator.serviceWorker.ready.then((r) => new Promise((done) => { const look = () => r.active?.state === "activated" ? done() : setTimeout(look, 50); look(); }))',
    );
    await context.setOffline(true);
    await page.reload();
    await page.getByRole('heading', { name: vi.landing.title }).waitFor();
    await page.getByText(vi.app.offline).waitFor();
    await context.close();
  });

  it('can be installed: its manifest names icons that are there', async () => {
    const { page, context } = await aVisit(browser, site.publicUrl);
    await page.goto('/');
    const devtools = await context.newCDPSession(page);
    const { errors, url } = await devtools.send('Page.getAppManifest');
    assert.match(url, /\/manifest\.webmanifest$/);
    assert.deepEqual(errors, []);
    const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors');
    // A private window, which every test has, is the one thing in the way.
    assert.deepEqual(
      installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== 'in-incognito'),
      [],
    );
    await context.close();
  });
});
