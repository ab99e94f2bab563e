import type {
  DrivingRecord,
  HealthRecord,
  InsuranceRecord,
  PersonRecord,
  RegistryName,
} from '../registries/records.ts';
import { dayOf, isoOf } from './calendar.ts';
import { shareOldIdNo, spoil, type Truth } from './defects.ts';
import { drivingRecords } from './driving.ts';
import { healthRecords } from './health.ts';
import { type Household, householdAt, namedHousehold, streams } from './household-people.ts';
import { insuranceRecords } from './insurance.ts';
import { type Persona, personaHouseholds } from './personas.ts';
import { wardOf } from './places.ts';
import { populationRecords } from './population.ts';
import { itemAt, Random } from './random.ts';

/** The day that ages, cards and licences refer to, so that the same seed makes the same people in any year. */
export const defaultAsOf = dayOf(2026, 1, 1);
export const defaultSeed = 63;

/** Raised by every change that makes other people of the same seed: a half-filled database is not continued. */
export const generatorVersion = 1;

export type Records = {
  population: PersonRecord[];
  insurance: InsuranceRecord[];
  driving: DrivingRecord[];
  health: HealthRecord[];
  truth: Truth[];
};

export type Batch = Records & {
  /** Index of the first household, and of the first one after the batch. */
  fromHousehold: number;
  nextHousehold: number;
  /** People up to the end of this batch, those of earlier batches included. */
  peopleSoFar: number;
};

export type GenerateOptions = {
  /** Whole number; the same seed makes the same people. */
  seed: number;
  /** At least so many people: households are not cut apart. */
  people: number;
  asOf?: number;
  /** Where to go on: the `nextHousehold` and `peopleSoFar` of an earlier batch. */
  after?: { nextHousehold: number; peopleSoFar: number };
  /** Batches end at multiples of this number, so that a run which goes on writes the same batches. */
  householdsPerBatch?: number;
};

export const defaultHouseholdsPerBatch = 300;

/**
 * Batches of the people of one seed, with their records. A household depends on seed and index alone, so the people of
 * a smaller city are the first people of a larger one, and nothing is remembered from batch to batch.
 */
export function* generatePeople(options: GenerateOptions): Generator<Batch, void, undefined> {
  const { seed, people, asOf = defaultAsOf, householdsPerBatch = defaultHouseholdsPerBatch } = options;
  let { nextHousehold, peopleSoFar } = options.after ?? { nextHousehold: 0, peopleSoFar: 0 };
  while (peopleSoFar < people) {
    const batch: Batch = { ...noRecords(), fromHousehold: nextHousehold, nextHousehold, peopleSoFar };
    const end = (Math.floor(nextHousehold / householdsPerBatch) + 1) * householdsPerBatch;
    while (batch.nextHousehold < end && batch.peopleSoFar < people) {
      batch.peopleSoFar += addHousehold(batch, seed, batch.nextHousehold, asOf);
      batch.nextHousehold += 1;
    }
    ({ nextHousehold, peopleSoFar } = batch);
    yield batch;
  }
}

function noRecords(): Records {
  return { population: [], insurance: [], driving: [], health: [], truth: [] };
}

const random = new Random();

/** @returns how many people the household has */
function addHousehold(into: Records, seed: number, index: number, asOf: number): number {
  const household = settled(seed, index, asOf);
  const stream = (name: keyof typeof streams) => random.restart(seed, index, streams[name]);
  const population = populationRecords(household, stream('population'));
  const insurance = insuranceRecords(household, stream('insurance'));
  const driving = drivingRecords(household, stream('driving'));
  const health = healthRecords(household, stream('health'));
  stream('defects');
  const truth = [
    ...spoil('insurance', insurance, household, random),
    ...spoil('driving', driving, household, random),
    ...spoil('health', health, household, random),
  ];
  if (index > personaHouseholds.length) {
    truth.push(...shareOldIdNo(population, household, random, () => firstOldIdHolder(seed, index - 1, asOf)));
  }
  append(into.population, population);
  append(into.insurance, insurance);
  append(into.driving, driving);
  append(into.health, health);
  append(into.truth, truth);
  return population.length;
}

function append<T>(all: T[], more: readonly T[]): void {
  for (const item of more) all.push(item);
}

function settled(seed: number, index: number, asOf: number): Household {
  const named = personaHouseholds[index];
  return named
    ? namedHousehold(seed, index, asOf, named.members, wardOf(named.wardCode))
    : householdAt(seed, index, asOf);
}

function firstOldIdHolder(seed: number, index: number, asOf: number): PersonRecord | undefined {
  const other = new Random().restart(seed, index, streams.population);
  return populationRecords(settled(seed, index, asOf), other).find((person) => person.oldIdNo !== null);
}

/** The constructed people of a seed with their numbers; they are among the first of `generatePeople`. */
export function personas(seed = defaultSeed, asOf = defaultAsOf): Persona[] {
  return personaHouseholds.flatMap(({ specs, members }, index) => {
    const records = noRecords();
    addHousehold(records, seed, index, asOf);
    return specs.map((spec) => {
      const { slot, birthDay } = itemAt(
        members.filter((member) => member.persona === spec),
        0,
      );
      const person = itemAt(records.population, slot);
      const numberIn = (registry: Exclude<RegistryName, 'population'>) =>
        records[registry].find((record) => record.personalId === person._id)?._id ?? null;
      return {
        role: spec.role,
        key: spec.key,
        personalId: person._id,
        fullName: person.fullName,
        bornOn: isoOf(birthDay),
        phone: spec.phone,
        documents: { healthInsuranceCardNo: numberIn('insurance'), drivingLicenceNo: numberIn('driving') },
      };
    });
  });
}
