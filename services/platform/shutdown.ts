import { logger } from './logger.ts';

const patienceMs = 10_000;

/**
 * On SIGTERM or SIGINT runs `steps` one after another, then ends the process; past ten seconds it ends anyway. Faults
 * that nobody caught end it too: what state it is in is unknown, and another process goes on.
 */
export function stopInOrder(steps: readonly (() => Promise<unknown>)[]): void {
  let stopping = false;
  const stop = async (signal: string) => {
    if (stopping) return;
    stopping = true;
    logger.info('process.stopping', { signal });
    setTimeout(() => process.exit(1), patienceMs).unref();
    for (const step of steps) {
      await step().catch((error: unknown) => logger.error('process.stopFault', { error }));
    }
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      void stop(signal);
    });
  }
  process.once('uncaughtException', (error) => {
    logger.fatal('process.fault', { error });
    process.exit(70);
  });
}
