import { type Request, type Response, Router } from 'express';
import type { Redis } from 'ioredis';
import { mayScrape, metrics } from '../../services/platform/metrics.ts';
import { readiness } from '../../services/platform/readiness.ts';

/** `/healthz`: the process answers. `/readyz`: it can do its work. `/metrics`: for Prometheus. */
export function healthRoutes(redis: Redis): Router {
  const router = Router();
  router.get('/healthz', (_request: Request, response: Response) => {
    response.json({ status: 'ok' });
  });
  router.get('/readyz', async (_request: Request, response: Response) => {
    const report = await readiness({ redis });
    response.status(report.ready ? 200 : 503).json(report);
  });
  router.get('/metrics', async (request: Request, response: Response) => {
    if (!mayScrape(request)) {
      response.status(404).end();
      return;
    }
    response.type(metrics.contentType).send(await metrics.metrics());
  });
  return router;
}
