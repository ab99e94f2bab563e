import { model, Schema } from 'mongoose';
import { type RegistrationState, registrationStates } from './registration.states.ts';

const registrationSchema = new Schema<RegistrationRecord>(
  {
    _id: { type: String, required: true },
    tokenHash: { type: String, required: true },
    /** The account that will be opened; also the WebAuthn user handle of its first passkey. */
    accountId: { type: String, required: true },
    personKey: { type: String, required: true },
    phoneKey: { type: String, required: true },
    /** Sealed JSON of {@link RegistrationClaim}. */
    claim: { type: Buffer, required: true },
    /** Sealed JSON of the person as the population database knows them, once matched. */
    person: { type: Buffer, default: null },
    language: { type: String, enum: ['VI', 'EN'], required: true },
    state: { type: String, enum: registrationStates, required: true },
    /** How many codes were sent; the current one is derived from this. */
    issue: { type: Number, required: true },
    codeExpiresAt: { type: Date, required: true },
    resendAllowedAt: { type: Date, required: true },
    codeAttempts: { type: Number, required: true },
    confirmedAt: { type: Date, default: null },
    /** Until then a settled registration still shows as MATCHING, whatever came out. */
    revealAt: { type: Date, default: null },
    tries: { type: Number, required: true },
    nextTryAt: { type: Date, default: null },
    createdAt: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
    /** When the row itself goes: a day behind its end. */
    removedAt: { type: Date, required: true },
  },
  { collection: 'registrations', versionKey: false },
);
registrationSchema.index({ tokenHash: 1 }, { unique: true });
registrationSchema.index({ nextTryAt: 1 });
registrationSchema.index({ removedAt: 1 }, { expireAfterSeconds: 0 });

/** What the visitor said of themselves. */
export type RegistrationClaim = { personalId: string; fullName: string; bornOn: string; phone: string };

export type RegistrationRecord = {
  _id: string;
  tokenHash: string;
  accountId: string;
  personKey: string;
  phoneKey: string;
  claim: Buffer;
  person: Buffer | null;
  language: 'VI' | 'EN';
  state: RegistrationState;
  issue: number;
  codeExpiresAt: Date;
  resendAllowedAt: Date;
  codeAttempts: number;
  confirmedAt: Date | null;
  revealAt: Date | null;
  tries: number;
  nextTryAt: Date | null;
  createdAt: Date;
  expiresAt: Date;
  removedAt: Date;
};

export const Registration = model<RegistrationRecord>('Registration', registrationSchema);
