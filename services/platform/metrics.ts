import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { config } from './config.ts';

/** Everything Prometheus may scrape of this process. Labels are codes and names of our own, never data of people. */
export const metrics = new Registry();
collectDefaultMetrics({ register: metrics });

const registers = [metrics];

export const httpRequests = new Histogram({
  name: 'http_request_duration_seconds',
  help: 'Time to answer an HTTP request',
  labelNames: ['method', 'route', 'status'],
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
  registers,
});
export const graphqlOperations = new Histogram({
  name: 'graphql_operation_duration_seconds',
  help: 'Time to answer a GraphQL operation, by its first root field',
  labelNames: ['field', 'outcome'],
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
  registers,
});
export const registryAnswers = new Histogram({
  name: 'registry_answer_duration_seconds',
  help: 'Time of a registry look-up, by registry and outcome',
  labelNames: ['registry', 'outcome'],
  buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  registers,
});
export const badSignatures = new Counter({
  name: 'registry_bad_signatures_total',
  help: 'Answers of a registry whose signature did not verify: an alarm',
  labelNames: ['registry'],
  registers,
});
export const reactions = new Histogram({
  name: 'reaction_duration_seconds',
  help: 'Time of a reaction, by name and outcome',
  labelNames: ['reaction', 'outcome'],
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  registers,
});
export const owedOutboxRecords = new Gauge({
  name: 'outbox_owed_records',
  help: 'Outbox records with something owed',
  registers,
});
export const overdueOutboxRecords = new Gauge({
  name: 'outbox_overdue_records',
  help: 'Outbox records past their deadline with something owed: an alarm',
  registers,
});
export const deadLetters = new Counter({
  name: 'dead_letters_total',
  help: 'Reactions that gave up',
  labelNames: ['reaction'],
  registers,
});
export const refusals = new Counter({
  name: 'refusals_total',
  help: 'Refusals by their code',
  labelNames: ['code'],
  registers,
});

const thisMachine = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/** Metrics are for this machine, where no proxy stands between, and for who has the token. */
export function mayScrape({ headers, socket }: Pick<IncomingMessage, 'headers' | 'socket'>): boolean {
  if (thisMachine.has(socket.remoteAddress ?? '') && !headers['x-forwarded-for']) return true;
  const expected = Buffer.from(`Bearer ${config.metricsToken ?? ''}`);
  const given = Buffer.from(headers.authorization ?? '');
  return config.metricsToken !== undefined && given.length === expected.length && timingSafeEqual(given, expected);
}
