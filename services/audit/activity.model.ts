import { model, Schema } from 'mongoose';

export const activityActions = [
  'ACCOUNT_REGISTERED',
  'SIGNED_IN',
  'PASSKEY_ADDED',
  'PASSKEY_REMOVED',
  'PASSKEY_LOCKED',
  'ACCOUNT_LOCKED',
  'ACCOUNT_UNLOCKED',
  'SESSIONS_ENDED',
  'DOCUMENT_LINK_REQUESTED',
  'DOCUMENT_SETTLED',
  'DOCUMENT_REMOVED',
  'DOCUMENT_SHOWN',
  'DOCUMENT_CHECKED',
] as const;

export type ActivityAction = (typeof activityActions)[number];

export type ActivityRecord = {
  /** Id of the outbox record that told the fact: ordered by time, and one entry for each fact. */
  _id: string;
  citizenId: string;
  action: ActivityAction;
  /** What it was about: a code or an id of ours. */
  subject: string | null;
  at: Date;
};

const activitySchema = new Schema<ActivityRecord>(
  {
    _id: { type: String, required: true },
    citizenId: { type: String, required: true },
    action: { type: String, enum: activityActions, required: true },
    subject: { type: String, default: null },
    at: { type: Date, required: true },
  },
  { collection: 'activities', versionKey: false },
);
activitySchema.index({ citizenId: 1, _id: -1 });

export const Activity = model('Activity', activitySchema);
