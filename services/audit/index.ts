export type { ActivityAction } from './activity.model.ts';
export { type ActivityEntry, listActivities } from './list-activities.ts';
export { type RecordActivityInput, recordActivity } from './record-activity.ts';
