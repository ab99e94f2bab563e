import { z } from 'zod';
import type { Database } from '../services/platform/mongo.ts';
import type { ChangeFeed } from './change-feed.ts';
import { type ChangeEntry, inTransaction, queryBounds, type RegistryCollections } from './database.ts';
import { Problem } from './problems.ts';
import { changeSchemas, revokedStatus } from './record-schemas.ts';
import { personOf, type RegistryName } from './records.ts';
import { faultsOf } from './signed-request.ts';

const set = z
  .record(z.string(), z.unknown())
  .refine((fields) => Object.keys(fields).length > 0, 'expected a field to set');

/** What may be done to a record: exactly one of the three. */
export const changeSchema = z.union([
  z.strictObject({ set }),
  z.strictObject({ revoke: z.literal(true) }),
  z.strictObject({ remove: z.literal(true) }),
]);

export type RecordChange = z.infer<typeof changeSchema>;

/**
 * Changes a record and adds the entry to the feed, in one transaction.
 * @throws Problem RECORD_UNKNOWN, CHANGE_INVALID
 */
export function recordChanger(db: Database, collections: RegistryCollections, feed: ChangeFeed, now: () => Date) {
  // Changes of one process take turns: they would only conflict on the counter and run again. The counter decides
  // among processes.
  let last: Promise<unknown> = Promise.resolve();

  return async function changeRecord(
    registry: RegistryName,
    recordId: string,
    change: RecordChange,
  ): Promise<ChangeEntry> {
    const fields = fieldsToSet(registry, change);
    const turn = last.then(() => apply(registry, recordId, fields));
    last = turn.catch(() => undefined);
    const entry = await turn;
    feed.announce(entry._id);
    return entry;
  };

  async function apply(registry: RegistryName, recordId: string, fields: Fields | 'remove'): Promise<ChangeEntry> {
    const records = collections.records(registry);
    return inTransaction(db, async (session) => {
      const cursor = await feed.nextCursor(session);
      const record = await records.findOne({ _id: recordId }, { ...queryBounds, session });
      if (!record) throw new Problem('RECORD_UNKNOWN');
      const at = now();
      const version = record.version + 1;
      const entry = { _id: cursor, registry, person: personOf(registry, record), recordId, version, at };
      if (fields === 'remove') {
        await records.deleteOne({ _id: recordId }, { session });
        const removed: ChangeEntry = { ...entry, kind: 'removed' };
        await feed.append(session, removed);
        return removed;
      }
      await records.updateOne({ _id: recordId }, { $set: { ...fields, version, changedAt: at } }, { session });
      const revoked = fields.status !== undefined && fields.status === revokedStatus[registry];
      const changed: ChangeEntry = { ...entry, kind: revoked ? 'revoked' : 'changed' };
      await feed.append(session, changed);
      return changed;
    });
  }
}

type Fields = Readonly<Record<string, unknown>>;

function fieldsToSet(registry: RegistryName, change: RecordChange): Fields | 'remove' {
  if ('remove' in change) return 'remove';
  if ('revoke' in change) {
    const status = revokedStatus[registry];
    if (!status) throw new Problem('CHANGE_INVALID', [{ pointer: '/revoke', detail: 'this registry revokes nothing' }]);
    return { status };
  }
  const parsed = changeSchemas[registry].safeParse(change.set);
  if (parsed.success) return parsed.data;
  const errors = faultsOf(parsed.error).map((fault) => ({ ...fault, pointer: `/set${fault.pointer}` }));
  throw new Problem('CHANGE_INVALID', errors, parsed.error);
}
