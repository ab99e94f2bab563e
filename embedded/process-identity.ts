import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * Tells one life of a process from another that later got the same number: the moment it started, and on Linux the boot
 * it started in.
 * @returns undefined when no such process runs (a zombie does not run)
 */
export function identityOf(pid: number): string | undefined {
  if (process.platform === 'linux') {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      // The command may contain spaces and brackets; the fields after its last bracket are fixed (proc(5)).
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      const state = fields[0];
      const startTime = fields[19];
      if (state === 'Z' || state === 'X' || startTime === undefined) return undefined;
      return `${bootId()}:${startTime}`;
    } catch {
      return undefined;
    }
  }
  try {
    const started = execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8', timeout: 2000 });
    return started.trim() === '' ? undefined : started.trim();
  } catch {
    return undefined;
  }
}

function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return '';
  }
}

/** Whether the very process that was recorded still runs. */
export function stillRuns(recorded: { pid: number; identity: string }): boolean {
  return identityOf(recorded.pid) === recorded.identity;
}

/** Waits until a process is gone. @returns false when it still runs after `waitMs` */
export async function waitUntilGone(recorded: { pid: number; identity: string }, waitMs: number): Promise<boolean> {
  const end = Date.now() + waitMs;
  while (stillRuns(recorded)) {
    if (Date.now() >= end) return false;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  return true;
}
