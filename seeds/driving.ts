import type { DrivingRecord } from '../registries/records.ts';
import { addYears, ageOn, dayOf, isoOf, yearOf } from './calendar.ts';
import classData from './data/driving-licence-classes.json' with { type: 'json' };
import type { Household, Person } from './household-people.ts';
import { drivingLicenceNumber, ordinalOf } from './numbers.ts';
import { home } from './places.ts';
import { type Random, Weighted } from './random.ts';

/** From this day classes are those of Law 36/2024/QH15, and each licence has points. */
export const newClasses = dayOf(2025, 1, 1);
/** From this day the police issue licences. */
const policeIssue = dayOf(2025, 3, 1);
/** Plastic cards with data on record. */
const firstRecords = dayOf(2003, 1, 1);

export const fullPoints = classData.points.total;

/** Classes before 2025 and what they turn into when a licence is issued again (data file; tractors leave the law). */
export const conversions: ReadonlyMap<string, readonly string[]> = new Map(
  classData.before20250101.classes.map((old) => [
    old.class,
    old.convertsTo.flatMap((text) => /^[A-D][A-Z0-9]{0,2}(?= |$)/.exec(text)?.[0] ?? []),
  ]),
);

const motorcycleOnly = new Weighted<string>([
  ['A1', 985],
  ['A2', 11],
  ['A3', 4],
]);
const carClassesOfMen = new Weighted<string>([
  ['B1', 9],
  ['B2', 62],
  ['C', 19],
  ['D', 4],
  ['E', 3.5],
  ['FC', 2.5],
]);
const carClassesOfWomen = new Weighted<string>([
  ['B1', 38],
  ['B2', 60],
  ['C', 2],
]);
const leastAges = new Map(
  [...classData.before20250101.classes, ...classData.from20250101.classes].map((entry) => [entry.class, entry.minAge]),
);

type IssuedClass = { class: string; issuedDay: number; expiresDay: number | null };

/** Years a class is valid; null for motorcycles, whose licence has no end. */
export function validYears(licenceClass: string, issuedDay: number): number | null {
  const isNew = issuedDay >= newClasses;
  if (isNew ? ['A1', 'A', 'B1'].includes(licenceClass) : ['A1', 'A2', 'A3'].includes(licenceClass)) return null;
  return ['B', 'B1', 'B2', 'C1', 'A4'].includes(licenceClass) ? 10 : 5;
}

/** The licence authority's records of a household. */
export function drivingRecords(household: Household, random: Random): DrivingRecord[] {
  const records: DrivingRecord[] = [];
  for (const person of household.people) {
    const record = recordOf(person, household, random);
    if (record) records.push(record);
  }
  return records;
}

function recordOf(person: Person, household: Household, random: Random): DrivingRecord | null {
  const { asOf } = household;
  const until = person.deathDay ?? asOf;
  const classes = person.persona ? plannedClasses(person) : drawnClasses(person, until, random);
  if (classes.length === 0) return null;
  const issuedDay = Math.max(...classes.map((entry) => entry.issuedDay));
  const passDay = Math.min(...classes.map((entry) => entry.issuedDay));
  const [status, points] = standing(person, classes, issuedDay, asOf, random);
  return {
    _id: drivingLicenceNumber(
      household.seed,
      ordinalOf(household.index, person.slot),
      person.sex,
      person.birthDay,
      passDay,
    ),
    personalId: person.personalId,
    fullName: person.fullName,
    birthDate: isoOf(person.birthDay),
    classes: classes.map((entry) => ({
      class: entry.class,
      issuedAt: isoOf(entry.issuedDay),
      expiresAt: entry.expiresDay === null ? null : isoOf(entry.expiresDay),
    })),
    issuedAt: isoOf(issuedDay),
    issuer: issuerOn(issuedDay, person),
    points,
    status,
    version: 1,
    changedAt: household.recordedAt,
  };
}

function standing(
  person: Person,
  classes: readonly IssuedClass[],
  issuedDay: number,
  asOf: number,
  random: Random,
): [DrivingRecord['status'], number] {
  if (person.persona) return [person.persona.driving?.status ?? 'valid', fullPoints];
  if (classes.every((entry) => entry.expiresDay !== null && entry.expiresDay < asOf)) return ['expired', fullPoints];
  const draw = random.below(10_000);
  // Points are taken since 2025: 2 to 12 for an offence (Decree 168/2024/NĐ-CP).
  const points = random.chance(0.06) ? fullPoints - 2 * random.between(1, 5) : fullPoints;
  if (draw < 80) return ['revoked', points];
  if (draw < 180) return ['withheld', points];
  if (draw < 220 && issuedDay < asOf) return ['points_exhausted', 0];
  return ['valid', points];
}

function plannedClasses(person: Person): IssuedClass[] {
  return (person.persona?.driving?.classes ?? []).map((entry) => issued(entry.class, entry.issuedDay));
}

function issued(licenceClass: string, issuedDay: number): IssuedClass {
  const years = validYears(licenceClass, issuedDay);
  return { class: licenceClass, issuedDay, expiresDay: years === null ? null : addYears(issuedDay, years) };
}

function drawnClasses(person: Person, until: number, random: Random): IssuedClass[] {
  const age = ageOn(person.birthDay, until);
  if (age < 18) return [];
  const man = person.sex === 'male';
  const rider = random.chance(man ? (age < 65 ? 0.84 : 0.55) : age < 55 ? 0.72 : 0.25);
  const driver = age >= 20 && age < 70 && random.chance(man ? 0.26 : 0.08);
  const classes: IssuedClass[] = [];
  // A driver without a motorcycle class has the car's alone, and with it a licence that can end.
  if (rider && !(driver && random.chance(0.12))) {
    const licenceClass = motorcycleOnly.pick(random);
    const passDay = firstPass(person.birthDay, 18, until, random);
    if (passDay !== null) classes.push(issued(passDay >= newClasses ? asOfToday(licenceClass) : licenceClass, passDay));
  }
  if (driver) classes.push(...carClasses(man ? carClassesOfMen : carClassesOfWomen, person.birthDay, until, random));
  return reissued(classes);
}

/** The class that a learner of the old class takes since 2025; small motorcycles keep the name A1. */
function asOfToday(licenceClass: string): string {
  return licenceClass === 'A1' ? 'A1' : (conversions.get(licenceClass)?.[0] ?? licenceClass);
}

function firstPass(birthDay: number, leastAge: number, until: number, random: Random): number | null {
  const earliest = Math.max(addYears(birthDay, leastAge) + 7, firstRecords);
  const latest = Math.min(until, Math.max(earliest, addYears(birthDay, leastAge)) + 365 * (leastAge === 18 ? 6 : 12));
  return earliest < latest ? earliest + random.below(latest - earliest) : null;
}

function carClasses(choice: Weighted<string>, birthDay: number, until: number, random: Random): IssuedClass[] {
  const licenceClass = choice.pick(random);
  const first = firstPass(birthDay, Math.max(20, leastAges.get(licenceClass) ?? 20), until, random);
  if (first === null) return [];
  let entries = first >= newClasses ? convert(licenceClass, first) : [issued(licenceClass, first)];
  for (;;) {
    const [entry] = entries;
    if (!entry || entry.expiresDay === null || entry.expiresDay > until) return entries;
    // Renewed in its last weeks, or let go.
    if (random.chance(0.06)) return entries;
    const renewal = entry.expiresDay - random.between(1, 90);
    entries = renewal >= newClasses ? convert(licenceClass, renewal) : [issued(licenceClass, renewal)];
  }
}

function convert(licenceClass: string, day: number): IssuedClass[] {
  return (conversions.get(licenceClass) ?? [licenceClass]).map((converted) => issued(converted, day));
}

/** One card holds all classes: issued again under the new law, it names the older ones by their new names too. */
function reissued(classes: IssuedClass[]): IssuedClass[] {
  const last = classes.reduce((latest, entry) => Math.max(latest, entry.issuedDay), 0);
  if (last < newClasses) return classes;
  const named = classes.flatMap((entry) =>
    entry.issuedDay >= newClasses
      ? [entry]
      : (conversions.get(entry.class) ?? []).map((converted) => ({ ...entry, class: converted })),
  );
  return named.filter((entry, place) => named.findIndex((other) => other.class === entry.class) === place);
}

function issuerOn(day: number, person: Person): string {
  const from = person.birthProvince;
  // Who came from elsewhere as a grown person often passed there.
  const place = from !== home && yearOf(day) - yearOf(person.birthDay) < 22 ? from.shortName : home.shortName;
  return day < policeIssue ? `Sở Giao thông vận tải ${place}` : `Phòng Cảnh sát giao thông, Công an ${place}`;
}
