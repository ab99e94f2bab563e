import { randomBytes } from 'node:crypto';
import type { CallContext, SignedInAccount } from '../../services/platform/call-context.ts';
import { newId } from '../../services/platform/ids.ts';
import { anApp } from '../support/an-app.ts';
import { anAddress } from '../support/graphql-client.ts';

/** A clock that goes when the test says so. */
export function aClock(start = new Date()) {
  let instant = start.getTime();
  return {
    now: () => new Date(instant),
    pass(seconds: number) {
      instant += seconds * 1000;
    },
  };
}

/** A visitor's call to a use case, with the real stores behind its ports. */
export async function aVisitorCall(changed: Partial<CallContext> = {}): Promise<CallContext> {
  const { ports } = await anApp();
  return {
    actor: { kind: 'visitor' },
    requestId: newId(),
    origin: { address: anAddress(), device: 'test' },
    ports,
    now: () => new Date(),
    randomBytes,
    ...changed,
  };
}

export async function aSystemCall(changed: Partial<CallContext> = {}): Promise<CallContext> {
  return aVisitorCall({ actor: { kind: 'system', reaction: 'test' }, ...changed });
}

export async function anAccountCall(
  account: Partial<SignedInAccount>,
  changed: Partial<CallContext> = {},
): Promise<CallContext> {
  const signedIn: SignedInAccount = {
    accountId: newId(),
    sessionId: newId(),
    level: 'LEVEL_1',
    state: 'ACTIVE',
    roles: ['CITIZEN'],
    ...account,
  };
  return aVisitorCall({ actor: { kind: 'account', ...signedIn }, ...changed });
}
