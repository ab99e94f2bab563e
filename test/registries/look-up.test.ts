import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { connect } from 'node:net';
import { createLocalJWKSet, jwtVerify, SignJWT } from 'jose';
import type { LookupEntry } from '../../registries/database.ts';
import { newId } from '../../services/platform/ids.ts';
import {
  aHealthRecord,
  aKeyPair,
  aLicence,
  anInsurance,
  aPerson,
  lookupClaims,
  postLookup,
  type RunningRegistries,
  signed,
  startRegistries,
} from './running-registries.ts';

describe('registries: a look-up', () => {
  let registries: RunningRegistries;

  before(async () => {
    registries = await startRegistries();
    await registries.records('population').insertOne(aPerson());
    await registries.records('driving').insertOne(aLicence());
    await registries.records('insurance').insertOne(anInsurance());
    await registries.records('health').insertOne(aHealthRecord());
  });
  after(() => registries.stop());

  async function ask(claims: Record<string, unknown>, registry = 'driving') {
    const jws = await signed(registries.callerKey, claims);
    const response = await postLookup(registries.url, jws, registry);
    return { jws, response };
  }

  async function answerTo(claims: Record<string, unknown>, registry = 'driving') {
    const { jws, response } = await ask(claims, registry);
    assert.equal(response.status, 200);
    assert.match(response.headers.get('content-type') ?? '', /^application\/jose/);
    const { payload } = await jwtVerify(await response.text(), createLocalJWKSet(registries.publicKeys), {
      algorithms: ['ES256'],
      typ: 'lookup-answer+jwt',
      issuer: 'registries',
      audience: 'cong-dan-so',
    });
    return { jws, payload: payload as typeof payload & { records: Record<string, unknown>[] } };
  }

  async function refused(response: Response, status: number, code: string): Promise<void> {
    const body = (await response.json()) as Record<string, unknown>;
    assert.equal(body.code, code);
    assert.equal(response.status, status);
    assert.equal(body.status, status);
    assert.match(response.headers.get('content-type') ?? '', /^application\/problem\+json/);
    assert.doesNotMatch(JSON.stringify(body), /\bat .*\.ts|node_modules|stack/);
  }

  it('is answered with a signature bound to the request', async () => {
    const claims = lookupClaims();
    const { jws, payload } = await answerTo(claims);
    assert.equal(payload.correlationId, claims.jti);
    assert.equal(payload.requestHash, createHash('sha256').update(jws).digest('base64url'));
    assert.equal(payload.registry, 'driving');
    assert.equal(payload.outcome, 'found');
    assert.equal(payload.records.length, 1);
    assert.equal(payload.records[0]?.fullName, 'Nguyễn Thị Minh Anh');
    assert.ok(Math.abs(Date.parse(String(payload.asOf)) - Date.now()) < 10_000);
    assert.notEqual(payload.jti, claims.jti);
  });

  it('finds a person in each registry', async () => {
    for (const registry of ['population', 'insurance', 'driving', 'health']) {
      const { payload } = await answerTo(lookupClaims({ registry }), registry);
      assert.equal(payload.outcome, 'found', registry);
    }
  });

  it('gives only the fields asked for', async () => {
    const { payload } = await answerTo(
      lookupClaims({ registry: 'population', fields: ['fullName', 'status'] }),
      'population',
    );
    assert.deepEqual(payload.records, [
      { _id: aPerson()._id, version: 1, fullName: aPerson().fullName, status: 'alive' },
    ]);
  });

  it('says not_found for a person without a record', async () => {
    const { payload } = await answerTo(lookupClaims({ person: '092190999999' }));
    assert.equal(payload.outcome, 'not_found');
    assert.deepEqual(payload.records, []);
  });

  it('is in the log before it is answered, with purpose and legal basis', async () => {
    const claims = lookupClaims({ fields: ['points'], caseRef: newId(), purpose: 'test.log' });
    await answerTo(claims);
    const entries = await registries.db
      .collection<LookupEntry>('lookups')
      .find({ jti: String(claims.jti) })
      .toArray();
    assert.equal(entries.length, 1);
    const { _id, at, ...entry } = entries[0] ?? assert.fail('no entry');
    assert.deepEqual(entry, {
      jti: claims.jti,
      caller: 'cong-dan-so',
      registry: 'driving',
      person: claims.person,
      fields: ['points'],
      purpose: 'test.log',
      legalBasis: claims.legalBasis,
      caseRef: claims.caseRef,
      outcome: 'found',
    });
    assert.ok(at instanceof Date);
  });

  it('refuses a replay, and of twenty sent at once answers one', async () => {
    const jws = await signed(registries.callerKey, lookupClaims());
    const answers = await Promise.all(Array.from({ length: 20 }, () => postLookup(registries.url, jws)));
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, ...Array(19).fill(409)]);
    await refused(await postLookup(registries.url, jws), 409, 'REQUEST_REPLAYED');
  });

  it('refuses a tampered payload', async () => {
    const [header, , signature] = (await signed(registries.callerKey, lookupClaims())).split('.');
    const payload = Buffer.from(JSON.stringify(lookupClaims({ person: '092190999999' }))).toString('base64url');
    await refused(await postLookup(registries.url, `${header}.${payload}.${signature}`), 401, 'REQUEST_UNSIGNED');
  });

  it('refuses a tampered signature', async () => {
    const jws = await signed(registries.callerKey, lookupClaims());
    const [header, payload, signature = ''] = jws.split('.');
    const flipped = Buffer.from(signature, 'base64url');
    flipped[10] = (flipped[10] ?? 0) ^ 1;
    const tampered = `${header}.${payload}.${flipped.toString('base64url')}`;
    await refused(await postLookup(registries.url, tampered), 401, 'REQUEST_UNSIGNED');
  });

  it('refuses a signature by another key under a known key id', async () => {
    const { key } = await aKeyPair(registries.callerKey.kid);
    await refused(await postLookup(registries.url, await signed(key, lookupClaims())), 401, 'REQUEST_UNSIGNED');
  });

  it('refuses alg none', async () => {
    const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const jws = `${part({ alg: 'none', typ: 'lookup-request+jwt' })}.${part(lookupClaims())}.`;
    await refused(await postLookup(registries.url, jws), 401, 'REQUEST_UNSIGNED');
  });

  it('refuses HS256 keyed with the public key', async () => {
    const secret = new TextEncoder().encode(JSON.stringify(registries.publicKeys.keys[0]));
    const jws = await new SignJWT(lookupClaims())
      .setProtectedHeader({ alg: 'HS256', kid: registries.callerKey.kid, typ: 'lookup-request+jwt' })
      .sign(secret);
    await refused(await postLookup(registries.url, jws), 401, 'REQUEST_UNSIGNED');
  });

  const now = () => Math.floor(Date.now() / 1000);
  const unsigned: [string, Record<string, unknown>][] = [
    ['an unknown caller', { iss: 'somebody-else' }],
    ['no caller', { iss: undefined }],
    ['another audience', { aud: 'elsewhere' }],
    ['an expired request', { iat: now() - 100, exp: now() - 40 }],
    ['a request from the future', { iat: now() + 600, exp: now() + 660 }],
    ['a request that gives itself a long life', { exp: now() + 3600 }],
    ['no expiry', { exp: undefined }],
    ['no request id', { jti: undefined }],
  ];
  for (const [what, changed] of unsigned) {
    it(`refuses ${what}`, async () => {
      const { response } = await ask(lookupClaims(changed));
      await refused(response, 401, 'REQUEST_UNSIGNED');
    });
  }

  it('refuses a token of another type', async () => {
    const jws = await signed(registries.callerKey, lookupClaims(), { typ: 'changes-request+jwt' });
    await refused(await postLookup(registries.url, jws), 401, 'REQUEST_UNSIGNED');
  });

  const purposeless: [string, Record<string, unknown>][] = [
    ['no purpose', { purpose: undefined }],
    ['a blank purpose', { purpose: ' ' }],
    ['no legal basis', { legalBasis: undefined }],
    ['an empty legal basis', { legalBasis: '' }],
  ];
  for (const [what, changed] of purposeless) {
    it(`refuses ${what}`, async () => {
      const { response } = await ask(lookupClaims(changed));
      await refused(response, 422, 'PURPOSE_MISSING');
    });
  }

  const malformed: [string, Record<string, unknown>][] = [
    ['a number of eleven digits', { person: '09219012345' }],
    ['an operator for a person', { person: { $gt: '' } }],
    ['no person', { person: undefined }],
    ['another registry inside than in the address', { registry: 'health' }],
    ['an unknown field', { fields: ['fullName', '$where'] }],
    ['an empty list of fields', { fields: [] }],
    ['a request id that is no UUID', { jti: 'one' }],
    ['an over-long case', { caseRef: 'x'.repeat(101) }],
  ];
  for (const [what, changed] of malformed) {
    it(`refuses ${what}`, async () => {
      const { response } = await ask(lookupClaims(changed));
      await refused(response, 400, 'REQUEST_MALFORMED');
    });
  }

  for (const body of ['', 'nonsense', 'a.b.c', 'e30.e30.AA', '{"person":"092190123456"}']) {
    it(`refuses a body that is ${body === '' ? 'empty' : `"${body}"`}`, async () => {
      const response = await postLookup(registries.url, body);
      const { code } = (await response.json()) as { code: string };
      assert.ok(['REQUEST_MALFORMED', 'REQUEST_UNSIGNED'].includes(code), code);
      assert.ok(response.status === 400 || response.status === 401);
    });
  }

  it('refuses an unknown registry', async () => {
    const { response } = await ask(lookupClaims({ registry: 'tax' }), 'tax');
    await refused(response, 404, 'REGISTRY_UNKNOWN');
    const { response: inherited } = await ask(lookupClaims({ registry: '__proto__' }), '__proto__');
    await refused(inherited, 404, 'REGISTRY_UNKNOWN');
  });

  it('refuses a body that is too large', async () => {
    await refused(await postLookup(registries.url, 'x'.repeat(20_000)), 413, 'BODY_TOO_LARGE');
  });

  it('refuses another content type', async () => {
    const response = await fetch(`${registries.url}/v1/driving/lookups`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    await refused(response, 415, 'MEDIA_TYPE_UNSUPPORTED');
  });

  it('answers an address that does not decode, or does not exist, without a stack', async () => {
    await refused(await fetch(`${registries.url}/v1/%ff/lookups`, { method: 'POST' }), 400, 'REQUEST_MALFORMED');
    await refused(await fetch(`${registries.url}/nowhere`), 404, 'ROUTE_UNKNOWN');
    await refused(await fetch(`${registries.url}/v1/driving/lookups`), 404, 'ROUTE_UNKNOWN');
  });

  it('logs nothing for a request it refused', async () => {
    const claims = lookupClaims({ purpose: undefined });
    await ask(claims);
    assert.equal(await registries.db.collection('lookups').countDocuments({ jti: claims.jti }), 0);
  });

  it('survives a caller that leaves in the middle of a request', async () => {
    const { port, hostname } = new URL(registries.url);
    await new Promise<void>((resolve) => {
      const socket = connect(Number(port), hostname, () => {
        socket.write('POST /v1/driving/lookups HTTP/1.1\r\nHost: x\r\nContent-Type: application/jose\r\n');
        socket.write('Content-Length: 500\r\n\r\nabc', () => socket.destroy());
      });
      socket.on('close', () => resolve());
    });
    const { payload } = await answerTo(lookupClaims());
    assert.equal(payload.outcome, 'found');
  });

  it('publishes the keys of its answers', async () => {
    const response = await fetch(`${registries.url}/.well-known/jwks.json`);
    const { keys } = (await response.json()) as { keys: Record<string, unknown>[] };
    assert.deepEqual(keys, registries.publicKeys.keys);
    assert.ok(keys.every((key) => !('d' in key)));
  });

  it('says that it is alive and ready', async () => {
    assert.equal((await fetch(`${registries.url}/livez`)).status, 200);
    assert.equal((await fetch(`${registries.url}/readyz`)).status, 200);
  });
});
