import { type CallContext, requireSystem } from '../platform/call-context.ts';
import { readBounds } from '../platform/mongo.ts';
import { Registration, type RegistrationRecord } from './registration.model.ts';
import { claimOf } from './registration.ts';
import { registrationCode } from './registration-code.ts';

/** What is owed to the phone of a registration, or null when a later code has replaced this one. */
export async function messageForRegistrationCode(call: CallContext, owed: { registrationId: string; issue: number }) {
  requireSystem(call);
  const registration = await Registration.findById(owed.registrationId, null, readBounds).lean<RegistrationRecord>();
  if (!registration || registration.issue !== owed.issue || registration.state !== 'CODE_SENT') return null;
  return {
    phone: claimOf(registration).phone,
    language: registration.language,
    code: registrationCode(registration._id, registration.issue),
  };
}
