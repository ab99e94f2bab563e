import type { Address } from '../registries/records.ts';
import { ageOn, isoOf, yearOf } from './calendar.ts';
import { type Member, planHousehold } from './households.ts';
import { type Ethnicity, fullName, pickEthnicity, pickGivenNames, pickSurname } from './names.ts';
import { householdLimit, householdNumber, memberLimit, personalNumber, sameYearLimit } from './numbers.ts';
import { addressIn, home, type Province, pickBirthProvince, pickWard, type Ward } from './places.ts';
import { Random, Weighted } from './random.ts';

/** What the wished-for documents of a constructed person are; absent documents do not exist. Days as in calendar.ts. */
export type PersonaPlan = {
  key: string;
  cardIssuedDay?: number;
  insurance?: { objectCode: string; expired?: boolean };
  driving?: { classes: readonly { class: string; issuedDay: number }[]; status: 'valid' | 'revoked' };
  vaccinated: boolean;
  defect?: { registry: 'insurance' | 'driving' | 'health'; defect: string };
};

export type Person = Member & {
  personalId: string;
  surname: string;
  middle: string;
  given: string;
  fullName: string;
  ethnicity: Ethnicity;
  birthProvince: Province;
  birthPlace: string;
  nativePlace: string;
  /** Null for everyone drawn at random. */
  persona: PersonaPlan | null;
};

export type Household = {
  seed: number;
  index: number;
  asOf: number;
  /** When the records were entered: the reference date, midnight UTC. */
  recordedAt: Date;
  householdId: string;
  ward: Ward;
  address: Address;
  religion: string;
  /** Slot of the head. */
  head: number;
  people: Person[];
};

/** A constructed member: the plan of an ordinary one with what is fixed beforehand. */
export type NamedMember = Member & {
  name: { surname: string; middle: string; given: string };
  persona: PersonaPlan | null;
};

// Estimates for the delta; the census counts believers only.
const religions = new Weighted<string>([
  ['Không', 78],
  ['Phật giáo', 11],
  ['Công giáo', 5.5],
  ['Phật giáo Hòa Hảo', 4],
  ['Cao Đài', 1],
  ['Tin Lành', 0.5],
]);

/** Streams of one household: what one of them draws moves nothing in the others. */
export const streams = { family: 1, names: 2, population: 3, insurance: 4, driving: 5, health: 6, defects: 7 } as const;

const random = new Random();

/** The household with this index: the same for the same seed, whatever was generated before. */
export function householdAt(seed: number, index: number, asOf: number): Household {
  random.restart(seed, index, streams.family);
  const members = planHousehold(random, asOf);
  random.restart(seed, index, streams.names);
  return settle(seed, index, asOf, members, pickWard(random));
}

/** A household whose people, names and ward are given. */
export function namedHousehold(
  seed: number,
  index: number,
  asOf: number,
  members: NamedMember[],
  ward: Ward,
): Household {
  random.restart(seed, index, streams.names);
  return settle(seed, index, asOf, members, ward);
}

function settle(seed: number, index: number, asOf: number, members: (Member | NamedMember)[], ward: Ward): Household {
  if (index >= householdLimit) throw new RangeError(`expected fewer than ${householdLimit} households`);
  if (members.length > memberLimit) throw new RangeError(`household ${index} has ${members.length} members`);
  const named = members.some((member) => 'name' in member);
  const ethnicity = named ? 'Kinh' : pickEthnicity(random);
  const people: Person[] = [];
  // Parents first: children take their names from them.
  for (const member of [...members].sort((left, right) => left.birthDay - right.birthDay || left.slot - right.slot)) {
    people[member.slot] = personOf(asOf, member, people, ethnicity, ward);
  }
  numberPeople(seed, index, people);
  return {
    seed,
    index,
    asOf,
    recordedAt: recordedAt(asOf),
    householdId: householdNumber(seed, index),
    ward,
    address: addressIn(ward, random),
    religion: named ? 'Không' : religions.pick(random),
    head: people.findIndex((person) => person.relation === 'head'),
    people,
  };
}

const recordedAts = new Map<number, Date>();

function recordedAt(asOf: number): Date {
  const known = recordedAts.get(asOf);
  if (known) return known;
  const instant = new Date(`${isoOf(asOf)}T00:00:00Z`);
  recordedAts.set(asOf, instant);
  return instant;
}

function personOf(
  asOf: number,
  member: Member | NamedMember,
  people: readonly (Person | undefined)[],
  ethnicity: Ethnicity,
  ward: Ward,
): Person {
  const father = member.father === null ? undefined : people[member.father];
  const mother = member.mother === null ? undefined : people[member.mother];
  const surname =
    'name' in member ? member.name.surname : ((father ?? mother)?.surname ?? pickSurname(ethnicity, random));
  const [middle, given] = 'name' in member ? [member.name.middle, member.name.given] : distinctNames();
  const child = ageOn(member.birthDay, asOf) < 18;
  const birthProvince = 'name' in member ? home : pickBirthProvince(random, child);
  const athome = birthProvince === home;
  // Named one by one: spreading a million members took a third of the time.
  return {
    slot: member.slot,
    sex: member.sex,
    birthDay: member.birthDay,
    deathDay: member.deathDay,
    relation: member.relation,
    maritalStatus: member.maritalStatus,
    father: member.father,
    mother: member.mother,
    spouse: member.spouse,
    persona: 'name' in member ? member.persona : null,
    personalId: '',
    surname,
    middle,
    given,
    fullName: fullName(surname, middle, given),
    ethnicity: father?.ethnicity ?? mother?.ethnicity ?? ethnicity,
    birthProvince,
    birthPlace: athome ? (child || random.chance(0.7) ? ward : pickWard(random)).text : birthProvince.text,
    nativePlace:
      father?.nativePlace ?? (athome ? (random.chance(0.5) ? ward : pickWard(random)).text : birthProvince.text),
  };

  /** No two living people of one household bear the same given name. */
  function distinctNames(): [middle: string, given: string] {
    const bornIn = yearOf(member.birthDay);
    const wanted = { sex: member.sex, ethnicity, bornIn, surname, mothersSurname: mother?.surname ?? null };
    let names = pickGivenNames(wanted, random);
    for (let tries = 0; tries < 6 && people.some((person) => person?.given === names[1]); tries += 1) {
      names = pickGivenNames(wanted, random);
    }
    return names;
  }
}

function numberPeople(seed: number, index: number, people: Person[]): void {
  for (const person of people) {
    let twin = 0;
    for (const earlier of people) {
      if (earlier.slot >= person.slot) break;
      if (earlier.sex === person.sex && yearOf(earlier.birthDay) === yearOf(person.birthDay)) twin += 1;
    }
    if (twin >= sameYearLimit) throw new RangeError(`household ${index} has too many people of one sex and year`);
    person.personalId = personalNumber(seed, {
      provinceCode: person.birthProvince.code,
      sex: person.sex,
      birthDay: person.birthDay,
      household: index,
      twin,
    });
  }
}
