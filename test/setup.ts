import { lookup } from 'node:dns';
import { connectMongo, createCollections, disconnectMongo } from '../services/platform/mongo.ts';
import '../services/compose.ts';
import '../workers/reactions.ts';
import { stopApp } from './support/an-app.ts';

/** Root hooks: the database is up and every collection there before the first test; nothing stays open behind the last. */
export const mochaHooks = {
  async beforeAll() {
    refuseTheOutside();
    await connectMongo();
    await createCollections();
  },
  async afterAll() {
    await stopApp();
    await disconnectMongo();
  },
};

/** Tests speak to this machine only: any other name does not resolve. */
function refuseTheOutside(): void {
  const dns = process.getBuiltinModule('node:dns');
  const near = new Set(['localhost', '127.0.0.1', '::1']);
  Object.assign(dns, {
    lookup: (name: string, ...rest: unknown[]) => {
      if (near.has(name)) return Reflect.apply(lookup, dns, [name, ...rest]);
      const done = rest.at(-1);
      if (typeof done === 'function') done(new Error(`tests do not reach ${name}`));
    },
  });
}
