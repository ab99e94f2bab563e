import { z } from 'zod';

/**
 * What this side expects of the registries' records. Looser than the registries' own rules, on purpose: a registry's
 * defects (a name without its diacritics, a day that does not exist) are for whoever compares, not for the exchange.
 */
export const registryNames = ['population', 'insurance', 'driving', 'health'] as const;
export type RegistryName = (typeof registryNames)[number];

/** What each registry is called. */
export const registryTitles: Readonly<Record<RegistryName, { vi: string; en: string }>> = {
  population: { vi: 'Cơ sở dữ liệu quốc gia về dân cư', en: 'National population database' },
  insurance: { vi: 'Cơ sở dữ liệu quốc gia về bảo hiểm', en: 'National insurance database' },
  driving: { vi: 'Cơ sở dữ liệu giấy phép lái xe', en: 'Driving licence database' },
  health: { vi: 'Sổ sức khỏe điện tử', en: 'Electronic health book' },
};

const text = z.string().max(1000);
const address = z.object({ provinceCode: text, districtCode: text, wardCode: text, text });
const identified = { _id: text.min(1), version: z.int().min(0) };

const population = z.object({
  ...identified,
  oldIdNo: text.nullable(),
  fullName: text,
  birthDate: text,
  sex: z.enum(['male', 'female']),
  birthRegistrationPlace: text,
  nativePlace: text,
  ethnicity: text,
  religion: text,
  nationality: text,
  maritalStatus: text,
  permanentAddress: address,
  currentAddress: address,
  householdId: text,
  relationToHead: text,
  headPersonalId: text,
  fatherPersonalId: text.nullable(),
  motherPersonalId: text.nullable(),
  spousePersonalId: text.nullable(),
  bloodType: text.nullable(),
  cardType: text.nullable(),
  cardNo: text.nullable(),
  cardIssuedAt: text.nullable(),
  cardExpiresAt: text.nullable(),
  portraitHash: text,
  status: z.enum(['alive', 'deceased', 'missing']),
  deathDate: text.nullable(),
});

const insurance = z.object({
  ...identified,
  personalId: text,
  socialInsuranceNo: text,
  fullName: text,
  birthDate: text,
  objectCode: text,
  benefitLevel: z.int(),
  areaCode: text.nullable(),
  primaryFacility: text,
  validFrom: text,
  validTo: text,
  fiveYearsFrom: text.nullable(),
  householdId: text,
  status: z.enum(['active', 'expired', 'suspended']),
});

const driving = z.object({
  ...identified,
  personalId: text,
  fullName: text,
  birthDate: text,
  classes: z.array(z.object({ class: text, issuedAt: text, expiresAt: text.nullable() })).max(100),
  issuedAt: text,
  issuer: text,
  points: z.int(),
  status: z.enum(['valid', 'expired', 'withheld', 'revoked', 'points_exhausted']),
});

const health = z.object({
  ...identified,
  personalId: text,
  fullName: text,
  birthDate: text,
  vaccinations: z
    .array(
      z.object({
        certificateCode: text,
        disease: text,
        vaccine: text,
        manufacturer: text,
        doseNumber: z.int(),
        dosesTotal: z.int(),
        vaccinatedAt: text,
        facility: text,
      }),
    )
    .max(1000),
});

const recordSchemas = { population, insurance, driving, health } as const;

export type RegistryRecords = { [Name in RegistryName]: z.infer<(typeof recordSchemas)[Name]> };

/** A field that can be asked of a registry; `_id` and `version` always come. */
export type RegistryField<Name extends RegistryName> = Exclude<keyof RegistryRecords[Name] & string, '_id' | 'version'>;

/** A record with the fields that were asked for, and no other. */
export type AskedRecord<Name extends RegistryName, Field extends RegistryField<Name>> = Pick<
  RegistryRecords[Name],
  Field | (keyof typeof identified & keyof RegistryRecords[Name])
>;

const asked = new Map<string, z.ZodType>();

/** Reads the records of an answer: each field asked for must be there; any other is dropped. */
export function parseRecords<Name extends RegistryName, Field extends RegistryField<Name>>(
  registry: Name,
  fields: readonly Field[],
  records: unknown,
): z.ZodSafeParseResult<AskedRecord<Name, Field>[]> {
  const key = [registry, ...fields].join(' ');
  let schema = asked.get(key);
  if (!schema) {
    const { shape } = recordSchemas[registry];
    const wanted = new Set<string>(['_id', 'version', ...fields]);
    schema = z.array(z.object(Object.fromEntries(Object.entries(shape).filter(([name]) => wanted.has(name))))).max(100);
    asked.set(key, schema);
  }
  return schema.safeParse(records) as z.ZodSafeParseResult<AskedRecord<Name, Field>[]>;
}
