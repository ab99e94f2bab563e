import { createServer, type Server } from 'node:http';
import type { Redis } from 'ioredis';
import { config } from '../services/platform/config.ts';
import { logger } from '../services/platform/logger.ts';
import { mayScrape, metrics } from '../services/platform/metrics.ts';
import { readiness } from '../services/platform/readiness.ts';

/**
 * `/healthz`: the process answers. `/readyz`: it can do its work. `/metrics`: for Prometheus.
 */
export function serveHealth(redis: Redis, relay: { isAlive(): boolean }): Server {
  const server = createServer((request, response) => {
    const answer = (status: number, type: string, body: string) =>
      response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
    const json = (status: number, body: unknown) => answer(status, 'application/json', JSON.stringify(body));
    const route = request.method === 'GET' ? request.url?.split('?')[0] : undefined;
    const reply = async () => {
      if (route === '/healthz') return json(200, { status: 'ok' });
      if (route === '/readyz') {
        const { ready, checks } = await readiness({ redis });
        const alive = relay.isAlive();
        return json(ready && alive ? 200 : 503, {
          ready: ready && alive,
          checks: { ...checks, relay: alive ? 'ok' : 'no answer' },
        });
      }
      if (route === '/metrics' && mayScrape(request)) return answer(200, metrics.contentType, await metrics.metrics());
      return json(404, { code: 'NOT_FOUND' });
    };
    reply().catch((error: unknown) => {
      logger.error('health.failed', { error });
      json(500, { code: 'INTERNAL_SERVER_ERROR' });
    });
  });
  server.requestTimeout = 5000;
  server.listen(config.workerPort, config.host, () => logger.info('worker.listening', { port: config.workerPort }));
  return server;
}
