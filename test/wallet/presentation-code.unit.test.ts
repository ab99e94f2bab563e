import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { newPresentationCode, presentationCodeSchema } from '../../services/wallet/presentation-code.ts';
import { aCall } from './calls.ts';

describe('code of a shown document', () => {
  it('has 140 random bits in seven groups of four characters', () => {
    const codes = Array.from({ length: 200 }, () => newPresentationCode(aCall({ randomBytes })));
    assert.equal(new Set(codes).size, codes.length);
    for (const code of codes) assert.match(code, /^([0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{4}$/);
    assert.equal(new Set(codes.join('').replaceAll('-', '')).size, 32);
  });

  it('is read as it was typed or said', () => {
    const expected = '0123456789ABCDEFGHJKMNPQRST1';
    for (const typed of [
      '0123-4567-89AB-CDEF-GHJK-MNPQ-RST1',
      'o123 4567 89ab cdef ghjk mnpq rstl',
      'OI23456789abcdefghjkmnpqrsti',
    ]) {
      assert.equal(presentationCodeSchema.parse(typed), expected);
    }
  });

  it('refuses what cannot be one', () => {
    for (const typed of ['', '0123', 'U'.repeat(28), '0'.repeat(29), '0'.repeat(101), `${'0'.repeat(27)}٣`]) {
      assert.equal(presentationCodeSchema.safeParse(typed).success, false, typed);
    }
  });
});
