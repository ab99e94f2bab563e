import type { Database } from '../services/platform/mongo.ts';
import type { RegistryName } from './records.ts';

export type Session = ReturnType<Database['client']['startSession']>;

/** What every registry's record has in common, as far as this side reads it. */
export type StoredRecord = { _id: string; personalId?: string; version: number; status?: string };

/** One entry of the feed. `_id` is its cursor. */
export type ChangeEntry = {
  _id: number;
  registry: RegistryName;
  person: string;
  recordId: string;
  kind: 'changed' | 'revoked' | 'removed';
  version: number;
  at: Date;
};

/** One line of the log of look-ups: who asked about whom, why, and what was answered. */
export type LookupEntry = {
  _id: string;
  jti: string;
  caller: string;
  registry: RegistryName;
  person: string;
  fields: readonly string[];
  purpose: string;
  legalBasis: string;
  caseRef: string | null;
  outcome: 'found' | 'not_found';
  at: Date;
};

/** An id that was used by a request other than a look-up, kept until the request could not be sent again. */
type UsedRequestId = { _id: string; expiresAt: Date };

type Counter = { _id: string; value: number };

/** No query runs on for a caller that has left. */
export const queryBounds = { maxTimeMS: 2000 } as const;

/** What was read must not vanish with a failover, and a record must not be older than its own change. */
const readConcern = { level: 'majority' } as const;

/** The registries' collections, typed. */
export function collectionsOf(db: Database) {
  return {
    records: (registry: RegistryName) => db.collection<StoredRecord>(registry, { readConcern }),
    changes: db.collection<ChangeEntry>('changes', { readConcern }),
    counters: db.collection<Counter>('counters', { readConcern }),
    lookups: db.collection<LookupEntry>('lookups'),
    usedRequestIds: db.collection<UsedRequestId>('used_request_ids'),
  };
}

export type RegistryCollections = ReturnType<typeof collectionsOf>;

/** More records than any person has in one registry. */
const mostRecords = 100;

/** All records of one person in one registry; with `fields`, only those, `_id` and `version`. */
export function recordsOfPerson(
  { records }: RegistryCollections,
  registry: RegistryName,
  person: string,
  fields?: readonly string[],
): Promise<StoredRecord[]> {
  const projection = fields && Object.fromEntries(['_id', 'version', ...fields].map((field) => [field, 1] as const));
  return records(registry)
    .find(registry === 'population' ? { _id: person } : { personalId: person }, {
      ...queryBounds,
      ...(projection ? { projection } : {}),
    })
    .limit(mostRecords)
    .toArray();
}

/** The counter from which the feed takes its cursors. */
export const feedCounter = 'changes';

/**
 * What this process needs besides `createRegistryCollections`. Run once at boot, after it, before any traffic.
 * Repeating it is harmless.
 */
export async function createServingCollections(db: Database): Promise<void> {
  const { counters, usedRequestIds } = collectionsOf(db);
  await usedRequestIds.createIndex({ expiresAt: 1 }, { expireAfterSeconds: 0 });
  await counters.updateOne({ _id: feedCounter }, { $setOnInsert: { value: 0 } }, { upsert: true });
}

/** One transaction: snapshot reads, majority and journalled commit; a conflict runs `work` again. */
export async function inTransaction<T>(db: Database, work: (session: Session) => Promise<T>): Promise<T> {
  return db.client.withSession((session) =>
    session.withTransaction(() => work(session), {
      readConcern: { level: 'snapshot' },
      writeConcern: { w: 'majority', journal: true },
      readPreference: 'primary',
      maxCommitTimeMS: 5000,
    }),
  );
}
