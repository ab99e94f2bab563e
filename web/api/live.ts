import type { Client } from 'graphql-ws';
import { useEffect, useRef, useState } from 'react';
import type { TypedDocumentString } from '../generated/operations.ts';

/** What a live subscription tells its page. */
interface Listener<Result> {
  next(data: Result): void;
  /** The line is up (again): news may have been missed while it was down. */
  opened(): void;
  closed(): void;
}

const longestWaitMs = 15_000;

let client: Promise<Client> | undefined;

/** Opens the one socket that all subscriptions share; the library is only loaded when a page wants live news. */
function liveClient(): Promise<Client> {
  client ??= import('graphql-ws').then(({ createClient }) =>
    createClient({
      url: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`,
      lazy: true,
      keepAlive: 20_000,
      retryAttempts: Number.POSITIVE_INFINITY,
      shouldRetry: () => true,
      retryWait: (attempt) =>
        new Promise((resolve) => {
          setTimeout(resolve, Math.min(1000 * 2 ** attempt, longestWaitMs));
        }),
    }),
  );
  return client;
}

/** Closes the socket. A session that begins or ends needs a new one, since the cookie is read when it opens. */
export function closeLive(): void {
  const open = client;
  client = undefined;
  void open?.then((socket) => socket.dispose());
}

function subscribe<Result, Variables extends Record<string, unknown>>(
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
  listener: Listener<Result>,
): () => void {
  let stop = () => {};
  let stopped = false;
  void liveClient()
    .then((socket) => {
      if (stopped) return;
      const unlisten = [socket.on('connected', listener.opened), socket.on('closed', listener.closed)];
      const end = socket.subscribe<Result>(
        { query: document.toString(), variables },
        {
          next: ({ data }) => data && listener.next(data),
          error: listener.closed,
          complete: listener.closed,
        },
      );
      stop = () => {
        end();
        for (const off of unlisten) off();
      };
    })
    .catch(listener.closed);
  return () => {
    stopped = true;
    stop();
  };
}

/**
 * Listens to a subscription while the page is shown.
 *
 * When the line is down, `catchUp` is called every `pollMs`; it is also called each time the line comes up, because
 * news may have been missed.
 * @returns whether the line is up.
 */
export function useLive<Result, Variables extends Record<string, unknown>>(
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
  on: { next(data: Result): void; catchUp(): void },
  { enabled = true, pollMs = 5000 }: { enabled?: boolean; pollMs?: number } = {},
): boolean {
  const [up, setUp] = useState(false);
  const latest = useRef(on);
  latest.current = on;
  const key = JSON.stringify(variables);

  useEffect(() => {
    if (!enabled) return;
    let wasOpen = false;
    return subscribe(document, JSON.parse(key) as Variables, {
      next: (data) => latest.current.next(data),
      opened: () => {
        setUp(true);
        if (wasOpen) latest.current.catchUp();
        wasOpen = true;
      },
      closed: () => setUp(false),
    });
  }, [document, key, enabled]);

  useEffect(() => {
    if (!enabled || up) return;
    const timer = setInterval(() => latest.current.catchUp(), pollMs);
    return () => clearInterval(timer);
  }, [enabled, up, pollMs]);

  return up;
}
