/**
 * `npm test`: brings up throw-away stores and keys, runs mocha against them, prints what is counted as the last line.
 *
 * Arguments go to mocha: `npm test -- test/wallet`, `npm test -- --grep linkDocument`.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildIfStale } from '../embedded/build.ts';
import { ensureKeys } from '../embedded/keys.ts';
import { freePort } from '../embedded/loopback-port.ts';
import { startTestStores } from '../embedded/test-stores.ts';

const directory = await mkdtemp(join(tmpdir(), 'cong-dan-so-run-'));
const keysDir = join(directory, 'keys');
const countsFile = join(directory, 'counts.json');
await ensureKeys(keysDir);
const stores = await startTestStores();
// Pages and child processes are tested as they are built. A run of other parts does not wait for that.
const chosen = process.argv.slice(2).filter((argument) => argument.startsWith('test/'));
if (chosen.length === 0 || chosen.some((path) => /^test\/(web|workers|journeys)/.test(path))) {
  await buildIfStale((line) => process.stdout.write(`${line}\n`));
}
// The address of the pages is part of every ceremony, so it must be known before anything reads the configuration.
const port = await freePort();

const mocha = spawn(process.execPath, ['--import', 'tsx', 'test/run-mocha.ts', ...process.argv.slice(2)], {
  stdio: ['ignore', 'inherit', 'inherit'],
  env: {
    ...process.env,
    NODE_ENV: 'test',
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'silent',
    PORT: String(port),
    PUBLIC_URL: `http://localhost:${port}`,
    MONGODB_URI: stores.mongodbUri,
    MONGODB_DATABASE: 'test',
    REDIS_URL: stores.redisUrl,
    REGISTRIES_DATABASE: 'test_registries',
    REGISTRIES_SIMULATION: 'on',
    DEVELOPMENT_OUTBOX: 'on',
    MATCH_REVEAL_MS: '0',
    TRUSTED_PROXIES: '1',
    KEYS_DIR: keysDir,
    COUNTS_FILE: countsFile,
  },
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => mocha.kill(signal));

const status = await new Promise<number>((resolve) => mocha.once('exit', (code) => resolve(code ?? 1)));
await stores.stop();
const counts = await readFile(countsFile, 'utf8').then(
  (text) => JSON.parse(text) as { passed: number; failed: number; skipped: number },
  () => null,
);
await rm(directory, { recursive: true, force: true });
if (!counts) {
  process.stdout.write('The tests did not run to their end.\n0 passed, 1 failed\n');
  process.exit(1);
}
const { passed, failed, skipped } = counts;
process.stdout.write(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`);
process.exit(status === 0 && failed === 0 && passed > 0 ? 0 : 1);
