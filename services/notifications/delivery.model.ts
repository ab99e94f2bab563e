import { type InferSchemaType, model, Schema } from 'mongoose';

const deliverySchema = new Schema(
  {
    /** Idempotency key: outbox id and reaction. */
    _id: { type: String, required: true },
    template: { type: String, required: true },
    status: { type: String, enum: ['SENDING', 'SENT'], required: true },
    claimedAt: { type: Date, required: true },
    sentAt: { type: Date, default: null },
    expiresAt: { type: Date, required: true },
  },
  { collection: 'deliveries', versionKey: false },
);
deliverySchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

export type DeliveryRecord = InferSchemaType<typeof deliverySchema>;
/** The receipt of a message: that it went out, not what it said nor to whom. */
export const Delivery = model('Delivery', deliverySchema);
