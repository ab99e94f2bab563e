import * as identity from '../../services/identity/index.ts';
import * as notifications from '../../services/notifications/index.ts';
import { config } from '../../services/platform/config.ts';
import { effectKey, reaction } from '../reaction.ts';

const name = 'notifyPasskeyLocked';

/** Tells the owner that a passkey may have been copied and was locked. */
export const notifyPasskeyLocked = reaction(name, identity.PasskeyLocked, async (call, { accountId }, owedBy) => {
  const to = await identity.phoneOfAccount(call, accountId);
  if (!to) return;
  await notifications.deliver(call, {
    template: 'passkeyLocked',
    to,
    values: { publicUrl: config.publicUrl },
    idempotencyKey: effectKey(name, owedBy),
  });
});
