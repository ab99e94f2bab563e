import type { PersonRecord } from '../registries/records.ts';
import { addYears, ageOn, dayOf, isoOf } from './calendar.ts';
import type { Random } from './random.ts';

/** Ages at which a card is exchanged; 14 counts only for a card issued before it. */
const exchangeAges = [14, 25, 40, 60];

const firstBarcodeCards = dayOf(2016, 1, 1);
const firstChipCards = dayOf(2021, 1, 1);
const endOfCampaign = dayOf(2022, 12, 31);
const firstIdentityCards = dayOf(2024, 7, 1);

/**
 * The day a card ends: the next birthday of exchange, or the one after it where the card was issued within two years
 * before; null for a card without an end.
 *
 * @see Law on Identity 26/2023/QH15, article 21; Law on Citizen Identity 59/2014/QH13, article 21
 */
export function cardExpiry(issuedDay: number, birthDay: number): number | null {
  for (const age of exchangeAges) {
    if (issuedDay < addYears(birthDay, age - 2)) return addYears(birthDay, age);
  }
  return null;
}

function cardTypeOf(issuedDay: number): NonNullable<PersonRecord['cardType']> {
  if (issuedDay < firstChipCards) return 'CCCD_BARCODE';
  return issuedDay < firstIdentityCards ? 'CCCD_CHIP' : 'CAN_CUOC';
}

export type Card = Pick<PersonRecord, 'cardType' | 'cardNo' | 'cardIssuedAt' | 'cardExpiresAt'>;

const noCard: Card = { cardType: null, cardNo: null, cardIssuedAt: null, cardExpiresAt: null };

export function cardIssuedOn(issuedDay: number, birthDay: number, personalId: string): Card {
  const expiry = cardExpiry(issuedDay, birthDay);
  return {
    cardType: cardTypeOf(issuedDay),
    // The number of the card is the number of the person.
    cardNo: personalId,
    cardIssuedAt: isoOf(issuedDay),
    cardExpiresAt: expiry === null ? null : isoOf(expiry),
  };
}

/**
 * The last card a person has: from the barcode cards of 2016, the campaign for chip cards of 2021 and 2022, the duty
 * at 14 or, since July 2024, on request below it; exchanged by most when it ended.
 *
 * @param until the reference date, or the day of death
 */
export function cardOf(personalId: string, birthDay: number, until: number, random: Random): Card {
  const issuedDay = firstIssue(birthDay, until, random);
  if (issuedDay === null || issuedDay > until) return noCard;
  let last = issuedDay;
  for (;;) {
    const expiry = cardExpiry(last, birthDay);
    if (expiry === null || expiry > until || random.chance(0.07)) break;
    const renewal = expiry + random.between(-60, 120);
    if (renewal > until) break;
    last = renewal;
  }
  return cardIssuedOn(last, birthDay, personalId);
}

function firstIssue(birthDay: number, until: number, random: Random): number | null {
  const fourteen = addYears(birthDay, 14);
  if (ageOn(birthDay, until) < 14) {
    if (!random.chance(0.12)) return null;
    const from = Math.max(firstIdentityCards, birthDay + 30);
    return from < until ? from + random.below(until - from) : null;
  }
  if (fourteen >= firstChipCards) return fourteen + random.below(240);
  if (random.chance(0.14) && fourteen < firstChipCards - 400) {
    const from = Math.max(firstBarcodeCards, fourteen);
    return from + random.below(firstChipCards - from);
  }
  if (random.chance(0.03)) return null;
  return firstChipCards + 60 + random.below(endOfCampaign - firstChipCards - 60);
}
