import * as identity from '../../services/identity/index.ts';
import * as notifications from '../../services/notifications/index.ts';
import { config } from '../../services/platform/config.ts';
import { effectKey, reaction } from '../reaction.ts';

const name = 'notifyAccountLocked';

/** Tells the owner that the account was locked, should it have been somebody else at their device. */
export const notifyAccountLocked = reaction(name, identity.AccountLocked, async (call, { accountId }, owedBy) => {
  const to = await identity.phoneOfAccount(call, accountId);
  if (!to) return;
  await notifications.deliver(call, {
    template: 'accountLocked',
    to,
    values: { publicUrl: config.publicUrl },
    idempotencyKey: effectKey(name, owedBy),
  });
});
