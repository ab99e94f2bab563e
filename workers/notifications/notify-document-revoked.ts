import * as identity from '../../services/identity/index.ts';
import * as notifications from '../../services/notifications/index.ts';
import { config } from '../../services/platform/config.ts';
import * as wallet from '../../services/wallet/index.ts';
import { effectKey, reaction } from '../reaction.ts';

const name = 'notifyDocumentRevoked';

/** Tells the citizen that a document was withdrawn at its source, when that is news. */
export const notifyDocumentRevoked = reaction(
  name,
  wallet.DocumentSettled,
  async (call, { citizenId, kind }, owedBy) => {
    const to = await identity.phoneOfAccount(call, citizenId);
    if (!to) return;
    const { vi, en } = wallet.documentKindOf(kind).name;
    await notifications.deliver(call, {
      template: 'documentRevoked',
      to,
      values: { documentName: to.language === 'VI' ? vi : en, publicUrl: config.publicUrl },
      idempotencyKey: effectKey(name, owedBy),
    });
  },
  ({ status, changed }) => status === 'REVOKED' && changed,
);
