import http from 'node:http';
import https from 'node:https';
import type { RegistriesPort } from '../platform/ports.ts';
import { ExchangeFailure } from './errors.ts';

/** The largest answer that is read: a page of the feed, or the records of one person. */
const largestAnswerBytes = 1_000_000;
const largestRefusalBytes = 16_000;
/** Questions under way at once from one process; more wait for a connection, within their deadline. */
const mostConnections = 64;

/** The registries over HTTP. Connections are kept, so that a question costs one round trip. */
export function registriesOverHttp(address: string): RegistriesPort {
  const base = new URL(address);
  const client = base.protocol === 'https:' ? https : http;
  const agent = new client.Agent({ keepAlive: true, maxSockets: mostConnections, scheduling: 'lifo' });

  function send(path: string, message: Message, signal: AbortSignal): Promise<string> {
    const url = new URL(base.pathname.replace(/\/$/, '') + path, base);
    return new Promise<string>((resolve, reject) => {
      const request = client.request(url, { agent, signal, method: message.method, headers: message.headers });
      request.on('response', (response) => read(response).then(resolve, reject));
      request.on('error', (error) => reject(Object.assign(error, { onReusedConnection: request.reusedSocket })));
      request.end(message.body);
    });
  }

  async function exchange(path: string, message: Message, signal: AbortSignal): Promise<string> {
    try {
      return await send(path, message, signal).catch((error: unknown) => {
        // A kept connection that the other side had closed meanwhile: the request never arrived. Had it, the single
        // use of its id would refuse the second sending.
        if (!wasStale(error) || signal.aborted) throw error;
        return send(path, message, signal);
      });
    } catch (error) {
      if (error instanceof ExchangeFailure) throw error;
      throw new ExchangeFailure(signal.aborted ? 'TIMEOUT' : 'CONNECTION', { cause: error });
    }
  }

  return {
    lookup: (registry, requestJws, signal) =>
      exchange(
        `/v1/${encodeURIComponent(registry)}/lookups`,
        {
          method: 'POST',
          headers: { 'content-type': 'application/jose', 'content-length': String(Buffer.byteLength(requestJws)) },
          body: requestJws,
        },
        signal,
      ),
    changes: (requestJws, { after, limit, waitSeconds }, signal) =>
      exchange(
        `/v1/changes?${new URLSearchParams({ after, limit: String(limit), waitSeconds: String(waitSeconds) })}`,
        { method: 'GET', headers: { authorization: `Bearer ${requestJws}` } },
        signal,
      ),
  };
}

type Message = { method: 'GET' | 'POST'; headers: Record<string, string>; body?: string };

function wasStale(error: unknown): boolean {
  return (
    error instanceof Error &&
    'onReusedConnection' in error &&
    error.onReusedConnection === true &&
    'code' in error &&
    (error.code === 'ECONNRESET' || error.code === 'EPIPE')
  );
}

async function read(response: http.IncomingMessage): Promise<string> {
  const status = response.statusCode ?? 0;
  const isAnswer = status === 200;
  const body = await readBounded(response, isAnswer ? largestAnswerBytes : largestRefusalBytes);
  if (!isAnswer) throw new ExchangeFailure('REFUSED', { refusal: { status, code: problemCode(body) } });
  if (!/^application\/jose\b/.test(response.headers['content-type'] ?? '')) throw new ExchangeFailure('MALFORMED');
  return body;
}

async function readBounded(response: http.IncomingMessage, most: number): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response) {
    const part = Buffer.from(chunk);
    bytes += part.length;
    if (bytes > most) {
      response.destroy();
      throw new ExchangeFailure('MALFORMED');
    }
    chunks.push(part);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** The stable code of an RFC 9457 problem, where the refusal is one. */
function problemCode(body: string): string | undefined {
  try {
    const problem: unknown = JSON.parse(body);
    const code = typeof problem === 'object' && problem !== null && 'code' in problem ? problem.code : undefined;
    return typeof code === 'string' && /^[A-Z_]{1,40}$/.test(code) ? code : undefined;
  } catch {
    return undefined;
  }
}
