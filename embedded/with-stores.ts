import { spawn } from 'node:child_process';
import { dataDirectory, environment, projectRoot } from './environment.ts';
import { ensureKeys, keysDirectory } from './keys.ts';
import { runningStores, startStores } from './stores.ts';

// `node --import tsx embedded/with-stores.ts <script> [arguments]`: runs a script of this project with the stores of
// this machine: those named in MONGODB_URI and REDIS_URL, else those of a running `npm start`, else its own on the same
// data, for as long as the script runs.

const [script, ...args] = process.argv.slice(2);
if (script === undefined) {
  process.stderr.write('Expected a script: node --import tsx embedded/with-stores.ts <script> [arguments]\n');
  process.exit(64);
}

const dataDir = dataDirectory();
const keysDir = keysDirectory();
const say = (line: string) => void process.stderr.write(`${line}\n`);
const begin = async () => {
  const started = await startStores({ dataDir, log: say });
  return { mongodbUri: started.mongodbUri, redisUrl: started.redisUrl, stop: () => started.stop() };
};
const named = environment.MONGODB_URI && environment.REDIS_URL;
const running = named ? undefined : await runningStores(dataDir);
const stores = running ? { ...running, stop: async () => {} } : await begin();
try {
  await ensureKeys(keysDir);
  process.exitCode = await new Promise<number>((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', script, ...args], {
      cwd: projectRoot,
      env: {
        ...environment,
        DATA_DIR: dataDir,
        KEYS_DIR: keysDir,
        MONGODB_URI: environment.MONGODB_URI || stores.mongodbUri,
        REDIS_URL: environment.REDIS_URL || stores.redisUrl,
      },
      stdio: 'inherit',
    });
    // A Ctrl-C reaches the script from the terminal; this process waits for it to finish in its own way.
    process.on('SIGINT', () => {});
    process.on('SIGTERM', () => child.kill('SIGTERM'));
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
} finally {
  await stores.stop();
}
