import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import { grantRole } from '../../services/identity/index.ts';
import { systemCall } from '../../services/platform/call-context.ts';
import { DeadLetter } from '../../services/platform/dead-letter.model.ts';
import { newId } from '../../services/platform/ids.ts';
import { vi } from '../../web/i18n/vi.ts';
import { aResident } from '../support/a-citizen.ts';
import {
  aBrowser,
  accessibilityFaults,
  aVisit,
  desktop,
  hiddenPixels,
  phone,
  skipWithoutChromium,
} from './a-browser.ts';
import { aSite, type Site } from './a-site.ts';
import { register } from './a-visitor.ts';

describe('the administrator in the browser', function () {
  this.timeout(60_000);
  let site: Site;
  let browser: Browser;
  let page: Page;

  before(async function () {
    skipWithoutChromium(this);
    // The first run of a machine builds everything first.
    this.timeout(180_000);
    site = await aSite();
    browser = await aBrowser(site);
    const person = await aResident();
    await grantRole(systemCall(site.app.ports, 'test'), { personalId: person._id, role: 'ADMINISTRATOR' });
    ({ page } = await aVisit(browser, site.publicUrl, { viewport: desktop }));
    await register(page, person);
  });

  after(async () => {
    await browser?.close();
    await site?.stop();
  });

  it('sees the backlog and how every registry answers', async () => {
    await page.getByRole('link', { name: vi.administration.title }).click();
    await page.getByRole('heading', { name: vi.administration.backlog }).waitFor();
    const registries = page.getByRole('table');
    await registries.getByRole('rowheader').first().waitFor();
    assert.ok((await registries.getByRole('rowheader').count()) >= 4);
  });

  it('replays work that gave up', async () => {
    const outboxId = newId();
    await new DeadLetter({
      _id: `${outboxId}-verifyDocument`,
      outboxId,
      event: 'wallet.documentLinkRequested',
      reaction: 'verifyDocument',
      cause: 'EXCHANGE_REGISTRY_UNAVAILABLE: The registry gives no answer.',
      attempts: 8,
      failedAt: new Date(),
      failureId: newId(),
    }).save();
    await page.getByRole('button', { name: vi.administration.refresh }).click();
    await page.getByText('EXCHANGE_REGISTRY_UNAVAILABLE').waitFor();
    await page.getByRole('button', { name: vi.administration.replayNamed('verifyDocument') }).click();
    await page.getByText(vi.administration.replayedNow).waitFor();
  });

  it('has nothing that axe objects to, and fits a phone', async () => {
    assert.deepEqual(await accessibilityFaults(page), []);
    await page.setViewportSize(phone);
    assert.equal(await hiddenPixels(page), 0);
    assert.deepEqual(await accessibilityFaults(page), []);
    await page.setViewportSize(desktop);
  });

  it('reaches the board of the queues', async () => {
    await page.getByRole('link', { name: vi.administration.queues }).click();
    await page.waitForURL('**/quan-tri/hang-doi**');
    await page.getByText('Bull').first().waitFor();
  });

  it('is somebody with the role: others are told so', async () => {
    const citizen = await aVisit(browser, site.publicUrl);
    await register(citizen.page, await aResident());
    await citizen.page.goto('/quan-tri');
    await citizen.page.getByText(vi.administration.forbidden).waitFor();
    assert.equal(await citizen.page.getByRole('link', { name: vi.administration.title }).count(), 0);
    await citizen.context.close();
  });
});
