import { ageBandYears, agePyramid } from './age-pyramid.ts';
import { ageOn } from './calendar.ts';
import { defaultAsOf } from './generate.ts';
import { anchorBands, type HouseholdKind, householdKinds } from './household-kinds.ts';
import { planKind } from './households.ts';
import { itemAt, Random } from './random.ts';

/**
 * Prints the weights of household-kinds.ts: how many households of each kind and anchor age, per hundred thousand, so
 * that the people in all of them have the ages of the pyramid. To be run again when the pyramid or the rules of
 * households.ts change: `node --import tsx seeds/fit-household-kinds.ts`.
 *
 * From a first guess the weights are multiplied, round by round, by how much the ages they bring are wanted
 * (Richardson-Lucy): they stay positive and near the guess wherever the pyramid leaves a choice.
 */
const guess: Record<HouseholdKind, number> = {
  family: 44,
  extended: 24,
  single_parent: 6,
  couple: 12,
  woman: 5,
  man: 4,
  siblings: 1.5,
  grandparents: 3,
};
const sample = 4000;
// Stopped early: more rounds buy tenths of a person in a thousand with weights that jump from band to band.
const rounds = 200;
/** Average members of a household in the census of 2019: 1,235,171 people in 359,375. */
const peoplePerHousehold = 1_235_171 / 359_375;

const bands = agePyramid.length;
const people = agePyramid.reduce((sum, band) => sum + band.male + band.female, 0);
/** How much the right size of households counts beside the right ages. */
const sizeWeight = 3;
// Of one household: its people by age and sex, and, as the last wish, the household itself.
const wanted = [
  ...[...agePyramid.map((band) => band.male), ...agePyramid.map((band) => band.female)].map(
    (share) => (share / people) * peoplePerHousehold,
  ),
  sizeWeight,
];
const random = new Random();

function ageShares(kind: HouseholdKind, from: number): number[] {
  const shares = new Array<number>(wanted.length).fill(0);
  shares[wanted.length - 1] = sizeWeight;
  for (let household = 0; household < sample; household += 1) {
    random.restart(0, household, from * householdKinds.length + householdKinds.indexOf(kind));
    for (const member of planKind(kind, from, random, defaultAsOf)) {
      if (member.deathDay !== null) continue;
      const band = Math.min(bands - 1, Math.floor(ageOn(member.birthDay, defaultAsOf) / ageBandYears));
      const place = band + (member.sex === 'female' ? bands : 0);
      shares[place] = itemAt(shares, place) + 1 / sample;
    }
  }
  return shares;
}

const cells = householdKinds.flatMap((kind) =>
  anchorBands[kind].map((from) => ({
    kind,
    shares: ageShares(kind, from),
    weight: guess[kind] / 100 / anchorBands[kind].length,
  })),
);

function brought(): number[] {
  return wanted.map((_share, place) => cells.reduce((sum, cell) => sum + cell.weight * itemAt(cell.shares, place), 0));
}

for (let round = 0; round < rounds; round += 1) {
  const ratio = brought().map((share, place) => itemAt(wanted, place) / share);
  for (const cell of cells) {
    const members = cell.shares.reduce((sum, share) => sum + share, 0);
    cell.weight *= cell.shares.reduce((sum, share, place) => sum + share * itemAt(ratio, place), 0) / members;
  }
}

const total = cells.reduce((sum, cell) => sum + cell.weight, 0);
for (const kind of householdKinds) {
  const weights = cells.filter((cell) => cell.kind === kind).map((cell) => Math.round((cell.weight / total) * 100_000));
  process.stdout.write(`  ${kind}: [${weights.join(', ')}],\n`);
}
const worst = brought()
  .slice(0, -1)
  .map((share, place) => ((share - itemAt(wanted, place)) / peoplePerHousehold) * 1000);
process.stdout.write(
  `members ${(
    brought()
      .slice(0, -1)
      .reduce((sum, share) => sum + share, 0) / total
  ).toFixed(3)}\n`,
);
process.stdout.write(`difference per thousand people: ${worst.map((value) => value.toFixed(1)).join(' ')}\n`);
