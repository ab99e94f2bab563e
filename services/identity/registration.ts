import { z } from 'zod';
import type { CallContext } from '../platform/call-context.ts';
import { tokenHash } from '../platform/keyed-hash.ts';
import { readBounds } from '../platform/mongo.ts';
import { bytesOf, unseal } from '../platform/seal.ts';
import { maskPhone } from '../platform/text-input.ts';
import { RegistrationUnknown } from './errors.ts';
import { Registration, type RegistrationClaim, type RegistrationRecord } from './registration.model.ts';
import type { RegistrationState } from './registration.states.ts';

export const allowedCodeAttempts = 5;

/** A registration as its bearer sees it. */
export type RegistrationView = {
  state: RegistrationState | 'EXPIRED';
  maskedPhone: string;
  codeExpiresAt: Date;
  resendAllowedAt: Date;
  codeAttemptsLeft: number;
  expiresAt: Date;
  nextTryAt: Date | null;
};

const tokenSchema = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

/** @throws RegistrationUnknown, for a malformed token too */
export async function findRegistration(token: string): Promise<RegistrationRecord> {
  if (!tokenSchema.safeParse(token).success) throw RegistrationUnknown();
  const found = await Registration.findOne(
    { tokenHash: tokenHash(token) },
    null,
    readBounds,
  ).lean<RegistrationRecord>();
  if (!found) throw RegistrationUnknown();
  return found;
}

export function claimOf(registration: RegistrationRecord): RegistrationClaim {
  return JSON.parse(unseal(bytesOf(registration.claim), registration._id)) as RegistrationClaim;
}

/**
 * Where a registration stands.
 * @throws RegistrationUnknown
 */
export async function registrationByToken(call: CallContext, token: string): Promise<RegistrationView> {
  return viewOf(await findRegistration(token), call.now());
}

export function viewOf(registration: RegistrationRecord, now: Date): RegistrationView {
  return {
    state: visibleState(registration, now),
    maskedPhone: maskPhone(claimOf(registration).phone),
    codeExpiresAt: registration.codeExpiresAt,
    resendAllowedAt: registration.resendAllowedAt,
    codeAttemptsLeft: Math.max(0, allowedCodeAttempts - registration.codeAttempts),
    expiresAt: registration.expiresAt,
    nextTryAt: registration.nextTryAt ?? null,
  };
}

/** Settled registrations show at fixed steps of time, so that no outcome is told by its speed. */
export function visibleState(registration: RegistrationRecord, now: Date): RegistrationView['state'] {
  if (registration.state === 'COMPLETED') return 'COMPLETED';
  if (registration.expiresAt <= now) return 'EXPIRED';
  if (registration.revealAt && registration.revealAt > now) return 'MATCHING';
  return registration.state;
}

/**
 * The registration each time it moves on, beginning with how it stands. Not a generator: a listener that leaves must
 * end the subscription while it waits for news.
 * @throws RegistrationUnknown
 */
export async function registrationUpdates(
  call: CallContext,
  token: string,
): Promise<AsyncIterableIterator<RegistrationView>> {
  const { _id } = await findRegistration(token);
  const news = call.ports.live.subscribe(registrationChannel(_id));
  let shown: RegistrationRecord | undefined;
  let left = false;

  /** @returns whether the listener has left */
  async function somethingNew(): Promise<boolean> {
    if (!shown) return left;
    const hiddenMs = (shown.revealAt?.getTime() ?? 0) - call.now().getTime();
    if (hiddenMs <= 0) return (await news.next()).done === true;
    await new Promise((resolve) => setTimeout(resolve, hiddenMs));
    return left;
  }

  const updates: AsyncIterableIterator<RegistrationView> = {
    async next() {
      if (await somethingNew()) return { done: true, value: undefined };
      shown = await findRegistration(token);
      return { done: false, value: viewOf(shown, call.now()) };
    },
    async return() {
      left = true;
      await news.return?.();
      return { done: true, value: undefined };
    },
    async throw(error) {
      left = true;
      await news.return?.();
      throw error;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
  return updates;
}

export function registrationChannel(registrationId: string): string {
  return `registration:${registrationId}`;
}
