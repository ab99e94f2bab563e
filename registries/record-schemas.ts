import { z } from 'zod';
import type { RegistryName, RegistryRecords } from './records.ts';

/** Texts are stored composed (Unicode NFC), bounded, and without control or bidirectional characters. */
const text = (longest: number) =>
  z
    .string()
    .max(longest)
    .regex(/^[^\p{Cc}\p{Cf}]*$/u, 'expected no control or format characters')
    .refine((value) => value === value.normalize('NFC'), 'expected Unicode NFC');
const digits = (count: number) => z.string().regex(new RegExp(`^\\d{${count}}$`), `expected ${count} digits`);
const personalId = digits(12);
const day = z.iso.date();

const address = z.strictObject({
  provinceCode: digits(2),
  districtCode: digits(3),
  wardCode: digits(5),
  text: text(300),
});

const versioned = { version: z.int().min(0), changedAt: z.date() };

const population = z.strictObject({
  ...versioned,
  _id: personalId,
  oldIdNo: digits(9).nullable(),
  fullName: text(120).min(1),
  birthDate: day,
  sex: z.enum(['male', 'female']),
  birthRegistrationPlace: text(300),
  nativePlace: text(300),
  ethnicity: text(60),
  religion: text(60),
  nationality: z.string().regex(/^[A-Z]{3}$/, 'expected three letters of ISO 3166-1'),
  maritalStatus: z.enum(['single', 'married', 'divorced', 'widowed']),
  permanentAddress: address,
  currentAddress: address,
  householdId: text(40).min(1),
  relationToHead: z.enum(['head', 'spouse', 'child', 'parent', 'grandchild', 'sibling', 'other']),
  headPersonalId: personalId,
  fatherPersonalId: personalId.nullable(),
  motherPersonalId: personalId.nullable(),
  spousePersonalId: personalId.nullable(),
  bloodType: text(8).nullable(),
  cardType: z.enum(['CCCD_BARCODE', 'CCCD_CHIP', 'CAN_CUOC']).nullable(),
  cardNo: digits(12).nullable(),
  cardIssuedAt: day.nullable(),
  cardExpiresAt: day.nullable(),
  portraitHash: text(128),
  status: z.enum(['alive', 'deceased', 'missing']),
  deathDate: day.nullable(),
});

const insurance = z.strictObject({
  ...versioned,
  _id: z.string().regex(/^[A-Z]{2}[1-5]\d{12}$/, 'expected a card code of 15 characters'),
  personalId,
  socialInsuranceNo: digits(10),
  fullName: text(120).min(1),
  birthDate: day,
  objectCode: z.string().regex(/^[A-Z]{2}$/, 'expected two letters'),
  benefitLevel: z.int().min(1).max(5),
  areaCode: z.enum(['K1', 'K2', 'K3']).nullable(),
  primaryFacility: text(200),
  validFrom: day,
  validTo: day,
  fiveYearsFrom: day.nullable(),
  householdId: text(40).min(1),
  status: z.enum(['active', 'expired', 'suspended']),
});

const driving = z.strictObject({
  ...versioned,
  _id: digits(12),
  personalId,
  fullName: text(120).min(1),
  birthDate: day,
  classes: z
    .array(
      z.strictObject({
        class: z.string().regex(/^[A-Z][A-Z0-9]{0,3}$/, 'expected a licence class'),
        issuedAt: day,
        expiresAt: day.nullable(),
      }),
    )
    .max(20),
  issuedAt: day,
  issuer: text(200),
  points: z.int().min(0).max(12),
  status: z.enum(['valid', 'expired', 'withheld', 'revoked', 'points_exhausted']),
});

const health = z.strictObject({
  ...versioned,
  _id: personalId,
  personalId,
  fullName: text(120).min(1),
  birthDate: day,
  vaccinations: z
    .array(
      z.strictObject({
        certificateCode: z.string().regex(/^URN:UVCI:01:VN:[A-Z0-9:/#-]{1,60}$/, 'expected a certificate code'),
        disease: text(100),
        vaccine: text(100),
        manufacturer: text(100),
        doseNumber: z.int().min(1).max(20),
        dosesTotal: z.int().min(1).max(20),
        vaccinatedAt: day,
        facility: text(200),
      }),
    )
    .max(100),
});

/** The layout of each registry's record, checked against the type that the seeds write. */
export const recordSchemas = { population, insurance, driving, health } satisfies {
  [Name in RegistryName]: z.ZodType<RegistryRecords[Name]>;
};

/** Names of the fields that a look-up may ask for; `_id` and `version` always come. */
export function fieldsOf(registry: RegistryName): readonly string[] {
  return Object.keys(recordSchemas[registry].shape);
}

/** What identifies a record or is kept by the registry itself: not for anyone to set. */
const kept = { _id: true, version: true, changedAt: true } as const;
const keptWithPerson = { ...kept, personalId: true } as const;

/** The fields that a change may set, each optional, unknown ones refused. */
export const changeSchemas = {
  population: population.omit(kept).partial(),
  insurance: insurance.omit(keptWithPerson).partial(),
  driving: driving.omit(keptWithPerson).partial(),
  health: health.omit(keptWithPerson).partial(),
} as const;

/** The status that means withdrawn at the source, where a registry knows one. */
export const revokedStatus: Readonly<Partial<Record<RegistryName, string>>> = {
  insurance: 'suspended',
  driving: 'revoked',
};
