import type { mongo } from 'mongoose';
import { readBounds } from './mongo.ts';
import { currentTransaction } from './transaction.ts';

/**
 * Reads and inserts past mongoose, for the few paths that are walked most: the driver itself, without casts, defaults and
 * documents. What they save is measured in docs/benchmarks.md. Records and filters are complete and of the stored
 * types, so nothing that a client typed goes in here unparsed. They join the transaction they are called in.
 */

/** A model, of which only the collection is used. */
type InCollection = { readonly collection: object };
type Plain = string | number | boolean | Date | null;
type Filter<Fields> = { readonly [Name in keyof Fields]?: Plain };

/** The one record of a filter that names it; binary fields are the driver's own. */
export async function readRecord<Fields extends object>(
  model: InCollection,
  filter: Filter<Fields>,
): Promise<Fields | null> {
  return collectionOf(model).findOne<Fields>(filter, { ...readBounds, ...joined() });
}

/** At most `limit` records of a filter, in no order. */
export async function readRecords<Fields extends object>(
  model: InCollection,
  filter: Filter<Fields>,
  limit: number,
): Promise<Fields[]> {
  return collectionOf(model)
    .find<Fields>(filter, { ...readBounds, ...joined(), limit })
    .toArray();
}

/** Inserts a whole record. @throws a duplicate key, as a model's `save` does */
export async function insertRecord<Fields extends object>(
  model: InCollection,
  record: Readonly<Fields>,
): Promise<void> {
  // A field that is absent stays absent; the driver would write null.
  const present = Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
  await collectionOf(model).insertOne(present, joined());
}

function joined(): { session?: mongo.ClientSession } {
  const session = currentTransaction();
  return session ? { session } : {};
}

/** What is used of the driver's collection, typed by what our models write into it. */
type Driver = {
  findOne<Fields>(filter: object, options: object): Promise<Fields | null>;
  find<Fields>(filter: object, options: object): { toArray(): Promise<Fields[]> };
  insertOne(record: object, options: object): Promise<unknown>;
};

function collectionOf({ collection }: InCollection): Driver {
  return collection as Driver;
}
