import { type CallContext, requireSystem } from '../platform/call-context.ts';
import { instantOfId } from '../platform/ids.ts';
import { transaction } from '../platform/transaction.ts';
import { Activity, type ActivityAction } from './activity.model.ts';

export type RecordActivityInput = {
  /** Outbox id of the fact; its instant is when it happened. */
  factId: string;
  citizenId: string;
  action: ActivityAction;
  subject?: string | null;
};

/** Writes a fact into its citizen's history. Repeating it is harmless: one entry for each fact. */
export async function recordActivity(call: CallContext, input: RecordActivityInput): Promise<void> {
  requireSystem(call);
  const { factId, citizenId, action, subject } = input;
  const entry = { citizenId, action, subject: subject ?? null, at: instantOfId(factId) };
  await transaction(() => Activity.updateOne({ _id: factId }, { $setOnInsert: entry }, { upsert: true }));
}
