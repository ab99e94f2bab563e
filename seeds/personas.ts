import { parseDay } from './calendar.ts';
import type { NamedMember, PersonaPlan } from './household-people.ts';
import type { Sex } from './numbers.ts';

/**
 * People with fixed names and birthdays in the first households, before those drawn at random: three citizens and an
 * administrator whose records have no fault, and one person for each case that the product must get right.
 */
export type PersonaRole = 'citizen' | 'administrator' | 'case';

export type PersonaSpec = PersonaPlan & { role: PersonaRole; phone: string };

export type PersonaHousehold = { wardCode: string; members: NamedMember[]; specs: PersonaSpec[] };

/** What others need to act as such a person. */
export type Persona = {
  role: PersonaRole;
  key: string;
  personalId: string;
  fullName: string;
  /** `YYYY-MM-DD`. */
  bornOn: string;
  /** E.164. */
  phone: string;
  documents: { healthInsuranceCardNo: string | null; drivingLicenceNo: string | null };
};

const households: PersonaHousehold[] = [];
let phones = 0;

function spec(role: PersonaRole, plan: PersonaPlan): PersonaSpec {
  phones += 1;
  return { ...plan, role, phone: `+84901000${String(phones).padStart(3, '0')}` };
}

function member(
  slot: number,
  sex: Sex,
  name: string,
  bornOn: string,
  persona: PersonaSpec | null,
  family: Partial<NamedMember> = {},
): NamedMember {
  const words = name.normalize('NFC').split(' ');
  return {
    slot,
    sex,
    birthDay: parseDay(bornOn),
    deathDay: null,
    relation: 'head',
    maritalStatus: 'single',
    father: null,
    mother: null,
    spouse: null,
    name: { surname: words[0] ?? '', middle: words.slice(1, -1).join(' '), given: words.at(-1) ?? '' },
    persona,
    ...family,
  };
}

function settleIn(wardCode: string, members: NamedMember[], specs: PersonaSpec[]): void {
  households.push({ wardCode, members, specs });
}

const motorcycle = (issuedOn: string) => ({ class: 'A1', issuedDay: parseDay(issuedOn) });

// An Khánh, Ninh Kiều: a woman with her husband and their son of ten.
{
  const woman = spec('citizen', {
    key: 'woman',
    cardIssuedDay: parseDay('2021-09-14'),
    insurance: { objectCode: 'DN' },
    driving: {
      classes: [motorcycle('2009-06-18'), { class: 'B2', issuedDay: parseDay('2023-04-20') }],
      status: 'valid',
    },
    vaccinated: true,
  });
  const minor = spec('case', { key: 'minor', insurance: { objectCode: 'HS' }, vaccinated: true });
  const members = [
    member(0, 'male', 'Trần Quốc Huy', '1987-11-23', null, { maritalStatus: 'married', spouse: 1 }),
    member(1, 'female', 'Nguyễn Thị Minh Anh', '1990-03-08', woman, {
      relation: 'spouse',
      maritalStatus: 'married',
      spouse: 0,
    }),
    member(2, 'male', 'Trần Gia Bảo', '2016-05-20', minor, { relation: 'child', father: 0, mother: 1 }),
  ];
  settleIn('31149', members, [woman, minor]);
}

// Bùi Hữu Nghĩa, Bình Thủy: a widow of seventy; her late husband is the case of a person on record as dead.
{
  const elder = spec('citizen', {
    key: 'elder',
    cardIssuedDay: parseDay('2021-05-12'),
    insurance: { objectCode: 'HT' },
    driving: { classes: [motorcycle('2004-08-05')], status: 'valid' },
    vaccinated: true,
  });
  const deceased = spec('case', { key: 'deceased', vaccinated: false });
  const members = [
    member(0, 'female', 'Huỳnh Thị Kim Loan', '1956-04-19', elder, { maritalStatus: 'widowed', spouse: 1 }),
    member(1, 'male', 'Phan Văn Lực', '1952-02-11', deceased, {
      relation: 'spouse',
      maritalStatus: 'married',
      spouse: 0,
      deathDay: parseDay('2022-12-03'),
    }),
  ];
  settleIn('31178', members, [elder, deceased]);
}

// Cái Răng: a student with his parents.
{
  const student = spec('citizen', {
    key: 'student',
    cardIssuedDay: parseDay('2021-04-22'),
    insurance: { objectCode: 'SV' },
    driving: { classes: [motorcycle('2023-03-17')], status: 'valid' },
    vaccinated: true,
  });
  const members = [
    member(0, 'male', 'Võ Văn Thành', '1975-07-29', null, { maritalStatus: 'married', spouse: 1 }),
    member(1, 'female', 'Lê Thị Cẩm Hồng', '1978-12-15', null, {
      relation: 'spouse',
      maritalStatus: 'married',
      spouse: 0,
    }),
    member(2, 'male', 'Võ Hoàng Phúc', '2004-11-02', student, { relation: 'child', father: 0, mother: 1 }),
  ];
  settleIn('31186', members, [student]);
}

/** The cases live alone, with a card that ends after 2030 and clean records but for what the case is about. */
function loneCase(
  wardCode: string,
  sex: Sex,
  name: string,
  bornOn: string,
  plan: Partial<PersonaPlan> & { key: string; role?: PersonaRole },
): void {
  const { role = 'case', ...differing } = plan;
  const made = spec(role, {
    cardIssuedDay: parseDay('2022-05-10'),
    insurance: { objectCode: 'GD' },
    driving: { classes: [motorcycle('2014-10-09')], status: 'valid' },
    vaccinated: true,
    ...differing,
  });
  settleIn(wardCode, [member(0, sex, name, bornOn, made)], [made]);
}

loneCase('31135', 'female', 'Phạm Thị Thu Hà', '1984-09-30', {
  key: 'administrator',
  role: 'administrator',
  cardIssuedDay: parseDay('2024-08-15'),
  insurance: { objectCode: 'HC' },
  driving: {
    classes: [motorcycle('2004-03-11'), { class: 'B2', issuedDay: parseDay('2022-02-25') }],
    status: 'valid',
  },
});
loneCase('31117', 'male', 'Lê Hữu Nghĩa', '1993-01-26', {
  key: 'middle-name-missing',
  defect: { registry: 'insurance', defect: 'middleNameMissing' },
});
loneCase('31129', 'male', 'Bùi Trung Kiên', '1992-04-07', {
  key: 'day-month-swapped',
  defect: { registry: 'driving', defect: 'dayMonthSwapped' },
});
loneCase('31147', 'female', 'Đỗ Thị Ngọc Ánh', '1994-06-17', {
  key: 'diacritics-lost',
  defect: { registry: 'health', defect: 'diacriticsLost' },
});
loneCase('31150', 'female', 'Đặng Thị Thúy Hòa', '1993-10-21', {
  key: 'tone-placement',
  defect: { registry: 'insurance', defect: 'tonePlacement' },
});
/** A constructed person without documents: the properties are taken away. */
{
  const nothing = spec('case', { key: 'no-documents', cardIssuedDay: parseDay('2022-05-10'), vaccinated: false });
  settleIn('31258', [member(0, 'male', 'Ngô Minh Khôi', '1995-02-03', nothing)], [nothing]);
}
loneCase('31207', 'male', 'Trương Tấn Tài', '1992-08-28', {
  key: 'licence-revoked',
  driving: { classes: [motorcycle('2012-11-14')], status: 'revoked' },
});
loneCase('31277', 'female', 'Hồ Thị Bích Trâm', '1994-12-19', {
  key: 'insurance-expired',
  insurance: { objectCode: 'GD', expired: true },
});

export const personaHouseholds: readonly PersonaHousehold[] = households;
