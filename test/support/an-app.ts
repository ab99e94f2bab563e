import type { Redis } from 'ioredis';
import supertest from 'supertest';
import { type Api, buildApi } from '../../graphql/app.ts';
import { composePorts } from '../../services/compose.ts';
import { registriesOverHttp } from '../../services/exchange/registries.adaptor.ts';
import { config } from '../../services/platform/config.ts';
import { loadPublicKeys, loadSigningKey } from '../../services/platform/keys.ts';
import type { Ports } from '../../services/platform/ports.ts';
import { connectRedis } from '../../services/platform/redis.ts';
import { type RunningRegistries, startRegistries } from '../registries/running-registries.ts';

export type TestApp = {
  api: Api;
  ports: Ports;
  redis: Redis;
  registries: RunningRegistries;
  url: string;
  /** A supertest agent without a session. */
  http: ReturnType<typeof supertest>;
};

let running: Promise<TestApp> | undefined;

/** The API with real stores, and the registries over real HTTP; one for all tests of this process. */
export function anApp(): Promise<TestApp> {
  running ??= start();
  return running;
}

async function start(): Promise<TestApp> {
  const redis = connectRedis();
  await redis.connect();
  const registries = await startRegistries({
    keys: {
      registries: { key: await loadSigningKey('registries'), publicKeys: loadPublicKeys('registries') },
      caller: { key: await loadSigningKey('exchange'), publicKeys: loadPublicKeys('exchange') },
    },
  });
  const composed = composePorts(redis);
  const ports: Ports = { ...composed, registries: registriesOverHttp(registries.url) };
  const api = await buildApi({ ports, redis });
  await new Promise<void>((resolve) => api.server.listen(config.port, '127.0.0.1', resolve));
  return { api, ports, redis, registries, url: config.publicUrl, http: supertest(api.server) };
}

export async function stopApp(): Promise<void> {
  if (!running) return;
  const { api, redis, registries } = await running;
  running = undefined;
  await api.close();
  await registries.stop();
  redis.disconnect();
}

export const origin = config.publicUrl;
