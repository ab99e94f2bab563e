import { createRegistryCollections } from '../../registries/collections.ts';
import { defaultSeed, generatePeople, type Records } from '../../seeds/generate.ts';
import { seedRegistries } from '../../seeds/load.ts';
import { config } from '../../services/platform/config.ts';
import { openDatabase } from '../../services/platform/mongo.ts';
import type { Ground } from '../ground.ts';
import { type BenchRow, inTurn, type MeasuredRow, type Run } from '../row.ts';

const row = { name: 'seed', goal: 0.8, unit: 'records/s' };

const people = 2000;
const collections = ['population', 'insurance', 'driving', 'health', 'truth'] as const;

/** The city made and loaded, against the same records, made before, in bare `insertMany`. */
export const seed: BenchRow = {
  ...row,
  async measure(ground: Ground): Promise<MeasuredRow[]> {
    ground.say(`seed, ${people} people`);
    const records: Records = { population: [], insurance: [], driving: [], health: [], truth: [] };
    for (const batch of generatePeople({ seed: defaultSeed, people })) {
      append(records.population, batch.population);
      append(records.insurance, batch.insurance);
      append(records.driving, batch.driving);
      append(records.health, batch.health);
      append(records.truth, batch.truth);
    }
    let runs = 0;
    const inFresh = async (work: (db: Database) => Promise<number>): Promise<Run> => {
      runs += 1;
      const { db, close } = await openDatabase(config.registriesMongodbUri, `${config.registriesDatabase}_${runs}`);
      try {
        await createRegistryCollections(db);
        const begun = performance.now();
        const written = await work(db);
        const seconds = (performance.now() - begun) / 1000;
        await db.dropDatabase();
        return { perSecond: written / seconds };
      } finally {
        await close();
      }
    };
    const measured = await inTurn(row, 1, {
      floor: () => inFresh((db) => insertBare(db, records)),
      ours: () => inFresh(async (db) => (await seedRegistries(db, { people })).documents),
    });
    await ground.noteMemory();
    return [measured];
  },
};

type Database = Awaited<ReturnType<typeof openDatabase>>['db'];

/** As many at once as the store takes well; larger commands were no faster. */
const batchSize = 1000;

async function insertBare(db: Database, records: Records): Promise<number> {
  let written = 0;
  for (const name of collections) {
    const all: { _id: string }[] = records[name];
    for (let from = 0; from < all.length; from += batchSize) {
      const { insertedCount } = await db
        .collection<{ _id: string }>(name)
        .insertMany(all.slice(from, from + batchSize), {
          ordered: false,
          writeConcern: { w: 'majority', journal: true },
        });
      written += insertedCount;
    }
  }
  return written;
}

function append<T>(all: T[], more: readonly T[]): void {
  for (const item of more) all.push(item);
}
