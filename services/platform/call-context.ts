import { randomBytes } from 'node:crypto';
import { Forbidden, Unauthenticated } from './errors.ts';
import { newId } from './ids.ts';
import type { Ports } from './ports.ts';

export type AccountRole = 'CITIZEN' | 'ADMINISTRATOR';

/** Who is signed in, as the session says. */
export type SignedInAccount = {
  accountId: string;
  sessionId: string;
  level: 'LEVEL_1' | 'LEVEL_2';
  state: 'ACTIVE' | 'LOCKED';
  roles: readonly AccountRole[];
};

/** Who acts: a person by a session, a visitor, or the product itself in a reaction or a schedule. */
export type Actor =
  | ({ kind: 'account' } & SignedInAccount)
  | { kind: 'visitor' }
  | { kind: 'system'; reaction: string };

/** First argument of every use case. Time and randomness come only from here. */
export type CallContext = {
  readonly actor: Actor;
  readonly requestId: string;
  /** Where the request came from: the network address (only ever used hashed) and the device as it named itself. */
  readonly origin: { address: string; device: string };
  readonly ports: Ports;
  now(): Date;
  randomBytes(count: number): Buffer;
};

export function systemCall(ports: Ports, reaction: string, requestId: string = newId()): CallContext {
  return {
    actor: { kind: 'system', reaction },
    requestId,
    origin: { address: '', device: reaction },
    ports,
    now: () => new Date(),
    randomBytes,
  };
}

/** The signed-in account, active or locked. @throws Unauthenticated for a visitor */
export function requireAccount(call: CallContext): SignedInAccount {
  if (call.actor.kind !== 'account') throw Unauthenticated();
  return call.actor;
}

/** The signed-in citizen whose account is active. @throws Unauthenticated, Forbidden */
export function requireCitizen(call: CallContext): SignedInAccount {
  const account = requireAccount(call);
  if (account.state !== 'ACTIVE') throw Forbidden({ accountState: account.state });
  return account;
}

/** @throws Unauthenticated, Forbidden for anyone who is not an administrator */
export function requireAdministrator(call: CallContext): SignedInAccount {
  const account = requireCitizen(call);
  if (!account.roles.includes('ADMINISTRATOR')) throw Forbidden();
  return account;
}

/** Work that only reactions and schedules may do. */
export function requireSystem(call: CallContext): void {
  if (call.actor.kind !== 'system') throw Forbidden();
}
