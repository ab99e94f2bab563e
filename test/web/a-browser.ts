import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type CDPSession,
  chromium,
  type Page,
} from 'playwright-core';

type Credential = Awaited<ReturnType<typeof credentialsOf>>[number];

async function credentialsOf(devtools: CDPSession, authenticatorId: string) {
  return (await devtools.send('WebAuthn.getCredentials', { authenticatorId })).credentials;
}

/** The Chromium of this machine, where it has one. */
export function chromiumPath(): string | undefined {
  const places = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
  return places.find((path) => path !== undefined && path !== '' && existsSync(path));
}

/** Says why the tests of the pages are left out, once for each suite. */
export function skipWithoutChromium(context: Mocha.Context): void {
  if (chromiumPath()) return;
  process.stdout.write('    skipped: no Chromium here; install it or name one in CHROMIUM\n');
  context.skip();
}

/** A headless Chromium to which `site` stands at its public address, whatever port it really listens on. */
export function aBrowser(site: { publicUrl: string; port: number }): Promise<Browser> {
  const executablePath = chromiumPath();
  if (!executablePath) throw new Error('no Chromium here');
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      `--host-resolver-rules=MAP ${new URL(site.publicUrl).host} 127.0.0.1:${site.port}`,
    ],
  });
}

export const phone = { width: 390, height: 844 };
export const desktop = { width: 1366, height: 900 };

/** One person's browser window. */
export interface Visit {
  context: BrowserContext;
  page: Page;
  /** What the browser complained about: script errors, refused policies, failed requests. */
  complaints: string[];
  /** Makes the passkeys of this window answer, or not. */
  verifyUser(verified: boolean): Promise<void>;
  /** Takes the authenticator away and plugs in another, which holds no passkey yet. */
  changeDevice(): Promise<void>;
  /** Copies the passkeys of another window's authenticator, as a synced passkey comes to a second device. */
  copyPasskeysOf(other: Visit): Promise<void>;
  passkeys(): Promise<Credential[]>;
}

const authenticator = {
  protocol: 'ctap2',
  transport: 'internal',
  hasResidentKey: true,
  hasUserVerification: true,
  isUserVerified: true,
  automaticPresenceSimulation: true,
} as const;

/** Opens a window with a virtual authenticator (WebAuthn Level 3, section 11: User Agent Automation). */
export async function aVisit(browser: Browser, baseURL: string, options: BrowserContextOptions = {}): Promise<Visit> {
  const context = await browser.newContext({ baseURL, viewport: phone, locale: 'vi-VN', ...options });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('response', async (response) => {
    if (response.status() >= 400) complaints.push(`${response.url()} ${await response.text().catch(() => '')}`);
  });
  const devtools = await context.newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  let { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', { options: authenticator });
  return {
    context,
    page,
    complaints,
    async verifyUser(isUserVerified) {
      await devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified });
    },
    async changeDevice() {
      await devtools.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId });
      ({ authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', { options: authenticator }));
    },
    async copyPasskeysOf(other) {
      for (const credential of await other.passkeys()) {
        await devtools.send('WebAuthn.addCredential', { authenticatorId, credential });
      }
    },
    passkeys: () => credentialsOf(devtools, authenticatorId),
  };
}

const axe = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds on the page as it stands: one line for each violation and element. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  // What still fades or slides in has the colours of neither its start nor its end.
  await page.evaluate(
    'Promise.all(document.getAnimations().filter((a) => a.effect.getTiming().iterations !== Infinity).map((a) => a.finished.catch(() => 0)))',
  );
  const found: string = await page.evaluate(
    `${await axe};
    axe.run(document, { runOnly: ${JSON.stringify(rules)} }).then(({ violations }) => JSON.stringify(
      violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => id + ' ' + target + ' ' + failureSummary))))`,
  );
  return JSON.parse(found) as string[];
}

/** How many pixels of the page lie beyond the right edge of the window. */
export function hiddenPixels(page: Page): Promise<number> {
  return page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}
