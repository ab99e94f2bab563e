import { z } from 'zod';
import { type CallContext, requireCitizen } from '../platform/call-context.ts';
import { NotFound } from '../platform/errors.ts';
import { publish } from '../platform/events.ts';
import { idSchema } from '../platform/ids.ts';
import { parseInput } from '../platform/input.ts';
import { transaction } from '../platform/transaction.ts';
import { type DocumentRecord, WalletDocuments } from './document.model.ts';
import { DocumentRemoved } from './events.ts';
import { type Wallet, wallet } from './wallet.ts';

const inputSchema = z.strictObject({ documentId: idSchema });

/**
 * Takes a document out of the caller's wallet, with all that was kept of it; the history of showing it stays. The
 * registry's record is not touched.
 * @throws NotFound
 */
export async function removeDocument(call: CallContext, rawInput: z.input<typeof inputSchema>): Promise<Wallet> {
  const { accountId } = requireCitizen(call);
  const { documentId } = parseInput(inputSchema, rawInput);
  await transaction(async () => {
    const removed = await WalletDocuments.findOneAndDelete({
      _id: documentId,
      citizenId: accountId,
    }).lean<DocumentRecord>();
    if (!removed) throw NotFound();
    await publish(DocumentRemoved, { documentId, citizenId: accountId, kind: removed.kind });
  });
  return wallet(call);
}
