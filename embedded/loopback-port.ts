import { randomInt } from 'node:crypto';
import { connect, createServer } from 'node:net';

// Below the range that systems hand out to outgoing connections (Linux from 32768, macOS from 49152): while a store is
// being restarted, a client that keeps trying its port must not be given that very port as its own.
const lowest = 15_000;
const highest = 32_000;

/** A port of the loopback interface that nobody listens at. @throws Error when 200 of them were taken */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const port = randomInt(lowest, highest);
    if (await isFree(port)) return port;
  }
  throw new Error(`No free port was found between ${lowest} and ${highest}.`);
}

export function isFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** One line to a port and what comes back first. @throws Error when nothing came within `timeoutMs` */
export function ask(port: number, line: string, timeoutMs: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    const timer = setTimeout(() => settle(new Error(`no answer within ${timeoutMs} ms`), ''), timeoutMs);
    function settle(error: Error | undefined, answer: string) {
      clearTimeout(timer);
      socket.destroy();
      if (error) reject(error);
      else resolve(answer);
    }
    socket.on('connect', () => socket.write(line));
    socket.on('data', (chunk) => settle(undefined, chunk.toString()));
    socket.on('error', (error) => settle(error, ''));
    socket.on('close', () => settle(new Error('the connection was closed without an answer'), ''));
  });
}
