/**
 * Names of people, as identity data write and compare them: Unicode NFC, words separated by one space.
 *
 * The tone mark of open syllables in oa, oe, uy stands on the first vowel in the old placement (hòa, thủy, used on
 * cards) and on the second in the new (hoà, thuỷ): the same word. `i` and `y` (Mỹ, Mĩ) are distinct in identity data.
 */

/** Letters of any script with their marks, all of them visible, apostrophe, dot, hyphen, space; 2 to 100 characters. */
export const namePattern = /^(?:(?!\p{Default_Ignorable_Code_Point})[\p{L}\p{M}' .-]){2,100}$/u;

const tones = '\u0300\u0309\u0303\u0301\u0323';
// An open syllable ends after the pair; `qu` is a consonant, so its u carries no tone (quý stays as it is).
const newPlacement = new RegExp(`(?<!q)(o)([ae])([${tones}])(?!\\p{L})|(?<!q)(u)(y)([${tones}])(?!\\p{L})`, 'giu');

/** One form for two spellings of the same name: NFC, old tone placement, single spaces, upper case. For comparing. */
export function normalizeName(name: string): string {
  return decomposeTones(name)
    .replace(newPlacement, (_all, o, ae, tone1, u, y, tone2) => `${o ?? u}${tone1 ?? tone2}${ae ?? y}`)
    .normalize('NFC')
    .replace(/\s+/g, ' ')
    .trim()
    .toLocaleUpperCase('vi');
}

/** Decomposed, with the tone mark behind the marks of vowel quality (ậ is â + dot below, whatever order it came in). */
function decomposeTones(name: string): string {
  return name.normalize('NFD').replace(new RegExp(`([${tones}])([\u0302\u0306\u031b]+)`, 'g'), '$2$1');
}

export function sameName(left: string, right: string): boolean {
  return normalizeName(left) === normalizeName(right);
}

/** Without marks, for search and for the Latin letters of machine-readable fields: `Đặng Thị Cẩm Tú` → `dang thi cam tu`. */
export function foldName(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/đ/g, 'd')
    .replace(/Đ/g, 'D')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim();
}
