import express, { type Express, type Request, type Response } from 'express';
import type { JSONWebKeySet } from 'jose';
import { z } from 'zod';
import { isDuplicateKey } from '../services/platform/errors.ts';
import { newId } from '../services/platform/ids.ts';
import type { SigningKey } from '../services/platform/keys.ts';
import { logger } from '../services/platform/logger.ts';
import { mayScrape, metrics } from '../services/platform/metrics.ts';
import { type Database, withDeadline } from '../services/platform/mongo.ts';
import { answerSigner, forgingSigner } from './answer-signer.ts';
import { createChangeFeed, type FeedPage } from './change-feed.ts';
import { changeSchema, recordChanger } from './change-record.ts';
import { collectionsOf, recordsOfPerson } from './database.ts';
import { answerSigned, createFaults, faultSchema, sufferBefore } from './faults.ts';
import { lookupAnswerer, lookupAnswerType, lookupRequestType } from './lookup.ts';
import { openApi } from './openapi.ts';
import { answerProblem, Problem, routeUnknown } from './problems.ts';
import { type RegistryName, registryNames } from './records.ts';
import { audience, type Callers, faultsOf, malformed, requestVerifier, type SignedRequest } from './signed-request.ts';

export type RegistriesDependencies = {
  db: Database;
  signingKey: SigningKey;
  /** The public half of `signingKey`, as callers fetch it. */
  publicKeys: JSONWebKeySet;
  callers: Callers;
  now: () => Date;
  /** Whether faults and changes may be ordered over HTTP: tests and development only. */
  simulation: boolean;
};

export type Registries = {
  app: Express;
  /** Lets long polls end, so that the server can close. */
  stop(): void;
};

export const changesRequestType = 'changes-request+jwt';
export const changesAnswerType = 'changes-answer+jwt';

const requestLimit = '16kb';

const registryName = z.enum(registryNames);

export const changesQuery = z.object({
  after: z
    .string()
    .regex(/^\d{1,15}$/, 'expected a cursor of this feed')
    .default('0')
    .transform(Number),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  waitSeconds: z.coerce.number().min(0).max(20).default(0),
});

export const recordsQuery = z.object({ person: z.string().regex(/^\d{12}$/, 'expected 12 digits') });

/** The registries' HTTP API. Holds no state that another process would need. */
export function buildRegistries(dependencies: RegistriesDependencies): Registries {
  const { db, signingKey, publicKeys, callers, now, simulation } = dependencies;
  const collections = collectionsOf(db);
  const verify = requestVerifier(callers, now);
  const signers = { sign: answerSigner(signingKey), forge: forgingSigner(signingKey) };
  const feed = createChangeFeed(collections);
  const faults = createFaults();
  const answerLookup = lookupAnswerer(collections, now);
  const changeRecord = recordChanger(db, collections, feed, now);

  const app = express().disable('x-powered-by').disable('etag');
  app.use((_request, response, next) => {
    response.set('x-content-type-options', 'nosniff');
    next();
  });

  app.get('/livez', (_request, response) => {
    response.json({ status: 'alive' });
  });

  // For the operator, not part of the contract.
  app.use('/metrics', async (request, response, next) => {
    if (mayScrape(request)) response.type(metrics.contentType).send(await metrics.metrics());
    else next();
  });
  app.get('/readyz', async (_request, response) => {
    try {
      await withDeadline(db.command({ ping: 1 }), 2000, 'the database does not answer');
      response.json({ status: 'ready' });
    } catch (error) {
      throw new Problem('REGISTRY_UNAVAILABLE', [], error);
    }
  });

  app.get('/.well-known/jwks.json', (_request, response) => {
    response.set('cache-control', 'public, max-age=300').json(publicKeys);
  });

  app.get('/openapi.json', (_request, response) => {
    response.json(openApi({ simulation }));
  });

  const signedBody = express.text({ type: 'application/jose', limit: requestLimit });
  app.post('/v1/:registry/lookups', signedBody, async (request, response) => {
    const startedAt = performance.now();
    const registry = registryOf(request);
    if (!request.is('application/jose')) throw new Problem('MEDIA_TYPE_UNSUPPORTED');
    if (typeof request.body !== 'string' || request.body === '') throw new Problem('REQUEST_MALFORMED');
    const signed = await verify(request.body, lookupRequestType);
    const fault = faults.take(registry);
    await sufferBefore(fault);
    const payload = await answerLookup(registry, signed);
    await answerSigned(response, { typ: lookupAnswerType, payload }, signers, fault);
    logger.debug('registries.answered', {
      registry,
      outcome: payload.outcome,
      durationMs: Math.round(performance.now() - startedAt),
    });
  });

  app.get('/v1/changes', async (request, response) => {
    const signed = await verify(bearerOf(request), changesRequestType);
    const query = changesQuery.safeParse(request.query);
    if (!query.success) throw malformed(query.error);
    await refuseReplay(signed);
    const fault = faults.take('changes');
    await sufferBefore(fault);
    const { after, limit, waitSeconds } = query.data;
    const page = await readOrWait(after, limit, waitSeconds * 1000, departureOf(response));
    if (!page) throw new Problem('CURSOR_UNKNOWN');
    const payload = {
      iss: audience,
      aud: signed.caller,
      iat: Math.floor(now().getTime() / 1000),
      jti: newId(),
      correlationId: signed.id,
      requestHash: signed.hash,
      changes: page.changes.map(({ _id, at, ...change }) => ({ cursor: String(_id), ...change, at: at.toISOString() })),
      next: String(page.next),
      end: page.end,
    };
    await answerSigned(response, { typ: changesAnswerType, payload }, signers, fault);
  });

  if (simulation) {
    const jsonBody = express.json({ limit: requestLimit });

    app.put('/simulation/faults', jsonBody, (request, response) => {
      const fault = faultSchema.safeParse(request.body);
      if (!fault.success) throw malformed(fault.error);
      faults.set(fault.data);
      response.json({ faults: faults.list() });
    });

    app.get('/simulation/faults', (_request, response) => {
      response.json({ faults: faults.list() });
    });

    app.patch('/simulation/records/:registry/:recordId', jsonBody, async (request, response) => {
      const registry = registryOf(request);
      const change = changeSchema.safeParse(request.body);
      if (!change.success) throw new Problem('CHANGE_INVALID', faultsOf(change.error), change.error);
      const entry = await changeRecord(registry, String(request.params.recordId), change.data);
      response.json({ cursor: String(entry._id), kind: entry.kind, version: entry.version });
    });

    app.get('/simulation/records/:registry', async (request, response) => {
      const registry = registryOf(request);
      const query = recordsQuery.safeParse(request.query);
      if (!query.success) throw malformed(query.error);
      const records = await recordsOfPerson(collections, registry, query.data.person);
      response.set('cache-control', 'no-store').json({ records });
    });
  }

  app.use(routeUnknown);
  app.use(answerProblem);

  async function readOrWait(
    after: number,
    limit: number,
    milliseconds: number,
    gone: AbortSignal,
  ): Promise<FeedPage | undefined> {
    const deadline = performance.now() + milliseconds;
    for (;;) {
      const page = await feed.read(after, limit);
      const left = deadline - performance.now();
      if (!page || page.changes.length > 0 || left <= 0 || feed.isClosed()) return page;
      await feed.waitBeyond(after, left, gone);
      if (gone.aborted) return page;
    }
  }

  async function refuseReplay(request: SignedRequest): Promise<void> {
    await collections.usedRequestIds
      .insertOne({ _id: `${request.caller} ${request.id}`, expiresAt: request.expiresAt })
      .catch((error: unknown) => {
        throw isDuplicateKey(error) ? new Problem('REQUEST_REPLAYED', [], error) : error;
      });
  }

  return { app, stop: () => feed.close() };
}

function registryOf(request: Request): RegistryName {
  const parsed = registryName.safeParse(request.params.registry);
  if (!parsed.success) throw new Problem('REGISTRY_UNKNOWN');
  return parsed.data;
}

/** @see RFC 6750, section 2.1 */
function bearerOf(request: Request): string {
  const token = /^Bearer ([\w.-]+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (!token) throw new Problem('REQUEST_UNSIGNED');
  return token;
}

/** Aborted when the caller has gone before it was answered. */
function departureOf(response: Response): AbortSignal {
  const departure = new AbortController();
  response.once('close', () => departure.abort());
  return departure.signal;
}
