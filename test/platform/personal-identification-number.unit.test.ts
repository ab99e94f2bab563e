import assert from 'node:assert/strict';
import {
  maskPersonalId,
  personalIdWarnings,
  readPersonalId,
} from '../../services/platform/personal-identification-number.ts';
import { personalIdSchema } from '../../services/platform/text-input.ts';

describe('readPersonalId', () => {
  it('reads province, sex and year of birth', () => {
    const said = (value: string) => {
      const reading = readPersonalId(value);
      return reading && [reading.provinceCode, reading.sex, reading.birthYear];
    };
    assert.deepEqual(said('092190123456'), ['092', 'FEMALE', 1990]);
    assert.deepEqual(said('092205004321'), ['092', 'MALE', 2005]);
    assert.deepEqual(said('092322000123'), ['092', 'FEMALE', 2022]);
  });

  it('reads sex and century of all ten digits', () => {
    for (let digit = 0; digit < 10; digit += 1) {
      const reading = readPersonalId(`092${digit}50000001`);
      assert.equal(reading?.sex, digit % 2 === 0 ? 'MALE' : 'FEMALE');
      assert.equal(reading?.birthYear, 1950 + 100 * Math.floor(digit / 2));
    }
  });

  it('reads nothing else', () => {
    const malformed = [
      '',
      '09219012345',
      '0921901234567',
      '09219012345a',
      ' 92190123456',
      '０９２１９０１２３４５６',
      '092-190-1234',
    ];
    for (const value of malformed) assert.equal(readPersonalId(value), null, value);
  });
});

describe('personalIdWarnings', () => {
  const bearer = { sex: 'FEMALE', bornOn: '1990-02-14' } as const;

  it('has none where number and bearer agree', () => {
    assert.deepEqual(personalIdWarnings('092190123456', bearer), []);
  });

  it('names each disagreement', () => {
    assert.deepEqual(personalIdWarnings('092190123456', { ...bearer, sex: 'MALE' }), ['sex_mismatch']);
    assert.deepEqual(personalIdWarnings('003190123456', bearer), ['province_unknown']);
    assert.deepEqual(personalIdWarnings('092190123456', { ...bearer, bornOn: '1991-02-14' }), ['birth_year_mismatch']);
    assert.deepEqual(personalIdWarnings('003090123456', { sex: 'FEMALE', bornOn: '2001-01-01' }), [
      'province_unknown',
      'sex_mismatch',
      'birth_year_mismatch',
    ]);
    assert.deepEqual(personalIdWarnings('92190123456', bearer), ['malformed']);
  });
});

describe('maskPersonalId', () => {
  it('hides the middle', () => assert.equal(maskPersonalId('092190123456'), '092******456'));
});

describe('personalIdSchema', () => {
  it('accepts the number as people write it', () => {
    for (const text of [
      '092190123456',
      '092 190 123 456',
      ' 092190123456 ',
      '092.190.123.456',
      '092\u00a0190\u00a0123456',
    ]) {
      assert.equal(personalIdSchema.parse(text), '092190123456');
    }
  });

  it('refuses anything else', () => {
    const refused = [
      '',
      '1',
      '0921901234567',
      '092l90123456',
      '\u200b092190123456',
      '\ufeff092190123456',
      '092190\n123456',
      '１'.repeat(12),
      ' '.repeat(50),
    ];
    for (const text of refused) assert.ok(!personalIdSchema.safeParse(text).success, JSON.stringify(text));
    for (const other of [92190123456, null, { $gt: '' }, ['092190123456']]) {
      assert.ok(!personalIdSchema.safeParse(other).success);
    }
  });
});
