import { type InferSchemaType, model, Schema } from 'mongoose';

const sessionSchema = new Schema(
  {
    /** Shown to the owner and named in events; not the secret. */
    _id: { type: String, required: true },
    /** SHA-256 of the secret that the client holds. */
    secretHash: { type: String, required: true },
    accountId: { type: String, required: true },
    passkeyId: { type: String, required: true },
    device: { type: String, required: true },
    startedAt: { type: Date, required: true },
    lastSeenAt: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
  },
  { collection: 'sessions', versionKey: false },
);
sessionSchema.index({ accountId: 1, startedAt: -1 });
sessionSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

export type SessionRecord = InferSchemaType<typeof sessionSchema>;
export const Session = model('Session', sessionSchema);
