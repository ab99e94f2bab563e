import assert from 'node:assert/strict';
import { inputsSchema, type Question } from '../../services/wallet/document-kind.ts';
import { drivingLicence } from '../../services/wallet/kinds/driving-licence.ts';
import { healthInsuranceCard } from '../../services/wallet/kinds/health-insurance-card.ts';
import { kindsByCode } from '../../services/wallet/kinds/index.ts';
import { vaccinationRecord } from '../../services/wallet/kinds/vaccination-record.ts';
import { aHealthRecord, aLicence, anInsurance, aPerson } from '../registries/running-registries.ts';

const today = '2026-06-15';

function aQuestion(changed: Partial<Question['holder']> = {}, inputs: Question['inputs'] = {}): Question {
  const { _id: personalId, fullName, birthDate: bornOn } = aPerson();
  return { holder: { personalId, fullName, bornOn, ...changed }, inputs, today };
}

const everyKind = {
  HEALTH_INSURANCE_CARD: (person: object, question: Question) =>
    healthInsuranceCard.settle([anInsurance({ ...person, validTo: '2026-12-31' })], question),
  DRIVING_LICENCE: (person: object, question: Question) => drivingLicence.settle([aLicence(person)], question),
  VACCINATION_RECORD: (person: object, question: Question) =>
    vaccinationRecord.settle([aHealthRecord(person)], question),
} as const;

describe('every kind of document', () => {
  it('is found by its file', () => {
    assert.deepEqual([...kindsByCode.keys()].sort(), Object.keys(everyKind).sort());
  });

  for (const kind of kindsByCode.values()) {
    describe(kind.code, () => {
      it('discloses only what is on its face', () => {
        const onFace = kind.faceFields.map(({ name }) => name);
        assert.equal(new Set(onFace).size, onFace.length);
        assert.ok(kind.disclosable.length > 0 && kind.disclosable.every(({ name }) => onFace.includes(name)));
      });

      it('has inputs whose example fits their pattern', () => {
        for (const input of kind.inputs) assert.match(input.example, new RegExp(input.pattern, 'v'));
      });

      it('tells several of one person apart by an input of its own', () => {
        if (kind.distinguishedBy) assert.ok(kind.inputs.some(({ name }) => name === kind.distinguishedBy));
      });
    });
  }

  for (const [code, settle] of Object.entries(everyKind)) {
    describe(code, () => {
      const settled = (record: { fullName?: string; birthDate?: string }, holder: Partial<Question['holder']> = {}) =>
        settle(record, aQuestion(holder));

      it('is verified when name and birth date agree, with a face in the order of its fields', () => {
        const settlement = settled({});
        assert.equal(settlement.outcome, 'VERIFIED');
        assert.ok('face' in settlement);
        assert.equal(settlement.face.fullName, aPerson().fullName);
        const names = kindsByCode.get(code)?.faceFields.map(({ name }) => name) ?? [];
        assert.ok(Object.keys(settlement.face).every((name) => names.includes(name)));
      });

      it('takes the old and the new tone placement for the same name', () => {
        const holder = { fullName: 'Nguyễn Thị Thúy Hòa' };
        assert.equal(settled({ fullName: 'NGUYỄN THỊ THUÝ HOÀ' }, holder).outcome, 'VERIFIED');
        assert.equal(settled({ fullName: 'Nguyễn Thị Thúy Hòa'.normalize('NFD') }, holder).outcome, 'VERIFIED');
      });

      it('names the full name when a middle name is missing, or the diacritics are', () => {
        assert.deepEqual(settled({ fullName: 'Nguyễn Minh Anh' }), { outcome: 'MISMATCH', field: 'fullName' });
        assert.deepEqual(settled({ fullName: 'Nguyen Thi Minh Anh' }), { outcome: 'MISMATCH', field: 'fullName' });
      });

      it('names the birth date when day and month are swapped, or no such day exists', () => {
        const holder = { bornOn: '1990-04-05' };
        assert.deepEqual(settled({ birthDate: '1990-05-04' }, holder), { outcome: 'MISMATCH', field: 'bornOn' });
        assert.deepEqual(settled({ birthDate: '1990-02-31' }, holder), { outcome: 'MISMATCH', field: 'bornOn' });
      });
    });
  }

  it('is not found when the registry has no record', () => {
    assert.deepEqual(healthInsuranceCard.settle([], aQuestion()), { outcome: 'NOT_FOUND' });
    assert.deepEqual(drivingLicence.settle([], aQuestion()), { outcome: 'NOT_FOUND' });
    assert.deepEqual(vaccinationRecord.settle([], aQuestion()), { outcome: 'NOT_FOUND' });
  });
});

describe('health-insurance card', () => {
  const settled = (changed: Parameters<typeof anInsurance>[0], inputs: Question['inputs'] = {}) =>
    healthInsuranceCard.settle([anInsurance(changed)], aQuestion({}, inputs));

  it('agrees with the ten digits and with the full code, typed as people type', () => {
    const read = inputsSchema(healthInsuranceCard);
    for (const cardNumber of ['9221234567', 'DN4929221234567', ' dn4 92 92 2123-4567 ']) {
      assert.equal(settled({}, read.parse({ cardNumber })).outcome, 'VERIFIED', cardNumber);
    }
  });

  it('names the typed number when it is of another card', () => {
    assert.deepEqual(settled({}, { cardNumber: '9221234568' }), { outcome: 'MISMATCH', field: 'cardNumber' });
    assert.deepEqual(settled({}, { cardNumber: 'GD4929221234567' }), { outcome: 'MISMATCH', field: 'cardNumber' });
  });

  it('is in force to the end of its last day', () => {
    const last = settled({ validTo: today });
    assert.deepEqual('face' in last && [last.outcome, last.validTo, last.changesAfter], ['VERIFIED', today, today]);
    assert.equal(settled({ validTo: '2026-06-14' }).outcome, 'EXPIRED');
    assert.equal(settled({ status: 'expired' }).outcome, 'EXPIRED');
  });

  it('is revoked while it is suspended, also past its end', () => {
    assert.equal(settled({ status: 'suspended' }).outcome, 'REVOKED');
    assert.equal(settled({ status: 'suspended', validTo: '2020-01-01' }).outcome, 'REVOKED');
  });

  it('shows the card in force when an older one is still held', () => {
    const cards = [
      anInsurance({ _id: 'HS4929221234567', validTo: '2024-12-31', status: 'expired' }),
      anInsurance(),
      anInsurance({ _id: 'SV4929221234567', fullName: 'Nguyễn Minh Anh' }),
    ];
    for (const records of [cards, cards.toReversed()]) {
      const settlement = healthInsuranceCard.settle(records, aQuestion());
      assert.ok('face' in settlement);
      assert.equal(settlement.face.cardNumber, 'DN4929221234567');
      assert.equal(settlement.face.benefit, '80 %');
    }
  });

  it('leaves out what the record does not have', () => {
    const settlement = settled({ areaCode: null, fiveYearsFrom: null });
    assert.ok('face' in settlement && !('areaCode' in settlement.face) && !('fiveYearsFrom' in settlement.face));
  });

  it('counts an end that is no day as none', () => {
    const settlement = settled({ validTo: '2026-13-40' });
    assert.ok('face' in settlement);
    assert.deepEqual([settlement.validTo, settlement.changesAfter], [null, null]);
  });

  it('refuses a number that is none, and inputs that it does not have', () => {
    const read = inputsSchema(healthInsuranceCard);
    for (const cardNumber of ['123', '123456789O', 'DN4', 'DN9929221234567', '９２２１２３４５６７', 'x'.repeat(100)]) {
      assert.equal(read.safeParse({ cardNumber }).success, false, cardNumber);
    }
    assert.equal(read.safeParse({ licenceNumber: '920012345678' }).success, false);
    assert.equal(read.safeParse({ __proto__: null, constructor: 'x' }).success, false);
    assert.deepEqual(read.parse({ cardNumber: '  ' }), {});
  });
});

describe('driving licence', () => {
  const settled = (changed: Parameters<typeof aLicence>[0], inputs: Question['inputs'] = {}) =>
    drivingLicence.settle([aLicence(changed)], aQuestion({}, inputs));
  const aClass = (name: string, expiresAt: string | null) => ({ class: name, issuedAt: '2020-01-01', expiresAt });

  it('names the typed number when it is of another licence', () => {
    assert.equal(settled({}, { licenceNumber: aLicence()._id }).outcome, 'VERIFIED');
    const other = { licenceNumber: '920012345679' };
    assert.deepEqual(settled({}, other), { outcome: 'MISMATCH', field: 'licenceNumber' });
  });

  it('picks the licence whose number was typed, and says what is wrong with that one', () => {
    const motorcycle = aLicence();
    const car = aLicence({ _id: '920099999999', fullName: 'Nguyễn Minh Anh', classes: [aClass('B', '2030-01-01')] });
    const settle = (licenceNumber: string) =>
      drivingLicence.settle([car, motorcycle], aQuestion({}, { licenceNumber }));
    assert.equal(settle(motorcycle._id).outcome, 'VERIFIED');
    assert.deepEqual(settle(car._id), { outcome: 'MISMATCH', field: 'fullName' });
  });

  it('is in force while one class is, and shows those', () => {
    const settlement = settled({ classes: [aClass('A1', null), aClass('B', '2030-01-01'), aClass('C', '2026-06-14')] });
    assert.ok('face' in settlement);
    assert.equal(settlement.outcome, 'VERIFIED');
    assert.equal(settlement.face.classes, 'A1, B (2030-01-01)');
    assert.deepEqual([settlement.validTo, settlement.changesAfter], [null, '2030-01-01']);
  });

  it('ends with its last class', () => {
    const ending = settled({ classes: [aClass('B', '2026-07-01'), aClass('C', '2028-01-01')] });
    assert.deepEqual('face' in ending && [ending.validTo, ending.changesAfter], ['2028-01-01', '2026-07-01']);
    assert.equal(settled({ classes: [aClass('B', today)] }).outcome, 'VERIFIED');
    assert.equal(settled({ classes: [aClass('B', '2026-06-14')] }).outcome, 'EXPIRED');
    assert.equal(settled({ classes: [] }).outcome, 'EXPIRED');
    assert.equal(settled({ status: 'expired' }).outcome, 'EXPIRED');
  });

  it('is revoked when it is withheld, revoked or without points', () => {
    for (const status of ['withheld', 'revoked', 'points_exhausted'] as const) {
      assert.equal(settled({ status }).outcome, 'REVOKED', status);
    }
    assert.equal(settled({ points: 0 }).outcome, 'REVOKED');
    assert.equal(settled({ points: 1 }).outcome, 'VERIFIED');
  });
});

describe('vaccination record', () => {
  it('shows the latest dose', () => {
    const [dose] = aHealthRecord().vaccinations;
    assert.ok(dose);
    const doses = [
      { ...dose, doseNumber: 2, dosesTotal: 2, vaccinatedAt: '2021-11-01', vaccine: 'Moderna' },
      { ...dose, doseNumber: 1, dosesTotal: 2, vaccinatedAt: '2021-09-01', vaccine: 'AstraZeneca' },
    ];
    const settlement = vaccinationRecord.settle([aHealthRecord({ vaccinations: doses })], aQuestion());
    assert.ok('face' in settlement);
    assert.equal(settlement.face.vaccine, 'Moderna');
    assert.equal(settlement.face.doses, '2/2');
    assert.equal(settlement.validTo, null);
  });

  it('is not found in a record without doses', () => {
    const settlement = vaccinationRecord.settle([aHealthRecord({ vaccinations: [] })], aQuestion());
    assert.deepEqual(settlement, { outcome: 'NOT_FOUND' });
  });
});
