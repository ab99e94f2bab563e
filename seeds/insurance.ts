import type { InsuranceRecord } from '../registries/records.ts';
import { addYears, ageOn, dayOf, isoOf, yearOf } from './calendar.ts';
import { defectRates } from './defect-rates.ts';
import type { Household, Person } from './household-people.ts';
import { ordinalOf, socialInsuranceNumber } from './numbers.ts';
import { city } from './places.ts';
import { type Random, Weighted } from './random.ts';

/**
 * Benefit digit of each group of insured people.
 *
 * @see Decision 1351/QĐ-BHXH, article 2
 */
export const benefitLevels: Readonly<Record<string, number>> = {
  TE: 1,
  CC: 1,
  HN: 2,
  BT: 2,
  CK: 2,
  HT: 3,
  CN: 3,
  DN: 4,
  HC: 4,
  HS: 4,
  SV: 4,
  GD: 4,
  QN: 5,
  CA: 5,
};

// Shares are estimates; null stands for people without a card, 7 % in all.
const groupsByAge: readonly { below: number; groups: Weighted<string | null> }[] = [
  {
    below: 6,
    groups: new Weighted<string | null>([
      ['TE', 99],
      [null, 1],
    ]),
  },
  {
    below: 18,
    groups: new Weighted<string | null>([
      ['HS', 94],
      ['GD', 3],
      [null, 3],
    ]),
  },
  {
    below: 23,
    groups: new Weighted<string | null>([
      ['SV', 38],
      ['DN', 26],
      ['GD', 23],
      ['QN', 1.5],
      ['CA', 0.5],
      [null, 11],
    ]),
  },
  {
    below: 55,
    groups: new Weighted<string | null>([
      ['DN', 36],
      ['GD', 43],
      ['HC', 6.5],
      ['BT', 1.5],
      ['QN', 1],
      ['CA', 1],
      ['CK', 0.5],
      [null, 10.5],
    ]),
  },
  {
    below: 62,
    groups: new Weighted<string | null>([
      ['DN', 17],
      ['GD', 49],
      ['HT', 18],
      ['HC', 4],
      ['BT', 2],
      ['CC', 0.5],
      ['CK', 2],
      [null, 7.5],
    ]),
  },
  {
    below: 80,
    groups: new Weighted<string | null>([
      ['HT', 25],
      ['GD', 60],
      ['BT', 4],
      ['CC', 1.5],
      ['CK', 4.5],
      [null, 5],
    ]),
  },
  {
    below: 200,
    groups: new Weighted<string | null>([
      ['HT', 16],
      ['BT', 66],
      ['GD', 9],
      ['CC', 3],
      ['CK', 5],
      [null, 1],
    ]),
  },
];

/** Households that the city counts as poor or nearly poor; the fund pays for their people. */
const poorShare = 0.008;
const nearlyPoorShare = 0.02;

const expiredShare = 0.022;
const suspendedShare = 0.004;

/** Hospitals with the fund's codes 92001 to 92012; further down, the wards' stations. */
const hospitals = 12;

/**
 * The insurance fund's records of a household.
 *
 * Limit: cards in force end between 2030 and 2034. The fund's new cards print no end, and a shorter one would make
 * every demo go out of date.
 */
export function insuranceRecords(household: Household, random: Random): InsuranceRecord[] {
  const draw = random.next() / 4_294_967_296;
  const supported = draw < poorShare ? 'HN' : draw < poorShare + nearlyPoorShare ? 'CN' : null;
  const records: InsuranceRecord[] = [];
  for (const person of household.people) {
    const record = recordOf(person, household, supported, random);
    if (record) records.push(record);
  }
  return records;
}

function recordOf(
  person: Person,
  household: Household,
  supported: 'HN' | 'CN' | null,
  random: Random,
): InsuranceRecord | null {
  const { asOf } = household;
  const age = ageOn(person.birthDay, person.deathDay ?? asOf);
  const group = groupOf(person, age, supported, random);
  if (group === null) return null;
  const socialInsuranceNo = socialInsuranceNumber(household.seed, ordinalOf(household.index, person.slot));
  const benefitLevel = benefitLevels[group] ?? 4;
  const expired = person.persona
    ? person.persona.insurance?.expired === true
    : group !== 'TE' && random.chance(expiredShare);
  const suspended = !expired && !person.persona && random.chance(suspendedShare);
  const [from, to] = validity(group, person, asOf, expired, random);
  // Continuous cover began at birth at the earliest, up to nine years before this card.
  const coveredFrom = Math.max(person.birthDay, addYears(from, -random.below(10)));
  return {
    _id: `${group}${benefitLevel}${city.gsoCode}${socialInsuranceNo}`,
    personalId: person.personalId,
    socialInsuranceNo,
    fullName: person.fullName,
    birthDate: isoOf(person.birthDay),
    objectCode: group,
    benefitLevel,
    areaCode: person.ethnicity === 'Khmer' && !household.ward.urban && random.chance(0.4) ? 'K1' : null,
    primaryFacility: facility(household, random),
    validFrom: isoOf(from),
    validTo: isoOf(to),
    fiveYearsFrom: group === 'TE' ? null : isoOf(addYears(coveredFrom, 5)),
    householdId: household.householdId,
    status: expired ? 'expired' : suspended ? 'suspended' : 'active',
    version: 1,
    changedAt: household.recordedAt,
  };
}

function groupOf(person: Person, age: number, supported: 'HN' | 'CN' | null, random: Random): string | null {
  if (person.persona) return person.persona.insurance?.objectCode ?? null;
  if (person.deathDay !== null) return random.chance(defectRates.deadStillInsured) ? (age < 62 ? 'GD' : 'HT') : null;
  if (supported !== null && age >= 6) return supported;
  for (const { below, groups } of groupsByAge) {
    if (age < below) return groups.pick(random);
  }
  return null;
}

function validity(group: string, person: Person, asOf: number, expired: boolean, random: Random): [number, number] {
  if (group === 'TE') {
    // To 72 months; a child who has not reached the school year by then, to 30 September of that year
    // (Law on Health Insurance, article 16).
    const sixth = addYears(person.birthDay, 6);
    return [person.birthDay, Math.max(sixth - 1, dayOf(yearOf(sixth), 9, 30))];
  }
  const thisYear = yearOf(asOf);
  if (expired) {
    const from = dayOf(thisYear - random.between(3, 5), random.between(1, 12), 1);
    return [Math.max(from, person.birthDay), dayOf(thisYear - random.between(1, 2), 12, 31)];
  }
  const earliest = group === 'HT' || group === 'DN' || group === 'HC' ? 2021 : thisYear - 2;
  const from = dayOf(random.between(earliest, thisYear - 1), random.between(1, 12), 1);
  return [Math.max(from, person.birthDay), dayOf(2030 + random.below(5), 12, 31)];
}

function facility(household: Household, random: Random): string {
  if (random.chance(0.45)) return household.ward.stationCode;
  return `${city.gsoCode}0${String(random.between(1, hospitals)).padStart(2, '0')}`;
}
