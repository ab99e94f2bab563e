import assert from 'node:assert/strict';
import { z } from 'zod';
import { maskPhone, phoneSchema, textSchema } from '../../services/platform/text-input.ts';
import { readVectors } from '../vectors/read-vectors.ts';

describe('phoneSchema', () => {
  it('makes E.164 of every way a mobile number is written', () => {
    for (const text of [
      '0901234123',
      '+84901234123',
      '090 123 41 23',
      '(090) 123-4123',
      '+84 90.123.4123',
      '0901234123 ',
    ]) {
      assert.equal(phoneSchema.parse(text), '+84901234123');
    }
    for (const prefix of ['03', '05', '07', '08', '09'])
      assert.equal(phoneSchema.parse(`${prefix}12345678`).length, 12);
  });

  it('refuses what is no mobile number of the country', () => {
    const refused = [
      '',
      '113',
      '02923812345',
      '0901234',
      '09012341234',
      '+1 202 555 0100',
      '84901234123',
      '090123412a',
      '\u200b0901234123',
      '０９０１２３４１２３',
      '0901234123\u0000',
      '0901234123;',
    ];
    for (const text of refused) assert.ok(!phoneSchema.safeParse(text).success, JSON.stringify(text));
  });
});

describe('maskPhone', () => {
  it('hides the middle', () => assert.equal(maskPhone('+84901234123'), '+84******123'));
});

describe('textSchema', () => {
  const text = textSchema({ min: 1, max: 60 });

  it('keeps NFC, without spaces around and with single ones inside', () => {
    assert.equal(text.parse('  Điện   thoại '.normalize('NFD')), 'Điện thoại'.normalize('NFC'));
  });

  it('counts its bound after normalisation', () => {
    assert.equal(text.parse('ậ'.normalize('NFD').repeat(60)), 'ậ'.repeat(60));
    assert.ok(!text.safeParse('a'.repeat(61)).success);
    assert.ok(!text.safeParse('a'.repeat(100_000)).success);
    assert.ok(!text.safeParse('   ').success);
  });

  it('gives every naughty string back as it came, or refuses it', () => {
    const free = textSchema({ min: 1, max: 1000 });
    let accepted = 0;
    for (const naughty of readVectors('naughty-strings.json', z.string())) {
      const result = free.safeParse(naughty);
      if (!result.success) continue;
      accepted += 1;
      assert.equal(result.data, naughty.normalize('NFC').replace(/\s+/g, ' ').trim());
      assert.equal(free.parse(result.data), result.data);
    }
    assert.ok(accepted > 150, String(accepted));
  });
});
