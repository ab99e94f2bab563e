import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dataDirectory } from './environment.ts';
import { type Stores, type StoresOptions, startStores } from './stores.ts';

export type TestStores = Stores & { dataDir: string };

/**
 * Stores for one test process: in a throw-away directory, on ports of their own, beside whatever else runs. They are
 * installed once for all, in the data directory of the project. `stop` ends them at once and removes their data.
 *
 * @param options how the watchdog behaves, where needed otherwise; `log` receives the progress of an installation
 */
export async function startTestStores(
  options: Omit<StoresOptions, 'dataDir' | 'installedIn'> = {},
): Promise<TestStores> {
  const dataDir = await mkdtemp(join(tmpdir(), 'cong-dan-so-test-'));
  try {
    const log = (line: string) => void process.stderr.write(`${line}\n`);
    const stores = await startStores({ log, ...options, dataDir, installedIn: dataDirectory() });
    // Not spread: its getters must keep answering for the process that runs now.
    return Object.defineProperties(
      { dataDir },
      {
        ...Object.getOwnPropertyDescriptors(stores),
        stop: {
          value: async () => {
            await stores.stop({ atOnce: true });
            await rm(dataDir, { recursive: true, force: true, maxRetries: 3 });
          },
        },
      },
    ) as TestStores;
  } catch (error) {
    await rm(dataDir, { recursive: true, force: true });
    throw error;
  }
}
