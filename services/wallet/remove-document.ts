import { z } from 'zod';
import { type CallContext, requireCitizen } from '../platform/call-context.ts';
import { NotFound } from '../platform/errors.ts';
import { publish } from '../platform/events.ts';
import { idSchema } from '../platform/ids.ts';
import { parseInput } from '../platform/input.ts';
import { transaction } from '../platform/transaction.ts';
import { WalletDocuments } from './document.model.ts';
import { DocumentRemoved } from './events.ts';
import { ownDocument, type Wallet, wallet } from './wallet.ts';

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
    const { kind } = await ownDocument(accountId, documentId);
    const { deletedCount } = await WalletDocuments.deleteOne({ _id: documentId, citizenId: accountId });
    if (deletedCount === 0) throw NotFound();
    await publish(DocumentRemoved, { documentId, citizenId: accountId, kind });
  });
  return wallet(call);
}
