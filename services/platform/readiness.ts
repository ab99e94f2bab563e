import { statfs } from 'node:fs/promises';
import type { Redis } from 'ioredis';
import mongoose from 'mongoose';
import { config } from './config.ts';
import { withDeadline } from './mongo.ts';

const leastFreeBytes = 64 * 1024 * 1024;
const mostClockSkewMs = 30_000;

export type Readiness = { ready: boolean; checks: Record<string, 'ok' | string> };

/** Whether this process can do its work: stores answer, the disk has room, the clock agrees with the database's. */
export async function readiness({ redis }: { redis: Redis }): Promise<Readiness> {
  const entries = await Promise.all([
    check('mongodb', async () => {
      if (!mongoose.connection.db) throw new Error('not connected');
      const hello = await mongoose.connection.db.admin().command({ hello: 1 });
      return hello.localTime instanceof Date ? hello.localTime : undefined;
    }),
    check('redis', () => redis.ping()),
    check('disk', async () => {
      const { bavail, bsize } = await statfs(config.keysDir);
      if (bavail * bsize < leastFreeBytes) throw new Error('almost full');
    }),
  ]);
  const databaseTime = entries[0]?.value;
  const skewMs = databaseTime instanceof Date ? Math.abs(databaseTime.getTime() - Date.now()) : 0;
  const checks = {
    ...Object.fromEntries(entries.map(({ name, outcome }) => [name, outcome])),
    clock: skewMs > mostClockSkewMs ? 'differs from the database' : 'ok',
  };
  return { ready: Object.values(checks).every((outcome) => outcome === 'ok'), checks };
}

async function check(name: string, probe: () => Promise<unknown>) {
  try {
    return { name, outcome: 'ok', value: await withDeadline(probe(), 2000, 'no answer') };
  } catch (error) {
    const known = error instanceof Error && ['no answer', 'not connected', 'almost full'].includes(error.message);
    return { name, outcome: known ? error.message : 'failed', value: undefined };
  }
}
