import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { gzipSync } from 'node:zlib';
import { z } from 'zod';
import { limits } from '../../graphql/limits.ts';
import { anApp } from '../support/an-app.ts';
import { readVectors } from '../vectors/read-vectors.ts';

const suite = readVectors(
  'json-parsing.json',
  z.object({ name: z.string(), expected: z.string(), base64: z.string() }),
).map(({ name, expected, base64 }) => ({ name, expected, bytes: Buffer.from(base64, 'base64') }));

/** Large files of the suite that are made here. */
const large = [
  { name: 'n_structure_100000_opening_arrays.json', expected: 'reject', bytes: Buffer.from('['.repeat(100_000)) },
  { name: 'n_structure_open_array_object.json', expected: 'reject', bytes: Buffer.from('[{"":'.repeat(50_000)) },
];

/** The bytes as they are, without a client that tidies them up. */
async function post(body: Uint8Array | string, headers: Record<string, string> = {}) {
  const { url } = await anApp();
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
  return { status: response.status, text: await response.text() };
}

function isTypedRefusal(text: string): boolean {
  const body = JSON.parse(text);
  return body.errors.length > 0 && /^[A-Z_]+$/.test(body.errors[0].extensions.code) && (body.data ?? null) === null;
}

describe('a body', () => {
  for (const verdict of ['n_', 'y_', 'i_'] as const) {
    it(`that is JSON by the published suite or not (${verdict}) and no operation: 400 with a code, nothing of it repeated`, async () => {
      const cases = [...suite, ...large].filter(({ name }) => name.startsWith(verdict));
      assert.ok(cases.length > 10, String(cases.length));
      for (const { name, bytes } of cases) {
        const { status, text } = await post(bytes);
        assert.ok(status === 400 || status === 413, `${name}: ${status} ${text}`);
        assert.ok(isTypedRefusal(text), `${name}: ${text}`);
        assert.ok(!/SyntaxError|position|Unexpected|at \w/.test(text), `${name}: ${text}`);
      }
    });
  }

  it('that is JSON in any of its forms around an operation is answered', async () => {
    for (const body of [
      '{"query":"{ __typename }"}',
      ' \n\t{ "query" : "{ __typename }" , "variables" : { } } \r\n',
      '{"query":"{ \\u005f_typename }","operationName":null,"variables":null,"extensions":{}}',
      '{"query":"{ __typename }","query":"{ __typename }"}',
    ]) {
      assert.deepEqual(await post(body), { status: 200, text: '{"data":{"__typename":"Query"}}\n' }, body);
    }
  });

  it('of wrong shape is refused', async () => {
    for (const body of [
      {},
      { query: 1 },
      { query: null },
      { query: ['{ __typename }'] },
      { query: { $gt: '' } },
      { query: '' },
      { query: '   ' },
      { query: '# only a comment' },
      { query: '{ __typename }', variables: 'x' },
      { query: '{ __typename }', variables: [1] },
      { query: '{ __typename }', operationName: 'Nothing' },
      { query: '{ __typename }', operationName: { $ne: 1 } },
      { query: '{ __typename }', extensions: 'x' },
      { query: '\u0000' },
      { query: '{ __typename \u202e }' },
      { query: `{ ${'x'.repeat(5000)} }` },
    ]) {
      const { status, text } = await post(JSON.stringify(body));
      assert.equal(status, 400, `${JSON.stringify(body).slice(0, 80)}: ${text}`);
      assert.ok(isTypedRefusal(text), text);
    }
  });

  it('that is too large is 413, in the shape of every other refusal', async () => {
    const body = JSON.stringify({ query: '{ __typename }', variables: { x: 'x'.repeat(limits.bodyBytes) } });
    const { status, text } = await post(body);
    assert.equal(status, 413);
    assert.equal(JSON.parse(text).errors[0].extensions.code, 'PAYLOAD_TOO_LARGE');
    const justBelow = JSON.stringify({ query: '{ __typename }', variables: { x: 'x'.repeat(limits.bodyBytes - 60) } });
    assert.equal((await post(justBelow)).status, 200);
  });

  it('that grows too large when it is unpacked is 413', async () => {
    const bomb = gzipSync(JSON.stringify({ query: '{ __typename }', variables: { x: 'x'.repeat(20_000_000) } }));
    assert.ok(bomb.length < limits.bodyBytes);
    const { status, text } = await post(bomb, { 'content-encoding': 'gzip' });
    assert.equal(status, 413);
    assert.ok(isTypedRefusal(text));
    const honest = gzipSync(JSON.stringify({ query: '{ __typename }' }));
    assert.equal((await post(honest, { 'content-encoding': 'gzip' })).status, 200);
  });

  it('of another type is refused', async () => {
    for (const type of [
      'text/plain',
      'text/html',
      'application/xml',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/graphql',
      'application/json; charset=latin1',
      'application/json-patch+json',
      '',
      'x',
    ]) {
      const { status, text } = await post('{"query":"{ __typename }"}', { 'content-type': type });
      assert.ok(status >= 400 && status < 500, `${type}: ${status}`);
      assert.ok(isTypedRefusal(text), `${type}: ${text}`);
    }
  });

  it('that says it is packed otherwise, or is packed wrongly, is refused', async () => {
    for (const encoding of ['gzip', 'deflate', 'br', 'compress', 'x']) {
      const { status, text } = await post('not packed', { 'content-encoding': encoding });
      assert.ok(status >= 400 && status < 500, `${encoding}: ${status}`);
      assert.ok(isTypedRefusal(text), text);
    }
  });

  it('does not change what every object has', async () => {
    await post('{"query":"{ __typename }","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}');
    await post('{"query":"query ($i: SignInInput!) { __typename }","variables":{"i":{"__proto__":{"polluted":1}}}}');
    assert.equal(Reflect.get({}, 'polluted'), undefined);
  });
});

describe('GET', () => {
  it('answers queries that a page of ours asks for, and refuses what any page can send', async () => {
    const { http } = await anApp();
    const query = { query: '{ documentKinds { code } }' };
    assert.equal((await http.get('/graphql').query(query)).status, 400);
    const preflighted = await http.get('/graphql').set('apollo-require-preflight', '1').query(query);
    assert.equal(preflighted.status, 200);
    assert.ok(preflighted.body.data.documentKinds.length > 0);
  });

  it('refuses what is malformed', async () => {
    const { http } = await anApp();
    const ask = (query: string) => http.get(`/graphql?${query}`).set('apollo-require-preflight', '1');
    for (const query of [
      '',
      'query=',
      'query[$gt]=',
      'query=%7B',
      'query={__typename}&variables={',
      'query=%ff',
      'query={__typename}&variables=[1]',
      'query=a&query=b',
    ]) {
      const { status, body } = await ask(query);
      assert.ok(status >= 400 && status < 500, `${query}: ${status}`);
      assert.match(body.errors[0].extensions.code, /^[A-Z_]+$/, query);
    }
  });
});
