import type { PersonRecord } from '../registries/records.ts';
import { ageOn, dayOf, isoOf } from './calendar.ts';
import type { Household } from './household-people.ts';
import { cardIssuedOn, cardOf } from './identity-card.ts';
import { oldIdHolderLimit, oldIdNumber, ordinalOf, portraitHash } from './numbers.ts';
import { addressIn, pickWard } from './places.ts';
import { itemAt, type Random, Weighted } from './random.ts';

const bloodTypes = new Weighted<string>([
  ['O', 42],
  ['B', 31],
  ['A', 21],
  ['AB', 6],
]);

/** Old cards were issued from 14, in the city until the new ones came in 2016. */
const lastOldCards = dayOf(2016, 1, 1);
const oldCardShare = 0.94;
const elsewhereShare = 0.07;
const missingShare = 0.0005;

/**
 * The population database's records of a household.
 *
 * @param random the household's stream for these records; draws are made in the order of members
 */
export function populationRecords(household: Household, random: Random): PersonRecord[] {
  const head = itemAt(household.people, household.head);
  const numberOf = (slot: number | null) => (slot === null ? null : itemAt(household.people, slot).personalId);
  let oldIdHolders = 0;
  return household.people.map((person) => {
    const { deathDay } = person;
    const until = deathDay ?? household.asOf;
    const hasOldId = ageOn(person.birthDay, lastOldCards) >= 14 && random.chance(oldCardShare);
    let oldIdNo: string | null = null;
    if (hasOldId && oldIdHolders < oldIdHolderLimit) {
      oldIdNo = oldIdNumber(household.seed, household.index, oldIdHolders);
      oldIdHolders += 1;
    }
    const elsewhere = !person.persona && random.chance(elsewhereShare);
    const card =
      person.persona?.cardIssuedDay === undefined
        ? cardOf(person.personalId, person.birthDay, until, random)
        : cardIssuedOn(person.persona.cardIssuedDay, person.birthDay, person.personalId);
    const bloodKnown = random.chance(0.4);
    const bloodType = bloodTypes.pick(random);
    const lost = !person.persona && random.chance(missingShare) && ageOn(person.birthDay, household.asOf) >= 18;
    return {
      _id: person.personalId,
      oldIdNo,
      fullName: person.fullName,
      birthDate: isoOf(person.birthDay),
      sex: person.sex,
      birthRegistrationPlace: person.birthPlace,
      nativePlace: person.nativePlace,
      ethnicity: person.ethnicity,
      religion: household.religion,
      nationality: 'VNM',
      maritalStatus: person.maritalStatus,
      permanentAddress: household.address,
      currentAddress: elsewhere ? addressIn(pickWard(random), random) : household.address,
      householdId: household.householdId,
      relationToHead: person.relation,
      headPersonalId: head.personalId,
      fatherPersonalId: numberOf(person.father),
      motherPersonalId: numberOf(person.mother),
      spousePersonalId: numberOf(person.spouse),
      bloodType: bloodKnown ? bloodType : null,
      cardType: card.cardType,
      cardNo: card.cardNo,
      cardIssuedAt: card.cardIssuedAt,
      cardExpiresAt: card.cardExpiresAt,
      portraitHash: portraitHash(household.seed, ordinalOf(household.index, person.slot)),
      status: deathDay === null ? (lost ? 'missing' : 'alive') : 'deceased',
      deathDate: deathDay === null ? null : isoOf(deathDay),
      version: 1,
      changedAt: household.recordedAt,
    } satisfies PersonRecord;
  });
}
