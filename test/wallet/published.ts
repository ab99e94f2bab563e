import type { z } from 'zod';
import type { EventDefinition } from '../../services/platform/events.ts';
import { Outbox } from '../../services/platform/outbox.model.ts';
import {
  DocumentLinkRequested,
  DocumentVerificationRequested,
  linkDocument,
  settleDocumentLink,
  type WalletDocument,
  walletDocument,
} from '../../services/wallet/index.ts';
import { aKey, type Holder } from './calls.ts';

/** Facts of one kind about one citizen, the earliest first. */
export async function published<Payload>(event: EventDefinition<Payload>, citizenId: string): Promise<Payload[]> {
  const records = await Outbox.find({ event: event.name, 'payload.citizenId': citizenId }).sort({ _id: 1 }).lean();
  const schema: z.ZodType<Payload> = event.payload;
  return records.map((record) => schema.parse(record.payload));
}

/** Settles the last round that was requested about a document, as its reaction does. */
export async function settleLast(holder: Holder, documentId: string): Promise<WalletDocument> {
  const rounds = [
    ...(await published(DocumentLinkRequested, holder.accountId)),
    ...(await published(DocumentVerificationRequested, holder.accountId)),
  ].filter((round) => round.documentId === documentId);
  const last = rounds.sort((left, right) => left.verification - right.verification).at(-1);
  if (!last) throw new Error('nothing was requested about this document');
  await settleDocumentLink(holder.system(), last);
  return walletDocument(holder.citizen(), { id: documentId });
}

/** A document that the registry has been asked about once. */
export async function aLinkedDocument(
  holder: Holder,
  kind = 'DRIVING_LICENCE',
  inputs: { name: string; value: string }[] = [],
): Promise<WalletDocument> {
  const { id } = await linkDocument(holder.citizen(), { kind, inputs, idempotencyKey: aKey() });
  return settleLast(holder, id);
}
