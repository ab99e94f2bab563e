import { model, Schema } from 'mongoose';
import type { AccountRole } from '../platform/call-context.ts';

const passkeySchema = new Schema<PasskeyRecord>(
  {
    _id: { type: String, required: true },
    /** base64url, as the browser names it. */
    credentialId: { type: String, required: true },
    /** COSE key (RFC 9052). */
    publicKey: { type: Buffer, required: true },
    signCount: { type: Number, required: true },
    aaguid: { type: String, required: true },
    transports: { type: [String], required: true },
    backupEligible: { type: Boolean, required: true },
    backedUp: { type: Boolean, required: true },
    name: { type: String, required: true },
    createdAt: { type: Date, required: true },
    lastUsedAt: { type: Date, default: null },
    lockedAt: { type: Date, default: null },
  },
  { versionKey: false },
);

const accountSchema = new Schema<AccountRecord>(
  {
    _id: { type: String, required: true },
    /** Keyed hash of the personal number: one account for one person. */
    personKey: { type: String, required: true },
    /** Keyed hash of the phone: one phone serves one account. */
    phoneKey: { type: String, required: true },
    /** Sealed JSON of {@link Person}. */
    person: { type: Buffer, required: true },
    level: { type: String, enum: ['LEVEL_1', 'LEVEL_2'], required: true },
    state: { type: String, enum: ['ACTIVE', 'LOCKED'], required: true },
    roles: { type: [String], enum: ['CITIZEN', 'ADMINISTRATOR'], required: true },
    language: { type: String, enum: ['VI', 'EN'], required: true },
    registeredAt: { type: Date, required: true },
    passkeys: { type: [passkeySchema], required: true },
  },
  { collection: 'accounts', versionKey: false },
);
accountSchema.index({ personKey: 1 }, { unique: true });
accountSchema.index({ phoneKey: 1 }, { unique: true });
accountSchema.index({ 'passkeys.credentialId': 1 }, { unique: true, sparse: true });

/** What is known of the person behind an account; kept sealed. */
export type Person = {
  personalId: string;
  fullName: string;
  /** Calendar date. */
  bornOn: string;
  sex: 'FEMALE' | 'MALE';
  /** E.164. */
  phone: string;
};

export type PasskeyRecord = {
  _id: string;
  credentialId: string;
  publicKey: Buffer;
  signCount: number;
  aaguid: string;
  transports: string[];
  backupEligible: boolean;
  backedUp: boolean;
  name: string;
  createdAt: Date;
  lastUsedAt: Date | null;
  lockedAt: Date | null;
};

export type AccountRecord = {
  _id: string;
  personKey: string;
  phoneKey: string;
  person: Buffer;
  level: 'LEVEL_1' | 'LEVEL_2';
  state: 'ACTIVE' | 'LOCKED';
  roles: AccountRole[];
  language: 'VI' | 'EN';
  registeredAt: Date;
  passkeys: PasskeyRecord[];
};

export const Account = model<AccountRecord>('Account', accountSchema);
