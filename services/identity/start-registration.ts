import { z } from 'zod';
import { calendarDateSchema, cityDate } from '../platform/calendar-date.ts';
import type { CallContext } from '../platform/call-context.ts';
import { config } from '../platform/config.ts';
import { BadUserInput } from '../platform/errors.ts';
import { publish } from '../platform/events.ts';
import { idempotencyKeySchema, idempotent } from '../platform/idempotency.ts';
import { newId } from '../platform/ids.ts';
import { parseInput } from '../platform/input.ts';
import { keyedHash, personKey, tokenHash } from '../platform/keyed-hash.ts';
import { takeAttempt } from '../platform/rate-limit.ts';
import { seal } from '../platform/seal.ts';
import { personalIdSchema, personNameSchema, phoneSchema } from '../platform/text-input.ts';
import { RegistrationCodeRequested } from './events.ts';
import { Registration, type RegistrationClaim } from './registration.model.ts';
import { registrationByToken } from './registration.ts';

const inputSchema = z.strictObject({
  personalId: personalIdSchema,
  fullName: personNameSchema,
  // Numbers are given to people born since 1900.
  bornOn: calendarDateSchema.refine((date) => date >= '1900-01-01', 'expected a date since 1900'),
  phone: phoneSchema,
  language: z
    .enum(['VI', 'EN'])
    .nullish()
    .transform((language) => language ?? 'VI'),
  idempotencyKey: idempotencyKeySchema,
});

export type StartRegistrationInput = z.input<typeof inputSchema>;

const quarterHour = 15 * 60 * 1000;
const limits = {
  person: { name: 'registration.person', allowed: 5, windowMs: quarterHour },
  phone: { name: 'registration.phone', allowed: 5, windowMs: quarterHour },
  address: { name: 'registration.address', allowed: 30, windowMs: quarterHour },
};

/** How long the first wait for another code is; it doubles with each. */
export const firstResendWaitMs = 30_000;

/**
 * Starts a registration at level 1 and owes its phone a one-time code. Nothing here depends on whether the details
 * are true, so neither the answer nor its time tells.
 * @throws BadUserInput, RateLimited
 * @see Decree 69/2024/NĐ-CP, article 7
 */
export async function startRegistration(call: CallContext, rawInput: StartRegistrationInput) {
  const { idempotencyKey, language, ...claim } = parseInput(inputSchema, rawInput);
  if (claim.bornOn > cityDate(call.now())) {
    throw BadUserInput({ faults: [{ path: 'bornOn', expected: 'a date that is not in the future' }] });
  }
  await takeAttempt(call, limits.address, call.origin.address);
  await takeAttempt(call, limits.person, claim.personalId);
  await takeAttempt(call, limits.phone, claim.phone);
  const { registrationToken } = await idempotent(
    call,
    'startRegistration',
    { key: idempotencyKey, input: { ...claim, language } },
    () => openRegistration(call, claim, language),
  );
  return { registrationToken, registration: await registrationByToken(call, registrationToken) };
}

async function openRegistration(call: CallContext, claim: RegistrationClaim, language: 'VI' | 'EN') {
  const registrationToken = call.randomBytes(32).toString('base64url');
  const registrationId = newId();
  const now = call.now().getTime();
  await new Registration({
    _id: registrationId,
    tokenHash: tokenHash(registrationToken),
    accountId: newId(),
    personKey: personKey(claim.personalId),
    phoneKey: keyedHash('phone', claim.phone),
    claim: seal(JSON.stringify(claim), registrationId),
    language,
    state: 'CODE_SENT',
    issue: 1,
    codeExpiresAt: new Date(now + config.registrationCodeMs),
    resendAllowedAt: new Date(now + firstResendWaitMs),
    codeAttempts: 0,
    tries: 0,
    createdAt: new Date(now),
    expiresAt: new Date(now + config.registrationMs),
    removedAt: new Date(now + config.registrationMs + 24 * 3600 * 1000),
  }).save();
  await publish(RegistrationCodeRequested, { registrationId, issue: 1 });
  return { registrationToken };
}
