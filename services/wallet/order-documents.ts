import { z } from 'zod';
import { type CallContext, requireCitizen } from '../platform/call-context.ts';
import { idSchema } from '../platform/ids.ts';
import { parseInput } from '../platform/input.ts';
import { readBounds } from '../platform/mongo.ts';
import { transaction } from '../platform/transaction.ts';
import { WalletDocuments } from './document.model.ts';
import { OrderIncomplete } from './errors.ts';
import { mostDocuments, type Wallet, wallet } from './wallet.ts';

const inputSchema = z.strictObject({ documentIds: z.array(idSchema).max(2 * mostDocuments) });

/**
 * Puts the documents of the caller's wallet into the order given, hidden ones too.
 * @throws OrderIncomplete unless every document is named once and nothing else
 */
export async function orderDocuments(call: CallContext, rawInput: z.input<typeof inputSchema>): Promise<Wallet> {
  const { accountId } = requireCitizen(call);
  const { documentIds } = parseInput(inputSchema, rawInput);
  await transaction(async () => {
    const rows = await WalletDocuments.find({ citizenId: accountId }, { _id: 1 }, readBounds)
      .limit(2 * mostDocuments)
      .lean();
    const named = new Set(documentIds);
    const complete = named.size === documentIds.length && rows.length === named.size;
    if (!complete || !rows.every((row) => named.has(row._id))) throw OrderIncomplete();
    if (rows.length === 0) return;
    await WalletDocuments.bulkWrite(
      documentIds.map((_id, position) => ({
        updateOne: { filter: { _id, citizenId: accountId }, update: { $set: { position } } },
      })),
    );
  });
  return wallet(call);
}
