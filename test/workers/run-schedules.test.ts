import assert from 'node:assert/strict';
import { runSchedules } from '../../workers/run-schedules.ts';
import { noPorts } from './counted-facts.ts';
import { eventually } from './eventually.ts';

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe('runSchedules', () => {
  it('never lets a task overlap itself, and goes on after failures', async () => {
    let under = 0;
    let most = 0;
    let runs = 0;
    const tasks = runSchedules(noPorts, [
      {
        name: 'slowAndFaulty',
        description: 'of a test',
        everyMs: 1,
        run: async () => {
          under += 1;
          most = Math.max(most, under);
          await pause(10);
          under -= 1;
          runs += 1;
          if (runs === 2) throw new Error('once');
        },
      },
    ]);
    await eventually(() => assert.ok(runs > 3));
    await tasks.stop();
    const before = runs;
    await pause(50);
    assert.equal(runs, before);
    assert.equal(most, 1);
  });

  it('tells a task under way to stop, and waits for it', async () => {
    let ended = false;
    const tasks = runSchedules(noPorts, [
      {
        name: 'waits',
        description: 'of a test',
        everyMs: 1,
        run: (_call, signal) =>
          new Promise((resolve) => {
            signal.addEventListener('abort', () => {
              ended = true;
              resolve();
            });
          }),
      },
    ]);
    await pause(5);
    await tasks.stop();
    assert.equal(ended, true);
  });
});
