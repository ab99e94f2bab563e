import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { errorCode, takeLock } from './directory-lock.ts';
import { environment, projectRoot } from './environment.ts';

const serverRooms = ['services', 'graphql', 'workers', 'registries', 'seeds', 'embedded'];
const serverSettings = ['package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json'];
const dist = join(projectRoot, 'dist');

const stampSchema = z.object({ server: z.string(), web: z.string() });
type Stamp = z.infer<typeof stampSchema>;

/** The sources do not compile, or the compiler is not there. */
export class BuildFailed extends Error {}

/**
 * Builds `dist/` where its sources have changed since the last time: the processes (TypeScript, contracts and data files)
 * and the web pages, each for itself.
 *
 * It is made beside its place and exchanged whole, so that a build that fails or is interrupted leaves the last good one.
 * Without the sources (in the image) there is nothing to do.
 * @returns what was built
 * @throws BuildFailed with the compiler's own words
 */
export async function buildIfStale(say: (line: string) => void = () => {}): Promise<Array<'server' | 'web'>> {
  if (!existsSync(join(projectRoot, 'tsconfig.build.json'))) return [];
  if (stale(sources(), await readStamp()).length === 0) return [];

  const workshop = join(projectRoot, 'node_modules', '.cache', 'cong-dan-so');
  const release = await takeLock(join(workshop, 'build.lock'), {
    waitMs: 5 * 60_000,
    onWait: (holder) => say(`Process ${holder.pid} is building; waiting for it.`),
  });
  const next = join(workshop, `dist-${process.pid}`);
  try {
    const now = sources();
    const stamp = await readStamp();
    const parts = stale(now, stamp);
    if (parts.length === 0) return [];
    const begun = Date.now();
    say(`Building ${parts.join(' and ')} once, because the sources have changed.`);
    await rm(next, { recursive: true, force: true });
    await mkdir(next, { recursive: true });
    // Both to their end, so that neither still writes when the workshop is cleared.
    const results = await Promise.allSettled([
      parts.includes('server') ? buildServer(next) : keepServer(next),
      parts.includes('web') ? buildWeb(join(next, 'web')) : keepWeb(next),
    ]);
    for (const result of results) if (result.status === 'rejected') throw result.reason;
    await writeFile(join(next, 'build.json'), JSON.stringify(now));
    const last = join(workshop, `dist-${process.pid}-last`);
    if (existsSync(dist)) await move(dist, last);
    await move(next, dist);
    await rm(last, { recursive: true, force: true });
    say(`  done in ${((Date.now() - begun) / 1000).toFixed(1)} s`);
    return parts;
  } finally {
    await rm(next, { recursive: true, force: true });
    await release();
  }
}

/** Renames a directory; copies it where the file system cannot rename across its layers or volumes. */
async function move(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if (errorCode(error) !== 'EXDEV') throw error;
    await cp(from, to, { recursive: true });
    await rm(from, { recursive: true, force: true });
  }
}

function stale(now: Stamp, last: Stamp | undefined): Array<'server' | 'web'> {
  return (['server', 'web'] as const).filter((part) => now[part] !== '' && now[part] !== last?.[part]);
}

async function readStamp(): Promise<Stamp | undefined> {
  try {
    return stampSchema.parse(JSON.parse(await readFile(join(dist, 'build.json'), 'utf8')));
  } catch {
    return undefined;
  }
}

/** A hash over names and contents; empty for a part whose sources are not there. */
function sources(): Stamp {
  const contracts = filesBelow('graphql').filter((file) => file.endsWith('.graphql'));
  const web = existsSync(join(projectRoot, 'web', 'vite.config.ts')) ? filesBelow('web') : [];
  return {
    server: hashOf([...serverSettings, ...serverRooms.flatMap(filesBelow)]),
    web: web.length === 0 ? '' : hashOf(['package-lock.json', ...contracts, ...web]),
  };
}

function filesBelow(room: string): string[] {
  const directory = join(projectRoot, room);
  if (!existsSync(directory)) return [];
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(projectRoot.length + 1))
    .sort();
}

function hashOf(files: string[]): string {
  const hash = createHash('sha256');
  for (const file of files) {
    const content = readFileSync(join(projectRoot, file));
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

async function buildServer(next: string): Promise<void> {
  await tool('typescript', 'bin/tsc', ['-p', 'tsconfig.build.json', '--outDir', next]);
  // What the processes read beside their code: contracts, data files, texts.
  const beside = serverRooms.flatMap(filesBelow).filter((file) => !file.endsWith('.ts'));
  for (const file of beside) await cp(join(projectRoot, file), join(next, file));
}

async function buildWeb(outDir: string): Promise<void> {
  const args = ['build', '--config', 'web/vite.config.ts', '--outDir', outDir, '--emptyOutDir', '--logLevel', 'warn'];
  await tool('vite', 'bin/vite.js', args);
}

async function keepServer(next: string): Promise<void> {
  for (const name of readdirSync(dist)) {
    if (name !== 'web' && name !== 'build.json') await cp(join(dist, name), join(next, name), { recursive: true });
  }
}

async function keepWeb(next: string): Promise<void> {
  if (existsSync(join(dist, 'web'))) await cp(join(dist, 'web'), join(next, 'web'), { recursive: true });
}

function tool(name: string, entry: string, args: string[]): Promise<void> {
  const program = join(projectRoot, 'node_modules', name, entry);
  if (!existsSync(program))
    throw new BuildFailed(`${name} is not installed: run npm ci first (with development packages).`);
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...args], {
      cwd: projectRoot,
      env: { ...environment, NODE_ENV: name === 'vite' ? 'production' : environment.NODE_ENV },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new BuildFailed(`${name} found faults; the last build stays.\n${output.trim()}`));
    });
  });
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  try {
    const say = (line: string) => void process.stdout.write(`${line}\n`);
    if ((await buildIfStale(say)).length === 0) say('dist/ is up to date.');
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
