import nameData from './data/names.json' with { type: 'json' };
import type { Sex } from './numbers.ts';
import { type Random, Weighted } from './random.ts';

/**
 * Names in the order surname, middle, given. Children carry their father's surname; a spouse keeps her own. Texts are
 * composed (NFC) with the tone placement of identity cards (hòa, thủy).
 */
const composed = (text: string) => text.normalize('NFC');
const weighted = (entries: { name: string; weight: number }[]) =>
  new Weighted(entries.map(({ name, weight }) => [composed(name), weight] as const));

export type Ethnicity = 'Kinh' | 'Khmer' | 'Hoa' | 'Chăm';

// The census gives 97.47 % Kinh; how the rest divides is an estimate.
const ethnicities = new Weighted<Ethnicity>([
  ['Kinh', nameData.ethnicShareCanTho2019.Kinh],
  ['Khmer', 1.68],
  ['Hoa', 0.81],
  ['Chăm', 0.04],
]);

export function pickEthnicity(random: Random): Ethnicity {
  return ethnicities.pick(random);
}

const surnames: Record<Ethnicity, Weighted<string>> = {
  Kinh: weighted(nameData.surnames),
  Khmer: weighted([
    { name: 'Thạch', weight: 24 },
    { name: 'Danh', weight: 22 },
    { name: 'Sơn', weight: 16 },
    { name: 'Kim', weight: 12 },
    { name: 'Châu', weight: 10 },
    { name: 'Lý', weight: 6 },
    { name: 'Trần', weight: 6 },
    { name: 'Nguyễn', weight: 4 },
  ]),
  Hoa: weighted([
    { name: 'Lâm', weight: 22 },
    { name: 'Trần', weight: 14 },
    { name: 'Quách', weight: 11 },
    { name: 'Tăng', weight: 10 },
    { name: 'Tô', weight: 9 },
    { name: 'Lý', weight: 9 },
    { name: 'Huỳnh', weight: 7 },
    { name: 'Vương', weight: 6 },
    { name: 'Mã', weight: 4 },
    { name: 'Diệp', weight: 4 },
    { name: 'Nhan', weight: 2 },
    { name: 'Ông', weight: 2 },
  ]),
  Chăm: weighted([
    { name: 'Nguyễn', weight: 5 },
    { name: 'Châu', weight: 3 },
    { name: 'Từ', weight: 2 },
  ]),
};

export function pickSurname(ethnicity: Ethnicity, random: Random): string {
  return surnames[ethnicity].pick(random);
}

const middles = { male: weighted(nameData.middleMale), female: weighted(nameData.middleFemale) };
const givens = { male: nameData.givenMale.map(composed), female: nameData.givenFemale.map(composed) };
const thi = composed('Thị');

/** Share of names that are surname and given name only. */
const noMiddle: Record<Ethnicity, number> = { Kinh: 0.015, Khmer: 0.3, Hoa: 0.06, Chăm: 0.3 };

/**
 * Middle words and a given name, as `[middle, given]`; the middle may be empty.
 *
 * @param bornIn year: the middle word Thị goes out of use
 * @param mothersSurname where given, some children bear it before their middle name
 */
export function pickGivenNames(
  person: { sex: Sex; ethnicity: Ethnicity; bornIn: number; surname: string; mothersSurname: string | null },
  random: Random,
): [middle: string, given: string] {
  const given = random.pick(givens[person.sex]);
  if (random.chance(noMiddle[person.ethnicity])) return ['', given];
  let middle = middles[person.sex].pick(random);
  if (person.sex === 'female') {
    const hasThi = middle.startsWith(thi);
    if (hasThi && person.bornIn >= 2000 && random.chance(0.55)) middle = withoutThi(middle, random);
    if (!hasThi && person.bornIn < 1975 && random.chance(0.6)) middle = thi;
  }
  for (let tries = 0; tries < 8 && middle.split(' ').includes(given); tries += 1) {
    middle = middles[person.sex].pick(random);
  }
  const two = middle.includes(' ');
  const doubled = person.mothersSurname !== null && person.mothersSurname !== person.surname && !two;
  if (doubled && person.bornIn >= 1995 && random.chance(0.04)) return [`${person.mothersSurname} ${middle}`, given];
  return [middle, given];
}

function withoutThi(middle: string, random: Random): string {
  const rest = middle.slice(thi.length + 1);
  if (rest !== '') return rest;
  const other = middles.female.pick(random);
  return other.startsWith(`${thi} `) ? other.slice(thi.length + 1) : other;
}

export function fullName(surname: string, middle: string, given: string): string {
  return middle === '' ? `${surname} ${given}` : `${surname} ${middle} ${given}`;
}
