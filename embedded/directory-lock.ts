import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { identityOf, stillRuns } from './process-identity.ts';

const holderSchema = z.object({ pid: z.int().positive(), identity: z.string(), since: z.string() });
export type LockHolder = z.infer<typeof holderSchema>;

/** The lock belongs to another process that runs. */
export class LockHeld extends Error {
  readonly holder: LockHolder;
  constructor(path: string, holder: LockHolder) {
    super(`${path} is held by process ${holder.pid} since ${holder.since}`);
    this.name = 'LockHeld';
    this.holder = holder;
  }
}

/**
 * Takes a lock between processes: a directory that names its holder. It is made complete beside its place and renamed
 * into it, which the file system does for one process only; the lock of a process that no longer runs is taken over.
 *
 * @param waitMs how long to wait for a holder that runs; 0 by default
 * @param onWait told once, when waiting begins
 * @returns gives the lock back
 * @throws LockHeld when the holder still has it after `waitMs`
 */
export async function takeLock(
  path: string,
  { waitMs = 0, onWait }: { waitMs?: number; onWait?: (holder: LockHolder) => void } = {},
): Promise<() => Promise<void>> {
  await mkdir(dirname(path), { recursive: true });
  const own = `${path}.${process.pid}.${randomUUID()}`;
  const holder: LockHolder = {
    pid: process.pid,
    identity: identityOf(process.pid) ?? '',
    since: new Date().toISOString(),
  };
  await mkdir(own);
  await writeFile(join(own, 'holder.json'), JSON.stringify(holder));
  const end = Date.now() + waitMs;
  let told = false;
  try {
    for (;;) {
      if (await renamed(own, path)) {
        await sweepStale(path);
        return () => release(path, own);
      }
      const other = await readHolder(path);
      if (other === undefined) {
        // Given back between the two steps; try again at once, but without burning the processor.
        await new Promise((resolve) => setTimeout(resolve, 10));
        continue;
      }
      if (!stillRuns(other)) {
        await clearStale(path, other);
        continue;
      }
      if (Date.now() >= end) throw new LockHeld(path, other);
      if (!told) onWait?.(other);
      told = true;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  } catch (error) {
    await rm(own, { recursive: true, force: true });
    throw error;
  }
}

/** Whether a process that runs holds the lock. */
export async function isHeld(path: string): Promise<boolean> {
  const holder = await readHolder(path);
  return holder !== undefined && stillRuns(holder);
}

/** Renames a directory; false when the place is taken (a directory that is not empty is never replaced). */
async function renamed(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOTEMPTY' || code === 'EEXIST' || code === 'ENOTDIR') return false;
    throw error;
  }
}

async function readHolder(path: string): Promise<LockHolder | undefined> {
  try {
    return holderSchema.parse(JSON.parse(await readFile(join(path, 'holder.json'), 'utf8')));
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    // Not written by takeLock: only whoever put it there can say whether it may go.
    throw new Error(`${path} is not a lock of this program; remove it if nothing uses it`, { cause: error });
  }
}

/**
 * Moves a dead holder's lock aside under a name that its holder decides: of two processes that saw the same dead holder
 * the second fails here, instead of moving away the lock that the first has taken since.
 */
async function clearStale(path: string, holder: LockHolder): Promise<void> {
  const aside = `${path}.stale-${holder.pid}-${Buffer.from(holder.identity + holder.since).toString('hex')}`;
  try {
    if (!(await renamed(path, aside))) return;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return;
    throw error;
  }
  // Left where it is, so that a slower process finds the name taken; a later holder of the lock sweeps it away.
}

async function sweepStale(path: string): Promise<void> {
  const minuteAgo = Date.now() - 60_000;
  for (const name of await readdir(dirname(path))) {
    if (!name.startsWith(`${basename(path)}.stale-`)) continue;
    const aside = join(dirname(path), name);
    const found = await stat(aside).catch(() => undefined);
    if (found && found.ctimeMs < minuteAgo) await rm(aside, { recursive: true, force: true });
  }
}

async function release(path: string, own: string): Promise<void> {
  try {
    await rename(path, own);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
  await rm(own, { recursive: true, force: true });
}

export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
