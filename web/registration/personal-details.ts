/** What a citizen types to register, and whether it can be right. The API checks everything again. */
export interface PersonalDetails {
  personalId: string;
  fullName: string;
  bornOn: string;
  phone: string;
}

/** Puts the slashes between day, month and year while a date is typed; what was typed otherwise is left alone. */
export function typedDate(text: string, before: string): string {
  const kept = text.replace(/[^\d/.\- ]/g, '').slice(0, 10);
  if (/^\d{8}$/.test(kept)) return `${kept.slice(0, 2)}/${kept.slice(2, 4)}/${kept.slice(4)}`;
  const growing = kept.length > before.length;
  return growing && /^(\d{2}|\d{2}\/\d{2})$/.test(kept) ? `${kept}/` : kept;
}

/**
 * `1990-02-14` from `14/02/1990`, `14-2-1990` or `14.2.1990`.
 * @returns undefined when there is no such day, or it lies in the future.
 */
export function isoDate(typed: string): string | undefined {
  const match = /^(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})$/.exec(typed.trim());
  if (!match) return undefined;
  const [, day = '', month = '', year = ''] = match;
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const date = new Date(`${iso}T00:00:00Z`);
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== iso) return undefined;
  return date.getTime() > Date.now() || Number(year) < 1900 ? undefined : iso;
}

/** A personal identification number has 12 digits (Circular 07/2016/TT-BCA, article 7). */
export function isPersonalId(text: string): boolean {
  return /^\d{12}$/.test(text);
}

/** A Vietnamese mobile number, national or international. */
export function isMobileNumber(text: string): boolean {
  return /^(?:0|\+84)[35789]\d{8}$/.test(text.replace(/[ .-]/g, ''));
}
