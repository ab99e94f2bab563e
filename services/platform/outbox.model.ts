import { type InferSchemaType, model, Schema } from 'mongoose';

const outboxSchema = new Schema(
  {
    _id: { type: String, required: true },
    event: { type: String, required: true },
    payload: { type: Schema.Types.Mixed, required: true },
    requestId: { type: String, required: true },
    /** Names of the reactions still owed; null until the relay has read its table. */
    owed: { type: [String], default: null },
    /** Names of the reactions that gave up and wait for an administrator. */
    dead: { type: [String], default: undefined },
    createdAt: { type: Date, required: true },
    /** When the sweep puts what is owed into the queue again; absent as soon as nothing is owed. */
    sweepAt: { type: Date },
    expiresAt: { type: Date },
  },
  { collection: 'outbox', versionKey: false, minimize: false },
);
// Sparse, so it holds nothing but the records with something owed: the sweep and the backlog read only those.
outboxSchema.index({ sweepAt: 1 }, { sparse: true });
outboxSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

export type OutboxRecord = InferSchemaType<typeof outboxSchema>;
export const Outbox = model('Outbox', outboxSchema);
