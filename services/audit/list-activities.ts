import { type CallContext, requireCitizen } from '../platform/call-context.ts';
import { type Connection, connectionOf, pageSchema, parseInput } from '../platform/input.ts';
import { readBounds, trusted } from '../platform/mongo.ts';
import { Activity, type ActivityAction, type ActivityRecord } from './activity.model.ts';

/** One entry of a citizen's own history. */
export type ActivityEntry = { id: string; at: Date; action: ActivityAction; subject: string | null };

/** What happened to the caller's account and documents, the newest first. @throws Unauthenticated, Forbidden, BadUserInput */
export async function listActivities(
  call: CallContext,
  page: { first: number; after?: string | null | undefined },
): Promise<Connection<ActivityEntry>> {
  const { accountId } = requireCitizen(call);
  const { first, after } = parseInput(pageSchema, page);
  const rows = await Activity.find({ citizenId: accountId, _id: trusted({ $lt: after ?? '~' }) }, null, readBounds)
    .sort({ _id: -1 })
    .limit(first + 1)
    .lean<ActivityRecord[]>();
  const entries = rows.map(({ _id, at, action, subject }) => ({ id: _id, at, action, subject: subject ?? null }));
  return connectionOf(entries, first, ({ id }) => id);
}
