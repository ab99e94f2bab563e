import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { isHeld, LockHeld, takeLock } from './directory-lock.ts';
import { environment, projectRoot } from './environment.ts';
import { type InstalledStores, installStores } from './install-stores.ts';
import { ask, freePort, isFree } from './loopback-port.ts';
import { type BsonDocument, mongoCommand } from './mongo-wire.ts';
import { endLeftovers, lastLines, type SupervisedProcess, superviseProcess } from './supervised-process.ts';
import { watchOver } from './watchdog.ts';

export type Stores = {
  mongodbUri: string;
  redisUrl: string;
  /** The processes started here; a store that was named by its address has none. */
  readonly pids: { mongodb: number | undefined; redis: number | undefined };
  /** How often each was started again after a death. */
  readonly restarts: { mongodb: number; redis: number };
  /** For fault tests: the signal goes to the server itself (SIGKILL, or SIGSTOP for one that hangs). */
  killMongo(signal?: NodeJS.Signals): void;
  killRedis(signal?: NodeJS.Signals): void;
  /** One command to the embedded database; undefined when the database was named by its address. */
  mongoCommand?: (database: string, command: BsonDocument) => Promise<Record<string, unknown>>;
  /** Ends what was started, the database first; `atOnce` without waiting for an orderly end. Data stay. */
  stop(options?: { atOnce?: boolean }): Promise<void>;
};

export type StoresOptions = {
  /** Where data, logs and records are kept. */
  dataDir: string;
  /** Where the virtual environment is, when it is shared; by default `dataDir`. */
  installedIn?: string;
  /** Receives what a person should know. */
  log?: (line: string) => void;
  /** Told when a store died again and again and is given up. */
  onGivenUp?: (error: Error) => void;
  /** How often the watchdog asks, how long one question may take, after how much silence it restarts what it watches. */
  watchdog?: { everyMs: number; timeoutMs: number; silenceMs: number; recoveryMs: number };
  env?: NodeJS.ProcessEnv;
};

const patience = { everyMs: 3000, timeoutMs: 5000, silenceMs: 30_000, recoveryMs: 300_000 };
const readyWithinMs = 60_000;

/**
 * Brings up MongoDB and Valkey on free loopback ports, keeps them up, and restarts one that hangs.
 *
 * `MONGODB_URI` / `REDIS_URL` name stores that run elsewhere: nothing is started for these. `MONGOD_BINARY` names a
 * `secantusd-rs` or a `mongod` to start instead of `secantusd-py`.
 *
 * @throws StoresNotInstalled naming what is missing on this machine
 * @throws Error when another process runs stores on the same directory, or a store does not come up within a minute
 */
export async function startStores(options: StoresOptions): Promise<Stores> {
  const { dataDir, log = () => {}, env = environment } = options;
  const given = { mongodb: env.MONGODB_URI || undefined, redis: env.REDIS_URL || undefined };
  if (given.mongodb && given.redis) return namedStores(given.mongodb, given.redis);

  const binary = env.MONGOD_BINARY || undefined;
  const needsInstalled = !given.redis || (!given.mongodb && !binary);
  const installed = needsInstalled ? await installStores(options.installedIn ?? dataDir, { say: log, env }) : undefined;

  await mkdir(dataDir, { recursive: true });
  const release = await takeLock(join(dataDir, 'stores.lock')).catch((error: unknown) => {
    if (!(error instanceof LockHeld)) throw error;
    throw new Error(
      `The stores in ${dataDir} are already run by process ${error.holder.pid} (since ${error.holder.since}). Stop that one first, or name another directory in DATA_DIR.`,
      { cause: error },
    );
  });

  const started: StartedStore[] = [];
  try {
    for (const name of await endLeftovers(join(dataDir, 'run'), ['mongodb', 'redis'])) {
      log(`A ${name} that an earlier run left behind was ended.`);
    }
    const remembered = await rememberedPorts(dataDir);
    const setting = { ...options, log, env, ports: remembered };
    const program = given.mongodb ? undefined : databaseProgram(binary, installed);
    const starts = [
      program && startMongo(setting, program),
      given.redis || !installed ? undefined : startRedis(setting, installed),
    ];
    const results = await Promise.allSettled(starts);
    const [mongodb, redis] = results.map((result) => (result.status === 'fulfilled' ? result.value : undefined));
    if (mongodb) started.push(mongodb);
    if (redis) started.push(redis);
    for (const result of results) if (result.status === 'rejected') throw result.reason;
    const ports: Ports = {
      mongodb: mongodb?.port,
      replicaSet: program?.kind === 'mongod' ? mongodb?.port : remembered.replicaSet,
      redis: redis?.port,
    };
    await writeFile(join(dataDir, 'ports.json'), JSON.stringify(ports));

    const own = addresses(mongodb?.port, redis?.port);
    return {
      mongodbUri: given.mongodb ?? own.mongodbUri,
      redisUrl: given.redis ?? own.redisUrl,
      get pids() {
        return { mongodb: mongodb?.process.pid, redis: redis?.process.pid };
      },
      get restarts() {
        return { mongodb: mongodb?.process.restarts ?? 0, redis: redis?.process.restarts ?? 0 };
      },
      killMongo: (signal = 'SIGKILL') => mongodb?.process.signal(signal),
      killRedis: (signal = 'SIGKILL') => redis?.process.signal(signal),
      ...(mongodb && {
        mongoCommand: (database: string, command: BsonDocument) => mongoCommand(mongodb.port, database, command, 5000),
      }),
      async stop({ atOnce = false } = {}) {
        await Promise.all(started.map((store) => store.stop(atOnce ? 0 : 8000)));
        await release();
      },
    };
  } catch (error) {
    await Promise.all(started.map((store) => store.stop(0)));
    await release();
    throw error;
  }
}

/**
 * The stores that another process runs on this directory (`npm start`, for one), as soon as they answer.
 * @returns undefined when nobody runs any
 */
export async function runningStores(dataDir: string): Promise<{ mongodbUri: string; redisUrl: string } | undefined> {
  const end = Date.now() + readyWithinMs;
  while (await isHeld(join(dataDir, 'stores.lock'))) {
    const { mongodb, redis } = await rememberedPorts(dataDir);
    if (mongodb !== undefined && redis !== undefined && !(await isFree(mongodb)) && !(await isFree(redis))) {
      return addresses(mongodb, redis);
    }
    if (Date.now() > end) throw new Error(`The stores in ${dataDir} are being started, but do not answer.`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return undefined;
}

function addresses(mongodb: number | undefined, redis: number | undefined) {
  return {
    mongodbUri: `mongodb://127.0.0.1:${mongodb}/?directConnection=true`,
    redisUrl: `redis://127.0.0.1:${redis}`,
  };
}

function namedStores(mongodbUri: string, redisUrl: string): Stores {
  return {
    mongodbUri,
    redisUrl,
    pids: { mongodb: undefined, redis: undefined },
    restarts: { mongodb: 0, redis: 0 },
    killMongo: () => {},
    killRedis: () => {},
    stop: async () => {},
  };
}

/** `replicaSet`: the port of a `mongod` that runs here at times. */
type Ports = { mongodb?: number | undefined; replicaSet?: number | undefined; redis?: number | undefined };
type Setting = StoresOptions & { log: (line: string) => void; env: NodeJS.ProcessEnv; ports: Ports };
type StartedStore = { port: number; process: SupervisedProcess; stop(graceMs: number): Promise<void> };

const portsSchema = z.object({
  mongodb: z.int().optional(),
  replicaSet: z.int().optional(),
  redis: z.int().optional(),
});

async function rememberedPorts(dataDir: string): Promise<Ports> {
  try {
    return portsSchema.parse(JSON.parse(await readFile(join(dataDir, 'ports.json'), 'utf8')));
  } catch {
    return {};
  }
}

type DatabaseProgram = { kind: 'secantus' | 'mongod'; command: string; first: readonly string[] };

function databaseProgram(binary: string | undefined, installed: InstalledStores | undefined): DatabaseProgram {
  if (binary) {
    if (!existsSync(binary)) throw new Error(`MONGOD_BINARY names ${binary}, which does not exist.`);
    const name = basename(binary);
    if (name.startsWith('secantusd')) return { kind: 'secantus', command: binary, first: [] };
    if (name.startsWith('mongod')) return { kind: 'mongod', command: binary, first: [] };
    throw new Error(`MONGOD_BINARY names ${name}; expected a secantusd-rs or a mongod.`);
  }
  if (!installed) throw new Error('The embedded database is not installed.');
  // By its interpreter, not by its first line: that line is limited in length and breaks when the directory moves.
  // Isolated (-I), so that PYTHONPATH and a user's own packages have no say; unbuffered, so that its log is current.
  return { kind: 'secantus', command: installed.python, first: ['-I', '-u', installed.secantusd] };
}

async function startMongo(setting: Setting, program: DatabaseProgram): Promise<StartedStore> {
  const storage = join(setting.dataDir, program.kind === 'mongod' ? 'mongod' : 'mongodb');
  await mkdir(storage, { recursive: true });
  // An empty file of its own, or it would look for one in the working and the home directory.
  const config = join(setting.dataDir, 'secantusd.toml');
  if (program.kind === 'secantus' && !existsSync(config)) await writeFile(config, '');
  const args = (port: number) =>
    program.kind === 'mongod'
      ? ['--replSet', 'rs0', '--bind_ip', '127.0.0.1', '--port', String(port), '--dbpath', storage, '--quiet']
      : [
          ...['--config', config, '--host', '127.0.0.1', '--port', String(port)],
          ...['--storage-path', storage, '--sync-on-commit', '--log-level', 'WARNING'],
        ];
  return await startStore(setting, {
    name: 'mongodb',
    command: program.command,
    args: (port) => [...program.first, ...args(port)],
    remembered: program.kind === 'mongod' ? setting.ports.replicaSet : setting.ports.mongodb,
    keepsPort: program.kind === 'mongod',
    prepare: program.kind === 'mongod' ? formReplicaSet : undefined,
    // A write, because only that passes through everything that can hang; its collection exists before any traffic.
    ping: async (port, timeoutMs) => {
      await mongoCommand(
        port,
        'embedded',
        {
          update: 'watchdog',
          updates: [{ q: { _id: 'watchdog' }, u: { $set: { at: new Date() } }, upsert: true }],
          writeConcern: { w: 1 },
          maxTimeMS: timeoutMs,
        },
        timeoutMs,
      );
    },
  });
}

/** A fresh `mongod` becomes a replica set of one. @throws Error until it is its primary */
async function formReplicaSet(port: number): Promise<void> {
  const hello = await mongoCommand(port, 'admin', { hello: 1 }, 2000);
  if (hello.isWritablePrimary === true) return;
  if (hello.setName === undefined) {
    const config = { _id: 'rs0', members: [{ _id: 0, host: `127.0.0.1:${port}` }] };
    await mongoCommand(port, 'admin', { replSetInitiate: config }, 5000);
  }
  throw new Error('the replica set has no primary yet');
}

async function startRedis(setting: Setting, installed: InstalledStores): Promise<StartedStore> {
  const directory = join(setting.dataDir, 'redis');
  await mkdir(directory, { recursive: true });
  return await startStore(setting, {
    name: 'redis',
    command: installed.valkeyServer,
    args: (port) => [
      ...['--port', String(port), '--bind', '127.0.0.1', '--protected-mode', 'yes', '--dir', directory],
      ...['--appendonly', 'yes', '--appendfsync', 'everysec', '--save', '', '--maxmemory-policy', 'noeviction'],
      ...['--daemonize', 'no', '--loglevel', 'notice'],
    ],
    remembered: setting.ports.redis,
    keepsPort: false,
    prepare: undefined,
    // While it reads its append-only file it answers, but with an error.
    ping: async (port, timeoutMs) => {
      const answer = await ask(port, 'PING\r\n', timeoutMs);
      if (!answer.startsWith('+PONG')) throw new Error(answer.trim());
    },
  });
}

type StorePlan = {
  name: string;
  command: string;
  args: (port: number) => string[];
  /** The port of the last run: tried first, so that a client's address outlives a restart. */
  remembered: number | undefined;
  /** It cannot come up at another port: a member of a replica set finds itself in its configuration by its port. */
  keepsPort: boolean;
  prepare: ((port: number) => Promise<void>) | undefined;
  ping: (port: number, timeoutMs: number) => Promise<void>;
};

async function startStore(setting: Setting, plan: StorePlan): Promise<StartedStore> {
  const logFile = join(setting.dataDir, 'logs', `${plan.name}.log`);
  for (let attempt = 1; ; attempt += 1) {
    const known = attempt === 1 && plan.remembered !== undefined && (await isFree(plan.remembered));
    if (plan.keepsPort && plan.remembered !== undefined && !known) {
      throw new Error(
        `Port ${plan.remembered}, by which the replica set in ${setting.dataDir} knows itself, is in use.`,
      );
    }
    const port = known && plan.remembered !== undefined ? plan.remembered : await freePort();
    const process = superviseProcess({
      name: plan.name,
      command: plan.command,
      args: plan.args(port),
      env: withoutOurs(setting.env),
      cwd: projectRoot,
      logFile,
      recordFile: join(setting.dataDir, 'run', `${plan.name}.json`),
      tie: 'shell',
      notice: setting.log,
      ...(setting.onGivenUp && { onGivenUp: setting.onGivenUp }),
    });
    try {
      await Promise.race([untilReady(plan, port, logFile), process.earlyDeath]);
    } catch (error) {
      await process.stop(0);
      // Between finding a port and taking it, somebody else may have taken it.
      if (attempt < 5 && /address.* in use|EADDRINUSE/i.test(lastLines(logFile, 15))) continue;
      throw error;
    }
    process.settled();
    const unwatch = watchOver({
      ping: (timeoutMs) => plan.ping(port, timeoutMs),
      ...(setting.watchdog ?? patience),
      life: () => process.pid,
      onSilence: (silentMs) => {
        setting.log(
          `${plan.name} has not answered for ${Math.round(silentMs / 1000)} s: it is ended and started again.`,
        );
        process.signal('SIGKILL');
      },
    });
    return {
      port,
      process,
      async stop(graceMs) {
        unwatch();
        await process.stop(graceMs);
      },
    };
  }
}

async function untilReady(plan: StorePlan, port: number, logFile: string): Promise<void> {
  const end = Date.now() + readyWithinMs;
  for (;;) {
    try {
      await plan.prepare?.(port);
      await plan.ping(port, 5000);
      return;
    } catch (error) {
      if (Date.now() > end) {
        const tail = lastLines(logFile, 15);
        throw new Error(`${plan.name} did not become ready within ${readyWithinMs / 1000} s.${tail}`, { cause: error });
      }
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }
}

/** A store needs nothing of what the product is configured with, secrets least of all. */
function withoutOurs(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const wanted = ['PATH', 'HOME', 'LANG', 'LC_ALL', 'TZ', 'TMPDIR', 'LD_LIBRARY_PATH', 'DYLD_LIBRARY_PATH'];
  return Object.fromEntries(wanted.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])));
}
