import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LockHeld, takeLock } from '../../embedded/directory-lock.ts';

const module = join(import.meta.dirname, '..', '..', 'embedded', 'directory-lock.ts');

describe('takeLock', function () {
  this.timeout(15_000);
  let directory: string;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'cong-dan-so-lock-'));
  });

  afterEach(async () => {
    await rm(directory, { recursive: true, force: true });
  });

  it('is held by one at a time, and waited for', async () => {
    const path = join(directory, 'lock');
    const release = await takeLock(path);
    await assert.rejects(takeLock(path), LockHeld);
    const waiting = takeLock(path, { waitMs: 5000 });
    await release();
    await (await waiting)();
    assert.deepEqual(await readdir(directory), []);
  });

  it('goes to exactly one of many when its holder was killed', async () => {
    const path = join(directory, 'lock');
    const code = `const { takeLock } = await import(${JSON.stringify(module)}); await takeLock(${JSON.stringify(path)}); console.log('held'); setInterval(() => {}, 1000);`;
    const holder = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', code], {
      cwd: join(import.meta.dirname, '..', '..'),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await new Promise((resolve) => holder.stdout.once('data', resolve));
    const gone = new Promise((resolve) => holder.once('exit', resolve));
    holder.kill('SIGKILL');
    await gone;
    const results = await Promise.allSettled(Array.from({ length: 12 }, () => takeLock(path)));
    assert.equal(results.filter((result) => result.status === 'fulfilled').length, 1);
  });
});
