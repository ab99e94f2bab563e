import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const text = (file: string) => readFileSync(join(import.meta.dirname, '..', '..', file), 'utf8');

/** The names that the schema of the configuration reads. */
function configured(): string[] {
  const names = [...text('services/platform/config.ts').matchAll(/^ {4}([A-Z][A-Z_]+):/gm)].flatMap(
    ([, name]) => name ?? [],
  );
  assert.ok(names.length > 20);
  return names;
}

describe('the files for running it elsewhere', () => {
  it('name every variable of the configuration in .env.example', () => {
    const described = new Set([...text('.env.example').matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name));
    assert.deepEqual(
      configured().filter((name) => !described.has(name)),
      [],
    );
  });

  it('hand every variable of the configuration to the containers, or set it in the image', () => {
    const compose = text('docker-compose.yml');
    const image = text('Dockerfile');
    const missing = configured().filter((name) => !compose.includes(`  ${name}: `) && !image.includes(`${name}=`));
    assert.deepEqual(missing, []);
  });

  it('keep data, keys and secrets out of the image', () => {
    const ignored = text('.dockerignore').split('\n');
    for (const name of ['.data', '.env', '.git', '**/node_modules']) assert.ok(ignored.includes(name), name);
  });
});
