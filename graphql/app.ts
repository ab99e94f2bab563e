import { createServer, type Server } from 'node:http';
import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { ApolloServerPluginLandingPageLocalDefault } from '@apollo/server/plugin/landingPage/default';
import { expressMiddleware } from '@as-integrations/express5';
import express, { type Express, type Request, type RequestHandler, type Response } from 'express';
import helmet from 'helmet';
import type { Redis } from 'ioredis';
import { config } from '../services/platform/config.ts';
import { BadUserInput, NotFound, TemporarilyUnavailable } from '../services/platform/errors.ts';
import { logger } from '../services/platform/logger.ts';
import { graphqlOperations, httpRequests } from '../services/platform/metrics.ts';
import type { Ports } from '../services/platform/ports.ts';
import { withRequestId } from '../services/platform/request-id.ts';
import type { GraphqlContext } from './context.ts';
import { developmentOutboxRoutes, outboxPath } from './http/development-outbox.ts';
import { errorHandler, formatGraphqlError } from './http/errors.ts';
import { healthRoutes } from './http/health.ts';
import { boardPath, queueBoardRoutes } from './http/queue-board.ts';
import { contextOfRequest, requestIdOf } from './http/request-context.ts';
import { webRoutes } from './http/web.ts';
import { costLimitPlugin, limitRules, limits } from './limits.ts';
import { buildSchema } from './schema.ts';
import { serveSubscriptions } from './subscriptions.ts';

export type Api = {
  app: Express;
  server: Server;
  /** Refuses new work, lets what runs end, closes live connections. */
  close(): Promise<void>;
};

/** Builds the API without listening; tests build it too. */
export async function buildApi({
  ports,
  redis,
  introspection = config.introspection,
}: {
  ports: Ports;
  redis: Redis;
  /** Whether the schema and the sandbox are shown. */
  introspection?: boolean;
}): Promise<Api> {
  const schema = buildSchema();
  const apollo = new ApolloServer<GraphqlContext>({
    schema,
    introspection,
    includeStacktraceInErrorResponses: false,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    cache: 'bounded',
    persistedQueries: false,
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens: limits.tokens },
    validationRules: limitRules,
    formatError: formatGraphqlError,
    plugins: [
      // It would wrap every resolver of the schema, and no field of ours carries a cache hint.
      ApolloServerPluginCacheControlDisabled(),
      costLimitPlugin,
      operationTimes,
      introspection
        ? ApolloServerPluginLandingPageLocalDefault({ includeCookies: true })
        : ApolloServerPluginLandingPageDisabled(),
    ],
    logger: {
      debug: () => undefined,
      info: () => undefined,
      warn: (message) => logger.warn('apollo.warning', { failure: String(message) }),
      error: (message) => logger.error('apollo.error', { failure: String(message) }),
    },
  });
  await apollo.start();

  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', config.trustedProxies);
  app.use(requestLog);
  app.use(healthRoutes(redis));
  app.use(helmet({ contentSecurityPolicy: { directives: contentPolicy }, crossOriginEmbedderPolicy: false }));
  app.use(
    '/graphql',
    boundedWork(),
    ...(introspection ? [sandboxPolicy] : []),
    express.json({ limit: limits.bodyBytes, strict: true }),
    expressMiddleware(apollo, {
      context: async ({ req, res }) => contextOfRequest(ports, req as Request, res as Response),
    }),
  );
  app.use([boardPath, outboxPath], inlineStyles);
  if (config.developmentOutbox) app.use(developmentOutboxRoutes());
  app.use(queueBoardRoutes({ ports, redis }));
  app.use(readablePath);
  app.use(webRoutes());
  app.use((_request, _response, next) => next(NotFound()));
  app.use(errorHandler);

  const server = createServer({ requestTimeout: 30_000, headersTimeout: 10_000, keepAliveTimeout: 65_000 }, app);
  const subscriptions = serveSubscriptions(server, schema, ports);
  return {
    app,
    server,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      await subscriptions.close();
      server.closeIdleConnections();
      const patience = setTimeout(() => server.closeAllConnections(), 8000);
      await closed;
      clearTimeout(patience);
      await apollo.stop();
    },
  };
}

const contentPolicy = {
  'default-src': ["'self'"],
  'connect-src': ["'self'", config.publicUrl.replace(/^http/, 'ws')],
  'img-src': ["'self'", 'data:', 'blob:'],
  'style-src': ["'self'"],
  'font-src': ["'self'"],
  'object-src': ["'none'"],
  'frame-ancestors': ["'none'"],
  'upgrade-insecure-requests': config.publicUrl.startsWith('https:') ? [] : null,
};

/** The sandbox of Apollo loads from its own host; only where it is switched on, and only on this page. */
const sandboxPolicy: RequestHandler = (request, response, next) => {
  if (request.method === 'GET') response.removeHeader('content-security-policy');
  next();
};

/** Two pages that are not ours to style, or not worth a stylesheet. */
const inlineStyles = helmet.contentSecurityPolicy({
  directives: { ...contentPolicy, 'style-src': ["'self'", "'unsafe-inline'"] },
});

const requestLog: RequestHandler = (request, response, next) => {
  const requestId = requestIdOf(request);
  const started = process.hrtime.bigint();
  response.locals.requestId = requestId;
  response.setHeader('x-request-id', requestId);
  response.once('finish', () => {
    const durationMs = Number(process.hrtime.bigint() - started) / 1e6;
    const route = routeName(request.path);
    httpRequests.observe({ method: request.method, route, status: response.statusCode }, durationMs / 1000);
    const level = response.statusCode >= 500 ? 'error' : 'debug';
    logger[level]('http.answered', {
      requestId,
      method: request.method,
      route,
      status: response.statusCode,
      durationMs,
    });
  });
  withRequestId(requestId, next);
};

/** Work under way at once; what comes beyond waits for nothing and is told to come again. */
const mostUnderWay = 512;

function boundedWork(): RequestHandler {
  let underWay = 0;
  return (_request, response, next) => {
    if (underWay >= mostUnderWay) {
      response.setHeader('retry-after', '1');
      next(TemporarilyUnavailable());
      return;
    }
    underWay += 1;
    response.once('close', () => {
      underWay -= 1;
    });
    next();
  };
}

/** A path that cannot be decoded is nobody's page; the file server would refuse it in a shape of its own. */
const readablePath: RequestHandler = (request, _response, next) => {
  next(isDecodable(request.path) ? undefined : BadUserInput());
};

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

/** Bounded set of names: what people type into addresses is no label. */
function routeName(path: string): string {
  const known = ['/graphql', '/readyz', '/healthz', '/metrics'];
  return known.find((name) => path === name) ?? (path.startsWith('/assets/') ? '/assets' : 'page');
}

const operationTimes: ApolloServerPlugin<GraphqlContext> = {
  async requestDidStart() {
    const started = process.hrtime.bigint();
    return {
      async willSendResponse({ operation, response }) {
        const selection = operation?.selectionSet.selections[0];
        const field = selection?.kind === 'Field' ? selection.name.value : 'none';
        const failed = response.body.kind === 'single' && response.body.singleResult.errors !== undefined;
        const seconds = Number(process.hrtime.bigint() - started) / 1e9;
        graphqlOperations.observe({ field, outcome: failed ? 'refused' : 'answered' }, seconds);
      },
    };
  },
};
