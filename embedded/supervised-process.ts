import { type ChildProcess, spawn } from 'node:child_process';
import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { identityOf, stillRuns, waitUntilGone } from './process-identity.ts';

/** What to run, and how to hold it. */
export type ProcessPlan = {
  name: string;
  command: string;
  args: readonly string[];
  env: NodeJS.ProcessEnv;
  cwd: string;
  logFile: string;
  /** Where its number is written, so that a later start can end what a crashed parent left. */
  recordFile: string;
  /**
   * How it notices that its parent is gone: a `shell` that waits at a pipe and ends it, for programs that know nothing of
   * us; or the `channel` of a Node process that has `leave-with-parent` loaded.
   */
  tie: 'shell' | 'channel';
  /** Receives its output line by line; without it the output goes to the log file only. */
  onLine?: (line: string) => void;
  /** Told what happens to it: deaths, restarts. */
  notice: (text: string) => void;
  /** It died again and again; nothing more is tried. */
  onGivenUp?: (error: Error) => void;
};

export type SupervisedProcess = {
  readonly name: string;
  /** The process that runs now; undefined between a death and the restart. */
  readonly pid: number | undefined;
  readonly restarts: number;
  /** Rejects when it dies before `settled` was called; never resolves. */
  readonly earlyDeath: Promise<never>;
  /** It answers: from now on a death is followed by a restart. */
  settled(): void;
  signal(signal: NodeJS.Signals): void;
  /** Ends it for good: SIGTERM, then SIGKILL after `graceMs`. */
  stop(graceMs: number): Promise<void>;
};

const quickDeathMs = 10_000;
const quickDeathsTolerated = 5;
const largestLogBytes = 20 * 1024 * 1024;

/**
 * A shell script that becomes the command in its arguments, ended when the pipe at its standard input closes.
 *
 * `exec` keeps the number of the shell, so what is started is our direct child. Beside it a sub-shell waits at our pipe:
 * a line means that all is in order; its end means that we are gone, and then the group of `$$` (still the number of the
 * program) must not outlive us. To be started as the leader of a group of its own (`detached`).
 */
export const tiedToParent =
  'exec 3<&0 </dev/null; (read -r word <&3 || kill -9 -$$) >/dev/null 2>&1 & exec 3<&-; exec "$@"';

/** Starts a process, restarts it with growing delays when it dies, and gives up loudly after repeated quick deaths. */
export function superviseProcess(plan: ProcessPlan): SupervisedProcess {
  mkdirSync(dirname(plan.logFile), { recursive: true });
  mkdirSync(dirname(plan.recordFile), { recursive: true });
  turnLog(plan.logFile);

  let child: ChildProcess | undefined;
  let startedAt = 0;
  let settled = false;
  let stopping = false;
  let quickDeaths = 0;
  let restarts = 0;
  let timer: NodeJS.Timeout | undefined;
  let diedEarly: (error: Error) => void = () => {};
  const earlyDeath = new Promise<never>((_, reject) => {
    diedEarly = reject;
  });
  // Whoever waits for it sees the rejection; when nobody does, it is not an unhandled one.
  earlyDeath.catch(() => {});

  function start() {
    startedAt = Date.now();
    const log = openSync(plan.logFile, 'a');
    const started = plan.tie === 'shell' ? startTied(log) : startNode(log);
    closeSync(log);
    child = started;
    if (started.pid !== undefined) record(plan.recordFile, started.pid);
    started.once('error', (error) => died(started, `could not be started: ${error.message}`));
    started.once('exit', (code, signal) =>
      died(started, signal ? `was ended by ${signal}` : `ended with code ${code}`),
    );
  }

  function startTied(log: number): ChildProcess {
    const args = ['-c', tiedToParent, plan.name, plan.command, ...plan.args];
    const started = spawn('/bin/sh', args, {
      cwd: plan.cwd,
      env: plan.env,
      // Its own session: a Ctrl-C at the terminal reaches only us, and we stop things in order.
      detached: true,
      stdio: ['pipe', log, log],
    });
    const pipe = started.stdin;
    pipe?.on('error', () => {});
    started.once('exit', () => pipe?.end('in order\n'));
    return started;
  }

  function startNode(log: number): ChildProcess {
    const lines = plan.onLine !== undefined;
    const started = spawn(plan.command, plan.args, {
      cwd: plan.cwd,
      env: plan.env,
      detached: true,
      stdio: ['ignore', lines ? 'pipe' : log, lines ? 'pipe' : log, 'ipc'],
    });
    started.channel?.unref();
    if (lines) {
      const file = openSync(plan.logFile, 'a');
      const out = lineReader((line) => {
        writeFileSync(file, `${line}\n`);
        plan.onLine?.(line);
      });
      const error = lineReader((line) => {
        writeFileSync(file, `${line}\n`);
        plan.onLine?.(line);
      });
      started.stdout?.on('data', out.take);
      started.stderr?.on('data', error.take);
      started.once('close', () => {
        out.end();
        error.end();
        closeSync(file);
      });
    }
    return started;
  }

  function died(which: ChildProcess, how: string) {
    if (which !== child) return;
    child = undefined;
    rmSync(plan.recordFile, { force: true });
    if (stopping) return;
    const tail = lastLines(plan.logFile, 15);
    if (!settled) {
      stopping = true;
      diedEarly(new Error(`${plan.name} ${how} before it was ready.${tail}`));
      return;
    }
    quickDeaths = Date.now() - startedAt < quickDeathMs ? quickDeaths + 1 : 1;
    if (quickDeaths > quickDeathsTolerated) {
      stopping = true;
      const error = new Error(`${plan.name} ${how}, ${quickDeaths} times in a row within seconds; given up.${tail}`);
      plan.notice(error.message);
      plan.onGivenUp?.(error);
      return;
    }
    const delayMs = quickDeaths === 1 ? 50 : Math.min(250 * 2 ** (quickDeaths - 1), 5000);
    plan.notice(`${plan.name} ${how}; started again in ${delayMs} ms`);
    timer = setTimeout(() => {
      restarts += 1;
      start();
    }, delayMs);
  }

  start();

  return {
    name: plan.name,
    get pid() {
      return child?.pid;
    },
    get restarts() {
      return restarts;
    },
    earlyDeath,
    settled() {
      settled = true;
    },
    signal(signal) {
      child?.kill(signal);
    },
    async stop(graceMs) {
      stopping = true;
      clearTimeout(timer);
      const last = child;
      if (last === undefined || last.exitCode !== null || last.signalCode !== null) return;
      const gone = new Promise<void>((resolve) => last.once('exit', () => resolve()));
      const force = setTimeout(() => last.kill('SIGKILL'), graceMs);
      if (graceMs > 0) last.kill('SIGTERM');
      else last.kill('SIGKILL');
      await gone;
      clearTimeout(force);
      rmSync(plan.recordFile, { force: true });
    },
  };
}

const recordSchema = z.object({ pid: z.int().positive(), identity: z.string() });

function record(file: string, pid: number) {
  const identity = identityOf(pid);
  if (identity === undefined) return;
  writeFileSync(`${file}.new`, JSON.stringify({ pid, identity }));
  renameSync(`${file}.new`, file);
}

/**
 * Ends processes that an earlier parent recorded and left behind. A number alone proves nothing, as it may belong to
 * somebody else by now: only the very process that was recorded is ended.
 * @returns the names of those that were ended
 */
export async function endLeftovers(recordDirectory: string, names?: readonly string[]): Promise<string[]> {
  const ended: string[] = [];
  for (const file of recordsIn(recordDirectory)) {
    const name = file.replace(/\.json$/, '');
    if (names && !names.includes(name)) continue;
    const path = join(recordDirectory, file);
    const recorded = readRecord(path);
    if (recorded && stillRuns(recorded)) {
      ended.push(name);
      end(recorded.pid, 'SIGTERM');
      if (!(await waitUntilGone(recorded, 4000))) {
        end(recorded.pid, 'SIGKILL');
        await waitUntilGone(recorded, 4000);
      }
    }
    rmSync(path, { force: true });
  }
  return ended;
}

function recordsIn(directory: string): string[] {
  try {
    return readdirSync(directory).filter((file) => file.endsWith('.json'));
  } catch {
    return [];
  }
}

function readRecord(path: string) {
  try {
    return recordSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    // Half a record of a crash: nothing can be proved with it, so nothing is ended by it.
    return undefined;
  }
}

function end(pid: number, signal: NodeJS.Signals) {
  try {
    process.kill(pid, signal);
  } catch {
    // It left by itself in between.
  }
}

function lineReader(onLine: (line: string) => void) {
  const decoder = new TextDecoder();
  let rest = '';
  return {
    take(chunk: Buffer) {
      const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) onLine(line);
    },
    end() {
      if (rest !== '') onLine(rest);
    },
  };
}

/** Keeps one earlier log file, so that months of running do not fill the disk. */
function turnLog(file: string) {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > largestLogBytes) renameSync(file, `${file}.1`);
}

/** The end of a log file, to stand below an error message; empty when there is none. */
export function lastLines(file: string, count: number): string {
  try {
    const size = statSync(file).size;
    const bytes = Buffer.alloc(Math.min(size, 8192));
    const handle = openSync(file, 'r');
    readSync(handle, bytes, 0, bytes.length, size - bytes.length);
    closeSync(handle);
    const lines = bytes.toString('utf8').trimEnd().split('\n').slice(-count);
    return lines.join('').trim() === '' ? '' : `\n  ${lines.join('\n  ')}\n(the whole of it is in ${file})`;
  } catch {
    return '';
  }
}
