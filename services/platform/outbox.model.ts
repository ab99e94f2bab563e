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
    /** When the sweep puts what is owed into the queue again. */
    sweepAt: { type: Date, required: true },
    expiresAt: { type: Date },
  },
  { collection: 'outbox', versionKey: false, minimize: false },
);
outboxSchema.index({ owed: 1, sweepAt: 1 });
outboxSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

export type OutboxRecord = InferSchemaType<typeof outboxSchema>;
export const Outbox = model('Outbox', outboxSchema);
