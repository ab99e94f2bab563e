import { setImmediate as nextTurn } from 'node:timers/promises';
import type { mongo } from 'mongoose';
import { createRegistryCollections, registryCollections } from '../registries/collections.ts';
import { isoOf } from './calendar.ts';
import { type Batch, defaultAsOf, defaultSeed, generatePeople, generatorVersion } from './generate.ts';

/** How far a database has been filled. One record, written after each batch. */
type Progress = {
  _id: 'people';
  seed: number;
  asOf: string;
  generatorVersion: number;
  nextHousehold: number;
  peopleSoFar: number;
};

const progressCollection = 'seeding';
const written = ['population', 'insurance', 'driving', 'health', 'truth'] as const;
const concern = { writeConcern: { w: 'majority', journal: true } } as const;

export type SeedOptions = {
  /** At least so many people; a database that has them already is left as it is. */
  people: number;
  seed?: number;
  /** Called after each batch. */
  onProgress?: (progress: { people: number; documents: number }) => void;
  /** Stops after the batch under way; a later call goes on from there. */
  signal?: AbortSignal;
};

export type SeedResult = {
  /** People in the database, those of earlier calls included. */
  people: number;
  /** Records written by this call. */
  documents: number;
  finished: boolean;
};

/** The database holds people that this call cannot add to. */
export class SeededOtherwise extends Error {
  constructor(found: { seed: number; generatorVersion: number }, seed: number) {
    super(
      `the database holds people of seed ${found.seed} (generator ${found.generatorVersion}); ` +
        `expected seed ${seed} (generator ${generatorVersion}). Start again with --reset.`,
    );
  }
}

/**
 * Fills the registries' database with the people of a seed.
 *
 * Goes on where an earlier call stopped or was killed: batches have fixed bounds and each record a fixed `_id`, so the
 * batch in which that happened is written again and what is there already is left. While one batch is on its way the
 * next is made, so the database never waits for the generator.
 *
 * @throws SeededOtherwise when it holds people of another seed
 */
export async function seedRegistries(db: mongo.Db, options: SeedOptions): Promise<SeedResult> {
  const { people, seed = defaultSeed, onProgress, signal } = options;
  await createRegistryCollections(db);
  const start = await readProgress(db, seed);
  const batches = generatePeople({ seed, people, after: start });
  let documents = 0;
  let peopleSoFar = start.peopleSoFar;
  // A killed call may have written parts of the batch that comes first now, never of a later one.
  let mayBePresent = true;
  let batch = batches.next().value;
  while (batch && !signal?.aborted) {
    const writing = write(db, batch, mayBePresent);
    // Lets the commands leave before the generator takes the turn.
    await Promise.race([writing, nextTurn().then(() => nextTurn())]);
    const following = batches.next().value;
    documents += await writing;
    await saveProgress(db, seed, batch);
    peopleSoFar = batch.peopleSoFar;
    mayBePresent = false;
    onProgress?.({ people: peopleSoFar, documents });
    batch = following;
  }
  return { people: peopleSoFar, documents, finished: peopleSoFar >= people };
}

const emptiedAtOnce = 500;

/**
 * Empties the registries' database, look-ups and changes included. Records are deleted in ranges and collections kept:
 * the embedded store takes longer to drop a large collection than a client waits, and longer still to delete by a list.
 */
export async function resetRegistries(db: mongo.Db): Promise<void> {
  await createRegistryCollections(db);
  // The progress goes last: a reset that is cut short is seen as a database to reset.
  for (const name of [...Object.keys(registryCollections), progressCollection]) {
    const records = db.collection<{ _id: string }>(name);
    for (;;) {
      // Ids that are not texts are few; they go with the last range.
      const range = records.find({ _id: { $gt: '' } }, { projection: { _id: 1 } }).sort({ _id: 1 });
      const last = (await range.limit(emptiedAtOnce).toArray()).at(emptiedAtOnce - 1);
      await records.deleteMany(last ? { _id: { $lte: last._id } } : {}, concern);
      if (!last) break;
    }
  }
}

async function readProgress(db: mongo.Db, seed: number): Promise<{ nextHousehold: number; peopleSoFar: number }> {
  const progress = db.collection<Progress>(progressCollection);
  const asOf = isoOf(defaultAsOf);
  const found = await progress.findOne({ _id: 'people' }, { maxTimeMS: 5000 });
  if (found) {
    if (found.seed !== seed || found.generatorVersion !== generatorVersion || found.asOf !== asOf) {
      throw new SeededOtherwise(found, seed);
    }
    return found;
  }
  // Written before the first person, so that another seed cannot be mixed in after a crash in the first batch.
  const begun: Progress = { _id: 'people', seed, asOf, generatorVersion, nextHousehold: 0, peopleSoFar: 0 };
  await progress.insertOne(begun, concern);
  return begun;
}

async function saveProgress(db: mongo.Db, seed: number, batch: Batch): Promise<void> {
  const { nextHousehold, peopleSoFar } = batch;
  await db
    .collection<Progress>(progressCollection)
    .updateOne({ _id: 'people', seed }, { $set: { nextHousehold, peopleSoFar } }, concern);
}

/**
 * One command after another: side by side they are no faster on one server, and the embedded store lets them conflict.
 *
 * @returns how many records were new
 */
async function write(db: mongo.Db, batch: Batch, mayBePresent: boolean): Promise<number> {
  let inserted = 0;
  for (const name of written) {
    const records = batch[name];
    if (records.length === 0) continue;
    inserted += records.length;
    try {
      await db.collection<{ _id: string }>(name).insertMany(records, { ordered: false, ...concern });
    } catch (error) {
      const present = mayBePresent ? duplicatesIn(error) : null;
      if (present === null) throw error;
      inserted -= present;
    }
  }
  return inserted;
}

const duplicateKey = 11_000;

/** How many records were there already, or null where something else went wrong too. */
function duplicatesIn(error: unknown): number | null {
  if (!(error instanceof Error && 'writeErrors' in error)) return null;
  const faults: unknown[] = Array.isArray(error.writeErrors) ? error.writeErrors : [error.writeErrors];
  const duplicates = faults.filter(
    (fault) => typeof fault === 'object' && fault !== null && 'code' in fault && fault.code === duplicateKey,
  );
  return faults.length > 0 && duplicates.length === faults.length ? duplicates.length : null;
}
