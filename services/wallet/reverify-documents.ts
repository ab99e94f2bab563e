import type { RegistryName } from '../exchange/index.ts';
import { type CallContext, requireSystem } from '../platform/call-context.ts';
import { publish } from '../platform/events.ts';
import { readBounds, trusted } from '../platform/mongo.ts';
import { transaction } from '../platform/transaction.ts';
import { type DocumentRecord, WalletDocuments } from './document.model.ts';
import { DocumentVerificationRequested } from './events.ts';
import { kindsOfRegistry } from './kinds/index.ts';
import { mostDocuments } from './wallet.ts';

/**
 * A registry has changed a person's record: asks again about every document of that person that the registry vouches
 * for, also one that is being asked about right now, since that answer may be from before the change. Joins the
 * caller's transaction.
 * @param change `personKey` is the keyed hash of the personal number
 * @returns how many documents are asked about
 */
export async function reverifyDocuments(
  call: CallContext,
  { personKey, registry }: { personKey: string; registry: RegistryName },
): Promise<number> {
  requireSystem(call);
  const kinds = kindsOfRegistry(registry);
  if (kinds.length === 0) return 0;
  return transaction(async () => {
    const documents = await WalletDocuments.find(
      { holderKey: personKey, kind: trusted({ $in: kinds }) },
      { citizenId: 1, kind: 1, verification: 1 },
      readBounds,
    )
      .limit(2 * mostDocuments)
      .lean<Pick<DocumentRecord, '_id' | 'citizenId' | 'kind' | 'verification'>[]>();
    for (const document of documents) await requestVerification(document, {});
    return documents.length;
  });
}

/**
 * Opens a new round of asking about a document, in the caller's transaction.
 * @returns false when another round was opened meanwhile
 */
export async function requestVerification(
  document: Pick<DocumentRecord, '_id' | 'citizenId' | 'kind' | 'verification'>,
  effect: { nextTryAt?: Date },
): Promise<boolean> {
  const { _id: documentId, citizenId, kind } = document;
  const { matchedCount } = await WalletDocuments.updateOne(
    { _id: documentId, citizenId, verification: document.verification },
    { $set: effect, $inc: { verification: 1 } },
  );
  if (matchedCount === 0) return false;
  const verification = document.verification + 1;
  await publish(DocumentVerificationRequested, { documentId, citizenId, kind, verification });
  return true;
}
