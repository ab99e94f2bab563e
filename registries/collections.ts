import type { mongo } from 'mongoose';

type Index = { keys: Record<string, 1 | -1>; unique?: true };

/** Every collection of the registries' database with the indexes that its look-ups need, besides `_id`. */
export const registryCollections: Readonly<Record<string, readonly Index[]>> = {
  // Not unique: two people on one old number is a fault that real registries have.
  population: [{ keys: { oldIdNo: 1 } }, { keys: { householdId: 1 } }],
  insurance: [{ keys: { personalId: 1 } }, { keys: { socialInsuranceNo: 1 } }],
  driving: [{ keys: { personalId: 1 } }],
  health: [{ keys: { personalId: 1 } }],
  changes: [],
  lookups: [{ keys: { jti: 1 }, unique: true }, { keys: { person: 1, at: -1 } }],
  counters: [],
  truth: [{ keys: { personalId: 1 } }],
};

const alreadyExists = 48;

/**
 * Creates the collections and indexes that are missing, one after another: the embedded store can hang when
 * collections are created amid conflicting transactions. To be called before any traffic; repeating it is harmless.
 */
export async function createRegistryCollections(db: mongo.Db): Promise<void> {
  const present = new Set((await db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name));
  for (const [name, indexes] of Object.entries(registryCollections)) {
    if (!present.has(name)) await createCollection(db, name);
    for (const { keys, unique = false } of indexes) {
      await db.collection(name).createIndex(keys, unique ? { unique } : {});
    }
  }
}

/** Creates a collection; one that another process has just created will do. */
async function createCollection(db: mongo.Db, name: string): Promise<void> {
  try {
    await db.createCollection(name);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === alreadyExists)) throw error;
  }
}
