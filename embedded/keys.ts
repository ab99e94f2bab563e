import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, realpathSync } from 'node:fs';
import { chmod, mkdir, open, readFile, rename } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';
import { takeLock } from './directory-lock.ts';
import { dataDirectory, projectRoot, variable } from './environment.ts';

/**
 * Makes the keys of one installation where they are missing; never replaces one that is there.
 *
 * `exchange.jwk.json` and `registries.jwk.json`: private ES256 keys (RFC 7518, section 3.4) with their thumbprint as
 * `kid` (RFC 7638); `*.public.json`: the JWK Sets (RFC 7517) with the public halves; `secrets.json`: three secrets of 32
 * bytes, base64url. All readable by their owner only. Safe to call from several processes at once.
 *
 * @returns the names of the files made by this call
 * @throws LockHeld when another process has not finished making them within 20 s
 */
export async function ensureKeys(keysDir: string): Promise<string[]> {
  await mkdir(keysDir, { recursive: true, mode: 0o700 });
  const names = ['exchange', 'registries'] as const;
  const expected = [...names.flatMap((name) => [`${name}.jwk.json`, `${name}.public.json`]), 'secrets.json'];
  if (expected.every((file) => existsSync(join(keysDir, file)))) return [];

  const release = await takeLock(join(keysDir, '.lock'), { waitMs: 20_000 });
  try {
    const made: string[] = [];
    for (const name of names) {
      const privateFile = join(keysDir, `${name}.jwk.json`);
      const publicFile = join(keysDir, `${name}.public.json`);
      if (!existsSync(privateFile)) {
        await writeNew(privateFile, await newSigningKey());
        await writeNew(publicFile, await publicSet(privateFile));
        made.push(`${name}.jwk.json`, `${name}.public.json`);
      } else if (!existsSync(publicFile)) {
        await writeNew(publicFile, await publicSet(privateFile));
        made.push(`${name}.public.json`);
      }
    }
    const secretsFile = join(keysDir, 'secrets.json');
    if (!existsSync(secretsFile)) {
      const secret = () => randomBytes(32).toString('base64url');
      await writeNew(secretsFile, { lookup: secret(), code: secret(), sealing: secret() });
      made.push('secrets.json');
    }
    return made;
  } finally {
    await release();
  }
}

async function newSigningKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = await exportJWK(privateKey);
  return { ...jwk, kid: await calculateJwkThumbprint(jwk), alg: 'ES256', use: 'sig' };
}

async function publicSet(privateFile: string): Promise<{ keys: JWK[] }> {
  const jwk = JSON.parse(await readFile(privateFile, 'utf8')) as JWK;
  const { d: _secret, ...half } = jwk;
  return { keys: [half] };
}

/** Complete or not at all: written beside its place, forced to disk, renamed. */
async function writeNew(file: string, content: unknown): Promise<void> {
  const beside = `${file}.${randomUUID()}`;
  const handle = await open(beside, 'wx', 0o600);
  try {
    await handle.writeFile(`${JSON.stringify(content, null, 2)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await chmod(beside, 0o600);
  await rename(beside, file);
}

/** Where the keys live: `KEYS_DIR`, by default `keys` in the data directory. */
export function keysDirectory(): string {
  const named = variable('KEYS_DIR');
  return named === undefined ? join(dataDirectory(), 'keys') : resolve(projectRoot, named);
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const keysDir = process.argv[2] === undefined ? keysDirectory() : resolve(process.argv[2]);
  const made = await ensureKeys(keysDir);
  process.stdout.write(
    made.length === 0 ? `The keys in ${keysDir} are complete.\n` : `Made in ${keysDir}: ${made.join(', ')}\n`,
  );
}
