import assert from 'node:assert/strict';
import { Redis } from 'ioredis';
import supertest from 'supertest';
import { buildApi } from '../../graphql/app.ts';
import { shortMemory } from '../../services/platform/redis.ts';
import { aCitizen } from '../support/a-citizen.ts';
import { anApp } from '../support/an-app.ts';

/** A Redis that is not there. */
function awayRedis(): Redis {
  const redis = new Redis(1, '127.0.0.1', {
    lazyConnect: true,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  redis.on('error', () => undefined);
  return redis;
}

describe('/healthz and /readyz', () => {
  it('say that the process answers and that it can do its work', async () => {
    const { http } = await anApp();
    assert.deepEqual((await http.get('/healthz')).body, { status: 'ok' });
    const { status, body } = await http.get('/readyz');
    assert.equal(status, 200);
    assert.deepEqual(body, { ready: true, checks: { mongodb: 'ok', redis: 'ok', disk: 'ok', clock: 'ok' } });
  });

  it('say what is missing while Redis is away, without addresses or causes; the process itself is well', async () => {
    const { ports } = await anApp();
    const api = await buildApi({ ports, redis: awayRedis() });
    const http = supertest(api.app);
    const { status, body, text } = await http.get('/readyz');
    assert.equal(status, 503);
    assert.equal(body.ready, false);
    assert.equal(body.checks.mongodb, 'ok');
    assert.notEqual(body.checks.redis, 'ok');
    assert.ok(!/127\.0\.0\.1|ECONN|at /.test(text), text);
    assert.equal((await http.get('/healthz')).status, 200);
    const answer = await http.post('/graphql').send({ query: '{ documentKinds { code } }' });
    assert.equal(answer.status, 200);
    await api.close();
  });
});

describe('while Redis is away', () => {
  it('reads go on, and what needs it says so instead of failing', async () => {
    const citizen = await aCitizen();
    const { ports } = citizen.app;
    const redis = awayRedis();
    const api = await buildApi({ ports: { ...ports, memory: shortMemory(redis) }, redis });
    const http = supertest(api.app);
    const send = (query: string) =>
      http.post('/graphql').set('authorization', `Bearer ${citizen.client.bearer}`).send({ query });

    const read = await send('{ me { id } wallet { documents { id } } }');
    assert.equal(read.body.data.me.id, citizen.id);
    for (const query of [
      'mutation { beginSignIn { ceremonyId } }',
      'mutation { beginAddPasskey(input: {}) { __typename } }',
    ]) {
      const { status, body } = await send(query);
      assert.ok(status < 500 || status === 503, String(status));
      assert.equal(body.errors[0].extensions.code, 'TEMPORARILY_UNAVAILABLE');
    }
    const ended = await send('mutation { signOut }');
    assert.equal(ended.body.data.signOut, true);
    assert.equal((await send('{ me { id } }')).body.data.me, null);
    await api.close();
  });
});

describe('/metrics', () => {
  it('are for Prometheus on this machine, not through a proxy', async () => {
    const { http } = await anApp();
    await http.post('/graphql').send({ query: '{ documentKinds { code } }' });
    const near = await http.get('/metrics');
    assert.equal(near.status, 200);
    assert.match(near.text, /graphql_operation_duration_seconds_count\{field="documentKinds",outcome="answered"\} \d/);
    assert.match(near.text, /http_request_duration_seconds_count\{/);
    assert.equal((await http.get('/metrics').set('x-forwarded-for', '203.0.113.7')).status, 404);
  });

  it('have no label that somebody typed', async () => {
    const { http } = await anApp();
    await http.get('/people/092190123456').set('accept', 'application/json');
    await http.post('/graphql').send({ query: '{ alias092190123456: documentKinds { code } }' });
    await http.post('/graphql').send({ query: '{ field092190123456 }' });
    assert.ok(!(await http.get('/metrics')).text.includes('092190123456'));
  });
});

describe('what is not there', () => {
  it('is NOT_FOUND in the shape of every other refusal', async () => {
    const { http } = await anApp();
    for (const path of ['/nothing', '/api/v1/people', '/.env', '/graphql/x', '/..%2f..%2fetc/passwd', '/%00', '/%ff']) {
      for (const method of ['get', 'post', 'delete'] as const) {
        const { status, body } = await http[method](path).set('accept', 'application/json');
        const [error] = body.errors ?? [];
        assert.ok(status === 404 || status === 400, `${method} ${path}: ${status}`);
        assert.ok(error?.message && error.extensions.code, `${method} ${path}`);
        assert.deepEqual(Object.keys(body), ['errors']);
      }
    }
  });

  it('shows nothing of how it is built', async () => {
    const { http } = await anApp();
    const answers = await Promise.all([
      http.get('/nothing.json'),
      http.post('/graphql').set('content-type', 'application/json').send('{"query":'),
      http.post('/graphql').send({ query: '{ __typename ' }),
      http.post('/graphql').send({ query: '{ nothing }' }),
      http.post('/graphql').send({}),
      http.put('/graphql').send({}),
      http.post('/graphql').set('content-type', 'application/json; charset=x').send('{}'),
      http.post('/graphql').set('content-type', 'application/json').set('content-encoding', 'gzip').send('no gzip'),
      http.post('/graphql').set('content-type', 'application/json').set('content-encoding', 'rot13').send('{}'),
    ]);
    for (const { status, text, headers } of answers) {
      assert.ok(status >= 400 && status < 500, `${status} ${text}`);
      assert.ok(!/\.ts|node_modules|at \w+ \(|stack/.test(text), text);
      assert.match(text, /"code":"[A-Z_]+"/);
      assert.equal(headers['x-powered-by'], undefined);
      assert.equal(headers.server, undefined);
    }
  });
});

describe('headers', () => {
  it('keep pages and answers to themselves', async () => {
    const { http } = await anApp();
    for (const answer of [
      await http.post('/graphql').send({ query: '{ __typename }' }),
      await http.get('/nothing').set('accept', 'application/json'),
    ]) {
      const { headers } = answer;
      const policy = String(headers['content-security-policy']);
      assert.match(policy, /default-src 'self'/);
      assert.match(policy, /frame-ancestors 'none'/);
      assert.match(policy, /object-src 'none'/);
      assert.ok(!/script-src[^;]*unsafe/.test(policy), policy);
      assert.equal(headers['x-content-type-options'], 'nosniff');
      assert.ok(headers['strict-transport-security']);
      assert.ok(headers['referrer-policy']);
      assert.ok(headers['cross-origin-opener-policy']);
    }
  });

  it('say no to other origins: there is no CORS', async () => {
    const { http } = await anApp();
    const { headers } = await http
      .post('/graphql')
      .set('origin', 'https://evil.example')
      .send({ query: '{ __typename }' });
    assert.equal(headers['access-control-allow-origin'], undefined);
    const preflight = await http.options('/graphql').set('origin', 'https://evil.example');
    assert.equal(preflight.headers['access-control-allow-origin'], undefined);
  });

  it('carry the id of the request: that of the proxy where it is well formed, else a new one', async () => {
    const { http } = await anApp();
    const given = await http.get('/healthz').set('x-request-id', 'proxy-id-12345');
    assert.equal(given.headers['x-request-id'], 'proxy-id-12345');
    for (const odd of ['short', 'x'.repeat(65), 'with space in it', '{"$gt":""}']) {
      assert.match(
        String((await http.get('/healthz').set('x-request-id', odd)).headers['x-request-id']),
        /^[0-9a-f-]{36}$/,
      );
    }
  });
});

describe('administration board', () => {
  it('is for administrators only', async () => {
    const { http } = await anApp();
    const { status, body } = await http.get('/quan-tri/hang-doi').set('accept', 'application/json');
    assert.equal(status, 401);
    assert.equal(body.errors[0].extensions.code, 'UNAUTHENTICATED');
  });
});
