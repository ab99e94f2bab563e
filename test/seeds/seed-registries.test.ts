import assert from 'node:assert/strict';
import { generatePeople, type Records } from '../../seeds/generate.ts';
import { resetRegistries, SeededOtherwise, seedRegistries } from '../../seeds/load.ts';
import { config } from '../../services/platform/config.ts';
import { newId } from '../../services/platform/ids.ts';
import { openDatabase } from '../../services/platform/mongo.ts';

const sections = ['population', 'insurance', 'driving', 'health', 'truth'] as const;

describe('seedRegistries', function () {
  this.timeout(60_000);
  let database: Awaited<ReturnType<typeof openDatabase>>;

  before(async () => {
    database = await openDatabase(config.registriesMongodbUri, `seeds_${newId().replaceAll('-', '')}`);
  });
  after(() => database.close());

  const nothing = (): Record<(typeof sections)[number], string[]> => ({
    population: [],
    insurance: [],
    driving: [],
    health: [],
    truth: [],
  });
  const stored = async () => {
    const found = nothing();
    for (const section of sections) {
      const records = await database.db.collection<{ _id: string }>(section).find({}).toArray();
      found[section] = records.map(({ _id }) => _id).sort();
    }
    return found;
  };
  const generated = (people: number) => {
    const found = nothing();
    for (const batch of generatePeople({ seed: 63, people })) {
      for (const section of sections) found[section].push(...batch[section].map(({ _id }) => _id));
    }
    for (const section of sections) found[section].sort();
    return found;
  };

  it('stops after the batch under way when told to', async () => {
    const stop = new AbortController();
    const result = await seedRegistries(database.db, {
      people: 1500,
      signal: stop.signal,
      onProgress: () => stop.abort(),
    });
    assert.equal(result.finished, false);
    assert.ok(result.people > 0 && result.people < 1500);
    assert.deepEqual(await stored(), generated(result.people));
  });

  it('goes on after a batch that was written in part when its process was killed', async () => {
    const progress = await database.db.collection<Progress>('seeding').findOne({ _id: 'people' });
    assert.ok(progress);
    const [halfWritten] = generatePeople({ seed: 63, people: 1500, after: progress });
    assert.ok(halfWritten);
    await database.db.collection<Records['population'][number]>('population').insertMany(halfWritten.population);
    await database.db
      .collection<Records['insurance'][number]>('insurance')
      .insertMany(halfWritten.insurance.slice(0, 40));

    const result = await seedRegistries(database.db, { people: 1500 });
    assert.equal(result.finished, true);
    assert.deepEqual(await stored(), generated(1500));
  });

  it('adds nothing to what is there, and the rest to reach a larger number', async () => {
    assert.equal((await seedRegistries(database.db, { people: 1500 })).documents, 0);
    await seedRegistries(database.db, { people: 1800 });
    assert.deepEqual(await stored(), generated(1800));
  });

  it('keeps every field of a record', async () => {
    const [batch] = generatePeople({ seed: 63, people: 100 });
    assert.ok(batch);
    for (const section of sections) {
      const records: readonly { _id: string }[] = batch[section];
      const _id = records[0]?._id ?? '';
      assert.deepEqual(await database.db.collection<{ _id: string }>(section).findOne({ _id }), records[0]);
    }
  });

  it('refuses to mix two seeds', async () => {
    await assert.rejects(seedRegistries(database.db, { people: 1900, seed: 64 }), SeededOtherwise);
    assert.deepEqual(await stored(), generated(1800));
  });

  it('starts again from nothing after a reset', async () => {
    // Few records, in a database of their own: the embedded store deletes slowly.
    const small = await openDatabase(config.registriesMongodbUri, `seeds_${newId().replaceAll('-', '')}`);
    try {
      await seedRegistries(small.db, { people: 60 });
      await resetRegistries(small.db);
      for (const section of sections) assert.equal(await small.db.collection(section).countDocuments(), 0, section);
      const result = await seedRegistries(small.db, { people: 60, seed: 64 });
      assert.equal(result.finished, true);
      assert.equal(await small.db.collection('population').countDocuments(), result.people);
    } finally {
      await small.close();
    }
  });
});

type Progress = { _id: 'people'; nextHousehold: number; peopleSoFar: number };
