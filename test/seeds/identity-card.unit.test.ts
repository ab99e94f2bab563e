import assert from 'node:assert/strict';
import { isoOf, parseDay } from '../../seeds/calendar.ts';
import { cardExpiry } from '../../seeds/identity-card.ts';

describe('cardExpiry', () => {
  const cases: [what: string, bornOn: string, issuedOn: string, expiresOn: string | null][] = [
    ['the next of 25, 40 and 60', '1990-03-08', '2021-09-14', '2030-03-08'],
    ['14 for a card issued below it', '2016-05-20', '2025-01-10', '2030-05-20'],
    ['25 for a card issued at 14', '2010-05-20', '2024-05-20', '2035-05-20'],
    ['25 for a card issued at 13', '2011-05-20', '2024-08-01', '2036-05-20'],
    ['the age after next within two years', '1984-09-30', '2024-08-15', '2044-09-30'],
    ['two years before to the day counts as within', '1984-09-30', '2022-09-30', '2044-09-30'],
    ['a day earlier does not', '1984-09-30', '2022-09-29', '2024-09-30'],
    ['no end within two years before 60', '1962-04-14', '2021-12-21', null],
    ['no end after 60', '1956-04-19', '2021-05-12', null],
    ['1 March for those born on 29 February', '2000-02-29', '2021-06-01', '2025-03-01'],
  ];
  for (const [what, bornOn, issuedOn, expiresOn] of cases) {
    it(what, () => {
      const expiry = cardExpiry(parseDay(issuedOn), parseDay(bornOn));
      assert.equal(expiry === null ? null : isoOf(expiry), expiresOn);
    });
  }
});
