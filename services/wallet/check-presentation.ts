import { z } from 'zod';
import type { CallContext } from '../platform/call-context.ts';
import { publish } from '../platform/events.ts';
import { parseInput } from '../platform/input.ts';
import { tokenHash } from '../platform/keyed-hash.ts';
import { readBounds, trusted } from '../platform/mongo.ts';
import { takeAttempt } from '../platform/rate-limit.ts';
import { seal } from '../platform/seal.ts';
import { textSchema } from '../platform/text-input.ts';
import { transaction } from '../platform/transaction.ts';
import { type DocumentRecord, WalletDocuments } from './document.model.ts';
import type { DocumentStatus } from './document.states.ts';
import { DocumentWithdrawn, PresentationExpired, PresentationUnknown, PresentationUsed } from './errors.ts';
import { PresentationChecked } from './events.ts';
import { type PresentationRecord, Presentations } from './presentation.model.ts';
import { presentationCodeSchema } from './presentation-code.ts';
import { type DocumentFieldValue, faceOf, statusOn } from './wallet-document.ts';

const inputSchema = z.strictObject({
  code: presentationCodeSchema,
  verifierName: textSchema({ min: 2, max: 100 }),
});

const checks = { name: 'wallet.check', allowed: 60, windowMs: 60 * 1000 };

/** What a verifier sees of a shown document, once. */
export type CheckedPresentation = {
  /** Code of the document's kind. */
  kind: string;
  status: DocumentStatus;
  statusCheckedAt: Date;
  statusAgeSeconds: number;
  /** Empty unless the status is VERIFIED. */
  fields: DocumentFieldValue[];
  checkedAt: Date;
};

/**
 * Redeems the code of a shown document; for anyone who has it. Of two who redeem it at once, one does. The holder
 * reads who asked and when. A document that is no longer verified is told as what it is, without its fields.
 *
 * Used and expired are only told apart to somebody who knows a code: 140 random bits, never a guess.
 * @throws RateLimited, PresentationUnknown, PresentationUsed, PresentationExpired, DocumentWithdrawn
 */
export async function checkPresentation(
  call: CallContext,
  rawInput: z.input<typeof inputSchema>,
): Promise<CheckedPresentation> {
  const { code, verifierName } = parseInput(inputSchema, rawInput);
  await takeAttempt(call, checks, call.origin.address);
  const codeHash = tokenHash(code);
  return transaction(async () => {
    const now = call.now();
    const presentation = await Presentations.findOne({ codeHash }, null, readBounds).lean<PresentationRecord>();
    if (!presentation) throw PresentationUnknown();
    const { _id: presentationId, citizenId, documentId, kind } = presentation;
    const { matchedCount } = await Presentations.updateOne(
      { _id: presentationId, codeHash, checkedAt: null, expiresAt: trusted({ $gt: now }) },
      { $set: { checkedAt: now, checkedBy: seal(verifierName, presentationId) } },
    );
    if (matchedCount === 0) throw presentation.checkedAt ? PresentationUsed() : PresentationExpired();

    const document = await WalletDocuments.findOne(
      { _id: documentId, citizenId },
      null,
      readBounds,
    ).lean<DocumentRecord>();
    if (!document?.checkedAt) throw DocumentWithdrawn();
    const status = statusOn(document, now);
    await publish(PresentationChecked, { presentationId, documentId, citizenId, kind, status });
    return {
      kind,
      status,
      statusCheckedAt: document.checkedAt,
      statusAgeSeconds: Math.max(0, Math.floor((now.getTime() - document.checkedAt.getTime()) / 1000)),
      fields: status === 'VERIFIED' ? faceOf(document).filter(({ name }) => presentation.fields.includes(name)) : [],
      checkedAt: now,
    };
  });
}
