import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { anApp } from './an-app.ts';

export type RunningWorker = {
  process: ChildProcess;
  /** Ends it as a crash would. */
  kill(): Promise<void>;
  stop(): Promise<void>;
};

/** A worker as a process of its own, as it is built, on the stores and registries of the tests. */
export async function aRunningWorker(environment: Record<string, string> = {}): Promise<RunningWorker> {
  const { registries } = await anApp();
  const child = spawn(process.execPath, ['dist/workers/main.js'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      WORKER_PORT: '0',
      REGISTRIES_URL: registries.url,
      LOG_LEVEL: 'info',
      ...environment,
    },
  });
  await new Promise<void>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the worker ended with ${code}`)));
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      if (text.includes('worker.listening')) resolve();
    });
  });
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
  };
  return { process: child, kill: () => end('SIGKILL'), stop: () => end('SIGTERM') };
}
