import type { DrivingRecord, HealthRecord, InsuranceRecord, PersonRecord } from '../registries/records.ts';
import { defectRates } from './defect-rates.ts';
import type { Household, Person } from './household-people.ts';
import { fullName } from './names.ts';
import { itemAt, type Random } from './random.ts';

export const writtenDefects = ['middleNameMissing', 'dayMonthSwapped', 'diacriticsLost', 'tonePlacement'] as const;
export type WrittenDefect = (typeof writtenDefects)[number];
export type Defect = WrittenDefect | 'deadStillInsured' | 'sharedOldIdNo';

/** One fault of one record. Only tests and benchmarks read it. */
export type Truth = {
  /** `<registry>:<record id>`; a record has at most one fault. */
  _id: string;
  personalId: string;
  registry: 'population' | 'insurance' | 'driving' | 'health';
  recordId: string;
  defect: Defect;
  field: 'fullName' | 'birthDate' | 'status' | 'oldIdNo';
  recordedValue: string;
  correctValue: string;
  /** Whether the record must still be taken for its owner's by the rules of names. */
  stillMatches: boolean;
  /** The other bearer of a shared old number. */
  otherPersonalId: string | null;
};

type WritingRegistry = 'insurance' | 'driving' | 'health';
type WrittenRecord = Pick<
  InsuranceRecord | DrivingRecord | HealthRecord,
  '_id' | 'personalId' | 'fullName' | 'birthDate'
>;

/**
 * Writes faults into some of the records, in place, and tells which.
 *
 * @param random the household's stream for defects
 */
export function spoil(
  registry: WritingRegistry,
  records: readonly WrittenRecord[],
  household: Household,
  random: Random,
): Truth[] {
  const truths: Truth[] = [];
  for (const record of records) {
    const person = ownerOf(record, household);
    const truth =
      registry === 'insurance' && person.deathDay !== null
        ? truthOf(registry, record, 'deadStillInsured', 'status', 'active', 'expired')
        : spoilOne(registry, record, person, random);
    if (truth) truths.push(truth);
  }
  return truths;
}

function ownerOf(record: WrittenRecord, household: Household): Person {
  const owner = household.people.find((person) => person.personalId === record.personalId);
  if (!owner) throw new Error('a record belongs to a person of its household');
  return owner;
}

function spoilOne(registry: WritingRegistry, record: WrittenRecord, person: Person, random: Random): Truth | null {
  const draws = writtenDefects.map((defect) => random.chance(defectRates[defect][registry]));
  for (const [place, defect] of writtenDefects.entries()) {
    const wished = person.persona
      ? person.persona.defect?.registry === registry && person.persona.defect.defect === defect
      : itemAt(draws, place);
    const change = wished ? written(defect, person, record) : null;
    if (!change) continue;
    const { field, value } = change;
    const correctValue = record[field];
    record[field] = value;
    return truthOf(registry, record, defect, field, value, correctValue);
  }
  return null;
}

/** What the fault makes of a record, or null where the record cannot have it. */
export function written(
  defect: WrittenDefect,
  person: { surname: string; middle: string; given: string },
  record: { fullName: string; birthDate: string },
): { field: 'fullName' | 'birthDate'; value: string } | null {
  if (defect === 'dayMonthSwapped') {
    const [year = '', month = '', day = ''] = record.birthDate.split('-');
    if (Number(day) > 12 || day === month) return null;
    return { field: 'birthDate', value: `${year}-${day}-${month}` };
  }
  const value =
    defect === 'middleNameMissing'
      ? fullName(person.surname, '', person.given)
      : defect === 'diacriticsLost'
        ? withoutDiacritics(record.fullName)
        : inNewPlacement(record.fullName);
  return value === record.fullName ? null : { field: 'fullName', value };
}

function withoutDiacritics(name: string): string {
  return name.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd').replaceAll('Đ', 'D');
}

const oldPlacement = /(?<!q)([ou])([\u0300\u0301\u0303\u0309\u0323])([aey])(?!\p{L})/giu;

/** Hòa to Hoà, Thúy to Thuý: the tone on the second vowel of an open syllable in oa, oe or uy. */
function inNewPlacement(name: string): string {
  // Most names have no such syllable, and taking them apart is slow.
  if (!/[òóỏõọ][ae]|[ùúủũụ]y/iu.test(name)) return name;
  return name
    .normalize('NFD')
    .replace(oldPlacement, (all, first: string, tone: string, second: string) =>
      (first.toLowerCase() === 'o') === (second.toLowerCase() !== 'y') ? `${first}${second}${tone}` : all,
    )
    .normalize('NFC');
}

function truthOf(
  registry: Truth['registry'],
  record: { _id: string; personalId?: string },
  defect: Defect,
  field: Truth['field'],
  recordedValue: string,
  correctValue: string,
): Truth {
  return {
    _id: `${registry}:${record._id}`,
    personalId: record.personalId ?? record._id,
    registry,
    recordId: record._id,
    defect,
    field,
    recordedValue,
    correctValue,
    stillMatches: defect === 'tonePlacement',
    otherPersonalId: null,
  };
}

/**
 * Gives the first holder of an old number the number of a stranger, the first holder of the household before. Pairs of
 * households are disjoint, so a shared number has exactly two bearers.
 *
 * @param stranger found only when needed: it takes generating another household
 */
export function shareOldIdNo(
  people: readonly PersonRecord[],
  household: Household,
  random: Random,
  stranger: () => PersonRecord | undefined,
): Truth[] {
  if (household.index % 2 === 0 || !random.chance(defectRates.sharedOldIdNo)) return [];
  const holder = people.find((person) => person.oldIdNo !== null);
  const other = holder ? stranger() : undefined;
  if (!holder?.oldIdNo || !other?.oldIdNo) return [];
  const correctValue = holder.oldIdNo;
  holder.oldIdNo = other.oldIdNo;
  const truth = truthOf('population', holder, 'sharedOldIdNo', 'oldIdNo', other.oldIdNo, correctValue);
  return [{ ...truth, otherPersonalId: other._id }];
}
