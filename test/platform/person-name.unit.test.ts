import assert from 'node:assert/strict';
import { z } from 'zod';
import { foldName, normalizeName, sameName } from '../../services/platform/person-name.ts';
import { personNameSchema } from '../../services/platform/text-input.ts';
import { readVectors } from '../vectors/read-vectors.ts';

const unicode = readVectors(
  'unicode-vi.json',
  z.object({ set: z.string(), source: z.string(), nfc: z.string(), nfd: z.string() }),
);

describe('sameName', () => {
  const tonePairs = 'òa/oà óa/oá ỏa/oả õa/oã ọa/oạ òe/oè óe/oé ỏe/oẻ õe/oẽ ọe/oẹ ùy/uỳ úy/uý ủy/uỷ ũy/uỹ ụy/uỵ'
    .split(' ')
    .map((pair) => pair.split('/') as [string, string]);

  it('takes the old and the new placement of a tone for one word, in every pair and case', () => {
    for (const [older, newer] of tonePairs) {
      for (const initial of ['', 'h', 'th', 'kh', 'ng', 'Tr']) {
        assert.ok(sameName(`Lê ${initial}${older}`, `Lê ${initial}${newer}`), `${initial}${older}`);
        assert.ok(sameName(`LÊ ${initial}${older}`.toUpperCase(), `lê ${initial}${newer}`), `${initial}${older} upper`);
        assert.ok(sameName(`Lê ${initial}${older} An`, `Lê ${initial}${newer} An`), `${initial}${older} in the middle`);
        assert.ok(sameName(`Lê ${initial}${older}`.normalize('NFD'), `Lê ${initial}${newer}`.normalize('NFD')));
      }
    }
  });

  it('compares cards and registries as people read them', () => {
    assert.ok(sameName('Nguyễn Thị Thúy Hòa', 'Nguyễn Thị Thuý Hoà'));
    assert.ok(sameName('NGUYỄN THỊ THÚY HÒA', 'nguyễn  thị thuý hoà '));
    assert.ok(sameName('Đặng Thị Cẩm Tú', 'ĐẶNG THỊ CẨM TÚ'));
  });

  it('leaves the u of qu and closed syllables alone', () => {
    assert.ok(!sameName('Quý', 'Qúy'));
    assert.ok(sameName('Quý', 'QUÝ'));
    assert.equal(normalizeName('Quỳnh'), 'QUỲNH');
    assert.equal(normalizeName('Hoàng'), 'HOÀNG');
    assert.equal(normalizeName('Huỳnh'), 'HUỲNH');
    assert.equal(normalizeName('Khoát'), 'KHOÁT');
    assert.equal(normalizeName('Giỏi Giang'), 'GIỎI GIANG');
  });

  it('tells apart what identity data tell apart', () => {
    const distinct: [string, string][] = [
      ['Mỹ', 'Mĩ'],
      ['Quý', 'Quí'],
      ['Lý', 'Lí'],
      ['Hòa', 'Hóa'],
      ['Hòa', 'Hoa'],
      ['Đạt', 'Dạt'],
      ['An', 'Ân'],
      ['Nguyễn Thị Minh Anh', 'Nguyễn Thị Anh'],
      ['Nguyễn Thị Minh Anh', 'Nguyễn Minh Thị Anh'],
    ];
    for (const [left, right] of distinct) assert.ok(!sameName(left, right), `${left} ≠ ${right}`);
  });

  it('takes every canonical form of the published cases for one name', () => {
    for (const { source, nfc, nfd } of unicode) {
      for (const form of [source, nfd]) {
        assert.ok(sameName(`Trần ${form} An`, `Trần ${nfc} An`), JSON.stringify(source));
        assert.equal(normalizeName(form), normalizeName(nfc));
      }
    }
  });

  it('is the same after being applied to its own result', () => {
    for (const { nfc } of unicode) assert.equal(normalizeName(normalizeName(nfc)), normalizeName(nfc));
  });
});

describe('foldName', () => {
  it('takes all marks off for search', () => {
    assert.equal(foldName('Đặng Thị Cẩm Tú'), 'dang thi cam tu');
    assert.equal(foldName('  ƯNG   Hoàng Phúc đ '), 'ung hoang phuc d');
    assert.equal(foldName('Nguyễn'.normalize('NFD')), 'nguyen');
  });
});

describe('personNameSchema', () => {
  it('keeps names as NFC, whatever form they came in', () => {
    for (const { set, source, nfc } of unicode) {
      if (set !== 'vietnamese') continue;
      const name = personNameSchema.parse(`  Lê ${source}n  Bê `);
      assert.equal(name, `Lê ${nfc}n Bê`.normalize('NFC'));
    }
  });

  it('accepts names of every people of the country', () => {
    const names = [
      'Thạch Sa Mon',
      'K’Brêu'.replace('’', "'"),
      'Y Ngông Niê Kdăm',
      'Lò Văn A',
      'Jean-Pierre Nguyễn',
      'Hồ St. Ân',
    ];
    for (const name of names) assert.equal(personNameSchema.parse(name), name);
    assert.equal(personNameSchema.parse('A'.repeat(100)), 'A'.repeat(100));
  });

  it('refuses what is no name', () => {
    const refused = [
      '',
      ' ',
      'A',
      'A'.repeat(101),
      'Lê 2',
      'Lê_An',
      '<b>Lê</b>',
      'Lê\tAn',
      'Lê\nAn',
      'Lê\u0000An',
      "'; DROP",
    ];
    for (const name of refused) assert.ok(!personNameSchema.safeParse(name).success, JSON.stringify(name));
  });

  it('refuses characters that nobody sees', () => {
    const unseen = [
      ['zero width space', '\u200b'],
      ['zero width joiner', '\u200d'],
      ['word joiner', '\u2060'],
      ['byte-order mark', '\ufeff'],
      ['right-to-left override', '\u202e'],
      ['right-to-left mark', '\u200f'],
      ['isolate', '\u2067'],
      ['soft hyphen', '\u00ad'],
      ['combining grapheme joiner', '\u034f'],
      ['Hangul filler', '\u3164'],
      ['half-width Hangul filler', '\uffa0'],
      ['variation selector', '\ufe0f'],
      ['tag', '\u{e0041}'],
      ['line separator', '\u2028'],
      ['lone surrogate', '\ud800'],
    ] as const;
    for (const [what, character] of unseen) {
      assert.ok(!personNameSchema.safeParse(`Lê${character} An`).success, what);
    }
  });
});
