import { createHash } from 'node:crypto';
import { CompactSign, decodeJwt } from 'jose';
import { z } from 'zod';
import { newId } from '../platform/ids.ts';
import { loadSigningKey } from '../platform/keys.ts';
import type { RegistriesPort } from '../platform/ports.ts';
import { ExchangeFailure, type RegistryFailure } from './errors.ts';
import type { RegistryName } from './records.ts';
import { ourName, theirName } from './signatures.ts';

type FakeRecord = { _id: string; version: number; personalId?: string } & Record<string, unknown>;
type FakeChange = {
  registry: RegistryName;
  person: string;
  recordId: string;
  kind: 'changed' | 'revoked' | 'removed';
  version: number;
};

export type FakeRegistries = RegistriesPort & {
  /** Sets what a registry holds from now on. */
  hold(registry: RegistryName, records: readonly FakeRecord[]): void;
  /** Spoils the next answers, in this order. */
  fail(...failures: readonly RegistryFailure[]): void;
  /** Adds to the change feed. */
  tell(...changes: readonly FakeChange[]): void;
  /** How many look-ups came. */
  readonly lookups: number;
};

/**
 * The registries in memory, for tests of whoever asks them: the same signatures, no HTTP, no database. What the real
 * ones refuse is tested against the real ones.
 */
export function fakeRegistries(): FakeRegistries {
  const held = new Map<string, readonly FakeRecord[]>();
  const failures: RegistryFailure[] = [];
  const feed: (FakeChange & { cursor: string; at: string })[] = [];
  let lookups = 0;

  async function answer(typ: string, requestJws: string, claims: object): Promise<string> {
    const failure = failures.shift();
    if (failure === 'MALFORMED') return '{"ok":tru';
    if (failure && failure !== 'BAD_SIGNATURE') throw new ExchangeFailure(failure);
    const { kid, privateKey } = await loadSigningKey('registries');
    const payload = {
      iss: theirName,
      aud: ourName,
      iat: decodeJwt(requestJws).iat,
      jti: newId(),
      correlationId: decodeJwt(requestJws).jti,
      requestHash: createHash('sha256').update(requestJws).digest('base64url'),
      ...claims,
    };
    const jws = await new CompactSign(new TextEncoder().encode(JSON.stringify(payload)))
      .setProtectedHeader({ alg: 'ES256', kid, typ })
      .sign(privateKey);
    return failure === 'BAD_SIGNATURE' ? `${jws.slice(0, -8)}AAAAAAAA` : jws;
  }

  return {
    async lookup(registry, requestJws) {
      lookups += 1;
      const { person, fields, iat } = question.parse(decodeJwt(requestJws));
      const wanted = new Set(['_id', 'version', ...fields]);
      const records = (held.get(registry) ?? [])
        .filter((record) => (record.personalId ?? record._id) === person)
        .map((record) => Object.fromEntries(Object.entries(record).filter(([name]) => wanted.has(name))));
      return answer('lookup-answer+jwt', requestJws, {
        registry,
        outcome: records.length > 0 ? 'found' : 'not_found',
        records,
        asOf: new Date(iat * 1000).toISOString(),
      });
    },
    async changes(requestJws, { after, limit }) {
      const changes = feed.slice(Number(after), Number(after) + limit);
      const next = changes.at(-1)?.cursor ?? after;
      return answer('changes-answer+jwt', requestJws, { changes, next, end: Number(next) === feed.length });
    },
    hold: (registry, records) => void held.set(registry, records),
    fail: (...next) => void failures.push(...next),
    tell(...changes) {
      for (const change of changes)
        feed.push({ ...change, cursor: String(feed.length + 1), at: '2026-01-01T00:00:00Z' });
    },
    get lookups() {
      return lookups;
    },
  };
}

const question = z.object({ person: z.string(), fields: z.array(z.string()), iat: z.number() });
