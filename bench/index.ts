import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join, resolve as resolvePath } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { buildIfStale } from '../embedded/build.ts';
import { environment, projectRoot } from '../embedded/environment.ts';
import { ensureKeys } from '../embedded/keys.ts';
import { freePort } from '../embedded/loopback-port.ts';
import { startTestStores } from '../embedded/test-stores.ts';
import type { MeasuredRow, Measurement } from './row.ts';
import { markdownTable, memoryTable } from './table.ts';

const names = ['wallet-home', 'sign-in', 'verify-pipeline', 'seed'];
const usage = `Usage: npm run bench -- [options]
  --only NAME    only this row; may be given several times (${names.join(', ')})
  --json FILE    also writes the rows there: { name, clients, ours, floor, ratio, goal, unit }
  --profile DIR  leaves a CPU profile of each process in this directory
Stores and processes are its own, on free ports, and gone at the end.
`;

const optionsSchema = z.object({
  only: z.array(z.enum(names)).min(1).default(names),
  json: z.string().min(1).optional(),
  profile: z.string().min(1).optional(),
  help: z.boolean().default(false),
});

function readOptions(): z.infer<typeof optionsSchema> {
  try {
    const { values } = parseArgs({
      options: {
        only: { type: 'string', multiple: true },
        json: { type: 'string' },
        profile: { type: 'string' },
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

const rowWithinMs = 4 * 60_000;
const resultSchema = z.object({
  rows: z.array(z.custom<MeasuredRow>((row) => typeof row === 'object' && row !== null)),
  memory: z.array(z.tuple([z.string(), z.number()])),
});

const write = (text: string) => void process.stdout.write(`${text}\n`);
const say = (line: string) => void process.stderr.write(`${line}\n`);

async function bench(options: z.infer<typeof optionsSchema>): Promise<boolean> {
  const begun = performance.now();
  await buildIfStale(say);
  const directory = await mkdtemp(join(tmpdir(), 'cong-dan-so-bench-'));
  const keysDir = join(directory, 'keys');
  await ensureKeys(keysDir);
  if (options.profile) await mkdir(resolvePath(options.profile), { recursive: true });
  const measured: MeasuredRow[] = [];
  const memory = new Map<string, number>();
  const failures: string[] = [];
  try {
    for (const name of options.only) {
      const port = await freePort();
      const database = `bench_${name.replaceAll('-', '_')}_${process.pid}`;
      const result = join(directory, `${name}.json`);
      say(`Measuring ${name}.`);
      // Stores of its own, too: what one row leaves behind is not another's burden.
      const stores = await startTestStores();
      const failure = await measure(name, {
        ...environment,
        NODE_ENV: 'production',
        LOG_LEVEL: 'warn',
        PORT: String(port),
        PUBLIC_URL: `http://localhost:${port}`,
        MONGODB_URI: stores.mongodbUri,
        MONGODB_DATABASE: database,
        REGISTRIES_MONGODB_URI: stores.mongodbUri,
        REGISTRIES_DATABASE: `${database}_registries`,
        REDIS_URL: stores.redisUrl,
        KEYS_DIR: keysDir,
        DEVELOPMENT_OUTBOX: 'on',
        MEASURE_ROW: name,
        MEASURE_RESULT: result,
        MEASURE_DIRECTORY: directory,
        MEASURE_STORES: JSON.stringify(present(stores.pids)),
        ...(options.profile && { MEASURE_PROFILE: resolvePath(options.profile) }),
      }).finally(() => stores.stop());
      if (failure !== null) {
        // What the others cost is still worth knowing.
        failures.push(failure);
        continue;
      }
      const { rows, memory: used } = resultSchema.parse(JSON.parse(await readFile(result, 'utf8')));
      measured.push(...rows);
      for (const [of, bytes] of used) memory.set(of, Math.max(bytes, memory.get(of) ?? 0));
    }
  } finally {
    await rm(directory, { recursive: true, force: true, maxRetries: 3 });
  }
  if (options.json) await writeFile(options.json, `${JSON.stringify(measured.map(bare), null, 2)}\n`);
  const machine = `${availableParallelism()} processors (${cpus()[0]?.model ?? 'unknown'}), Node ${process.version}`;
  write(`\n${markdownTable(measured)}\n\n${memoryTable(memory)}\n`);
  write(`${machine}, ${((performance.now() - begun) / 1000).toFixed(0)} s in all.`);
  for (const failure of failures) say(failure);
  const missed = measured.filter(({ ratio, goal }) => ratio < goal);
  for (const { name, clients, ratio, goal } of missed) {
    say(`Missed: ${name} with ${clients} clients, ${ratio.toFixed(2)} of its floor; the goal is ${goal}.`);
  }
  return failures.length === 0;
}

/** @returns null, or what went wrong */
function measure(name: string, env: NodeJS.ProcessEnv): Promise<string | null> {
  return new Promise((resolve, reject) => {
    const leave = join(projectRoot, 'embedded/leave-with-parent.ts');
    const program = ['--import', 'tsx', '--import', leave, join(projectRoot, 'bench/measure.ts')];
    const child = spawn(process.execPath, program, {
      cwd: projectRoot,
      env,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    const patience = setTimeout(() => child.kill('SIGKILL'), rowWithinMs);
    const interrupt = () => void child.kill('SIGKILL');
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, interrupt);
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      clearTimeout(patience);
      for (const name of ['SIGINT', 'SIGTERM'] as const) process.off(name, interrupt);
      resolve(code === 0 ? null : `${name} was not measured: it ended with ${signal ?? `code ${code}`}.`);
    });
  });
}

function present(pids: Record<string, number | undefined>): Record<string, number> {
  return Object.fromEntries(Object.entries(pids).flatMap(([name, pid]) => (pid === undefined ? [] : [[name, pid]])));
}

function bare({ name, clients, ours, floor, ratio, goal, unit }: MeasuredRow): Measurement {
  return { name, clients, ours, floor, ratio, goal, unit };
}

const options = readOptions();
if (options.help) {
  write(usage);
} else {
  try {
    process.exitCode = (await bench(options)) ? 0 : 1;
  } catch (error) {
    say(error instanceof Error ? (error.stack ?? error.message) : String(error));
    process.exitCode = 1;
  }
}
