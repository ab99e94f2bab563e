import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CompactSign, compactVerify, createLocalJWKSet, importJWK } from 'jose';
import { ensureKeys } from '../../embedded/keys.ts';

describe('ensureKeys', () => {
  let directory: string;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'cong-dan-so-keys-'));
  });

  afterEach(async () => {
    await rm(directory, { recursive: true, force: true });
  });

  const read = async (file: string) => JSON.parse(await readFile(join(directory, file), 'utf8'));

  it('makes pairs that fit, and secrets of 32 bytes, readable by their owner only', async () => {
    await ensureKeys(directory);
    for (const name of ['exchange', 'registries']) {
      const jwk = await read(`${name}.jwk.json`);
      const published = await read(`${name}.public.json`);
      assert.equal(published.keys[0].d, undefined);
      const signed = await new CompactSign(Buffer.from('text'))
        .setProtectedHeader({ alg: 'ES256', kid: jwk.kid })
        .sign(await importJWK(jwk, 'ES256'));
      await compactVerify(signed, createLocalJWKSet(published));
    }
    const secrets = await read('secrets.json');
    for (const name of ['lookup', 'code', 'sealing']) assert.equal(Buffer.from(secrets[name], 'base64url').length, 32);
    for (const file of await readdir(directory)) {
      assert.equal((await stat(join(directory, file))).mode & 0o777, 0o600, file);
    }
  });

  it('makes them once, however many ask at the same time', async () => {
    const made = await Promise.all([1, 2, 3, 4].map(() => ensureKeys(directory)));
    assert.deepEqual(made.map((files) => files.length).sort(), [0, 0, 0, 5]);
    const before = await read('secrets.json');
    assert.deepEqual(await ensureKeys(directory), []);
    assert.deepEqual(await read('secrets.json'), before);
  });

  it('derives a lost public half from the private key that is there', async () => {
    await ensureKeys(directory);
    const before = await read('exchange.public.json');
    await rm(join(directory, 'exchange.public.json'));
    assert.deepEqual(await ensureKeys(directory), ['exchange.public.json']);
    assert.deepEqual(await read('exchange.public.json'), before);
  });
});
