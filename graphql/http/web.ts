import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import express, { Router } from 'express';
import { config } from '../../services/platform/config.ts';

/** The pages, as built. Files whose names carry their hash are kept for a year; the shell is asked for each time. */
export function webRoutes(): Router {
  const router = Router();
  const directory = resolve(config.webDir);
  if (!existsSync(directory)) return router;
  router.use(
    '/assets',
    express.static(`${directory}/assets`, { immutable: true, maxAge: '1y', index: false, fallthrough: false }),
  );
  router.use(express.static(directory, { index: false, maxAge: 0 }));
  router.get('/{*page}', (request, response, next) => {
    if (!request.accepts('html') || request.path.includes('.')) {
      next();
      return;
    }
    response.setHeader('cache-control', 'no-cache');
    response.sendFile('index.html', { root: directory });
  });
  return router;
}
