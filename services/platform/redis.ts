import { Redis } from 'ioredis';
import { config } from './config.ts';
import { logger } from './logger.ts';
import type { LiveUpdates, ShortMemory } from './ports.ts';

const prefix = 'cds:';

/** A connection that answers or fails quickly: callers decide what to do without it. */
export function connectRedis(url = config.redisUrl): Redis {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    connectTimeout: 2000,
    commandTimeout: 2000,
    retryStrategy: (times) => Math.min(times * 100, 2000),
    lazyConnect: true,
  });
  redis.on('error', (error) => logger.warn('redis.error', { error }));
  return redis;
}

export function shortMemory(redis: Redis): ShortMemory {
  return {
    async put(key, value, milliseconds) {
      await redis.set(prefix + key, value, 'PX', milliseconds);
    },
    take: (key) => redis.getdel(prefix + key),
    get: (key) => redis.get(prefix + key),
    async putIfAbsent(key, value, milliseconds) {
      await redis.set(prefix + key, value, 'PX', milliseconds, 'NX');
    },
  };
}

/** Bound of news waiting for one slow listener; older ones are dropped, since each only says "look again". */
const waitingNews = 100;

/**
 * Live updates over publish and subscribe. One subscriber connection per process, opened by the first listener; a
 * channel is subscribed while somebody listens.
 */
export function liveUpdates(redis: Redis): LiveUpdates & { close(): void } {
  const listeners = new Map<string, Set<(message: unknown) => void>>();
  let subscriber: Redis | undefined;

  function subscriberConnection(): Redis {
    if (subscriber) return subscriber;
    subscriber = redis.duplicate({ enableOfflineQueue: true, maxRetriesPerRequest: null, lazyConnect: false });
    subscriber.on('error', (error) => logger.warn('redis.error', { error }));
    subscriber.on('message', (channel: string, text: string) => {
      for (const listener of listeners.get(channel) ?? []) listener(JSON.parse(text));
    });
    return subscriber;
  }

  return {
    async publish(channel, message) {
      await redis.publish(prefix + channel, JSON.stringify(message));
    },
    subscribe(name) {
      const channel = prefix + name;
      const waiting: unknown[] = [];
      let wake: (() => void) | undefined;
      let ended = false;
      const listener = (message: unknown) => {
        waiting.push(message);
        if (waiting.length > waitingNews) waiting.shift();
        wake?.();
      };
      const channelListeners = listeners.get(channel) ?? new Set();
      listeners.set(channel, channelListeners.add(listener));
      const subscribed =
        channelListeners.size === 1 ? subscriberConnection().subscribe(channel) : Promise.resolve(undefined);
      const end = async () => {
        if (ended) return;
        ended = true;
        wake?.();
        channelListeners.delete(listener);
        if (channelListeners.size > 0) return;
        listeners.delete(channel);
        await subscriber?.unsubscribe(channel).catch(() => undefined);
      };
      return {
        async next() {
          await subscribed;
          while (waiting.length === 0 && !ended) {
            await new Promise<void>((resolve) => {
              wake = resolve;
            });
          }
          return ended ? { done: true, value: undefined } : { done: false, value: waiting.shift() };
        },
        async return() {
          await end();
          return { done: true, value: undefined };
        },
        async throw(error) {
          await end();
          throw error;
        },
        [Symbol.asyncIterator]() {
          return this;
        },
      };
    },
    close() {
      subscriber?.disconnect();
    },
  };
}
