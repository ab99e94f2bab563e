import type { AddressInfo } from 'node:net';
import { buildIfStale } from '../../embedded/build.ts';
import { buildApi } from '../../graphql/app.ts';
import { config } from '../../services/platform/config.ts';
import { aRunningWorker } from '../support/a-running-worker.ts';
import { anApp, type TestApp } from '../support/an-app.ts';

export interface Site {
  app: TestApp;
  /** The address that pages, passkeys and cookies know. */
  publicUrl: string;
  /** Where it really listens. */
  port: number;
  stop(): Promise<void>;
}

/** The pages as they are built, served by an API process, with a worker that does what it owes. */
export async function aSite(): Promise<Site> {
  await buildIfStale();
  const app = await anApp();
  // An API of its own: the one that other tests share may have been built before there were pages to serve.
  const api = await buildApi({ ports: app.ports, redis: app.redis });
  await new Promise<void>((resolve) => api.server.listen(0, '127.0.0.1', resolve));
  const { port } = api.server.address() as AddressInfo;
  const worker = await aRunningWorker();
  return {
    app,
    publicUrl: config.publicUrl,
    port,
    async stop() {
      await api.close();
      await worker.stop();
    },
  };
}
