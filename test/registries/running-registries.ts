import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CompactSign, exportJWK, generateKeyPair, type JSONWebKeySet } from 'jose';
import { buildRegistries } from '../../registries/app.ts';
import { createRegistryCollections } from '../../registries/collections.ts';
import { createServingCollections } from '../../registries/database.ts';
import type {
  DrivingRecord,
  HealthRecord,
  InsuranceRecord,
  PersonRecord,
  RegistryName,
  RegistryRecords,
} from '../../registries/records.ts';
import { config } from '../../services/platform/config.ts';
import { newId } from '../../services/platform/ids.ts';
import type { SigningKey } from '../../services/platform/keys.ts';
import { openDatabase } from '../../services/platform/mongo.ts';

/** A key pair as each side holds it. */
export async function aKeyPair(kid: string): Promise<{ key: SigningKey; publicKeys: JSONWebKeySet }> {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const jwk = await exportJWK(publicKey);
  return { key: { kid, privateKey }, publicKeys: { keys: [{ ...jwk, kid, alg: 'ES256', use: 'sig' }] } };
}

type KeyPair = Awaited<ReturnType<typeof aKeyPair>>;
type TestKeys = { registries: KeyPair; caller: KeyPair };

let databases = 0;

/** Starts the registries over HTTP on a free port, each time with a database of their own. */
export async function startRegistries(
  options: {
    simulation?: boolean;
    now?: () => Date;
    /** Serve the same database as another instance does. */
    besides?: { databaseName: string; keys: TestKeys };
    keys?: TestKeys;
  } = {},
) {
  databases += 1;
  const databaseName = options.besides?.databaseName ?? `${config.registriesDatabase}_${process.pid}_${databases}`;
  const database = await openDatabase(config.registriesMongodbUri, databaseName);
  await createRegistryCollections(database.db);
  await createServingCollections(database.db);
  const keys = options.keys ??
    options.besides?.keys ?? { registries: await aKeyPair('registries-test'), caller: await aKeyPair('caller-test') };
  const registries = buildRegistries({
    db: database.db,
    signingKey: keys.registries.key,
    publicKeys: keys.registries.publicKeys,
    callers: { 'cong-dan-so': keys.caller.publicKeys },
    now: options.now ?? (() => new Date()),
    simulation: options.simulation ?? true,
  });
  const server = createServer(registries.app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    app: registries.app,
    url: `http://127.0.0.1:${port}`,
    db: database.db,
    databaseName,
    records: <Name extends RegistryName>(name: Name) => database.db.collection<RegistryRecords[Name]>(name),
    keys,
    callerKey: keys.caller.key,
    publicKeys: keys.registries.publicKeys,
    async stop(): Promise<void> {
      registries.stop();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      const closing = setInterval(() => server.closeIdleConnections(), 10);
      await closed;
      clearInterval(closing);
      if (!options.besides) await database.db.dropDatabase();
      await database.close();
    },
  };
}

export type RunningRegistries = Awaited<ReturnType<typeof startRegistries>>;

/** Orders a fault as a developer would. */
export async function orderFault(url: string, fault: Record<string, unknown>): Promise<void> {
  const response = await fetch(`${url}/simulation/faults`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(fault),
  });
  if (!response.ok) throw new Error(`the fault was refused: ${await response.text()}`);
}

/** Changes a record as a developer would. */
export function patchRecord(url: string, registry: string, recordId: string, change: unknown): Promise<Response> {
  return fetch(`${url}/simulation/records/${registry}/${recordId}`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(change),
  });
}

/** A compact JWS as a caller makes it; every part may be spoilt. */
export function signed(
  key: SigningKey,
  payload: Record<string, unknown>,
  header: { alg?: string; typ?: string; kid?: string } = {},
): Promise<string> {
  return new CompactSign(new TextEncoder().encode(JSON.stringify(payload)))
    .setProtectedHeader({ alg: 'ES256', kid: key.kid, typ: 'lookup-request+jwt', ...header })
    .sign(key.privateKey);
}

/** Claims of a valid look-up, and what the test changes in them; `undefined` leaves a claim out. */
export function lookupClaims(changed: Record<string, unknown> = {}): Record<string, unknown> {
  const iat = Math.floor(Date.now() / 1000);
  return {
    iss: 'cong-dan-so',
    aud: 'registries',
    iat,
    exp: iat + 60,
    jti: newId(),
    registry: 'driving',
    person: aPerson()._id,
    purpose: 'wallet.verify',
    legalBasis: 'Nghị định 69/2024/NĐ-CP, Điều 7',
    ...changed,
  };
}

export function postLookup(url: string, jws: string, registry = 'driving'): Promise<Response> {
  return fetch(`${url}/v1/${registry}/lookups`, {
    method: 'POST',
    headers: { 'content-type': 'application/jose' },
    body: jws,
  });
}

const changedAt = new Date('2026-01-05T02:00:00Z');
const address = { provinceCode: '92', districtCode: '916', wardCode: '31117', text: 'Cái Khế, Ninh Kiều, Cần Thơ' };

export function aPerson(changed: Partial<PersonRecord> = {}): PersonRecord {
  return {
    _id: '092190123456',
    oldIdNo: '361234567',
    fullName: 'Nguyễn Thị Minh Anh',
    birthDate: '1990-02-14',
    sex: 'female',
    birthRegistrationPlace: 'Cần Thơ',
    nativePlace: 'Cần Thơ',
    ethnicity: 'Kinh',
    religion: 'Không',
    nationality: 'VNM',
    maritalStatus: 'single',
    permanentAddress: address,
    currentAddress: address,
    householdId: 'H000001',
    relationToHead: 'head',
    headPersonalId: '092190123456',
    fatherPersonalId: null,
    motherPersonalId: null,
    spousePersonalId: null,
    bloodType: 'O+',
    cardType: 'CCCD_CHIP',
    cardNo: '092190123456',
    cardIssuedAt: '2021-02-14',
    cardExpiresAt: '2030-02-14',
    portraitHash: 'n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg',
    status: 'alive',
    deathDate: null,
    version: 1,
    changedAt,
    ...changed,
  };
}

export function aLicence(changed: Partial<DrivingRecord> = {}): DrivingRecord {
  return {
    _id: '920012345678',
    personalId: aPerson()._id,
    fullName: aPerson().fullName,
    birthDate: aPerson().birthDate,
    classes: [{ class: 'A1', issuedAt: '2012-05-01', expiresAt: null }],
    issuedAt: '2012-05-01',
    issuer: 'Sở Giao thông vận tải Cần Thơ',
    points: 12,
    status: 'valid',
    version: 1,
    changedAt,
    ...changed,
  };
}

export function anInsurance(changed: Partial<InsuranceRecord> = {}): InsuranceRecord {
  return {
    _id: 'DN4929221234567',
    personalId: aPerson()._id,
    socialInsuranceNo: '9221234567',
    fullName: aPerson().fullName,
    birthDate: aPerson().birthDate,
    objectCode: 'DN',
    benefitLevel: 4,
    areaCode: 'K1',
    primaryFacility: 'Bệnh viện Đa khoa thành phố Cần Thơ',
    validFrom: '2026-01-01',
    validTo: '2026-12-31',
    fiveYearsFrom: null,
    householdId: 'H000001',
    status: 'active',
    version: 1,
    changedAt,
    ...changed,
  };
}

export function aHealthRecord(changed: Partial<HealthRecord> = {}): HealthRecord {
  return {
    _id: aPerson()._id,
    personalId: aPerson()._id,
    fullName: aPerson().fullName,
    birthDate: aPerson().birthDate,
    vaccinations: [
      {
        certificateCode: 'URN:UVCI:01:VN:ABC123#X',
        disease: 'COVID-19',
        vaccine: 'Vero Cell',
        manufacturer: 'Sinopharm',
        doseNumber: 1,
        dosesTotal: 2,
        vaccinatedAt: '2021-08-01',
        facility: 'Trung tâm Y tế quận Ninh Kiều',
      },
    ],
    version: 1,
    changedAt,
    ...changed,
  };
}
