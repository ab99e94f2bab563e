import { z } from 'zod';
import { type CallContext, requireCitizen } from '../platform/call-context.ts';
import { publish } from '../platform/events.ts';
import { idempotencyKeySchema, idempotent } from '../platform/idempotency.ts';
import { idSchema } from '../platform/ids.ts';
import { parseInput } from '../platform/input.ts';
import { trusted } from '../platform/mongo.ts';
import { takeAttempt } from '../platform/rate-limit.ts';
import { WalletDocuments } from './document.model.ts';
import { documentTransitions } from './document.states.ts';
import { DocumentNotRetriable } from './errors.ts';
import { DocumentVerificationRequested } from './events.ts';
import { ownDocument } from './wallet.ts';
import { documentView, revivedDocument, statusOn, type WalletDocument } from './wallet-document.ts';

const inputSchema = z.strictObject({ documentId: idSchema, idempotencyKey: idempotencyKeySchema });

const retries = { name: 'wallet.retry', allowed: 5, windowMs: 3600 * 1000 };

/**
 * Asks the registry again now, for a document that did not verify.
 * @throws NotFound, DocumentNotRetriable with `status`, RateLimited
 */
export async function retryDocument(call: CallContext, rawInput: z.input<typeof inputSchema>): Promise<WalletDocument> {
  const { accountId } = requireCitizen(call);
  const { documentId, idempotencyKey } = parseInput(inputSchema, rawInput);
  const request = { key: idempotencyKey, input: { documentId } };
  const retried = await idempotent(call, 'retryDocument', request, async () => {
    const { matchedCount } = await WalletDocuments.updateOne(
      { _id: documentId, citizenId: accountId, status: trusted({ $in: [...documentTransitions.retry.from] }) },
      {
        $set: {
          status: documentTransitions.retry.to,
          mismatchedField: null,
          nextTryAt: null,
          unansweredSince: null,
          tries: 0,
        },
        $inc: { verification: 1 },
      },
    );
    const document = await ownDocument(accountId, documentId);
    if (matchedCount === 0) throw DocumentNotRetriable({ status: statusOn(document, call.now()) });
    // Counted with the retry: sending one again with its key takes nothing from the allowance.
    await takeAttempt(call, retries, documentId);
    const { kind, verification } = document;
    await publish(DocumentVerificationRequested, { documentId, citizenId: accountId, kind, verification });
    return documentView(document, call.now());
  });
  return revivedDocument(retried);
}
