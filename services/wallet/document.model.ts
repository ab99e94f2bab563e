import { type InferSchemaType, model, Schema } from 'mongoose';
import { bytesOf, seal, unseal } from '../platform/seal.ts';
import { documentStatuses } from './document.states.ts';

const documentSchema = new Schema(
  {
    _id: { type: String, required: true },
    citizenId: { type: String, required: true },
    /** Keyed hash of the holder's personal number, by which registries' changes find the document. */
    holderKey: { type: String, required: true },
    kind: { type: String, required: true },
    /** What must be unique in one wallet: keyed hash of the typed number, or the kind where none tells apart. */
    numberKey: { type: String, required: true },
    /** Sealed JSON of {@link DocumentContent}. */
    content: { type: Buffer, required: true },
    status: { type: String, enum: documentStatuses, required: true },
    mismatchedField: { type: String, default: null },
    validFrom: { type: String, default: null },
    validTo: { type: String, default: null },
    /** The round of asking that was last requested, and the one that last had its effect. */
    verification: { type: Number, required: true },
    settledVerification: { type: Number, required: true },
    linkedAt: { type: Date, required: true },
    checkedAt: { type: Date, default: null },
    nextTryAt: { type: Date, default: null },
    /** Since when the registry has not answered about this document, and how often it was asked since. */
    unansweredSince: { type: Date, default: null },
    tries: { type: Number, required: true },
    evidenceId: { type: String, default: null },
    /** Rank in the wallet, the smallest first; not contiguous. */
    position: { type: Number, required: true },
    hidden: { type: Boolean, required: true },
  },
  { collection: 'wallet_documents', versionKey: false },
);
documentSchema.index({ citizenId: 1, kind: 1, numberKey: 1 }, { unique: true });
documentSchema.index({ citizenId: 1, position: 1 });
documentSchema.index({ holderKey: 1, kind: 1 });
documentSchema.index({ nextTryAt: 1 });

export type DocumentRecord = InferSchemaType<typeof documentSchema>;
export const WalletDocuments = model('WalletDocument', documentSchema);

/** The personal data of a linked document. */
export type DocumentContent = {
  /**
   * The holder as identity knew them when the document was linked or last disagreed: kept here so that asking again
   * costs one read.
   */
  holder: { personalId: string; fullName: string; bornOn: string };
  /** What the citizen typed, by name. */
  inputs: Record<string, string>;
  /** Values of the card's face by field; null while no registry's record agrees. */
  face: Record<string, string> | null;
};

export function sealContent(documentId: string, content: DocumentContent): Buffer {
  return seal(JSON.stringify(content), documentId);
}

/** @throws when the bytes were changed or belong to another document */
export function openContent(document: Pick<DocumentRecord, '_id' | 'content'>): DocumentContent {
  // Not parsed a second time: authenticated encryption tells that it is what `sealContent` was given.
  return JSON.parse(unseal(bytesOf(document.content), document._id)) as DocumentContent;
}
