import { type InferSchemaType, model, Schema } from 'mongoose';

const presentationSchema = new Schema(
  {
    _id: { type: String, required: true },
    citizenId: { type: String, required: true },
    documentId: { type: String, required: true },
    kind: { type: String, required: true },
    /** SHA-256 of the single-use code. */
    codeHash: { type: String, required: true },
    /** Names of the fields that are shown. */
    fields: { type: [String], required: true },
    createdAt: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
    checkedAt: { type: Date, default: null },
    /** Sealed: the verifier as it named itself. */
    checkedBy: { type: Buffer, default: null },
  },
  { collection: 'presentations', versionKey: false },
);
presentationSchema.index({ codeHash: 1 }, { unique: true });
presentationSchema.index({ citizenId: 1, _id: -1 });

export type PresentationRecord = InferSchemaType<typeof presentationSchema>;
export const Presentations = model('Presentation', presentationSchema);
