import { type InferSchemaType, model, Schema } from 'mongoose';

const deadLetterSchema = new Schema(
  {
    /** `<outboxId>-<reaction>`. */
    _id: { type: String, required: true },
    outboxId: { type: String, required: true },
    event: { type: String, required: true },
    reaction: { type: String, required: true },
    /** Code and sentence of the last failure; no personal data. */
    cause: { type: String, required: true },
    attempts: { type: Number, required: true },
    failedAt: { type: Date, required: true },
    /** UUIDv7 of the failure: orders the list, the newest first. */
    failureId: { type: String, required: true },
    replayedAt: { type: Date, default: null },
    /** Only of a letter that was replayed. */
    expiresAt: { type: Date },
  },
  { collection: 'dead_letters', versionKey: false },
);
deadLetterSchema.index({ failureId: 1 });
deadLetterSchema.index({ replayedAt: 1 });
deadLetterSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

export type DeadLetterRecord = InferSchemaType<typeof deadLetterSchema>;
export const DeadLetter = model('DeadLetter', deadLetterSchema);
