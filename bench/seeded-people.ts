import type { DrivingRecord, HealthRecord, InsuranceRecord, PersonRecord } from '../registries/records.ts';
import { defaultSeed, generatePeople, personas } from '../seeds/generate.ts';

/** What somebody types to register. */
export type Registrant = {
  personalId: string;
  fullName: string;
  /** Calendar date. */
  bornOn: string;
  /** E.164. */
  phone: string;
};

/** A person of the seeds whose three documents verify, with the registries' records. */
export type SeededPerson = {
  person: PersonRecord;
  insurance: InsuranceRecord;
  driving: DrivingRecord;
  health: HealthRecord;
};

export type SeededCity = { people: number; today: string; seed?: number };

/**
 * Adults of the seeds with a card, a licence and a vaccination record that are in force today and agree in every
 * letter. The constructed people are left out: they are for whoever tries the product by hand.
 *
 * @param people how many people the system was seeded with: the people of a smaller city are the first of a larger one
 * @param today calendar date
 */
export function* eligiblePeople({ people, today, seed = defaultSeed }: SeededCity): Generator<SeededPerson> {
  const constructed = new Set(personas(seed).map(({ personalId }) => personalId));
  const adultSince = `${Number(today.slice(0, 4)) - 18}${today.slice(4)}`;
  for (const batch of generatePeople({ seed, people })) {
    const insurances = byPerson(batch.insurance);
    const licences = byPerson(batch.driving);
    const healths = byPerson(batch.health);
    for (const person of batch.population) {
      if (person.status !== 'alive' || person.birthDate > adultSince || constructed.has(person._id)) continue;
      const insurance = only(insurances.get(person._id), person);
      const driving = only(licences.get(person._id), person);
      const health = only(healths.get(person._id), person);
      if (!insurance || !driving || !health) continue;
      const insured = insurance.status === 'active' && insurance.validFrom <= today && insurance.validTo >= today;
      const mayDrive = driving.status === 'valid' && driving.points > 0 && lastsBeyond(driving, today);
      if (insured && mayDrive && health.vaccinations.length > 0) yield { person, insurance, driving, health };
    }
  }
}

function byPerson<R extends { personalId: string }>(records: readonly R[]): Map<string, R[]> {
  const found = new Map<string, R[]>();
  for (const record of records) {
    const others = found.get(record.personalId);
    if (others) others.push(record);
    else found.set(record.personalId, [record]);
  }
  return found;
}

/** The one record of a person, where there is one and it agrees with the population database. */
function only<R extends { fullName: string; birthDate: string }>(
  records: readonly R[] | undefined,
  { fullName, birthDate }: PersonRecord,
): R | undefined {
  const record = records?.length === 1 ? records[0] : undefined;
  return record?.fullName === fullName && record.birthDate === birthDate ? record : undefined;
}

function lastsBeyond({ classes }: DrivingRecord, today: string): boolean {
  return classes.some(({ expiresAt }) => expiresAt === null || expiresAt > today);
}

/** Today in Việt Nam, as the registries count days. */
export function today(): string {
  return new Date(Date.now() + 7 * 3600 * 1000).toISOString().slice(0, 10);
}
