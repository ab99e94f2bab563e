import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Router } from 'express';
import staticGzip from 'express-static-gzip';
import { config } from '../../services/platform/config.ts';

/** The pages, as built. Files whose names carry their hash are kept for a year; the shell is asked for each time. */
export function webRoutes(): Router {
  const router = Router();
  const directory = resolve(config.webDir);
  if (!existsSync(directory)) return router;
  // The build leaves a Brotli twin beside every text; who understands it gets that one.
  const twins = { enableBrotli: true, orderPreference: ['br' as const], index: false as const };
  router.use(
    '/assets',
    staticGzip(join(directory, 'assets'), {
      ...twins,
      serveStatic: { immutable: true, maxAge: '1y', fallthrough: false },
    }),
  );
  router.use(staticGzip(directory, { ...twins, serveStatic: { maxAge: 0 } }));
  const shell = staticGzip(directory, { ...twins, serveStatic: { cacheControl: false } });
  router.get('/{*page}', (request, response, next) => {
    if (!request.accepts('html') || request.path.includes('.')) {
      next();
      return;
    }
    response.setHeader('cache-control', 'no-cache');
    request.url = '/index.html';
    shell(request, response, next);
  });
  return router;
}
