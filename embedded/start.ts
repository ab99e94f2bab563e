import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { get } from 'node:http';
import { join } from 'node:path';
import { z } from 'zod';
import { BuildFailed, buildIfStale } from './build.ts';
import { LockHeld, takeLock } from './directory-lock.ts';
import { dataDirectory, environment, projectRoot, variable } from './environment.ts';
import { StoresNotInstalled } from './install-stores.ts';
import { ensureKeys, keysDirectory } from './keys.ts';
import { freePort, isFree } from './loopback-port.ts';
import { type Stores, startStores } from './stores.ts';
import { endLeftovers, lastLines, type SupervisedProcess, superviseProcess } from './supervised-process.ts';

// `npm start`: the whole system on one machine. Everything that can wait for nothing runs side by side, because a
// person waits for it: the stores come up while the sources are compared with the last build.

const begun = performance.now();
const dataDir = dataDirectory();
const recordDirectory = join(dataDir, 'run');
const say = (line: string) => void process.stdout.write(`${line}\n`);

/** An ordinary reason not to start, told in one sentence without a stack. */
class CannotStart extends Error {}

type Service = { name: 'registries' | 'api' | 'worker'; entry: string; readyz: string };

const registriesDatabase = variable('REGISTRIES_DATABASE') ?? 'registries';
const seededFile = join(dataDir, 'seeded.json');
const personasFile = join(dataDir, 'personas.json');
const seededSchema = z.object({ uri: z.string(), database: z.string(), people: z.string() });

const personasSchema = z.array(
  z.looseObject({
    role: z.string(),
    personalId: z.string(),
    fullName: z.string(),
    bornOn: z.string(),
    phone: z.string().optional(),
    documents: z
      .looseObject({ healthInsuranceCardNo: z.string().nullish(), drivingLicenceNo: z.string().nullish() })
      .optional(),
  }),
);

let stores: Stores | undefined;
let giveLockBack: (() => Promise<void>) | undefined;
const running = new Map<Service['name'], SupervisedProcess>();
let stopping = false;
let ended: Promise<void> | undefined;
let askedAt = 0;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    // npm passes on a Ctrl-C that the terminal has already delivered: the same wish, twice within a moment.
    if (stopping && Date.now() - askedAt < 700) return;
    if (stopping) {
      for (const service of running.values()) service.signal('SIGKILL');
      stores?.killMongo('SIGKILL');
      stores?.killRedis('SIGKILL');
      process.exit(130);
    }
    askedAt = Date.now();
    say('\nStopping: finishing what is current. (Once more to stop at once.)');
    void end(0);
  });
}

try {
  await start();
} catch (error) {
  if (!stopping) {
    const plain = error instanceof CannotStart || error instanceof StoresNotInstalled || error instanceof BuildFailed;
    const text = error instanceof Error ? (plain ? error.message : (error.stack ?? error.message)) : String(error);
    process.stderr.write(`\nThe system was not started.\n${text}\n`);
    await end(1);
  }
}

async function start(): Promise<void> {
  await mkdir(dataDir, { recursive: true });
  giveLockBack = await takeLock(join(dataDir, 'start.lock')).catch((error: unknown) => {
    if (!(error instanceof LockHeld)) throw error;
    throw new CannotStart(
      `It already runs in ${dataDir}: process ${error.holder.pid}, since ${error.holder.since}. Stop that one first, or name another directory in DATA_DIR (and another PORT).`,
    );
  });
  for (const name of await endLeftovers(recordDirectory, ['api', 'worker', 'registries'])) {
    say(`Ended: ${name}, left behind by an earlier run that was killed.`);
  }

  const ports = await choosePorts();
  const keysDir = keysDirectory();
  const [storesUp, built, keysMade] = await Promise.allSettled([
    startStores({ dataDir, log: say, onGivenUp: (error) => void giveUp(error) }),
    buildIfStale(say),
    ensureKeys(keysDir),
  ]);
  if (storesUp.status === 'fulfilled') stores = storesUp.value;
  const started = kept(storesUp);
  const rebuilt = kept(built).length > 0;
  kept(keysMade);

  const env: NodeJS.ProcessEnv = {
    // The page of sent codes, which registering on this machine needs, exists in development only.
    NODE_ENV: 'development',
    ...environment,
    DATA_DIR: dataDir,
    KEYS_DIR: keysDir,
    MONGODB_URI: started.mongodbUri,
    REDIS_URL: started.redisUrl,
    PORT: String(ports.api),
    WORKER_PORT: String(ports.worker),
    REGISTRIES_PORT: String(ports.registries),
    REGISTRIES_URL: variable('REGISTRIES_URL') ?? `http://127.0.0.1:${ports.registries}`,
    PUBLIC_URL: variable('PUBLIC_URL') ?? `http://localhost:${ports.api}`,
    WEB_DIR: variable('WEB_DIR') ?? join(projectRoot, 'dist', 'web'),
    NODE_COMPILE_CACHE: variable('NODE_COMPILE_CACHE') ?? join(dataDir, 'compile-cache'),
  };
  const host = variable('HOST') ?? '127.0.0.1';
  const loopback = ['0.0.0.0', '::', 'localhost'].includes(host) ? '127.0.0.1' : host;
  const services: Service[] = [
    { name: 'registries', entry: 'registries/server.js', readyz: `http://127.0.0.1:${ports.registries}/readyz` },
    { name: 'api', entry: 'graphql/server.js', readyz: `http://${loopback}:${ports.api}/readyz` },
    { name: 'worker', entry: 'workers/main.js', readyz: `http://127.0.0.1:${ports.worker}/readyz` },
  ];

  const seeded = await alreadySeeded(started);
  if (!seeded) await seed(env, started);
  if (seeded && !rebuilt) {
    for (const result of await Promise.allSettled(services.map((service) => startService(service, env)))) {
      kept(result);
    }
  } else {
    // New data or a new build may have collections and indexes to make. Several processes that make them at once can
    // bring the embedded database to a standstill, so here one comes after the other.
    for (const service of services) await startService(service, env);
  }
  if (!stopping) await greet(env, ports);
}

/** The value of work that has come to its end, or its error. Waiting for all of it first lets all of it be stopped. */
function kept<T>(result: PromiseSettledResult<T>): T {
  if (result.status === 'rejected') throw result.reason;
  return result.value;
}

type ServicePorts = { api: number; worker: number; registries: number };

async function choosePorts(): Promise<ServicePorts> {
  const named = async (name: string, fallback: number | undefined) => {
    const text = variable(name);
    const port = text === undefined ? fallback : Number(text);
    if (port === undefined || port === 0) return freePort();
    if (!Number.isInteger(port) || port < 1 || port > 65_535) {
      throw new CannotStart(`${name} is "${text}"; expected a port number.`);
    }
    if (!(await isFree(port, variable('HOST') ?? '127.0.0.1'))) {
      throw new CannotStart(`Port ${port} is in use by another program. Name a free one in ${name} (0: any).`);
    }
    return port;
  };
  return {
    api: await named('PORT', 4000),
    worker: await named('WORKER_PORT', undefined),
    registries: await named('REGISTRIES_PORT', undefined),
  };
}

async function startService(service: Service, env: NodeJS.ProcessEnv): Promise<void> {
  if (stopping) return;
  const entry = join(projectRoot, 'dist', service.entry);
  if (!existsSync(entry)) throw new CannotStart(`dist/${service.entry} is missing: the build did not make it.`);
  const logFile = join(dataDir, 'logs', `${service.name}.log`);
  const label = service.name.padEnd('registries'.length);
  const process = superviseProcess({
    name: service.name,
    command: globalThis.process.execPath,
    args: ['--import', join(projectRoot, 'dist', 'embedded', 'leave-with-parent.js'), entry],
    env,
    cwd: projectRoot,
    logFile,
    recordFile: join(recordDirectory, `${service.name}.json`),
    tie: 'channel',
    onLine: (line) => say(`${label} | ${line}`),
    notice: say,
    onGivenUp: (error) => void giveUp(error),
  });
  running.set(service.name, process);
  await Promise.race([untilReady(service, logFile), process.earlyDeath]);
  process.settled();
}

async function untilReady(service: Service, logFile: string): Promise<void> {
  const end = Date.now() + 60_000;
  while (!stopping) {
    if ((await statusOf(service.readyz)) === 200) return;
    if (Date.now() > end) {
      throw new CannotStart(`${service.name} was not ready within 60 s (${service.readyz}).${lastLines(logFile, 15)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
}

function statusOf(url: string): Promise<number> {
  return new Promise((resolve) => {
    const request = get(url, { timeout: 3000, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(0));
  });
}

// --- the first citizens ---------------------------------------------------------------------------------------------

/** Where the registries' database is; the embedded one has another port each time, so its address says nothing. */
function seedTarget(of: Stores) {
  const named = variable('REGISTRIES_MONGODB_URI') ?? variable('MONGODB_URI');
  return { uri: named ?? 'embedded', database: registriesDatabase, mongoCommand: named ? undefined : of.mongoCommand };
}

async function alreadySeeded(of: Stores): Promise<boolean> {
  const target = seedTarget(of);
  try {
    const last = seededSchema.parse(JSON.parse(await readFile(seededFile, 'utf8')));
    if (last.uri !== target.uri || last.database !== target.database) return false;
  } catch {
    return false;
  }
  if (!target.mongoCommand) return true;
  // The data may have been removed since, and the note about it left.
  const reply = await target.mongoCommand(target.database, { find: 'population', limit: 1, projection: { _id: 1 } });
  const cursor = z.object({ firstBatch: z.array(z.unknown()) }).parse(reply.cursor);
  return cursor.firstBatch.length > 0;
}

async function seed(env: NodeJS.ProcessEnv, of: Stores): Promise<void> {
  const entry = join(projectRoot, 'dist', 'seeds', 'index.js');
  if (!existsSync(entry) || stopping) return;
  const people = variable('SEED_PEOPLE') ?? '2000';
  await rm(seededFile, { force: true });
  const leave = join(projectRoot, 'dist', 'embedded', 'leave-with-parent.js');
  const code = await new Promise<number>((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', leave, entry, '--people', people, '--personas', personasFile], {
      cwd: projectRoot,
      env,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    child.on('error', reject);
    child.on('close', (status) => resolve(status ?? 1));
  });
  if (code !== 0)
    throw new CannotStart(`The seeds ended with code ${code}; the next start goes on where they stopped.`);
  const { uri, database } = seedTarget(of);
  await writeFile(seededFile, JSON.stringify({ uri, database, people }));
}

// --- to the person at the terminal ----------------------------------------------------------------------------------

async function greet(env: NodeJS.ProcessEnv, ports: ServicePorts): Promise<void> {
  const url = (env.PUBLIC_URL ?? '').replace(/\/$/, '');
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  const lines = [
    '',
    `  Công dân số is ready (${seconds} s)`,
    '',
    `  Citizens         ${url}/`,
    `  Administration   ${url}/quan-tri`,
    `  Verifier         ${url}/kiem-tra`,
    `  Codes sent       ${url}/dev/outbox   (what would go out as text messages)`,
    `  GraphQL          ${url}/graphql`,
    `  Health           ${url}/readyz · registries ${env.REGISTRIES_URL}/readyz · worker http://127.0.0.1:${ports.worker}/readyz`,
    `  Stores           ${stores?.mongodbUri} · ${stores?.redisUrl}`,
    `  Data and logs    ${dataDir}`,
    '',
    ...(await personas()),
    '  Ctrl-C stops it.',
    '',
  ];
  say(lines.join('\n'));
}

async function personas(): Promise<string[]> {
  if (!existsSync(personasFile)) return [];
  const all = personasSchema.parse(JSON.parse(await readFile(personasFile, 'utf8')));
  const row = (persona: (typeof all)[number]) => {
    const { personalId, fullName, bornOn, phone, documents } = persona;
    const cards = [
      documents?.healthInsuranceCardNo ? `insurance card ${documents.healthInsuranceCardNo}` : '',
      documents?.drivingLicenceNo ? `driving licence ${documents.drivingLicenceNo}` : '',
    ].filter((text) => text !== '');
    const first = `    ${personalId}   ${fullName}   born ${bornOn}${phone ? `   phone ${phone}` : ''}`;
    return cards.length === 0 ? [first] : [first, `                   ${cards.join(' · ')}`];
  };
  const citizens = all.filter((persona) => persona.role === 'citizen').slice(0, 3);
  const administrators = all.filter((persona) => persona.role === 'administrator');
  return [
    ...(citizens.length > 0 ? ['  Register as one of these invented citizens:', ...citizens.flatMap(row), ''] : []),
    ...(administrators.length > 0
      ? ['  Administrator (registers the same way):', ...administrators.flatMap(row), '']
      : []),
  ];
}

// --- the end --------------------------------------------------------------------------------------------------------

async function giveUp(error: Error): Promise<void> {
  if (stopping) return;
  process.stderr.write(`\n${error.message}\n`);
  await end(1);
}

/** Stops in the order in which nothing loses its ground: who asks first, what is asked last. Bounded in time. */
async function end(code: number): Promise<void> {
  stopping = true;
  ended ??= (async () => {
    for (const name of ['api', 'worker', 'registries'] as const) await running.get(name)?.stop(9000);
    await stores?.stop();
    await giveLockBack?.();
    if (code === 0) say('Stopped.');
  })();
  await ended;
  process.exit(code);
}
