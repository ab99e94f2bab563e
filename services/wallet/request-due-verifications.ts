import { type CallContext, requireSystem } from '../platform/call-context.ts';
import { readBounds, trusted } from '../platform/mongo.ts';
import { transaction } from '../platform/transaction.ts';
import { type DocumentRecord, WalletDocuments } from './document.model.ts';
import { requestVerification } from './reverify-documents.ts';

const dueAtOnce = 200;

/** How long a requested round has before the sweep asks anew: one that was given up by its reaction, say. */
const roundMs = 10 * 60 * 1000;

/**
 * The durable sweep of documents whose registry has to be asked: after an outage, regularly, or because a validity
 * ended. Several sweeps at once are harmless: a round is opened by one of them.
 * @returns how many were requested, at most 200; more may be due
 */
export async function requestDueVerifications(call: CallContext): Promise<number> {
  requireSystem(call);
  const now = call.now();
  const due = await WalletDocuments.find(
    { nextTryAt: trusted({ $lte: now }) },
    { citizenId: 1, kind: 1, verification: 1 },
    readBounds,
  )
    .sort({ nextTryAt: 1 })
    .limit(dueAtOnce)
    .lean<Pick<DocumentRecord, '_id' | 'citizenId' | 'kind' | 'verification'>[]>();
  let requested = 0;
  for (const document of due) {
    const opened = await transaction(() =>
      requestVerification(document, { nextTryAt: new Date(now.getTime() + roundMs) }),
    );
    if (opened) requested += 1;
  }
  return requested;
}
