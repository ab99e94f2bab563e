import type { PersonRecord } from '../registries/records.ts';
import { ageBandYears } from './age-pyramid.ts';
import { addYears, ageOn, yearOf } from './calendar.ts';
import { anchorBands, type HouseholdKind, householdKinds, kindWeights } from './household-kinds.ts';
import { memberLimit, type Sex, sameYearLimit } from './numbers.ts';
import { itemAt, type Random, Weighted } from './random.ts';

/** A person as planned: place in the family, sex and dates, before names and numbers. Parents and spouse are slots. */
export type Member = {
  slot: number;
  sex: Sex;
  birthDay: number;
  /** Null for the living. */
  deathDay: number | null;
  relation: PersonRecord['relationToHead'];
  maritalStatus: PersonRecord['maritalStatus'];
  father: number | null;
  mother: number | null;
  spouse: number | null;
};

const cells = new Weighted(
  householdKinds.flatMap((kind) =>
    anchorBands[kind].map((from, place) => [{ kind, from }, kindWeights[kind][place] ?? 0] as const),
  ),
);

/** A household of a kind and anchor age drawn so that the sum of all households has the ages of the pyramid. */
export function planHousehold(random: Random, asOf: number): Member[] {
  const { kind, from } = cells.pick(random);
  return planKind(kind, from, random, asOf);
}

export function planKind(kind: HouseholdKind, from: number, random: Random, asOf: number): Member[] {
  const plan = new Plan(random, asOf);
  plan[kind](anchorAge(from, random));
  return plan.members;
}

function anchorAge(from: number, random: Random): number {
  if (from === 15) return random.between(18, 19);
  if (from < 80) return from + random.below(ageBandYears);
  // The fewer the older: the least of three draws.
  return 80 + Math.min(random.below(22), random.below(22), random.below(22));
}

const childCounts = new Weighted<number>([
  [1, 31],
  [2, 53],
  [3, 13],
  [4, 3],
]);
const ageAtFirstBirth = new Weighted<number>([
  [18, 2],
  [19, 4],
  [20, 6],
  [21, 7],
  [22, 8],
  [23, 9],
  [24, 10],
  [25, 10],
  [26, 9],
  [27, 8],
  [28, 7],
  [29, 5],
  [30, 4],
  [31, 3],
  [32, 2],
  [33, 2],
  [35, 2],
  [37, 1],
  [39, 1],
]);
/** Husband's age less wife's, in years. */
const ageGaps = new Weighted<number>([
  [-3, 3],
  [-2, 4],
  [-1, 7],
  [0, 12],
  [1, 13],
  [2, 14],
  [3, 13],
  [4, 10],
  [5, 8],
  [6, 6],
  [8, 5],
  [10, 3],
]);
const lastBirthAge = 44;
const leastAgeOfHusband = 20;
/** The population database holds the deaths since it was filled. */
const firstRecordedDeathYears = 9;
const widowedSpouseRecorded = 0.4;
const maleBirths = 0.523;

class Plan {
  readonly members: Member[] = [];
  readonly #random: Random;
  readonly #asOf: number;

  constructor(random: Random, asOf: number) {
    this.#random = random;
    this.#asOf = asOf;
  }

  family(motherAge: number): void {
    const [husband, wife] = this.#couple(motherAge, 'head', 'spouse');
    this.#children(wife, husband.slot, 'child');
  }

  extended(motherAge: number): void {
    const random = this.#random;
    // Either the old people head the household or their son does.
    const oldHeads = random.chance(0.55);
    const [husband, wife] = oldHeads
      ? this.#couple(motherAge, 'child', 'other', false)
      : this.#couple(motherAge, 'head', 'spouse', false);
    this.#children(wife, husband.slot, oldHeads ? 'grandchild' : 'child');
    const grandmotherBirthDay = this.#parentBirthDay(
      husband.birthDay,
      itemAt([20, 22, 24, 26, 28, 30, 33], random.below(7)),
    );
    const grandmother = this.#add('female', grandmotherBirthDay, 'parent');
    husband.mother = grandmother.slot;
    const grandfatherBirthDay = addYears(grandmother.birthDay, -Math.max(0, ageGaps.pick(random)));
    const grandfatherAge = ageOn(grandfatherBirthDay, this.#asOf);
    if (random.chance(grandfatherAge < 65 ? 0.75 : grandfatherAge < 75 ? 0.55 : 0.3)) {
      const grandfather = this.#add('male', grandfatherBirthDay, 'parent');
      husband.father = grandfather.slot;
      marry(grandfather, grandmother);
      if (oldHeads) {
        grandfather.relation = 'head';
        grandmother.relation = 'spouse';
      }
      return;
    }
    if (oldHeads) grandmother.relation = 'head';
    this.#widow(grandmother, grandfatherBirthDay, husband);
  }

  single_parent(age: number): void {
    const random = this.#random;
    const mother = random.chance(0.84);
    const parent = this.#add(mother ? 'female' : 'male', this.#birthDay(age), 'head');
    parent.maritalStatus = 'divorced';
    let other: Member | null = null;
    if (random.chance(age < 40 ? 0.1 : 0.4)) {
      const gap = ageGaps.pick(random);
      other = this.#widow(parent, addYears(parent.birthDay, mother ? -gap : gap));
    } else if (mother && random.chance(0.25)) {
      parent.maritalStatus = 'single';
    }
    this.#children(parent, other?.slot ?? null, 'child');
  }

  couple(wifeAge: number): void {
    this.#couple(wifeAge, 'head', 'spouse');
  }

  woman(age: number): void {
    this.#alone('female', age);
  }

  man(age: number): void {
    this.#alone('male', age);
  }

  siblings(age: number): void {
    const random = this.#random;
    const elder = this.#add(random.chance(0.5) ? 'female' : 'male', this.#birthDay(age), 'head');
    const gapDays = random.between(540, 1800);
    const latest = addYears(this.#asOf, -18);
    this.#add(random.chance(0.5) ? 'female' : 'male', Math.min(elder.birthDay + gapDays, latest), 'sibling');
  }

  grandparents(age: number): void {
    const random = this.#random;
    const grandmother = this.#add('female', this.#birthDay(age), 'head');
    const gap = Math.max(0, ageGaps.pick(random));
    if (random.chance(0.7)) {
      const grandfather = this.#add('male', addYears(grandmother.birthDay, -gap), 'head');
      grandmother.relation = 'spouse';
      marry(grandfather, grandmother);
    } else {
      this.#widow(grandmother, addYears(grandmother.birthDay, -gap));
    }
    const count = random.chance(0.45) ? 2 : 1;
    const eldest = Math.min(15, age - 40);
    for (let child = 0; child < count; child += 1) {
      const birthDay = this.#birthDay(random.between(2, eldest));
      if (this.#hasRoom('male', birthDay) && this.#hasRoom('female', birthDay)) {
        this.#add(random.chance(maleBirths) ? 'male' : 'female', birthDay, 'grandchild');
      }
    }
  }

  /** Husband and wife; one of them bears the first relation, the husband three times in four unless `either` is false. */
  #couple(
    wifeAge: number,
    first: Member['relation'],
    second: Member['relation'],
    either = true,
  ): [husband: Member, wife: Member] {
    const random = this.#random;
    const wifeBirthDay = this.#birthDay(wifeAge);
    const husbandAge = Math.max(leastAgeOfHusband, wifeAge + ageGaps.pick(random));
    const husbandFirst = !either || random.chance(0.75);
    const husband = this.#add('male', this.#birthDay(husbandAge), husbandFirst ? first : second);
    const wife = this.#add('female', wifeBirthDay, husbandFirst ? second : first);
    marry(husband, wife);
    return [husband, wife];
  }

  #alone(sex: Sex, age: number): void {
    const random = this.#random;
    const person = this.#add(sex, this.#birthDay(age), 'head');
    const widowed = sex === 'female' ? [0.01, 0.06, 0.3, 0.72] : [0.005, 0.03, 0.15, 0.5];
    const divorced = [0.08, 0.3, 0.25, 0.1];
    const group = age < 35 ? 0 : age < 50 ? 1 : age < 65 ? 2 : 3;
    if (age >= 22 && random.chance(itemAt(widowed, group))) {
      const gap = ageGaps.pick(random);
      this.#widow(person, addYears(person.birthDay, sex === 'female' ? -gap : gap));
    } else if (age >= 22 && random.chance(itemAt(divorced, group))) {
      person.maritalStatus = 'divorced';
    }
  }

  /** Leaves a person widowed; where the death is recent enough to be on record, the late spouse is a member. */
  #widow(person: Member, spouseBirthDay: number, child: Member | null = null): Member | null {
    const random = this.#random;
    person.maritalStatus = 'widowed';
    const latest = this.#asOf - 30;
    const earliest = addYears(this.#asOf, -firstRecordedDeathYears);
    if (ageOn(spouseBirthDay, earliest) < 20 || yearOf(spouseBirthDay) < 1910) return null;
    if (!random.chance(widowedSpouseRecorded)) return null;
    const late = this.#add(person.sex === 'female' ? 'male' : 'female', spouseBirthDay, 'other');
    if (person.relation === 'head') late.relation = 'spouse';
    if (person.relation === 'parent') late.relation = 'parent';
    late.deathDay = earliest + random.below(latest - earliest);
    marry(late, person);
    person.maritalStatus = 'widowed';
    if (child) child.father = late.slot;
    return late;
  }

  /** The children still at home, eldest first. */
  #children(parent: Member, otherParent: number | null, relation: Member['relation']): void {
    const random = this.#random;
    const other = otherParent === null ? null : itemAt(this.members, otherParent);
    const count = childCounts.pick(random);
    const lastBirthDay = addYears(parent.birthDay, lastBirthAge);
    // A child may follow its father's death, not by more than the time it was carried.
    const latest = Math.min(this.#asOf - 1, lastBirthDay, other?.deathDay ? other.deathDay : this.#asOf);
    let birthDay = addYears(parent.birthDay, ageAtFirstBirth.pick(random)) + random.below(365);
    if (ageOn(parent.birthDay, this.#asOf) < 40) birthDay = this.#notTooLate(birthDay, parent.birthDay);
    for (let child = 0; child < count && birthDay <= latest; child += 1) {
      const births = random.chance(0.012) ? 2 : 1;
      if (random.chance(shareAtHome(ageOn(birthDay, this.#asOf)))) {
        for (let birth = 0; birth < births; birth += 1) this.#child(birthDay, parent, other, relation);
      }
      birthDay += random.between(560, 2400);
    }
  }

  /** A mother is one already: of two draws for a young mother's first birth, the one that lies in the past. */
  #notTooLate(birthDay: number, motherBirthDay: number): number {
    if (birthDay < this.#asOf) return birthDay;
    const earliest = addYears(motherBirthDay, 18);
    return earliest + this.#random.below(Math.max(1, this.#asOf - earliest - 1));
  }

  #child(birthDay: number, parent: Member, other: Member | null, relation: Member['relation']): void {
    const sex = this.#random.chance(maleBirths) ? 'male' : 'female';
    if (!this.#hasRoom(sex, birthDay)) return;
    const child = this.#add(sex, birthDay, relation);
    const [mother, father] = parent.sex === 'female' ? [parent, other] : [other, parent];
    child.mother = mother?.slot ?? null;
    child.father = father?.slot ?? null;
  }

  #hasRoom(sex: Sex, birthDay: number): boolean {
    let alike = 0;
    for (const member of this.members) {
      if (member.sex === sex && yearOf(member.birthDay) === yearOf(birthDay)) alike += 1;
    }
    return alike < sameYearLimit && this.members.length < memberLimit - 4;
  }

  #add(sex: Sex, birthDay: number, relation: Member['relation']): Member {
    const member: Member = {
      slot: this.members.length,
      sex,
      birthDay,
      deathDay: null,
      relation,
      maritalStatus: 'single',
      father: null,
      mother: null,
      spouse: null,
    };
    this.members.push(member);
    return member;
  }

  /** A birthday that makes a person this old on the reference date. */
  #birthDay(age: number): number {
    const after = addYears(this.#asOf, -age - 1);
    return after + 1 + this.#random.below(addYears(this.#asOf, -age) - after);
  }

  #parentBirthDay(childBirthDay: number, age: number): number {
    return addYears(childBirthDay, -age) - this.#random.below(365);
  }
}

function marry(husband: Member, wife: Member): void {
  husband.spouse = wife.slot;
  wife.spouse = husband.slot;
  husband.maritalStatus = 'married';
  wife.maritalStatus = 'married';
}

function shareAtHome(age: number): number {
  if (age < 18) return 1;
  if (age < 23) return 0.8;
  if (age < 30) return 0.5;
  if (age < 35) return 0.2;
  return 0.08;
}
