import assert from 'node:assert/strict';
import { Session } from '../../services/identity/session.model.ts';
import { aCitizen, operations, type TestCitizen } from '../support/a-citizen.ts';
import { origin } from '../support/an-app.ts';

const me = { query: '{ me { id } }' };

describe('session cookie', () => {
  let citizen: TestCitizen;
  let cookie: string;
  let header: string;

  before(async () => {
    citizen = await aCitizen();
    const begun = await citizen.app.http.post('/graphql').send({ query: operations.beginSignIn });
    const { ceremonyId, options } = begun.body.data.beginSignIn;
    const credential = citizen.authenticator.getJSON(origin, options);
    const answer = await citizen.app.http
      .post('/graphql')
      .set('origin', origin)
      .send({ query: operations.signIn, variables: { input: { ceremonyId, credential } } });
    assert.equal(answer.body.data.signIn.bearerToken, null);
    header = String(answer.headers['set-cookie']);
    cookie = header.split(';')[0] ?? '';
  });

  const send = (headers: Record<string, string>, body: object = me) =>
    citizen.app.http.post('/graphql').set(headers).send(body);

  it('is bound to the host and to secure connections, and hidden from scripts and other sites', () => {
    assert.match(header, /^__Host-session=[0-9a-f-]{36}\.[\w-]{43};/);
    const attributes = header
      .split('; ')
      .slice(1)
      .map((attribute) => attribute.split('=')[0]);
    assert.deepEqual(attributes.sort(), ['Expires', 'HttpOnly', 'Path', 'SameSite', 'Secure']);
    assert.match(header, /; Path=\/(;|$)/);
    assert.match(header, /; SameSite=Lax/i);
    const expires = Date.parse(/Expires=([^;]+)/.exec(header)?.[1] ?? '');
    assert.ok(Math.abs(expires - Date.now() - 30 * 86_400_000) < 60_000);
  });

  it('is the session of requests from our own pages', async () => {
    const { body } = await send({ cookie, origin });
    assert.equal(body.data.me.id, citizen.id);
    assert.equal((await send({ cookie, 'sec-fetch-site': 'same-origin' })).body.data.me.id, citizen.id);
  });

  it('is refused from another site, also for a mutation, with a stable code', async () => {
    const before = await Session.countDocuments({ accountId: citizen.id });
    for (const foreign of [
      'https://evil.example',
      'null',
      `${origin}.evil.example`,
      `${origin}:1`,
      origin.toUpperCase(),
    ]) {
      for (const query of [me.query, 'mutation { signOut }', 'mutation { lockAccount { id } }']) {
        const { status, body } = await send({ cookie, origin: foreign }, { query });
        assert.equal(body.errors[0].extensions.code, 'FOREIGN_ORIGIN');
        assert.equal(status, 403);
        assert.equal(body.data, undefined);
      }
    }
    const crossSite = await send({ cookie, 'sec-fetch-site': 'cross-site' });
    assert.equal(crossSite.body.errors[0].extensions.code, 'FOREIGN_ORIGIN');
    assert.equal(await Session.countDocuments({ accountId: citizen.id }), before);
    assert.equal((await send({ cookie, origin })).body.data.me.id, citizen.id);
  });

  it('is not read from a form or any request that a page can send without asking first', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
      const { status, body } = await citizen.app.http
        .post('/graphql')
        .set({ cookie, origin, 'content-type': type })
        .send('{"query":"mutation { signOut }"}');
      assert.ok(status >= 400 && status < 500, `${type}: ${status}`);
      assert.ok(body.errors[0].extensions.code, type);
    }
    const got = await citizen.app.http.get('/graphql').set({ cookie, origin }).query({ query: 'mutation { signOut }' });
    assert.ok(got.status >= 400 && got.status < 500);
    assert.equal((await send({ cookie, origin })).body.data.me.id, citizen.id);
  });

  it('is refused together with a bearer token', async () => {
    const { status, body } = await send({ cookie, origin, authorization: `Bearer ${citizen.client.bearer}` });
    assert.equal(body.errors[0].extensions.code, 'COOKIE_AND_BEARER');
    assert.equal(status, 400);
  });

  it('makes a visitor, and is taken back, when it is no session', async () => {
    for (const value of ['x', `${cookie.split('=')[1]?.slice(0, -1)}_`, '', '%00', '{"$ne":null}', 'x'.repeat(5000)]) {
      const { status, body, headers } = await send({ cookie: `__Host-session=${value}`, origin });
      assert.equal(status, 200, value);
      assert.equal(body.data.me, null);
      if (value) assert.match(String(headers['set-cookie']), /^__Host-session=; .*Expires=Thu, 01 Jan 1970/);
    }
  });

  it('does not count under another name, and a header of any size is no fault', async () => {
    const [, token] = cookie.split('=');
    for (const other of [`session=${token}`, `__Host-Session=${token}`, `__host-session=${token}`]) {
      assert.equal((await send({ cookie: other, origin })).body.data.me, null);
    }
    const padded = await send({ cookie: `${'a=b; '.repeat(1700)}${cookie}`, origin });
    assert.ok(padded.status === 200 || padded.status === 431, String(padded.status));
  });

  it('goes when its owner signs out, and so does the session', async () => {
    const { headers, body } = await send({ cookie, origin }, { query: 'mutation { signOut }' });
    assert.equal(body.data.signOut, true);
    assert.match(String(headers['set-cookie']), /^__Host-session=; .*Expires=Thu, 01 Jan 1970/);
    assert.equal((await send({ cookie, origin })).body.data.me, null);
  });
});

describe('bearer token', () => {
  it('is not looked for in odd headers', async () => {
    const citizen = await aCitizen();
    const { bearer } = citizen.client;
    const send = (authorization: string) => citizen.app.http.post('/graphql').set({ authorization }).send(me);
    assert.equal((await send(`Bearer ${bearer}`)).body.data.me.id, citizen.id);
    for (const odd of [
      `bearer ${bearer}`,
      `Bearer  ${bearer}`,
      `Basic ${bearer}`,
      `${bearer}`,
      `Bearer ${bearer} x`,
      'Bearer',
    ]) {
      const { status, body } = await send(odd);
      assert.equal(status, 200);
      assert.equal(body.data.me, null, odd);
    }
  });

  it('works from any origin: no browser adds it by itself', async () => {
    const citizen = await aCitizen();
    const { body } = await citizen.app.http
      .post('/graphql')
      .set({ authorization: `Bearer ${citizen.client.bearer}`, origin: 'https://another.example' })
      .send(me);
    assert.equal(body.data.me.id, citizen.id);
  });
});
