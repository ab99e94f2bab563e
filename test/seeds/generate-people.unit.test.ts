import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { recordSchemas } from '../../registries/record-schemas.ts';
import type { PersonRecord } from '../../registries/records.ts';
import { ageBandYears, agePyramid } from '../../seeds/age-pyramid.ts';
import names from '../../seeds/data/names.json' with { type: 'json' };
import { defectRates } from '../../seeds/defect-rates.ts';
import { type Truth, writtenDefects } from '../../seeds/defects.ts';
import { conversions } from '../../seeds/driving.ts';
import { type GenerateOptions, generatePeople, type Records } from '../../seeds/generate.ts';
import { covidVaccines } from '../../seeds/health.ts';
import { benefitLevels } from '../../seeds/insurance.ts';
import { wards } from '../../seeds/places.ts';
import { yearsBetween } from '../../services/platform/calendar-date.ts';
import { sameName } from '../../services/platform/person-name.ts';
import { personalIdWarnings } from '../../services/platform/personal-identification-number.ts';

const asOf = '2026-01-01';
const registries = ['population', 'insurance', 'driving', 'health'] as const;
const sections = [...registries, 'truth'] as const;

function all(options: GenerateOptions): Records {
  const records: Records = { population: [], insurance: [], driving: [], health: [], truth: [] };
  for (const batch of generatePeople(options)) {
    for (const person of batch.population) records.population.push(person);
    for (const record of batch.insurance) records.insurance.push(record);
    for (const record of batch.driving) records.driving.push(record);
    for (const record of batch.health) records.health.push(record);
    for (const truth of batch.truth) records.truth.push(truth);
  }
  return records;
}

function near(actual: number, expected: number, tolerance: number, what: string): void {
  assert.ok(Math.abs(actual - expected) <= tolerance, `${what}: ${actual.toFixed(4)}, expected ${expected.toFixed(4)}`);
}

function digest(records: Records): string {
  return createHash('sha256')
    .update(JSON.stringify(sections.map((section) => records[section])))
    .digest('hex');
}

describe('generatePeople', function () {
  this.timeout(60_000);
  const city = all({ seed: 63, people: 20_000 });
  const people = new Map(city.population.map((person) => [person._id, person]));
  const living = city.population.filter((person) => person.status !== 'deceased');
  const owner = (personalId: string): PersonRecord => {
    const person = people.get(personalId);
    assert.ok(person, 'a record belongs to a person');
    return person;
  };
  const ageOf = (person: PersonRecord) => yearsBetween(person.birthDate, asOf);

  describe('is the same for the same seed', () => {
    it('byte for byte, in this and every later version of Node', () => {
      // A change on purpose also raises `generatorVersion`.
      assert.equal(
        digest(all({ seed: 63, people: 500 })),
        '5a9c6d31e40f02171119141c85a4156bacd3459acdfc4529aeaf0530e748f65c',
      );
    });

    it('whatever size the city has and wherever the run goes on', () => {
      const small = all({ seed: 63, people: 3000 });
      for (const section of sections) {
        assert.deepEqual(city[section].slice(0, small[section].length), small[section], section);
      }
      const [first] = generatePeople({ seed: 63, people: 400 });
      assert.ok(first);
      const rest = all({ seed: 63, people: 3000, after: first });
      for (const section of sections) {
        assert.deepEqual([...first[section], ...rest[section]], small[section], section);
      }
    });

    it('and different for another', () => {
      assert.notEqual(digest(all({ seed: 64, people: 500 })), digest(all({ seed: 63, people: 500 })));
    });
  });

  it('ends with the household that fills the number', () => {
    assert.ok(city.population.length >= 20_000 && city.population.length < 20_016);
  });

  describe('writes valid records', () => {
    for (const registry of registries) {
      it(`of ${registry}, in Unicode NFC`, () => {
        for (const record of city[registry]) {
          const { error } = recordSchemas[registry].safeParse(record);
          assert.equal(error, undefined, `${record._id}: ${error?.message}`);
        }
        const text = JSON.stringify(city[registry]);
        assert.equal(text, text.normalize('NFC'));
      });
    }

    it('with numbers that agree with their bearers', () => {
      for (const person of city.population) {
        const bearer = { sex: person.sex === 'male' ? 'MALE' : 'FEMALE', bornOn: person.birthDate } as const;
        assert.deepEqual(personalIdWarnings(person._id, bearer), [], person._id);
        if (person.oldIdNo !== null) {
          assert.match(person.oldIdNo, /^36[1-5]\d{6}$/);
          assert.ok(yearsBetween(person.birthDate, '2016-01-01') >= 14);
        }
      }
      near(
        share(city.population, (person) => person._id.startsWith('092')),
        0.84,
        0.03,
        'born in the city',
      );
    });

    it('with wards of the city, in proportion to its districts', () => {
      const known = new Map(wards.map((ward) => [ward.code, ward]));
      assert.equal(known.size, 83);
      for (const { permanentAddress, currentAddress } of city.population) {
        for (const address of [permanentAddress, currentAddress]) {
          assert.equal(known.get(address.wardCode)?.districtCode, address.districtCode);
          assert.ok(address.text.endsWith(known.get(address.wardCode)?.text ?? '?'));
        }
      }
      assert.equal(new Set(city.population.map(({ permanentAddress }) => permanentAddress.wardCode)).size, 83);
      near(
        share(city.population, ({ permanentAddress }) => permanentAddress.districtCode === '916'),
        280_494 / 1_234_825,
        0.02,
        'Ninh Kiều',
      );
    });

    it('with cards of the kind of their time, which end at 14, 25, 40, 60 or never', () => {
      for (const person of city.population) {
        const { cardType, cardNo, cardIssuedAt, cardExpiresAt, birthDate } = person;
        if (cardIssuedAt === null) {
          assert.deepEqual([cardType, cardNo, cardExpiresAt], [null, null, null]);
          continue;
        }
        assert.equal(cardNo, person._id);
        assert.ok(cardIssuedAt <= (person.deathDate ?? asOf) && cardIssuedAt > birthDate);
        assert.equal(
          cardType,
          cardIssuedAt < '2021-01-01' ? 'CCCD_BARCODE' : cardIssuedAt < '2024-07-01' ? 'CCCD_CHIP' : 'CAN_CUOC',
        );
        if (cardExpiresAt === null) assert.ok(yearsBetween(birthDate, cardIssuedAt) >= 58);
        else assert.ok([14, 25, 40, 60].includes(yearsBetween(birthDate, cardExpiresAt)));
      }
      const adults = living.filter((person) => ageOf(person) >= 18);
      assert.ok(share(adults, (person) => person.cardNo !== null) > 0.95);
    });

    it('with insurance groups that fit age and benefit', () => {
      for (const record of city.insurance) {
        assert.equal(record._id, `${record.objectCode}${record.benefitLevel}92${record.socialInsuranceNo}`);
        assert.equal(record.benefitLevel, benefitLevels[record.objectCode]);
        assert.ok(record.validFrom < record.validTo);
        assert.match(record.primaryFacility, /^92\d{3}$/);
        assert.equal(record.status === 'expired', record.validTo < asOf, record._id);
        const age = ageOf(owner(record.personalId));
        if (record.objectCode === 'TE') assert.ok(age < 6);
        if (record.objectCode === 'HS') assert.ok(age >= 6 && age < 18);
        if (record.objectCode === 'HT') assert.ok(age >= 55);
      }
      const insured = new Set(city.insurance.map((record) => record.personalId));
      near(
        share(living, (person) => insured.has(person._id)),
        0.93,
        0.015,
        'insured',
      );
    });

    it('with licences of classes of their time for people old enough', () => {
      const oldClasses = new Set(conversions.keys());
      const newClasses = new Set([...conversions.values()].flat().concat('A1'));
      for (const record of city.driving) {
        assert.ok(record.classes.length > 0);
        const reissued = record.issuedAt >= '2025-01-01';
        const { birthDate } = owner(record.personalId);
        for (const entry of record.classes) {
          assert.ok((reissued ? newClasses : oldClasses).has(entry.class), `${record._id} ${entry.class}`);
          assert.ok(yearsBetween(birthDate, entry.issuedAt) >= 18);
          assert.ok(entry.issuedAt <= asOf);
        }
        assert.equal(new Set(record.classes.map((entry) => entry.class)).size, record.classes.length);
        assert.equal(record.points === 0, record.status === 'points_exhausted');
      }
      const statuses = new Set(city.driving.map(({ status }) => status));
      assert.deepEqual([...statuses].sort(), ['expired', 'points_exhausted', 'revoked', 'valid', 'withheld']);
      const adults = living.filter((person) => ageOf(person) >= 20 && ageOf(person) < 60);
      const licensed = new Set(city.driving.map((record) => record.personalId));
      near(
        share(adults, (person) => licensed.has(person._id)),
        0.78,
        0.06,
        'licensed',
      );
    });

    it('with doses in order, of accepted vaccines, after birth and before death', () => {
      for (const record of city.health) {
        const person = owner(record.personalId);
        for (const dose of record.vaccinations) {
          assert.ok(dose.vaccinatedAt >= person.birthDate && dose.vaccinatedAt <= (person.deathDate ?? asOf));
          if (dose.disease !== 'COVID-19') continue;
          assert.equal(dose.manufacturer, covidVaccines[dose.vaccine]);
          assert.ok(dose.vaccinatedAt >= '2021-06-15' && dose.vaccinatedAt < '2024-01-01');
        }
        const covid = record.vaccinations.filter(({ disease }) => disease === 'COVID-19');
        assert.deepEqual(
          covid.map(({ doseNumber }) => doseNumber),
          covid.map((_, place) => place + 1),
        );
      }
    });
  });

  it('gives no number out twice among 300,000 people', () => {
    const seen = {
      people: new Set<string>(),
      social: new Set<string>(),
      licences: new Set<string>(),
      households: new Set<string>(),
      certificates: new Set<string>(),
    };
    const oldIdNos = new Map<string, number>();
    let people = 0;
    let cards = 0;
    let licences = 0;
    let doses = 0;
    let shared = 0;
    const households = new Set<string>();
    for (const batch of generatePeople({ seed: 63, people: 300_000 })) {
      for (const person of batch.population) {
        people += 1;
        seen.people.add(person._id);
        if (person.oldIdNo !== null) oldIdNos.set(person.oldIdNo, (oldIdNos.get(person.oldIdNo) ?? 0) + 1);
        households.add(person.householdId);
      }
      for (const record of batch.insurance) seen.social.add(record.socialInsuranceNo);
      for (const record of batch.driving) seen.licences.add(record._id);
      for (const record of batch.health) {
        for (const dose of record.vaccinations) seen.certificates.add(dose.certificateCode);
        doses += record.vaccinations.length;
      }
      cards += batch.insurance.length;
      licences += batch.driving.length;
      shared += batch.truth.filter(({ defect }) => defect === 'sharedOldIdNo').length;
    }
    assert.equal(seen.people.size, people);
    assert.equal(seen.social.size, cards);
    assert.equal(seen.licences.size, licences);
    assert.equal(seen.certificates.size, doses);
    // Old numbers are shared only where it is recorded, and by two.
    const bearers = [...oldIdNos.values()].filter((count) => count > 1);
    assert.ok(bearers.every((count) => count === 2));
    assert.equal(bearers.length, shared);
    assert.ok(shared > 100);
    near(people / households.size, 3.5, 0.15, 'people of a household');
  });

  it('has the ages of the pyramid', () => {
    const total = agePyramid.reduce((sum, band) => sum + band.male + band.female, 0);
    for (const [place, band] of agePyramid.entries()) {
      for (const sex of ['male', 'female'] as const) {
        const last = place === agePyramid.length - 1;
        const inBand = (age: number) => age >= band.from && (last || age < band.from + ageBandYears);
        const found = share(living, (person) => person.sex === sex && inBand(ageOf(person)));
        near(found, band[sex] / total, 0.005, `${sex} from ${band.from}`);
      }
    }
  });

  it('has the names of the table', () => {
    const total = names.surnames.reduce((sum, { weight }) => sum + weight, 0);
    // Households share surnames, so a share wavers more than one of as many single people.
    for (const { name, weight } of names.surnames.slice(0, 12)) {
      const found = share(city.population, (person) => person.fullName.split(' ')[0] === name);
      near(found, weight / total, 0.0075 + 0.1 * (weight / total), name);
    }
    const givens = new Map<string, number>();
    for (const person of city.population) {
      const given = person.fullName.split(' ').at(-1) ?? '';
      givens.set(given, (givens.get(given) ?? 0) + 1);
    }
    const known = new Set([...names.givenMale, ...names.givenFemale]);
    for (const given of givens.keys()) assert.ok(known.has(given), given);
    assert.ok(share(city.population, (person) => person.fullName.split(' ').length === 3) > 0.6);
    near(
      share(city.population, (person) => person.ethnicity === 'Kinh'),
      0.9747,
      0.01,
      'Kinh',
    );
    const women = city.population.filter((person) => person.sex === 'female');
    const older = women.filter((person) => person.birthDate < '1975');
    const girls = women.filter((person) => person.birthDate >= '2005');
    assert.ok(share(older, hasThi) > 0.75);
    assert.ok(share(girls, hasThi) < 0.4);
    assert.equal(
      share(city.population, (person) => person.sex === 'male' && hasThi(person)),
      0,
    );
  });

  describe('makes families', () => {
    const households = groupByHousehold(city.population);

    it('with one living, grown head', () => {
      for (const members of households.values()) {
        const heads = members.filter((person) => person.relationToHead === 'head');
        assert.equal(heads.length, 1);
        for (const head of heads) {
          assert.notEqual(head.status, 'deceased');
          assert.ok(ageOf(head) >= 18);
          assert.ok(members.every((person) => person.headPersonalId === head._id));
        }
        assert.equal(new Set(members.map((person) => person.permanentAddress.text)).size, 1);
      }
      assert.ok(share([...households.values()], (members) => members.length === 1) < 0.25);
      assert.ok([...households.values()].some((members) => members.some((one) => one.relationToHead === 'grandchild')));
    });

    it('with mothers of 18 to 45 and older fathers, whose surname the children bear', () => {
      let children = 0;
      for (const person of city.population) {
        const mother = person.motherPersonalId === null ? null : owner(person.motherPersonalId);
        const father = person.fatherPersonalId === null ? null : owner(person.fatherPersonalId);
        if (mother) {
          children += 1;
          assert.equal(mother.sex, 'female');
          const age = yearsBetween(mother.birthDate, person.birthDate);
          assert.ok(age >= 18 && age <= 45, `mother of ${age}`);
        }
        if (father) {
          assert.equal(father.sex, 'male');
          assert.ok(yearsBetween(father.birthDate, person.birthDate) >= 15);
          assert.ok(father.deathDate === null || father.deathDate >= person.birthDate);
        }
        const namedAfter = father ?? mother;
        if (namedAfter) assert.equal(person.fullName.split(' ')[0], namedAfter.fullName.split(' ')[0]);
      }
      assert.ok(children > 5000);
    });

    it('with spouses who name each other', () => {
      let keepingTheirName = 0;
      let couples = 0;
      for (const person of city.population) {
        if (person.spousePersonalId === null) {
          assert.notEqual(person.maritalStatus, 'married');
          continue;
        }
        const spouse = owner(person.spousePersonalId);
        assert.equal(spouse.spousePersonalId, person._id);
        assert.notEqual(spouse.sex, person.sex);
        if (person.status !== 'deceased') {
          assert.equal(person.maritalStatus, spouse.status === 'deceased' ? 'widowed' : 'married');
        }
        couples += 1;
        if (spouse.fullName.split(' ')[0] !== person.fullName.split(' ')[0]) keepingTheirName += 1;
      }
      assert.ok(keepingTheirName / couples > 0.7);
    });

    it('with some people on record as dead', () => {
      const dead = city.population.filter((person) => person.status === 'deceased');
      const deadShare = dead.length / city.population.length;
      assert.ok(deadShare > 0.01 && deadShare < 0.06, String(deadShare));
      for (const person of dead) assert.ok(person.deathDate !== null && person.deathDate < asOf);
      assert.ok(living.every((person) => person.deathDate === null));
    });
  });

  describe('spoils some records', () => {
    const larger = all({ seed: 7, people: 60_000 });
    const byId = new Map(larger.population.map((person) => [person._id, person]));
    const truths = new Map(larger.truth.map((truth) => [truth._id, truth]));

    it('and records every fault, once', () => {
      assert.equal(truths.size, larger.truth.length);
      for (const registry of ['insurance', 'driving', 'health'] as const) {
        for (const record of larger[registry]) {
          const person = byId.get(record.personalId);
          assert.ok(person);
          const truth = truths.get(`${registry}:${record._id}`);
          const sound = record.fullName === person.fullName && record.birthDate === person.birthDate;
          const dead = registry === 'insurance' && person.status === 'deceased';
          assert.equal(truth === undefined, sound && !dead, record._id);
          if (!truth) continue;
          assert.equal(truth.personalId, record.personalId);
          if (truth.field === 'fullName') {
            assert.deepEqual([truth.recordedValue, truth.correctValue], [record.fullName, person.fullName]);
            assert.equal(sameName(record.fullName, person.fullName), truth.stillMatches, record.fullName);
          }
          if (truth.field === 'birthDate') {
            assert.deepEqual([truth.recordedValue, truth.correctValue], [record.birthDate, person.birthDate]);
            assert.equal(truth.stillMatches, false);
          }
        }
      }
    });

    it('at the rates of the table, of the records that can have the fault', () => {
      for (const registry of ['insurance', 'driving', 'health'] as const) {
        for (const defect of writtenDefects) {
          const able = larger[registry].filter((record) => {
            const person = byId.get(record.personalId);
            return person?.status !== 'deceased' && person !== undefined && canHave(defect, person);
          });
          const spoiled = larger.truth.filter((truth) => truth.registry === registry && truth.defect === defect);
          const rate = defectRates[defect][registry];
          // Four standard deviations, and what an earlier fault of the same record leaves out.
          const tolerance = 4 * Math.sqrt((rate * (1 - rate)) / able.length) + 0.06 * rate;
          near(spoiled.length / able.length, rate, tolerance, `${registry} ${defect}`);
        }
      }
      const dead = larger.population.filter((person) => person.status === 'deceased');
      const insured = larger.truth.filter((truth) => truth.defect === 'deadStillInsured');
      near(insured.length / dead.length, defectRates.deadStillInsured, 0.03, 'dead and insured');
    });

    it('and gives two people one old number, each with one of their own', () => {
      const shared = larger.truth.filter((truth) => truth.defect === 'sharedOldIdNo');
      assert.ok(shared.length > 10);
      for (const truth of shared) {
        const other = byId.get(truth.otherPersonalId ?? '');
        assert.equal(byId.get(truth.personalId)?.oldIdNo, truth.recordedValue);
        assert.equal(other?.oldIdNo, truth.recordedValue);
        assert.notEqual(truth.correctValue, truth.recordedValue);
        assert.notEqual(other?.householdId, byId.get(truth.personalId)?.householdId);
      }
    });
  });
});

function share<T>(items: readonly T[], counts: (item: T) => boolean): number {
  return items.filter(counts).length / items.length;
}

function hasThi(person: PersonRecord): boolean {
  return person.fullName.split(' ').slice(1, -1).includes('Thị');
}

function groupByHousehold(people: readonly PersonRecord[]): Map<string, PersonRecord[]> {
  const households = new Map<string, PersonRecord[]>();
  for (const person of people) {
    const members = households.get(person.householdId);
    if (members) members.push(person);
    else households.set(person.householdId, [person]);
  }
  return households;
}

function canHave(defect: Truth['defect'], person: PersonRecord): boolean {
  const words = person.fullName.split(' ');
  if (defect === 'middleNameMissing') return words.length > 2;
  if (defect === 'dayMonthSwapped') {
    const [, month, day] = person.birthDate.split('-');
    return Number(day) <= 12 && day !== month;
  }
  if (defect === 'diacriticsLost') return /[^A-Za-z ]/.test(person.fullName);
  return words.some((word) => /([òóỏõọ][ae]|(?<!q)[ùúủũụ]y)$/iu.test(word));
}
