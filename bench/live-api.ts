import { type Client, createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { z } from 'zod';

const answerSchema = z.object({
  data: z.unknown(),
  errors: z
    .array(z.object({ message: z.string(), extensions: z.object({ code: z.string() }).optional() }))
    .min(1)
    .optional(),
});

/** The system refused, or answered what the contract does not say. */
export class Refused extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(`${code}: ${message}`);
    this.name = 'Refused';
    this.code = code;
  }
}

/** One visitor or citizen of a running system. */
export type LiveApi = {
  /** Sends an operation. @throws Refused; Error when nobody answers within ten seconds */
  ask<Data>(schema: z.ZodType<Data>, query: string, variables?: Record<string, unknown>): Promise<Data>;
  /** Listens to a subscription from now on. */
  listen<Data>(schema: z.ZodType<Data>, query: string, variables?: Record<string, unknown>): News<Data>;
  /** What the citizen's app keeps; null for a visitor. */
  bearer: string | null;
  close(): Promise<void>;
};

export type News<Data> = {
  /**
   * The first of the news, those that came before this call included, of which something is true.
   * @throws when none comes within `withinMs`
   */
  first(withinMs: number, waitingFor: string, isIt: (data: Data) => boolean): Promise<Data>;
  end(): void;
};

const answerWithinMs = 10_000;

/**
 * A client over HTTP and `graphql-transport-ws`.
 *
 * @param url address of the system, without a path
 */
export function liveApi(url: string): LiveApi {
  const endpoint = new URL('/graphql', url);
  const sockets: Client[] = [];
  const api: LiveApi = {
    bearer: null,

    async ask(schema, query, variables = {}) {
      const response = await fetch(endpoint, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-session-transport': 'bearer',
          ...(api.bearer === null ? {} : { authorization: `Bearer ${api.bearer}` }),
        },
        body: JSON.stringify({ query, variables }),
        signal: AbortSignal.timeout(answerWithinMs),
      }).catch((cause: unknown) => {
        throw new Error(`${endpoint.origin} does not answer: ${reasonOf(cause)}`, { cause });
      });
      const text = await response.text();
      const answer = answerSchema.safeParse(jsonOf(text));
      if (!answer.success) throw new Error(`expected a GraphQL answer, got ${response.status}: ${text.slice(0, 200)}`);
      const fault = answer.data.errors?.[0];
      if (fault) throw new Refused(fault.extensions?.code ?? 'NO_CODE', fault.message);
      return schema.parse(answer.data.data);
    },

    listen(schema, query, variables = {}) {
      const socket = createClient({
        url: endpoint.href.replace(/^http/, 'ws'),
        webSocketImpl: WebSocket,
        retryAttempts: 0,
        connectionAckWaitTimeout: answerWithinMs,
        ...(api.bearer === null ? {} : { connectionParams: { bearer: api.bearer } }),
      });
      sockets.push(socket);
      return newsOf(socket, schema, query, variables);
    },

    async close() {
      for (const socket of sockets) await socket.dispose();
    },
  };
  return api;
}

function newsOf<Data>(
  socket: Client,
  schema: z.ZodType<Data>,
  query: string,
  variables: Record<string, unknown>,
): News<Data> {
  const come: Data[] = [];
  let ended: Error | undefined;
  let wake: (() => void) | undefined;
  const end = socket.subscribe(
    { query, variables },
    {
      next({ data, errors }) {
        const parsed = schema.safeParse(data);
        if (parsed.success) come.push(parsed.data);
        else ended = new Error(`the live updates failed: ${errors?.[0]?.message ?? parsed.error.message}`);
        wake?.();
      },
      error(cause) {
        ended = new Error(`the live updates failed: ${reasonOf(cause)}`, { cause });
        wake?.();
      },
      complete() {
        ended ??= new Error('the live updates ended');
        wake?.();
      },
    },
  );
  return {
    async first(withinMs, waitingFor, isIt) {
      const until = Date.now() + withinMs;
      for (let seen = 0; ; ) {
        for (; seen < come.length; seen += 1) {
          const news = come[seen];
          if (news !== undefined && isIt(news)) return news;
        }
        if (ended) throw ended;
        const leftMs = until - Date.now();
        if (leftMs <= 0) {
          const last = come.at(-1);
          const heard = last === undefined ? 'Nothing was heard.' : `Last heard: ${JSON.stringify(last)}`;
          throw new Error(`waited ${withinMs / 1000} s for ${waitingFor}. ${heard}`);
        }
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, leftMs);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
    },
    end,
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function reasonOf(cause: unknown): string {
  if (cause instanceof AggregateError) return cause.errors.map(reasonOf).join('; ');
  if (cause instanceof Error) return cause.cause === undefined ? cause.message : reasonOf(cause.cause);
  if (Array.isArray(cause)) return cause.map(reasonOf).join('; ');
  if (typeof cause === 'object' && cause !== null) {
    if ('reason' in cause && typeof cause.reason === 'string' && cause.reason !== '') return cause.reason;
    if ('message' in cause && typeof cause.message === 'string') return cause.message;
  }
  return String(cause);
}
