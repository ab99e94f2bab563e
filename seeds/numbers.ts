import { yearOf } from './calendar.ts';
import { mix32, permute } from './random.ts';

/**
 * Numbers that no two people share, without remembering any: each is a permutation of a serial that is unique already.
 * The serial is made of the household's index and the person's place in the household, so these two are bounded.
 */
export const householdLimit = 500_000;
/** What fits below that limit: a household has about 3.4 people. */
export const mostPeople = 1_600_000;
export const memberLimit = 16;
/** People of one household with the same sex and year of birth: twins, and no more. */
export const sameYearLimit = 2;
export const oldIdHolderLimit = 8;

const digits3: readonly string[] = Array.from({ length: 1000 }, (_, value) => String(value).padStart(3, '0'));
const digits4: readonly string[] = Array.from({ length: 10_000 }, (_, value) => String(value).padStart(4, '0'));
const hex4: readonly string[] = Array.from({ length: 65_536 }, (_, value) =>
  value.toString(16).toUpperCase().padStart(4, '0'),
);

function entryOf(table: readonly string[], place: number): string {
  const entry = table[place];
  if (entry === undefined) throw new RangeError(`no number ${place}`);
  return entry;
}

function six(value: number): string {
  return entryOf(digits3, Math.floor(value / 1000)) + entryOf(digits3, value % 1000);
}

function seven(value: number): string {
  return entryOf(digits3, Math.floor(value / 10_000)) + entryOf(digits4, value % 10_000);
}

function eight(value: number): string {
  return entryOf(digits4, Math.floor(value / 10_000)) + entryOf(digits4, value % 10_000);
}

/** Eight hexadecimal digits, upper case. */
export function hex(value: number): string {
  return entryOf(hex4, value >>> 16) + entryOf(hex4, value & 0xffff);
}

export type Sex = 'male' | 'female';

/** Digit 4 of a personal number: 0 and 1 for men and women born 1900 to 1999, 2 and 3 for 2000 to 2099. */
export function centuryDigit(sex: Sex, birthYear: number): number {
  return Math.floor((birthYear - 1900) / 100) * 2 + (sex === 'female' ? 1 : 0);
}

function twoDigits(year: number): string {
  const value = year % 100;
  return value < 10 ? `0${value}` : String(value);
}

/**
 * Personal identification number. Unique: two people with the same first six digits share sex and year of birth, so
 * they differ in household or in `twin`, and the last six digits are a permutation of both.
 *
 * @param twin place among the household's people of the same sex and year of birth, 0 or 1
 * @see Circular 07/2016/TT-BCA, article 7
 */
export function personalNumber(
  seed: number,
  person: { provinceCode: string; sex: Sex; birthDay: number; household: number; twin: number },
): string {
  const year = yearOf(person.birthDay);
  const century = centuryDigit(person.sex, year);
  const group = mix32(
    seed ^ Math.imul(Number(person.provinceCode) * 10_000 + century * 100 + (year % 100), 0x27d4_eb2f),
  );
  const serial = person.household * sameYearLimit + person.twin;
  return `${person.provinceCode}${century}${twoDigits(year)}${six(permute(serial, 1000, 1000, group))}`;
}

/**
 * Number of the old identity card: 9 digits of the city's series 361 to 365.
 *
 * @param holder place among the household's holders of such a card, below `oldIdHolderLimit`
 */
export function oldIdNumber(seed: number, household: number, holder: number): string {
  const value = permute(household * oldIdHolderLimit + holder, 5000, 1000, mix32(seed ^ 0x0111));
  return `36${1 + Math.floor(value / 1_000_000)}${six(value % 1_000_000)}`;
}

/** Number of a person that no other person has: below 8,000,000. */
export function ordinalOf(household: number, slot: number): number {
  return household * memberLimit + slot;
}

/** Social-insurance number, 10 digits, the first two of the province. */
export function socialInsuranceNumber(seed: number, ordinal: number): string {
  return `92${eight(permute(ordinal, 10_000, 10_000, mix32(seed ^ 0x0222)))}`;
}

/** Driving-licence number, 12 digits: province, sex and century, year of the first pass, seven running digits. */
export function drivingLicenceNumber(
  seed: number,
  ordinal: number,
  sex: Sex,
  birthDay: number,
  passDay: number,
): string {
  const running = seven(permute(ordinal, 1000, 10_000, mix32(seed ^ 0x0333)));
  return `92${centuryDigit(sex, yearOf(birthDay))}${twoDigits(yearOf(passDay))}${running}`;
}

/** Household number, 10 digits. */
export function householdNumber(seed: number, household: number): string {
  return `92${eight(permute(household, 10_000, 10_000, mix32(seed ^ 0x0444)))}`;
}

/** Unique certificate identifier of one dose. Its first half is a bijection of person and dose, so no two are equal. */
export function certificateCode(seed: number, ordinal: number, dose: number): string {
  const serial = mix32((ordinal * 32 + dose) ^ mix32(seed ^ 0x0555));
  return `URN:UVCI:01:VN:${hex(serial)}${hex(mix32(serial ^ seed))}`;
}

/** Stands for the hash of a portrait: 64 hexadecimal digits. */
export function portraitHash(seed: number, ordinal: number): string {
  let word = mix32(ordinal ^ mix32(seed ^ 0x0666));
  let text = '';
  for (let part = 0; part < 8; part += 1) {
    text += hex(word);
    word = mix32(word + 0x9e37_79b9);
  }
  return text;
}
