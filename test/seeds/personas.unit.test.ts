import assert from 'node:assert/strict';
import type { Truth } from '../../seeds/defects.ts';
import { generatePeople, personas } from '../../seeds/generate.ts';

describe('personas', () => {
  const [batch] = generatePeople({ seed: 63, people: 100 });
  assert.ok(batch);
  const all = personas(63);
  const named = (key: string) => {
    const found = all.find((persona) => persona.key === key);
    assert.ok(found, key);
    const { personalId } = found;
    return {
      persona: found,
      person: batch.population.find((record) => record._id === personalId),
      insurance: batch.insurance.find((record) => record.personalId === personalId),
      driving: batch.driving.find((record) => record.personalId === personalId),
      health: batch.health.find((record) => record.personalId === personalId),
      truth: batch.truth.filter((record) => record.personalId === personalId),
    };
  };
  const defectsOf = (truth: Truth[]) => truth.map(({ registry, defect }) => `${registry}:${defect}`);

  it('are three citizens and an administrator with all documents and no fault', () => {
    const flawless = all.filter(({ role }) => role !== 'case');
    assert.deepEqual(
      flawless.map(({ role }) => role),
      ['citizen', 'citizen', 'citizen', 'administrator'],
    );
    for (const { key } of flawless) {
      const { persona, person, insurance, driving, health, truth } = named(key);
      assert.ok(person && insurance && driving && health, key);
      assert.deepEqual(truth, []);
      assert.equal(person.status, 'alive');
      assert.ok(person.cardNo !== null && (person.cardExpiresAt === null || person.cardExpiresAt > '2029-01-01'), key);
      assert.equal(insurance.status, 'active');
      assert.ok(insurance.validFrom < '2026-01-01' && insurance.validTo > '2030-01-01');
      assert.equal(driving.status, 'valid');
      assert.ok(driving.classes.every(({ expiresAt }) => expiresAt === null || expiresAt > '2030-01-01'));
      assert.ok(health.vaccinations.some(({ disease }) => disease === 'COVID-19'));
      for (const record of [insurance, driving, health]) {
        assert.equal(record.fullName, persona.fullName);
        assert.equal(record.birthDate, persona.bornOn);
      }
      assert.deepEqual(persona.documents, { healthInsuranceCardNo: insurance._id, drivingLicenceNo: driving._id });
    }
  });

  it('live where and as they are described', () => {
    const woman = named('woman').person;
    assert.equal(woman?.permanentAddress.districtCode, '916');
    assert.equal(woman?.sex, 'female');
    assert.equal(named('elder').person?.birthDate.slice(0, 4), '1956');
    assert.equal(named('student').person?.sex, 'male');
  });

  it('have phones of their own', () => {
    assert.equal(new Set(all.map(({ phone }) => phone)).size, all.length);
    for (const { phone } of all) assert.match(phone, /^\+8490\d{7}$/);
  });

  it('include the cases that the product must get right', () => {
    assert.equal(named('minor').person?.birthDate, '2016-05-20');
    assert.equal(named('minor').driving, undefined);
    assert.equal(named('deceased').person?.status, 'deceased');
    assert.deepEqual(defectsOf(named('middle-name-missing').truth), ['insurance:middleNameMissing']);
    assert.deepEqual(defectsOf(named('day-month-swapped').truth), ['driving:dayMonthSwapped']);
    assert.deepEqual(defectsOf(named('diacritics-lost').truth), ['health:diacriticsLost']);
    assert.deepEqual(defectsOf(named('tone-placement').truth), ['insurance:tonePlacement']);
    assert.equal(named('tone-placement').insurance?.fullName, 'Đặng Thị Thuý Hoà');
    const nothing = named('no-documents');
    assert.deepEqual([nothing.insurance, nothing.driving, nothing.health], [undefined, undefined, undefined]);
    assert.equal(named('licence-revoked').driving?.status, 'revoked');
    assert.equal(named('insurance-expired').insurance?.status, 'expired');
    assert.ok((named('insurance-expired').insurance?.validTo ?? '9') < '2026-01-01');
  });

  it('have other numbers for another seed, and the same names', () => {
    const others = personas(5);
    assert.deepEqual(
      others.map(({ key, fullName }) => [key, fullName]),
      all.map(({ key, fullName }) => [key, fullName]),
    );
    const numbers = new Set(all.map(({ personalId }) => personalId));
    assert.ok(others.every(({ personalId }) => !numbers.has(personalId)));
  });
});
