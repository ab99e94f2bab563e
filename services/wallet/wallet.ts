import { type CallContext, requireCitizen } from '../platform/call-context.ts';
import { NotFound } from '../platform/errors.ts';
import { idSchema } from '../platform/ids.ts';
import { parseInput } from '../platform/input.ts';
import { readBounds } from '../platform/mongo.ts';
import { readRecords } from '../platform/plain-records.ts';
import { type DocumentRecord, WalletDocuments } from './document.model.ts';
import type { DocumentKind } from './document-kind.ts';
import { kindsByCode } from './kinds/index.ts';
import { documentView, type WalletDocument } from './wallet-document.ts';

/** A citizen's wallet; its parts are read when they are asked for. */
export type Wallet = { citizenId: string };

export const mostDocuments = 50;

/** The caller's own wallet. Every citizen has one. */
export function wallet(call: CallContext): Wallet {
  return { citizenId: requireCitizen(call).accountId };
}

/** The documents of the caller's wallet in the citizen's order: one command. */
export async function walletDocuments(
  call: CallContext,
  { includeHidden = false }: { includeHidden?: boolean | null | undefined } = {},
): Promise<WalletDocument[]> {
  const { accountId } = requireCitizen(call);
  const rows = await readRecords<DocumentRecord>(WalletDocuments, { citizenId: accountId }, 2 * mostDocuments);
  return rows
    .filter((row) => includeHidden || !row.hidden)
    .sort((left, right) => left.position - right.position || left._id.localeCompare(right._id))
    .map((row) => documentView(row, call.now()));
}

/** @throws NotFound for a document that is not in the caller's wallet */
export async function walletDocument(call: CallContext, { id }: { id: string }): Promise<WalletDocument> {
  const { accountId } = requireCitizen(call);
  return documentView(await ownDocument(accountId, parseInput(idSchema, id)), call.now());
}

/** @throws NotFound */
export async function ownDocument(citizenId: string, documentId: string): Promise<DocumentRecord> {
  const row = await WalletDocuments.findOne({ _id: documentId, citizenId }, null, readBounds).lean<DocumentRecord>();
  if (!row) throw NotFound();
  return row;
}

/** The kinds of document that can be linked. For anyone. */
export function documentKinds(): DocumentKind[] {
  return [...kindsByCode.values()];
}
