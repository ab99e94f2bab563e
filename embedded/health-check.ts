import { variable } from './environment.ts';

// `node dist/embedded/health-check.js [address]`: ends with 0 when the process says that it can do its work.
const address = process.argv[2] ?? `http://127.0.0.1:${variable('PORT') ?? '4000'}/readyz`;

try {
  const response = await fetch(address, { signal: AbortSignal.timeout(4000) });
  if (!response.ok) throw new Error(`${response.status} ${(await response.text()).slice(0, 500)}`);
} catch (error) {
  process.stderr.write(`${address}: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
