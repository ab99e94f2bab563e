/**
 * Personal identification number (số định danh cá nhân): 12 digits, no check digit. Digits 1-3 province or country of
 * birth registration, digit 4 century and sex, digits 5-6 year of birth, the rest random.
 *
 * @see Circular 07/2016/TT-BCA, article 7 and annex 1
 */
const form = /^(\d{3})(\d)(\d{2})\d{6}$/;

/** GSO codes of the 63 provinces as they were numbered; a code outlives the mergers of provinces. */
const provinceCodes = new Set(
  (
    '001 002 004 006 008 010 011 012 014 015 017 019 020 022 024 025 026 027 030 031 033 034 035 036 037 038 040 042 ' +
    '044 045 046 048 049 051 052 054 056 058 060 062 064 066 067 068 070 072 074 075 077 079 080 082 083 084 086 087 ' +
    '089 091 092 093 094 095 096'
  ).split(' '),
);

export type PersonalIdReading = {
  provinceCode: string;
  sex: 'FEMALE' | 'MALE';
  birthYear: number;
  /** False for codes of foreign countries and for numbers never given out. */
  provinceKnown: boolean;
};

/** What the number itself says, or null where it is not 12 digits. */
export function readPersonalId(value: string): PersonalIdReading | null {
  const match = form.exec(value);
  if (!match) return null;
  const [, provinceCode = '', century = '0', year = '0'] = match;
  return {
    provinceCode,
    sex: Number(century) % 2 === 0 ? 'MALE' : 'FEMALE',
    birthYear: 1900 + Math.floor(Number(century) / 2) * 100 + Number(year),
    provinceKnown: provinceCodes.has(provinceCode),
  };
}

/**
 * Where the number disagrees with what is said of its bearer. A disagreement is a warning, not a refusal: sex and
 * birth data of some people were corrected later, and their number stayed.
 */
export function personalIdWarnings(value: string, bearer: { sex: 'FEMALE' | 'MALE'; bornOn: string }): string[] {
  const reading = readPersonalId(value);
  if (!reading) return ['malformed'];
  const warnings: string[] = [];
  if (!reading.provinceKnown) warnings.push('province_unknown');
  if (reading.sex !== bearer.sex) warnings.push('sex_mismatch');
  if (reading.birthYear !== Number(bearer.bornOn.slice(0, 4))) warnings.push('birth_year_mismatch');
  return warnings;
}

/** `092190123456` as its owner may see it on a screen others see too: `092******456`. */
export function maskPersonalId(value: string): string {
  return `${value.slice(0, 3)}******${value.slice(-3)}`;
}
