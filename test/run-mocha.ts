/**
 * Runs mocha on the stores that test/run.ts brought up. Files are imported as the modules they are: mocha's own loader
 * would require them first, and some libraries cannot be required.
 *
 * Arguments: files or folders (default: all of test/), and `--grep TEXT`.
 */
import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import Mocha from 'mocha';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { grep: { type: 'string' } } });

function testFiles(path: string): string[] {
  if (statSync(path).isFile()) return [resolve(path)];
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts'))
    .sort()
    .map((file) => resolve(path, file));
}

const mocha = new Mocha({ timeout: 60_000, slow: 1000, reporter: 'spec' });
if (values.grep) mocha.grep(values.grep);
const { mochaHooks } = await import('./setup.ts');
mocha.rootHooks(mochaHooks);
for (const file of (positionals.length > 0 ? positionals : ['test']).flatMap(testFiles)) {
  mocha.suite.emit('pre-require', globalThis, file, mocha);
  mocha.suite.emit('require', await import(pathToFileURL(file).href), file, mocha);
  mocha.suite.emit('post-require', globalThis, file, mocha);
}

const runner = mocha.run((failures) => {
  const { passes, failures: failed, pending } = runner.stats ?? { passes: 0, failures, pending: 0 };
  writeFileSync(process.env.COUNTS_FILE ?? '/dev/stdout', JSON.stringify({ passed: passes, failed, skipped: pending }));
  process.exit(failures > 0 ? 1 : 0);
});
