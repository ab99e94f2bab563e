import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { config } from '../services/platform/config.ts';
import { openDatabase } from '../services/platform/mongo.ts';
import { defaultSeed, personas } from './generate.ts';
import { grantRoles } from './identity.ts';
import { resetRegistries, SeededOtherwise, seedRegistries } from './load.ts';
import { mostPeople } from './numbers.ts';
import { progressBar } from './progress-bar.ts';

/** `npm run seed`: fills the registries' database and writes down whom one can register as. */
const usage = `Usage: npm run seed -- [--people N] [--seed N] [--reset] [--personas FILE]
  --people N       at least so many people (default 2000); more can be added later
  --seed N         the same seed makes the same people (default ${defaultSeed})
  --reset          empties the registries' database first
  --personas FILE  where to write the constructed people (default .data/personas.json)
`;

const optionsSchema = z.object({
  people: z.coerce.number().int().min(1).max(mostPeople).default(2000),
  seed: z.coerce.number().int().min(0).max(0xffff_ffff).default(defaultSeed),
  reset: z.boolean().default(false),
  personas: z.string().min(1).default('.data/personas.json'),
  help: z.boolean().default(false),
});

function readOptions(): z.infer<typeof optionsSchema> {
  try {
    const { values } = parseArgs({
      options: {
        people: { type: 'string' },
        seed: { type: 'string' },
        reset: { type: 'boolean' },
        personas: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    return optionsSchema.parse(values);
  } catch (error) {
    const faults =
      error instanceof z.ZodError
        ? error.issues.map((issue) => `--${issue.path.join('.')}: ${issue.message}`).join('\n')
        : String(error instanceof Error ? error.message : error);
    process.stderr.write(`${faults}\n${usage}`);
    process.exit(64);
  }
}

async function main(): Promise<number> {
  const options = readOptions();
  if (options.help) {
    process.stdout.write(usage);
    return 0;
  }
  const interruption = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => interruption.abort());
  const database = await openDatabase(config.registriesMongodbUri, config.registriesDatabase);
  try {
    if (options.reset) await resetRegistries(database.db);
    const bar = progressBar(process.stderr, options.people);
    const { people, documents, finished } = await seedRegistries(database.db, {
      people: options.people,
      seed: options.seed,
      signal: interruption.signal,
      onProgress: bar.show,
    });
    bar.end();
    if (!finished) {
      process.stderr.write(`Interrupted at ${people} people; the same command goes on from there.\n`);
      return 130;
    }
    const constructed = personas(options.seed);
    await writePersonas(options.personas, constructed);
    await grantRoles(constructed);
    process.stdout.write(`${people} people, ${documents} new records. Whom to register as: ${options.personas}\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof SeededOtherwise)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 65;
  } finally {
    await database.close();
  }
}

/** Whole or not at all: others read the file while it is replaced. */
async function writePersonas(file: string, constructed: ReturnType<typeof personas>): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.new`, `${JSON.stringify(constructed, null, 2)}\n`);
  await rename(`${file}.new`, file);
}

process.exitCode = await main();
