import type { Redis } from 'ioredis';
import { registriesOverHttp } from './exchange/registries.adaptor.ts';
import { developmentOutbox, httpGateway } from './notifications/index.ts';
import { config } from './platform/config.ts';
import type { Ports } from './platform/ports.ts';
import { liveUpdates, shortMemory } from './platform/redis.ts';

/** Which adaptor stands behind which port. */
export function composePorts(redis: Redis): Ports & { close(): void } {
  const live = liveUpdates(redis);
  return {
    notifications: config.notificationsUrl
      ? httpGateway(config.notificationsUrl, config.notificationsToken)
      : developmentOutbox,
    registries: registriesOverHttp(config.registriesUrl),
    live,
    memory: shortMemory(redis),
    close: () => live.close(),
  };
}
