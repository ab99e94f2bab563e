import type { HealthRecord } from '../registries/records.ts';
import { addMonths, addYears, ageOn, dayOf, isoOf } from './calendar.ts';
import type { Household, Person } from './household-people.ts';
import { certificateCode, ordinalOf } from './numbers.ts';
import { itemAt, type Random, Weighted } from './random.ts';

type Vaccination = HealthRecord['vaccinations'][number];

/** Doses of the programme for children, by months of age. */
const childhood: readonly {
  months: number;
  disease: string;
  vaccine: string;
  maker: string;
  dose: number;
  of: number;
}[] = [
  { months: 0, disease: 'Viêm gan B', vaccine: 'Gene-HBvax', maker: 'VABIOTECH', dose: 1, of: 1 },
  { months: 0, disease: 'Lao', vaccine: 'BCG', maker: 'IVAC', dose: 1, of: 1 },
  {
    months: 2,
    disease: 'Bạch hầu, ho gà, uốn ván, viêm gan B, Hib',
    vaccine: 'SII',
    maker: 'Serum Institute of India',
    dose: 1,
    of: 3,
  },
  {
    months: 3,
    disease: 'Bạch hầu, ho gà, uốn ván, viêm gan B, Hib',
    vaccine: 'SII',
    maker: 'Serum Institute of India',
    dose: 2,
    of: 3,
  },
  {
    months: 4,
    disease: 'Bạch hầu, ho gà, uốn ván, viêm gan B, Hib',
    vaccine: 'SII',
    maker: 'Serum Institute of India',
    dose: 3,
    of: 3,
  },
  { months: 2, disease: 'Bại liệt', vaccine: 'bOPV', maker: 'POLYVAC', dose: 1, of: 3 },
  { months: 3, disease: 'Bại liệt', vaccine: 'bOPV', maker: 'POLYVAC', dose: 2, of: 3 },
  { months: 4, disease: 'Bại liệt', vaccine: 'bOPV', maker: 'POLYVAC', dose: 3, of: 3 },
  { months: 9, disease: 'Sởi', vaccine: 'MVVAC', maker: 'POLYVAC', dose: 1, of: 1 },
  { months: 12, disease: 'Viêm não Nhật Bản', vaccine: 'JEVAX', maker: 'VABIOTECH', dose: 1, of: 3 },
  { months: 13, disease: 'Viêm não Nhật Bản', vaccine: 'JEVAX', maker: 'VABIOTECH', dose: 2, of: 3 },
  { months: 18, disease: 'Sởi, rubella', vaccine: 'MRVAC', maker: 'POLYVAC', dose: 1, of: 1 },
  { months: 18, disease: 'Bạch hầu, ho gà, uốn ván', vaccine: 'DPT', maker: 'IVAC', dose: 4, of: 4 },
  { months: 24, disease: 'Viêm não Nhật Bản', vaccine: 'JEVAX', maker: 'VABIOTECH', dose: 3, of: 3 },
].map((entry) => ({ ...entry, disease: entry.disease.normalize('NFC') }));

/** Children on record since the programme keeps its register. */
const firstRegisteredBirth = dayOf(2017, 6, 1);

/** The eight vaccines against COVID-19 that the country accepted, with their makers. */
export const covidVaccines: Readonly<Record<string, string>> = {
  AstraZeneca: 'AstraZeneca AB',
  'Sputnik V': 'Gamaleya National Center',
  'Vero Cell': 'Beijing Institute of Biological Products',
  Pfizer: 'Pfizer-BioNTech',
  Moderna: 'Moderna',
  Janssen: 'Johnson & Johnson',
  'Hayat-Vax': 'Gulf Pharmaceutical Industries',
  Abdala: 'AICA',
};

const firstDoses = new Weighted<string>([
  ['AstraZeneca', 42],
  ['Vero Cell', 30],
  ['Pfizer', 18],
  ['Moderna', 7],
  ['Hayat-Vax', 1],
  ['Abdala', 1],
  ['Sputnik V', 0.6],
  ['Janssen', 0.4],
]);
const boosters = new Weighted<string>([
  ['Pfizer', 52],
  ['AstraZeneca', 30],
  ['Moderna', 18],
]);
const youngDoses = new Weighted<string>([
  ['Pfizer', 80],
  ['Moderna', 20],
]);

const campaign = { adults: dayOf(2021, 6, 15), teenagers: dayOf(2021, 11, 1), children: dayOf(2022, 4, 18) };
const covidShare = 0.93;

/** The health registry's records of a household: of those with at least one dose. */
export function healthRecords(household: Household, random: Random): HealthRecord[] {
  const records: HealthRecord[] = [];
  for (const person of household.people) {
    const vaccinations = vaccinationsOf(person, household, random);
    if (vaccinations.length === 0) continue;
    records.push({
      _id: person.personalId,
      personalId: person.personalId,
      fullName: person.fullName,
      birthDate: isoOf(person.birthDay),
      vaccinations,
      version: 1,
      changedAt: household.recordedAt,
    });
  }
  return records;
}

function vaccinationsOf(person: Person, household: Household, random: Random): Vaccination[] {
  if (person.persona && !person.persona.vaccinated) return [];
  const until = person.deathDay ?? household.asOf;
  const doses: Vaccination[] = [];
  const ordinal = ordinalOf(household.index, person.slot);
  const add = (
    day: number,
    what: Omit<Vaccination, 'certificateCode' | 'vaccinatedAt' | 'facility'>,
    facility: string,
  ) => {
    doses.push({
      certificateCode: certificateCode(household.seed, ordinal, doses.length),
      ...what,
      vaccinatedAt: isoOf(day),
      facility,
    });
  };
  const { station, centre } = household.ward;
  if (person.birthDay >= firstRegisteredBirth) {
    for (const planned of childhood) {
      const day = addMonths(person.birthDay, planned.months) + random.below(planned.months === 0 ? 2 : 20);
      if (day > until) break;
      if (!person.persona && random.chance(0.05)) continue;
      const { disease, vaccine, maker: manufacturer, dose: doseNumber, of: dosesTotal } = planned;
      add(day, { disease, vaccine, manufacturer, doseNumber, dosesTotal }, station);
    }
  }
  if (person.persona || random.chance(covidShare)) {
    for (const dose of covidDoses(person.birthDay, random)) {
      if (dose.day > until) break;
      const manufacturer = covidVaccines[dose.vaccine] ?? '';
      const what = {
        disease: 'COVID-19',
        vaccine: dose.vaccine,
        manufacturer,
        doseNumber: dose.number,
        dosesTotal: dose.of,
      };
      add(dose.day, what, random.chance(0.6) ? station : centre);
    }
  }
  return doses;
}

type CovidDose = { day: number; vaccine: string; number: number; of: number };

function covidDoses(birthDay: number, random: Random): CovidDose[] {
  const age = ageOn(birthDay, campaign.children);
  if (age < 5) return [];
  const start = age >= 18 ? campaign.adults : age >= 12 ? campaign.teenagers : campaign.children;
  const first = Math.max(start + random.below(age >= 18 ? 120 : 45), addYears(birthDay, 5));
  const vaccine = age >= 18 ? firstDoses.pick(random) : youngDoses.pick(random);
  const of = vaccine === 'Janssen' ? 1 : vaccine === 'Abdala' ? 3 : 2;
  const doses: CovidDose[] = [];
  let day = first;
  for (let number = 1; number <= of; number += 1) {
    doses.push({ day, vaccine, number, of });
    day += random.between(25, 70);
    if (number < of && random.chance(0.03)) return doses;
  }
  const furtherDoses =
    age >= 18 ? itemAt([0, 1, 1, 1, 2, 2], random.below(6)) : age >= 12 && random.chance(0.5) ? 1 : 0;
  for (let further = 1; further <= furtherDoses; further += 1) {
    day += random.between(80, 130);
    doses.push({ day, vaccine: age >= 18 ? boosters.pick(random) : vaccine, number: of + further, of: of + further });
  }
  return doses;
}
