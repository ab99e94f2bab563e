import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { environment, projectRoot } from '../embedded/environment.ts';
import { freePort } from '../embedded/loopback-port.ts';
import { lastLines } from '../embedded/supervised-process.ts';

const processes = {
  api: { entry: 'dist/graphql/server.js', port: 'PORT' },
  worker: { entry: 'dist/workers/main.js', port: 'WORKER_PORT' },
  registries: { entry: 'dist/registries/server.js', port: 'REGISTRIES_PORT' },
} as const;

/** Something that was started, and answers. */
export type Running = { name: string; port: number; stop(): Promise<void> };

/** What rows stand on: one pair of throw-away stores, and processes on them. */
export type Ground = {
  /** Starts a process of the product as it was built. `changed` is laid over its environment. */
  startOurs(name: keyof typeof processes, changed?: NodeJS.ProcessEnv): Promise<Running>;
  /** Starts `floors/<name>.ts`: the least that does the same. It finds its port in `PORT`. */
  startFloor(name: string, changed?: NodeJS.ProcessEnv): Promise<Running>;
  /** Notes the memory of what runs now; the largest of each process is kept. */
  noteMemory(): Promise<void>;
  /** Resident memory in bytes by process. */
  readonly memory: ReadonlyMap<string, number>;
  say(line: string): void;
};

const readyWithinMs = 30_000;
const stopWithinMs = 12_000;

/**
 * @param directory for logs
 * @param stores process ids of the stores by name
 * @param profileDir where the processes leave their CPU profiles when they end; absent for none
 */
export function groundOn(options: {
  directory: string;
  stores: Record<string, number>;
  profileDir?: string | undefined;
  say: (line: string) => void;
}): Ground {
  const { directory, stores, profileDir, say } = options;
  const logs = join(directory, 'logs');
  mkdirSync(logs, { recursive: true });
  const memory = new Map<string, number>();
  const pids = new Map(Object.entries(stores));

  async function start(name: string, program: string[], changed: NodeJS.ProcessEnv, port: number): Promise<Running> {
    const logFile = join(logs, `${name.replaceAll(' ', '-')}.log`);
    const log = openSync(logFile, 'a');
    const profile = profileDir ? ['--cpu-prof', '--cpu-prof-dir', profileDir] : [];
    const child = spawn(process.execPath, [...profile, ...program], {
      cwd: projectRoot,
      env: { ...environment, ...changed },
      stdio: ['ignore', log, log, 'ipc'],
    });
    closeSync(log);
    if (child.pid !== undefined) pids.set(name, child.pid);
    await untilReady(name, child, port, logFile);
    return {
      name,
      port,
      async stop() {
        await noteMemory();
        pids.delete(name);
        await stopped(child);
      },
    };
  }

  async function noteMemory(): Promise<void> {
    for (const [name, pid] of pids) {
      const bytes = await residentBytes(pid);
      if (bytes !== undefined) memory.set(name, Math.max(bytes, memory.get(name) ?? 0));
    }
  }

  return {
    memory,
    say,
    noteMemory,
    async startOurs(name, changed = {}) {
      const { entry, port: variable } = processes[name];
      const port = variable === 'PORT' ? Number(environment.PORT) : await freePort();
      const leave = join(projectRoot, 'dist/embedded/leave-with-parent.js');
      const program = ['--import', leave, join(projectRoot, entry)];
      return start(name, program, { ...changed, [variable]: String(port) }, port);
    },
    async startFloor(name, changed = {}) {
      const port = await freePort();
      const leave = join(projectRoot, 'embedded/leave-with-parent.ts');
      const program = ['--import', 'tsx', '--import', leave, join(projectRoot, 'bench/floors', `${name}.ts`)];
      return start(`floor of ${name}`, program, { ...changed, PORT: String(port) }, port);
    },
  };
}

async function untilReady(name: string, child: ChildProcess, port: number, logFile: string): Promise<void> {
  const end = Date.now() + readyWithinMs;
  for (;;) {
    const ready = await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(3000) }).then(
      (response) => response.ok,
      () => false,
    );
    if (ready) return;
    const ended = child.exitCode !== null || child.signalCode !== null;
    if (ended || Date.now() > end) {
      child.kill('SIGKILL');
      throw new Error(`${name} ${ended ? 'ended' : 'was not ready within 30 s'}.${lastLines(logFile, 15)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const force = setTimeout(() => child.kill('SIGKILL'), stopWithinMs);
  child.kill('SIGTERM');
  await gone;
  clearTimeout(force);
}

const run = promisify(execFile);

async function residentBytes(pid: number): Promise<number | undefined> {
  const { stdout } = await run('ps', ['-o', 'rss=', '-p', String(pid)]).catch(() => ({ stdout: '' }));
  const kibibytes = Number(stdout.trim());
  return kibibytes > 0 ? kibibytes * 1024 : undefined;
}
