import { model, Schema } from 'mongoose';
import { registryFailures } from './errors.ts';
import { registryNames } from './records.ts';

/** Running totals of one registry in one minute, of all processes. */
const registryHealthSchema = new Schema(
  {
    /** Registry and minute. */
    _id: { type: String, required: true },
    registry: { type: String, required: true, enum: registryNames },
    minute: { type: Date, required: true },
    answers: { type: Number, required: true },
    failures: { type: Number, required: true },
    /** Answers by the upper bound of their duration in milliseconds. */
    durations: { type: Map, of: Number },
    lastAnswerAt: { type: Date },
    lastFailureAt: { type: Date },
    lastFailure: { type: String, enum: registryFailures },
    expiresAt: { type: Date, required: true },
  },
  { collection: 'registry_health', versionKey: false },
);
registryHealthSchema.index({ minute: 1 });
registryHealthSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

export const RegistryHealthMinute = model('RegistryHealthMinute', registryHealthSchema);
