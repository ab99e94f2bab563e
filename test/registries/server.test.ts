import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { newId } from '../../services/platform/ids.ts';
import { loadSigningKey } from '../../services/platform/keys.ts';
import { signed } from './running-registries.ts';

describe('registries: the process', () => {
  let port: number;
  let registries: ChildProcess;

  beforeEach(async () => {
    port = await aFreePort();
    registries = spawn(
      'env',
      [`REGISTRIES_PORT=${port}`, process.execPath, '--import', 'tsx', 'registries/server.ts'],
      { stdio: ['ignore', 'ignore', 'inherit'] },
    );
    for (;;) {
      const ready = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined);
      if (ready?.ok) return;
      assert.equal(registries.exitCode, null, 'it ended before it was ready');
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  });
  afterEach(() => registries.kill('SIGKILL'));

  it('ends in order on SIGTERM, and answers whoever waits on the feed before it goes', async () => {
    const iat = Math.floor(Date.now() / 1000);
    const token = await signed(
      await loadSigningKey('exchange'),
      { iss: 'cong-dan-so', aud: 'registries', iat, exp: iat + 60, jti: newId() },
      { typ: 'changes-request+jwt' },
    );
    const waiting = fetch(`http://127.0.0.1:${port}/v1/changes?waitSeconds=20`, {
      headers: { authorization: `Bearer ${token}` },
    });
    await new Promise((resolve) => setTimeout(resolve, 200));
    const ended = new Promise<number | null>((resolve) => registries.once('exit', resolve));
    const startedAt = performance.now();
    registries.kill('SIGTERM');
    assert.equal((await waiting).status, 200);
    assert.equal(await ended, 0);
    assert.ok(performance.now() - startedAt < 4000);
  }).timeout(30_000);
});

async function aFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : assert.fail('no port');
}
