import { type InferSchemaType, model, Schema } from 'mongoose';
import { registryFailures } from './errors.ts';
import { registryNames } from './records.ts';

/**
 * Evidence of one question to a registry: what was asked and answered, as it was signed. Both hold personal data and
 * are sealed; what stands in the open names nobody to an outsider.
 */
const registryExchangeSchema = new Schema(
  {
    /** Also the request's `jti`, which the answer names as its `correlationId`. */
    _id: { type: String, required: true },
    registry: { type: String, required: true, enum: registryNames },
    /** `personKey` of whom it was about. */
    personKey: { type: String, required: true },
    /** Account of whom it was about, where there is one. */
    subjectAccountId: { type: String },
    /** Who made us ask: an account id, `system:<reaction>`, or `visitor`. */
    actor: { type: String, required: true },
    purpose: { type: String, required: true },
    legalBasis: { type: String, required: true },
    caseRef: { type: String },
    fields: { type: [String], required: true },
    sealedRequest: { type: Buffer, required: true },
    /** Absent when nothing came. */
    sealedAnswer: { type: Buffer },
    askedAt: { type: Date, required: true },
    answeredAt: { type: Date },
    outcome: { type: String, required: true, enum: ['found', 'not_found', 'unavailable'] },
    failure: { type: String, enum: registryFailures },
  },
  { collection: 'registry_exchanges', versionKey: false },
);
registryExchangeSchema.index({ personKey: 1, askedAt: -1 });

export type RegistryExchangeFields = InferSchemaType<typeof registryExchangeSchema>;
export const RegistryExchange = model('RegistryExchange', registryExchangeSchema);
