import type { Page } from 'playwright-core';
import { vi } from '../../web/i18n/vi.ts';
import { sentCode } from '../support/a-citizen.ts';

/** What somebody knows about themselves, and types to register. */
export interface Details {
  _id: string;
  fullName: string;
  birthDate: string;
  phone: string;
}

/** Fills the first page of the registration and sends it. */
export async function giveDetails(page: Page, person: Details): Promise<void> {
  await page.goto('/dang-ky');
  await page.getByLabel(vi.field.personalId).fill(person._id);
  await page.getByLabel(vi.field.fullName).fill(person.fullName);
  const [year, month, day] = person.birthDate.split('-');
  // The slashes put themselves in.
  await page.getByLabel(vi.field.bornOn).pressSequentially(`${day}${month}${year}`);
  await page.getByLabel(vi.field.phone).fill(person.phone);
  await page.getByRole('button', { name: vi.registration.sendCode }).click();
  await page.getByRole('heading', { name: vi.registration.codeTitle }).waitFor();
}

/** Types the code that was sent, as soon as it has been. */
export async function confirmPhone(page: Page, person: Details): Promise<void> {
  await page.getByLabel(vi.registration.code).fill(await codeOnceSent(person.phone));
  await page.getByRole('button', { name: vi.registration.confirm }).click();
}

async function codeOnceSent(phone: string): Promise<string> {
  const deadline = Date.now() + 8000;
  for (;;) {
    try {
      return await sentCode(phone);
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

/** From the first page to the open wallet. */
export async function register(page: Page, person: Details): Promise<void> {
  await giveDetails(page, person);
  await confirmPhone(page, person);
  await page.getByRole('button', { name: vi.registration.createPasskey }).click();
  await page.getByRole('link', { name: vi.registration.toWallet }).click();
  await page.getByRole('heading', { name: vi.wallet.empty }).waitFor();
}

/** Adds a document of the kind that is called so. */
export async function linkDocument(page: Page, kindName: string, inputs: Record<string, string> = {}): Promise<void> {
  await page.goto('/vi/them');
  await page.getByRole('link', { name: kindName }).click();
  await page.getByRole('heading', { name: kindName, level: 1 }).waitFor();
  for (const [label, value] of Object.entries(inputs)) await page.getByLabel(label).fill(value);
  await page.getByRole('button', { name: vi.add.link }).click();
  await page.getByRole('heading', { name: vi.wallet.documents }).waitFor();
}

/** The card of a document in the wallet. */
export function card(page: Page, kindName: string) {
  return page.getByRole('article').filter({ has: page.getByRole('link', { name: kindName }) });
}
