import { connect, type Socket } from 'node:net';
import type { Run } from './row.ts';

export type HttpAnswer = { status: number; body: string };

/** One kept connection, over which one request at a time goes out. */
export type HttpClient = {
  /** @throws when the connection closes or nothing comes within ten seconds */
  send(request: Buffer): Promise<HttpAnswer>;
  close(): void;
};

const answerWithinMs = 10_000;

/**
 * A client that costs as little as possible, so that what is measured is the server: raw requests over one kept
 * connection, answers with a content length (RFC 9112, section 6.2) and nothing else.
 */
export async function httpClient(port: number): Promise<HttpClient> {
  const socket = await connected(port);
  let received: Buffer = Buffer.alloc(0);
  let waiting: { resolve(answer: HttpAnswer): void; reject(error: Error): void } | undefined;
  let failed: Error | undefined;

  function fail(error: Error) {
    failed ??= error;
    waiting?.reject(failed);
    waiting = undefined;
  }
  socket.on('data', (chunk) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
    const headEnd = received.indexOf('\r\n\r\n');
    if (headEnd === -1) return;
    const head = received.toString('latin1', 0, headEnd);
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? Number.NaN);
    if (Number.isNaN(length)) return fail(new Error(`expected a content length: ${head}`));
    const end = headEnd + 4 + length;
    if (received.length < end) return;
    const answer = { status: Number(head.slice(9, 12)), body: received.toString('utf8', headEnd + 4, end) };
    received = received.subarray(end);
    const { resolve } = waiting ?? {};
    waiting = undefined;
    resolve?.(answer);
  });
  socket.setTimeout(answerWithinMs, () => fail(new Error('no answer within ten seconds')));
  socket.on('error', fail);
  socket.on('close', () => fail(new Error('the connection was closed')));

  return {
    send(request) {
      return new Promise((resolve, reject) => {
        if (failed) return reject(failed);
        waiting = { resolve, reject };
        socket.write(request);
      });
    },
    close: () => socket.destroy(),
  };
}

function connected(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    socket.once('connect', () => resolve(socket));
    socket.once('error', reject);
  });
}

/** The bytes of a request with a JSON body, or of a GET without one. */
export function requestBytes(path: string, body: unknown, headers: Record<string, string> = {}): Buffer {
  const text = body === undefined ? '' : JSON.stringify(body);
  const own: Record<string, string> =
    body === undefined ? {} : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(text)) };
  const lines = Object.entries({ host: 'localhost', accept: 'application/json', ...own, ...headers });
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  return Buffer.from(`${body === undefined ? 'GET' : 'POST'} ${path} HTTP/1.1\r\n${head}\r\n${text}`);
}

export type Load = {
  port: number;
  clients: number;
  /** Not measured: connections open, code warm. */
  warmUpMs: number;
  measureMs: number;
  /** One exchange of one client, to its end. @throws when the answer is not what it should be */
  exchange: (client: HttpClient, index: number) => Promise<void>;
};

/** So many clients for so long, each asking again as soon as it has its answer. */
export async function runLoad({ port, clients, warmUpMs, measureMs, exchange }: Load): Promise<Run> {
  const open = await Promise.all(Array.from({ length: clients }, () => httpClient(port)));
  const latenciesMs: number[] = [];
  const begin = performance.now() + warmUpMs;
  const end = begin + measureMs;
  try {
    await Promise.all(
      open.map(async (client, index) => {
        for (let asked = performance.now(); asked < end; ) {
          await exchange(client, index);
          const answered = performance.now();
          if (answered >= begin && answered < end) latenciesMs.push(answered - asked);
          asked = answered;
        }
      }),
    );
  } finally {
    for (const client of open) client.close();
  }
  return { perSecond: (latenciesMs.length / measureMs) * 1000, latenciesMs };
}
