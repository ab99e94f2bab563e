import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/**
 * The variables this room was started with. Read here and nowhere else in `embedded/`: the room builds the environment
 * of the processes it starts, so it cannot read the parsed configuration of one of them.
 */
export const environment: NodeJS.ProcessEnv = process.env;

/** The directory of package.json, whether this file runs as a source or from `dist/`. */
export const projectRoot = findProjectRoot(import.meta.dirname);

function findProjectRoot(from: string): string {
  if (existsSync(join(from, 'package.json'))) return from;
  const above = dirname(from);
  if (above === from) throw new Error('The project directory (with package.json) was not found above this file.');
  return findProjectRoot(above);
}

/** A variable, where an empty one counts as absent. */
export function variable(name: string): string | undefined {
  const value = environment[name];
  return value === undefined || value === '' ? undefined : value;
}

/** Where the embedded system keeps what must survive a restart: `DATA_DIR`, by default `.data` beside package.json. */
export function dataDirectory(): string {
  return resolve(projectRoot, variable('DATA_DIR') ?? '.data');
}
