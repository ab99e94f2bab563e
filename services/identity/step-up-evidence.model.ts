import { type InferSchemaType, model, Schema } from 'mongoose';

const stepUpEvidenceSchema = new Schema(
  {
    _id: { type: String, required: true },
    accountId: { type: String, required: true },
    operation: { type: String, required: true },
    /** Canonical JSON (RFC 8785) whose SHA-256 was the challenge. */
    content: { type: String, required: true },
    credentialId: { type: String, required: true },
    /** COSE key at the time, so that the evidence outlives the passkey. */
    publicKey: { type: Buffer, required: true },
    authenticatorData: { type: String, required: true },
    clientDataJSON: { type: String, required: true },
    signature: { type: String, required: true },
    approvedAt: { type: Date, required: true },
  },
  { collection: 'step_up_evidence', versionKey: false },
);
stepUpEvidenceSchema.index({ accountId: 1, _id: -1 });

export type StepUpEvidenceRecord = InferSchemaType<typeof stepUpEvidenceSchema>;
export const StepUpEvidence = model('StepUpEvidence', stepUpEvidenceSchema);
