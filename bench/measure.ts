import { writeFile } from 'node:fs/promises';
import { z } from 'zod';
import '../services/compose.ts';
import { connectMongo, createCollections, disconnectMongo } from '../services/platform/mongo.ts';
import '../workers/reactions.ts';
import { groundOn } from './ground.ts';
import { rows } from './rows.ts';

// `bench/index.ts` starts this once for each row, on stores of its own. The result goes into the file that
// MEASURE_RESULT names.

const { MEASURE_ROW, MEASURE_RESULT, MEASURE_DIRECTORY, MEASURE_STORES, MEASURE_PROFILE } = z
  .object({
    MEASURE_ROW: z.string(),
    MEASURE_RESULT: z.string(),
    MEASURE_DIRECTORY: z.string(),
    MEASURE_STORES: z.string().transform((text) => z.record(z.string(), z.number()).parse(JSON.parse(text))),
    MEASURE_PROFILE: z.string().min(1).optional(),
  })
  .parse(process.env);

const row = rows.find(({ name }) => name === MEASURE_ROW);
if (!row) throw new Error(`no row ${MEASURE_ROW}`);

const ground = groundOn({
  directory: MEASURE_DIRECTORY,
  stores: { ...MEASURE_STORES, 'this benchmark': process.pid },
  profileDir: MEASURE_PROFILE,
  say: (line) => void process.stderr.write(`  ${line}\n`),
});
await connectMongo();
await createCollections();
const measured = await row.measure(ground);
await writeFile(MEASURE_RESULT, JSON.stringify({ rows: measured, memory: [...ground.memory] }));
await disconnectMongo();
process.exit(0);
