import { type AccountRole, type CallContext, systemCall } from '../../services/platform/call-context.ts';
import { newId } from '../../services/platform/ids.ts';
import type { Ports } from '../../services/platform/ports.ts';

/** A signed-in caller, without a session in the database. */
export function aSignedInCall(roles: readonly AccountRole[], accountId = newId()): CallContext {
  return {
    ...systemCall({} as Ports, 'test'),
    actor: { kind: 'account', accountId, sessionId: newId(), level: 'LEVEL_1', state: 'ACTIVE', roles },
  };
}

export const anAdministrator = () => aSignedInCall(['CITIZEN', 'ADMINISTRATOR']);
