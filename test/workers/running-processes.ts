import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { environment, projectRoot } from '../../embedded/environment.ts';
import { eventually } from './eventually.ts';

export type RunningProcess = {
  /** @returns the exit code, or the signal that ended it */
  end(signal: NodeJS.Signals): Promise<number | NodeJS.Signals>;
};

/**
 * Runs an entry of the product as a process of its own, until it is ready. It ends with this process, whatever happens.
 * @param readyUrl answers with 200 once it is ready
 * @param logFile receives all it says
 */
export async function runProcess(
  entry: string,
  options: { env: Record<string, string>; readyUrl: string; logFile: string },
): Promise<RunningProcess> {
  const log = openSync(options.logFile, 'a');
  const child: ChildProcess = spawn(
    process.execPath,
    ['--import', 'tsx', '--import', join(projectRoot, 'embedded', 'leave-with-parent.ts'), entry],
    { cwd: projectRoot, env: { ...environment, ...options.env }, stdio: ['ignore', log, log, 'ipc'] },
  );
  closeSync(log);
  const ended = new Promise<number | NodeJS.Signals>((resolve) => {
    child.once('exit', (code, signal) => resolve(code ?? signal ?? 'SIGKILL'));
  });
  const earlyEnd = ended.then((how) => {
    throw new Error(`${entry} ended before it was ready: ${how}`);
  });
  const ready = eventually(async () => {
    const answer = await fetch(options.readyUrl);
    await answer.arrayBuffer();
    if (!answer.ok) throw new Error(`${entry} is not ready: ${answer.status}`);
  }, 30_000);
  await Promise.race([ready, earlyEnd]);
  earlyEnd.catch(() => undefined);
  return {
    end(signal) {
      child.kill(signal);
      return ended;
    },
  };
}
