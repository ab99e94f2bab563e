import { ask, RegistryUnavailable } from '../exchange/index.ts';
import { cityDate, yearsBetween } from '../platform/calendar-date.ts';
import { type CallContext, requireSystem } from '../platform/call-context.ts';
import { config } from '../platform/config.ts';
import { isDomainError } from '../platform/errors.ts';
import { publish } from '../platform/events.ts';
import { readBounds, trusted } from '../platform/mongo.ts';
import { sameName } from '../platform/person-name.ts';
import { seal } from '../platform/seal.ts';
import { transaction } from '../platform/transaction.ts';
import { Account, type Person } from './account.model.ts';
import { RegistrationPhoneConfirmed, RegistrationSettled } from './events.ts';
import { Registration, type RegistrationClaim, type RegistrationRecord } from './registration.model.ts';
import { stateBefore } from './registration.states.ts';
import { claimOf } from './registration.ts';

/** Own account from 14 (Decree 69/2024/NĐ-CP, article 7); younger people are registered by their guardians. */
const ownAccountFromAge = 14;
const longestWaitMs = 10 * 60 * 1000;

/**
 * Asks the population database whether the details of a registration are true. Whatever disagrees, the visitor only
 * learns that something does, at a fixed step of time. Repeating it is harmless: only an unsettled registration moves.
 */
export async function matchRegistration(call: CallContext, { registrationId }: { registrationId: string }) {
  requireSystem(call);
  const registration = await Registration.findById(registrationId, null, readBounds).lean<RegistrationRecord>();
  if (!registration || registration.expiresAt <= call.now()) return;
  const claim = claimOf(registration);

  let person: Person | null;
  try {
    const taken = await Account.countDocuments({ personKey: registration.personKey }, { limit: 1, ...readBounds });
    const phoneTaken = await Account.countDocuments({ phoneKey: registration.phoneKey }, { limit: 1, ...readBounds });
    const answer = await ask(call, {
      registry: 'population',
      personalId: claim.personalId,
      fields: ['fullName', 'birthDate', 'sex', 'status'],
      purpose: 'identity.register',
      legalBasis: 'Nghị định 69/2024/NĐ-CP, Điều 7',
      caseRef: registrationId,
    });
    person = answer.outcome === 'found' ? agreedPerson(claim, answer.records[0], call.now()) : null;
    if (taken + phoneTaken > 0) person = null;
  } catch (error) {
    if (!isDomainError(error, RegistryUnavailable)) throw error;
    await waitForRegistry(call, registration);
    return;
  }

  await transaction(async () => {
    const { matchedCount } = await Registration.updateOne(
      { _id: registrationId, state: stateBefore(person ? 'match' : 'refuse') },
      {
        state: person ? 'MATCHED' : 'NOT_MATCHED',
        person: person && seal(JSON.stringify(person), registrationId),
        revealAt: nextStep(registration.confirmedAt, call.now()),
        nextTryAt: null,
      },
    );
    if (matchedCount === 1) await publish(RegistrationSettled, { registrationId });
  });
}

type PopulationRecord = { fullName?: unknown; birthDate?: unknown; sex?: unknown; status?: unknown };

function agreedPerson(claim: RegistrationClaim, record: PopulationRecord | undefined, now: Date): Person | null {
  if (!record || typeof record.fullName !== 'string' || typeof record.birthDate !== 'string') return null;
  const agrees = [
    sameName(record.fullName, claim.fullName),
    record.birthDate === claim.bornOn,
    record.status === 'alive',
    yearsBetween(record.birthDate, cityDate(now)) >= ownAccountFromAge,
  ].every(Boolean);
  if (!agrees) return null;
  return {
    personalId: claim.personalId,
    fullName: record.fullName,
    bornOn: record.birthDate,
    sex: record.sex === 'female' ? 'FEMALE' : 'MALE',
    phone: claim.phone,
  };
}

/** The first step of `stepMs` behind the confirmation that is not past: however long an answer took, it shows then. */
export function nextStep(confirmedAt: Date | null | undefined, now: Date, stepMs = config.matchRevealMs): Date {
  const from = confirmedAt?.getTime() ?? now.getTime();
  const steps = stepMs === 0 ? 0 : Math.ceil((now.getTime() - from) / stepMs);
  return new Date(from + Math.max(1, steps) * stepMs);
}

async function waitForRegistry(call: CallContext, registration: RegistrationRecord): Promise<void> {
  const waitMs = Math.min(longestWaitMs, config.unavailableRetryMs * 2 ** registration.tries);
  await transaction(async () => {
    const { matchedCount } = await Registration.updateOne(
      { _id: registration._id, state: stateBefore('wait'), tries: registration.tries },
      {
        state: 'WAITING_FOR_REGISTRY',
        tries: registration.tries + 1,
        nextTryAt: new Date(call.now().getTime() + waitMs),
        // Somebody who waits for an outage is not sent away by the clock of the form.
        expiresAt: new Date(
          Math.max(registration.expiresAt.getTime(), call.now().getTime() + waitMs + config.registrationMs),
        ),
      },
    );
    if (matchedCount === 1) await publish(RegistrationSettled, { registrationId: registration._id });
  });
}

const dueAtOnce = 200;

/** The durable sweep of registrations that wait for the registry. Several at once are harmless. */
export async function requestDueMatches(call: CallContext): Promise<number> {
  requireSystem(call);
  const now = call.now();
  const due = await Registration.find({ nextTryAt: trusted({ $lte: now }) }, { _id: 1, nextTryAt: 1 }, readBounds)
    .limit(dueAtOnce)
    .lean();
  let requested = 0;
  for (const { _id, nextTryAt } of due) {
    requested += await transaction(async () => {
      const { matchedCount } = await Registration.updateOne(
        { _id, state: 'WAITING_FOR_REGISTRY', nextTryAt },
        { nextTryAt: null },
      );
      if (matchedCount === 1) await publish(RegistrationPhoneConfirmed, { registrationId: _id });
      return matchedCount;
    });
  }
  return requested;
}
