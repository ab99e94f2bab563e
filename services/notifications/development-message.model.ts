import { type InferSchemaType, model, Schema } from 'mongoose';

const developmentMessageSchema = new Schema(
  {
    /** Idempotency key of the message. */
    _id: { type: String, required: true },
    /** Sealed JSON of phone and text. */
    sealed: { type: Buffer, required: true },
    sentAt: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
  },
  { collection: 'development_messages', versionKey: false },
);
developmentMessageSchema.index({ sentAt: 1 });
developmentMessageSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

export type DevelopmentMessageRecord = InferSchemaType<typeof developmentMessageSchema>;
export const DevelopmentMessage = model('DevelopmentMessage', developmentMessageSchema);
