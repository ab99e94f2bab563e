import { systemCall } from '../services/platform/call-context.ts';
import { logger } from '../services/platform/logger.ts';
import type { Ports } from '../services/platform/ports.ts';
import { withRequestId } from '../services/platform/request-id.ts';
import type { Schedule } from './schedule.ts';

const longestPauseMs = 30_000;

export type RunningSchedules = {
  /** Starts no further run, tells those under way, and waits for them. */
  stop(): Promise<void>;
};

/** Runs each task of the table again and again. A task never overlaps itself; failures make its pauses longer. */
export function runSchedules(ports: Ports, schedules: readonly Schedule[]): RunningSchedules {
  const stopping = new AbortController();
  const loops = schedules.map((schedule) => loop(ports, schedule, stopping.signal));
  return {
    async stop() {
      stopping.abort();
      await Promise.all(loops);
    },
  };
}

async function loop(ports: Ports, { name, everyMs, run }: Schedule, signal: AbortSignal): Promise<void> {
  let failures = 0;
  while (!signal.aborted) {
    const call = systemCall(ports, name);
    try {
      await withRequestId(call.requestId, () => run(call, signal));
      failures = 0;
    } catch (error) {
      if (signal.aborted) return;
      failures += 1;
      logger.warn('schedule.failed', { operation: name, attempt: failures, error });
    }
    const backoffMs = failures === 0 ? 0 : Math.min(500 * 2 ** (failures - 1), longestPauseMs);
    await pause(Math.max(everyMs, backoffMs), signal);
  }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener('abort', done, { once: true });
  });
}
