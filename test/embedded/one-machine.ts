import { type ChildProcess, spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environment } from '../../embedded/environment.ts';
import { freePort } from '../../embedded/loopback-port.ts';
import { identityOf, waitUntilGone } from '../../embedded/process-identity.ts';

const root = join(import.meta.dirname, '..', '..');

/** A process of the system that does nothing but say that it is ready. */
const standIn = (port: string) => `
import { createServer } from 'node:http';
const server = createServer((request, response) => {
  if (request.url === '/pid') return response.end(String(process.pid));
  response.statusCode = request.url === '/readyz' ? 200 : 404;
  response.end();
});
server.listen(Number(process.env.${port}), '127.0.0.1', () => console.log('standing in at ${port}'));
process.on('SIGTERM', () => { console.log('leaving in order'); server.close(() => process.exit(0)); server.closeAllConnections(); });
`;

const seeds = `
import { writeFileSync } from 'node:fs';
const citizen = (n) => ({ role: 'citizen', personalId: '09230000000' + n, fullName: 'Nguyễn Văn ' + n, bornOn: '1990-01-0' + n, documents: {} });
const [people, to] = [process.argv[3], process.argv[5]];
writeFileSync(to, JSON.stringify([1, 2, 3].map(citizen)));
console.log('seeding --people ' + people);
`;

export type Machine = {
  directory: string;
  port: number;
  /** `npm start`, as far as its first line that matches. */
  start(until: RegExp, env?: NodeJS.ProcessEnv): Promise<Run>;
  remove(): Promise<void>;
};

export type Run = {
  child: ChildProcess;
  output(): string;
  ended: Promise<number | null>;
};

/** A copy of this room in a project of its own, whose three processes are stand-ins: what is tried is the room alone. */
export async function aMachine(): Promise<Machine> {
  const directory = await mkdtemp(join(tmpdir(), 'cong-dan-so-machine-'));
  await writeFile(join(directory, 'package.json'), JSON.stringify({ type: 'module', private: true }));
  await cp(join(root, 'requirements.txt'), join(directory, 'requirements.txt'));
  await cp(join(root, 'embedded'), join(directory, 'embedded'), { recursive: true });
  await symlink(join(root, 'node_modules'), join(directory, 'node_modules'));
  // The stores are installed once for all.
  await mkdir(join(directory, '.data'));
  await symlink(join(root, '.data', 'venv'), join(directory, '.data', 'venv'));
  const entries = {
    'registries/server.js': 'REGISTRIES_PORT',
    'graphql/server.js': 'PORT',
    'workers/main.js': 'WORKER_PORT',
  };
  for (const [entry, port] of Object.entries(entries)) {
    await mkdir(join(directory, 'dist', entry, '..'), { recursive: true });
    await writeFile(join(directory, 'dist', entry), standIn(port));
  }
  await mkdir(join(directory, 'dist', 'seeds'));
  await writeFile(join(directory, 'dist', 'seeds', 'index.js'), seeds);
  await mkdir(join(directory, 'dist', 'embedded'));
  await cp(join(root, 'embedded', 'leave-with-parent.ts'), join(directory, 'dist', 'embedded', 'leave-with-parent.js'));
  const port = await freePort();
  const runs: Run[] = [];
  return {
    directory,
    port,
    async start(until, env = {}) {
      const run = start(directory, { PORT: String(port), ...env });
      runs.push(run);
      await untilLine(run, until);
      return run;
    },
    async remove() {
      for (const run of runs) run.child.kill('SIGKILL');
      await Promise.all(runs.map((run) => run.ended));
      await rm(directory, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    },
  };
}

function start(directory: string, env: NodeJS.ProcessEnv): Run {
  const { PATH, HOME } = environment;
  const child = spawn(process.execPath, ['--import', 'tsx', join('embedded', 'start.ts')], {
    cwd: directory,
    env: { PATH, HOME, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
  return { child, output: () => output, ended };
}

async function untilLine(run: Run, line: RegExp): Promise<void> {
  let over = false;
  void run.ended.then(() => {
    over = true;
  });
  const end = Date.now() + 30_000;
  while (!line.test(run.output())) {
    if (over || Date.now() > end) throw new Error(`never came to ${line}:\n${run.output()}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Whether a process is gone, or goes within `waitMs`. */
export async function isGone(pid: number, waitMs: number): Promise<boolean> {
  const identity = identityOf(pid);
  return identity === undefined || waitUntilGone({ pid, identity }, waitMs);
}
