import type { Server } from 'node:http';
import { type FormattedExecutionResult, GraphQLError, type GraphQLSchema, getOperationAST } from 'graphql';
import { CloseCode } from 'graphql-ws';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import * as identity from '../services/identity/index.ts';
import type { CallContext } from '../services/platform/call-context.ts';
import { isDomainError } from '../services/platform/errors.ts';
import { logger } from '../services/platform/logger.ts';
import type { Ports } from '../services/platform/ports.ts';
import type { GraphqlContext } from './context.ts';
import { formatGraphqlError } from './http/errors.ts';
import { asAccount, requestIdOf, visitorCall } from './http/request-context.ts';
import { presentedSession } from './http/session-transport.ts';
import { limits, refuseCostly } from './limits.ts';
import { loadersFor } from './loaders.ts';
import { parseAndValidate } from './validation.ts';

const longestConnectionMs = 6 * 3600 * 1000;

/**
 * Live updates over `graphql-transport-ws`. Only subscriptions; the session is the cookie of the upgrade request, or
 * `{ bearer }` of the connection's first message. A session that ends closes its connections within seconds.
 */
export function serveSubscriptions(
  server: Server,
  schema: GraphQLSchema,
  ports: Ports,
  { stillSignedInEveryMs = 15_000 } = {},
) {
  const sockets = new WebSocketServer({ server, path: '/graphql', maxPayload: limits.bodyBytes });
  // biome-ignore lint/correctness/useHookAtTopLevel: a server, not a hook
  const disposable = useServer<Record<string, unknown>, { call?: CallContext }>(
    {
      schema,
      connectionInitWaitTimeout: 5000,
      async onConnect({ extra, connectionParams }) {
        const { request, socket } = extra;
        const call = visitorCall(
          ports,
          { headers: request.headers, address: request.socket.remoteAddress ?? '' },
          requestIdOf(request),
        );
        const token = bearerOf(connectionParams) ?? presentedToken(request);
        if (!token) {
          Object.assign(extra, { call });
          return true;
        }
        const account = await identity.authenticateSession(call, token);
        if (!account) return false;
        const started = Date.now();
        const watch = setInterval(() => {
          identity.authenticateSession(call, token).then(
            (current) => {
              if (!current || current.state !== account.state || Date.now() - started > longestConnectionMs) {
                socket.close(CloseCode.Forbidden, 'Forbidden');
              }
            },
            () => undefined,
          );
        }, stillSignedInEveryMs);
        socket.once('close', () => clearInterval(watch));
        Object.assign(extra, { call: asAccount(call, account) });
        return true;
      },
      onSubscribe({ extra }, _id, payload) {
        const checked = parseAndValidate(schema, payload.query);
        if ('errors' in checked) return checked.errors;
        const operation = getOperationAST(checked.document, payload.operationName);
        if (operation?.operation !== 'subscription') {
          return [new GraphQLError('Only subscriptions are served here.', { extensions: { code: 'BAD_REQUEST' } })];
        }
        try {
          refuseCostly(schema, checked.document, operation, payload.variables ?? {});
        } catch (error) {
          if (error instanceof GraphQLError) return [error];
          throw error;
        }
        const { call } = extra;
        if (!call) return [new GraphQLError('Connect first.', { extensions: { code: 'BAD_REQUEST' } })];
        return {
          schema,
          document: checked.document,
          operationName: payload.operationName ?? null,
          variableValues: payload.variables ?? null,
          contextValue: subscriptionContext(call),
        };
      },
      onError: (_context, _id, _payload, errors) => errors.map(formatted),
      onNext(_context, _id, _payload, _args, { errors, data }): FormattedExecutionResult | undefined {
        return errors && { data: data ?? null, errors: errors.map(formatted) };
      },
    },
    sockets,
    20_000,
  );
  // The library writes what a caller sends wrongly, an oversized message say, to the console as a fault of ours.
  sockets.on('connection', (socket) => {
    socket.removeAllListeners('error');
    socket.on('error', (error) => logger.debug('live.malformed', { error }));
  });
  return {
    async close() {
      await disposable.dispose();
      sockets.close();
    },
  };
}

function formatted(error: GraphQLError) {
  return formatGraphqlError(error.toJSON(), error);
}

function bearerOf(parameters: Record<string, unknown> | undefined): string | undefined {
  const bearer = parameters?.bearer;
  return typeof bearer === 'string' && bearer.length <= 200 ? bearer : undefined;
}

/** A foreign page can open a socket with the visitor's cookie; its origin gives it away and it is served as a visitor. */
function presentedToken(request: Parameters<typeof presentedSession>[0]): string | undefined {
  try {
    return presentedSession(request)?.token;
  } catch (error) {
    if (isDomainError(error)) return undefined;
    throw error;
  }
}

function subscriptionContext(call: CallContext): GraphqlContext {
  const notHere = () => {
    throw new Error('not over a subscription');
  };
  return {
    call,
    loaders: loadersFor(call),
    authenticatePasskey: notHere,
    establishSession: notHere,
    dropSession: notHere,
  };
}
