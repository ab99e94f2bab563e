import { z } from 'zod';
import { type CallContext, requireCitizen } from '../platform/call-context.ts';
import { NotFound } from '../platform/errors.ts';
import { idSchema } from '../platform/ids.ts';
import { parseInput } from '../platform/input.ts';
import { readBounds } from '../platform/mongo.ts';
import { WalletDocuments } from './document.model.ts';
import { ownDocument } from './wallet.ts';
import { documentView, type WalletDocument } from './wallet-document.ts';

const inputSchema = z.strictObject({ documentId: idSchema, hidden: z.boolean() });

/** Hides a document from the wallet's face, or shows it again. @throws NotFound */
export async function hideDocument(call: CallContext, rawInput: z.input<typeof inputSchema>): Promise<WalletDocument> {
  const { accountId } = requireCitizen(call);
  const { documentId, hidden } = parseInput(inputSchema, rawInput);
  const { matchedCount } = await WalletDocuments.updateOne(
    { _id: documentId, citizenId: accountId },
    { $set: { hidden } },
    readBounds,
  );
  if (matchedCount === 0) throw NotFound();
  return documentView(await ownDocument(accountId, documentId), call.now());
}
