import assert from 'node:assert/strict';
import { calendarDateSchema, cityDate, yearsBetween } from '../../services/platform/calendar-date.ts';

describe('calendarDateSchema', () => {
  it('accepts days that there are', () => {
    for (const date of ['1990-02-14', '2000-02-29', '2024-02-29', '1900-12-31']) {
      assert.equal(calendarDateSchema.parse(date), date);
    }
  });

  it('refuses days that there are not, and every other form', () => {
    const refused = [
      '2023-02-29',
      '1900-02-29',
      '1990-02-30',
      '1990-13-01',
      '1990-00-10',
      '1990-1-1',
      '14/02/1990',
      '19900214',
      '1990-02-14T00:00:00Z',
      ' 1990-02-14',
      '',
      '1990-02-1\u0664',
    ];
    for (const date of refused) assert.ok(!calendarDateSchema.safeParse(date).success, date);
  });
});

describe('cityDate', () => {
  it('changes at midnight of the city, UTC+7', () => {
    assert.equal(cityDate(new Date('2026-11-22T16:59:59.999Z')), '2026-11-22');
    assert.equal(cityDate(new Date('2026-11-22T17:00:00.000Z')), '2026-11-23');
  });
});

describe('yearsBetween', () => {
  it('counts completed years', () => {
    assert.equal(yearsBetween('2012-11-23', '2026-11-22'), 13);
    assert.equal(yearsBetween('2012-11-23', '2026-11-23'), 14);
    assert.equal(yearsBetween('2000-02-29', '2014-02-28'), 13);
    assert.equal(yearsBetween('2000-02-29', '2014-03-01'), 14);
    assert.equal(yearsBetween('1990-02-14', '1990-02-14'), 0);
  });
});
