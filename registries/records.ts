/**
 * The records that the simulated registries hold, one collection each. Dates are ISO calendar dates (`YYYY-MM-DD`),
 * texts are NFC. The layouts are proposals for the simulation, not those of the real registries.
 *
 * Each record carries `version`, raised by every change, and `changedAt`.
 */

export const registryNames = ['population', 'insurance', 'driving', 'health'] as const;
export type RegistryName = (typeof registryNames)[number];

type Versioned = { version: number; changedAt: Date };

export type Address = {
  /** Two, three and five digits of the General Statistics Office, as of 2022. */
  provinceCode: string;
  districtCode: string;
  wardCode: string;
  /** Hamlet or street, ward, district, city. */
  text: string;
};

export type PersonRecord = Versioned & {
  /** Personal identification number, 12 digits. */
  _id: string;
  oldIdNo: string | null;
  fullName: string;
  birthDate: string;
  sex: 'male' | 'female';
  birthRegistrationPlace: string;
  nativePlace: string;
  ethnicity: string;
  religion: string;
  /** ISO 3166-1 alpha-3. */
  nationality: string;
  maritalStatus: 'single' | 'married' | 'divorced' | 'widowed';
  permanentAddress: Address;
  currentAddress: Address;
  householdId: string;
  relationToHead: 'head' | 'spouse' | 'child' | 'parent' | 'grandchild' | 'sibling' | 'other';
  headPersonalId: string;
  fatherPersonalId: string | null;
  motherPersonalId: string | null;
  spousePersonalId: string | null;
  bloodType: string | null;
  cardType: 'CCCD_BARCODE' | 'CCCD_CHIP' | 'CAN_CUOC' | null;
  cardNo: string | null;
  cardIssuedAt: string | null;
  /** Null for a card without an end, and where there is no card. */
  cardExpiresAt: string | null;
  portraitHash: string;
  status: 'alive' | 'deceased' | 'missing';
  deathDate: string | null;
};

export type InsuranceRecord = Versioned & {
  /** Full card code, 15 characters; its last ten digits are the social-insurance number. */
  _id: string;
  personalId: string;
  socialInsuranceNo: string;
  fullName: string;
  birthDate: string;
  objectCode: string;
  benefitLevel: number;
  areaCode: 'K1' | 'K2' | 'K3' | null;
  primaryFacility: string;
  validFrom: string;
  validTo: string;
  fiveYearsFrom: string | null;
  householdId: string;
  status: 'active' | 'expired' | 'suspended';
};

export type DrivingRecord = Versioned & {
  /** Licence number, 12 digits. */
  _id: string;
  personalId: string;
  fullName: string;
  birthDate: string;
  classes: { class: string; issuedAt: string; expiresAt: string | null }[];
  issuedAt: string;
  issuer: string;
  /** 0 to 12 (Law 36/2024/QH15, article 58). */
  points: number;
  status: 'valid' | 'expired' | 'withheld' | 'revoked' | 'points_exhausted';
};

export type HealthRecord = Versioned & {
  /** Personal identification number, 12 digits. */
  _id: string;
  personalId: string;
  fullName: string;
  birthDate: string;
  vaccinations: {
    /** `URN:UVCI:01:VN:…`. */
    certificateCode: string;
    disease: string;
    vaccine: string;
    manufacturer: string;
    doseNumber: number;
    dosesTotal: number;
    vaccinatedAt: string;
    facility: string;
  }[];
};

export type RegistryRecords = {
  population: PersonRecord;
  insurance: InsuranceRecord;
  driving: DrivingRecord;
  health: HealthRecord;
};

/** Which person a record is about. */
export function personOf(registry: RegistryName, record: { _id: string; personalId?: string }): string {
  return registry === 'population' ? record._id : (record.personalId ?? record._id);
}
