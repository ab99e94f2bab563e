import type { CallContext, SignedInAccount } from '../platform/call-context.ts';
import { requireAccount } from '../platform/call-context.ts';
import { NotFound } from '../platform/errors.ts';
import { readBounds } from '../platform/mongo.ts';
import { maskPersonalId } from '../platform/personal-identification-number.ts';
import { readRecord } from '../platform/plain-records.ts';
import { bytesOf, unseal } from '../platform/seal.ts';
import { maskPhone } from '../platform/text-input.ts';
import { Account, type AccountRecord, type Person } from './account.model.ts';

export function personOf(account: Pick<AccountRecord, '_id' | 'person'>): Person {
  return JSON.parse(unseal(bytesOf(account.person), account._id)) as Person;
}

/** The caller's own account. @throws Unauthenticated; NotFound when it went meanwhile */
export async function ownAccount(signedIn: SignedInAccount): Promise<AccountRecord> {
  const account = await readRecord<AccountRecord>(Account, { _id: signedIn.accountId });
  if (!account) throw NotFound();
  return account;
}

/** A citizen as they see themselves. */
export type CitizenView = {
  id: string;
  fullName: string;
  maskedPersonalId: string;
  bornOn: string;
  sex: 'FEMALE' | 'MALE';
  maskedPhone: string;
  level: AccountRecord['level'];
  state: AccountRecord['state'];
  roles: AccountRecord['roles'];
  registeredAt: Date;
  passkeys: PasskeyView[];
};

export type PasskeyView = {
  id: string;
  name: string;
  createdAt: Date;
  lastUsedAt: Date | null;
  backupEligible: boolean;
  backedUp: boolean;
  aaguid: string | null;
  transports: string[];
  locked: boolean;
};

/** What authenticators send that tell no make (WebAuthn Level 3, section 6.5.1.1). */
const noMake = '00000000-0000-0000-0000-000000000000';

export function citizenView(account: AccountRecord): CitizenView {
  const person = personOf(account);
  return {
    id: account._id,
    fullName: person.fullName,
    maskedPersonalId: maskPersonalId(person.personalId),
    bornOn: person.bornOn,
    sex: person.sex,
    maskedPhone: maskPhone(person.phone),
    level: account.level,
    state: account.state,
    roles: account.roles,
    registeredAt: account.registeredAt,
    passkeys: account.passkeys.map(passkeyView),
  };
}

export function passkeyView(passkey: AccountRecord['passkeys'][number]): PasskeyView {
  const { _id, aaguid, lockedAt, name, createdAt, lastUsedAt, backupEligible, backedUp, transports } = passkey;
  return {
    id: _id,
    name,
    createdAt,
    lastUsedAt: lastUsedAt ?? null,
    backupEligible,
    backedUp,
    aaguid: aaguid === noMake ? null : aaguid,
    transports,
    locked: Boolean(lockedAt),
  };
}

/** The signed-in citizen, or null for a visitor. */
export async function me(call: CallContext): Promise<CitizenView | null> {
  return call.actor.kind === 'account' ? citizenView(await ownAccount(call.actor)) : null;
}

/** As {@link me}, for callers that are signed in. @throws Unauthenticated */
export async function citizen(call: CallContext): Promise<CitizenView> {
  return citizenView(await ownAccount(requireAccount(call)));
}

/** The person behind an account, for the domains that ask registries about them. Never leaves the services. */
export type PersonOfAccount = Person & {
  accountId: string;
  personKey: string;
  level: AccountRecord['level'];
  state: AccountRecord['state'];
  language: AccountRecord['language'];
};

export async function personOfAccount(_call: CallContext, accountId: string): Promise<PersonOfAccount | null> {
  const account = await Account.findById(
    accountId,
    { person: 1, personKey: 1, level: 1, state: 1, language: 1 },
    readBounds,
  ).lean<AccountRecord>();
  if (!account) return null;
  const { _id, personKey, level, state, language } = account;
  return { ...personOf(account), accountId: _id, personKey, level, state, language };
}

export async function accountIdOfPersonKey(_call: CallContext, personKey: string): Promise<string | null> {
  const account = await Account.findOne({ personKey }, { _id: 1 }, readBounds).lean();
  return account?._id ?? null;
}

/** Where to reach the owner of an account. */
export async function phoneOfAccount(call: CallContext, accountId: string) {
  const person = await personOfAccount(call, accountId);
  return person && { phone: person.phone, language: person.language };
}
