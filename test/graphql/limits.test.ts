import assert from 'node:assert/strict';
import { getOperationAST, parse } from 'graphql';
import supertest from 'supertest';
import { z } from 'zod';
import { buildApi } from '../../graphql/app.ts';
import { limits, operationCost } from '../../graphql/limits.ts';
import { buildSchema } from '../../graphql/schema.ts';
import { grantRole } from '../../services/identity/index.ts';
import { newId } from '../../services/platform/ids.ts';
import { aSystemCall } from '../identity/calls.ts';
import { aCitizen, type TestCitizen } from '../support/a-citizen.ts';
import { anApp } from '../support/an-app.ts';
import { refusal, succeed } from '../support/graphql-client.ts';
import { readVectors } from '../vectors/read-vectors.ts';

const attacks = readVectors(
  'graphql-attacks.json',
  z.object({
    title: z.string(),
    expected: z.string(),
    request: z.object({
      method: z.enum(['GET', 'POST']),
      contentType: z.string().optional(),
      headers: z.record(z.string(), z.string()).optional(),
      body: z.object({ query: z.string() }).optional(),
      params: z.record(z.string(), z.string()).optional(),
    }),
  }),
);

const schema = buildSchema();

function costOf(source: string, variables: Record<string, unknown> = {}): number {
  const document = parse(source);
  const operation = getOperationAST(document);
  assert.ok(operation);
  return operationCost(schema, document, operation, variables);
}

const times = (count: number, part: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => part(index)).join(' ');

describe('limits of an operation', () => {
  let citizen: TestCitizen;
  before(async () => {
    const personalId = '092190777002';
    await grantRole(await aSystemCall(), { personalId, role: 'ADMINISTRATOR' });
    citizen = await aCitizen({ _id: personalId });
  });

  const send = async (query: string, variables?: Record<string, unknown>) => citizen.client(query, variables);
  async function refused(query: string, code: string, variables?: Record<string, unknown>) {
    const { status, errors, data } = await send(query, variables);
    assert.equal(errors?.[0]?.extensions.code, code, JSON.stringify({ errors, data })?.slice(0, 300));
    assert.equal(status, 400);
    assert.equal(data ?? null, null);
    assert.ok(!JSON.stringify(errors).includes('Did you mean'));
  }

  describe('published attacks', () => {
    for (const { title, expected, request } of attacks) {
      it(`${expected}: ${title}`, async () => {
        const { http } = await anApp();
        const sent =
          request.method === 'GET'
            ? http.get('/graphql').query(request.params ?? {})
            : http.post('/graphql').set('content-type', request.contentType ?? 'application/json');
        for (const [name, value] of Object.entries(request.headers ?? {})) sent.set(name, value);
        const { status, body, text } = await (request.method === 'GET'
          ? sent
          : sent.send(request.body ? JSON.stringify(request.body) : new URLSearchParams(request.params).toString()));
        assert.ok(status < 500, text);
        assert.ok(!/graphiql\.min|GraphQL Playground|GraphiQL|graphql-playground|stacktrace|exception/.test(text));
        if (title.includes('Introspection')) return; // on outside production; see `introspection`
        if (expected !== 'reject') return;
        assert.ok(status >= 400, `${status} ${text.slice(0, 200)}`);
        assert.equal(body.data ?? null, null);
        assert.match(body.errors[0].extensions.code, /^[A-Z_]+$/);
      });
    }
  });

  describe('lets through', () => {
    it('what our own pages ask, with room to spare', async () => {
      const home = `{ me { id fullName maskedPersonalId bornOn level state roles passkeys { id name createdAt lastUsedAt }
        sessions { id current startedAt device passkeyName }
        activities { edges { cursor node { id at action subject } } pageInfo { hasNextPage endCursor } } }
        wallet { documents(includeHidden: true) { id status linkedAt kind { code name { vi en } issuer { vi en } }
          face { name value label { vi en } } } presentations { edges { node { id fields { name } checkedBy } } } }
        documentKinds { code name { vi en } inputs { name label { vi en } pattern } disclosable { name } } }`;
      await succeed(send(home));
      assert.ok(costOf(home) < limits.cost / 2, String(costOf(home)));
    });

    it(`${limits.aliases} aliases, ${limits.directives} directives and a depth of ${limits.depth}`, async () => {
      await succeed(send(`{ ${times(limits.aliases, (n) => `a${n}: __typename`)} }`));
      await succeed(send(`{ ${times(limits.directives, () => '... @include(if: true) { __typename }')} }`));
      await succeed(send('{ me { activities { edges { node { id } } } } }'));
    });

    it('fragments, named and in line, and variables', async () => {
      const { me } = await succeed(
        send(
          `query ($first: Int!) { me { ...Own ... on Citizen { state } activities(first: $first) { edges { cursor } } } }
           fragment Own on Citizen { id ...Named } fragment Named on Citizen { fullName }`,
          { first: 100 },
        ),
      );
      assert.equal(me.id, citizen.id);
    });
  });

  describe('refuses', () => {
    it('one alias too many, also behind fragments', async () => {
      const aliases = times(limits.aliases + 1, (n) => `a${n}: __typename`);
      await refused(`{ ${aliases} }`, 'GRAPHQL_VALIDATION_FAILED');
      await refused(`{ ...F } fragment F on Query { ${aliases} }`, 'GRAPHQL_VALIDATION_FAILED');
      await refused(
        `mutation { ${times(limits.aliases + 1, (n) => `a${n}: beginSignIn { ceremonyId }`)} }`,
        'GRAPHQL_VALIDATION_FAILED',
      );
    });

    it('one field again and again', async () => {
      await succeed(send(`{ ${times(limits.repetitions, () => '__typename')} }`));
      await refused(`{ ${times(limits.repetitions + 1, () => '__typename')} }`, 'GRAPHQL_VALIDATION_FAILED');
      await refused(`{ me { ${times(limits.repetitions + 1, () => 'id')} } }`, 'GRAPHQL_VALIDATION_FAILED');
    });

    it('one directive too many', async () => {
      await refused(
        `{ __typename ${times(limits.directives + 1, () => '@include(if: true)')} }`,
        'GRAPHQL_VALIDATION_FAILED',
      );
      await refused(
        `{ ${times(limits.directives + 1, () => '... @skip(if: false) { __typename }')} }`,
        'GRAPHQL_VALIDATION_FAILED',
      );
    });

    it('what is too deep, also behind fragments', async () => {
      const deep = (levels: number) => `${times(levels, () => '... on Query {')} __typename ${'}'.repeat(levels)}`;
      await refused(`{ ${deep(limits.depth + 2)} }`, 'GRAPHQL_VALIDATION_FAILED');
      const chain = times(12, (n) => `fragment F${n} on Query { ... on Query { ...F${n + 1} } }`);
      await refused(`{ ...F0 } ${chain} fragment F12 on Query { __typename }`, 'GRAPHQL_VALIDATION_FAILED');
    });

    it('fragments that go in circles', async () => {
      await refused('{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }', 'GRAPHQL_VALIDATION_FAILED');
      await refused('{ ...A } fragment A on Query { ...A }', 'GRAPHQL_VALIDATION_FAILED');
      await refused(
        '{ me { ...P } } fragment P on Citizen { passkeys { id } ...Q } fragment Q on Citizen { id ...P }',
        'GRAPHQL_VALIDATION_FAILED',
      );
    });

    it('more tokens than an operation needs', async () => {
      await refused(`{ ${times(limits.tokens, () => '__typename')} }`, 'GRAPHQL_PARSE_FAILED');
    });

    it('an operation that costs too much, before it runs', async () => {
      const wallets = times(limits.aliases, (n) => `w${n}: wallet { documents { id face { name label { vi en } } } }`);
      const { errors } = await send(`{ ${wallets} }`);
      assert.equal(errors?.[0]?.extensions.code, 'OPERATION_TOO_COSTLY');
      assert.equal(errors?.[0]?.extensions.limit, limits.cost);
    });

    it('lists of operations in one request', async () => {
      const { http } = await anApp();
      for (const batch of [[], [{ query: '{ __typename }' }], Array(20).fill({ query: '{ __typename }' })]) {
        const { status, body } = await http.post('/graphql').send(batch);
        assert.equal(status, 400);
        assert.match(body.errors[0].extensions.code, /^[A-Z_]+$/);
      }
    });

    it('mutations by GET', async () => {
      const { http } = await anApp();
      for (const headers of [{}, { 'x-apollo-operation-name': 'x' }, { 'apollo-require-preflight': '1' }]) {
        const { status, body } = await http.get('/graphql').set(headers).query({ query: 'mutation { signOut }' });
        assert.ok(status >= 400 && status < 500, String(status));
        assert.match(body.errors[0].extensions.code, /^[A-Z_]+$/);
      }
    });

    it('documents of several operations without saying which, and subscriptions by HTTP', async () => {
      await refused('query A { __typename } query B { __typename }', 'OPERATION_RESOLUTION_FAILURE');
      const { errors } = await send(`subscription { walletDocumentChanged { id } }`);
      assert.ok(errors?.[0]?.extensions.code);
    });

    it('fields that there are not, without suggesting others', async () => {
      await refused('{ mee { id } }', 'GRAPHQL_VALIDATION_FAILED');
      await refused('{ me { fullNam } }', 'GRAPHQL_VALIDATION_FAILED');
      await refused('{ documentKinds(x: 1) { code } }', 'GRAPHQL_VALIDATION_FAILED');
      await refused('{ ... on Citizn { id } }', 'GRAPHQL_VALIDATION_FAILED');
      await refused('mutation ($i: SignInInpt!) { signIn(input: $i) { bearerToken } }', 'GRAPHQL_VALIDATION_FAILED');
      const { errors } = await send('mutation ($input: EndSessionInput!) { endSession(input: $input) { id } }', {
        input: { sessionId: 'x', sesionId: 'y' },
      });
      assert.ok(!JSON.stringify(errors).includes('Did you mean'));
    });
  });

  describe('pages', () => {
    const paged: Record<string, (first: string) => string> = {
      activities: (first) => `{ me { activities(${first}) { edges { cursor } } } }`,
      deadLetters: (first) => `{ deadLetters(${first}) { edges { cursor } } }`,
      presentations: (first) => `{ wallet { presentations(${first}) { edges { cursor } } } }`,
    };
    for (const [name, query] of Object.entries(paged)) {
      it(`of ${name} hold 1 to 100`, async () => {
        for (const first of [1, 100]) await succeed(send(query(`first: ${first}`)));
        for (const first of [0, -1, 101, 1_000_000_000, -2_147_483_648]) {
          assert.equal((await refusal(send(query(`first: ${first}`)))).code, 'BAD_USER_INPUT', `first: ${first}`);
        }
        for (const first of ['4294967296', '1.5', '"1"', '{}']) {
          assert.equal((await refusal(send(query(`first: ${first}`)))).code, 'GRAPHQL_VALIDATION_FAILED', first);
        }
      });

      it(`of ${name} begin behind a cursor of their own, whatever is given for one`, async () => {
        for (const after of ['x', '{"$gt":""}', '~', '\u0000', 'x'.repeat(201), newId()]) {
          const behind = query('first: 5, after: $after').replace('{', 'query Q($after: String) {');
          const { errors, status } = await send(behind, { after });
          assert.ok(status < 500);
          assert.ok(!errors || errors[0]?.extensions.code === 'BAD_USER_INPUT', JSON.stringify(errors));
        }
      });
    }
  });

  describe('cost', () => {
    it('counts what a page may hold, wherever its size comes from', () => {
      const page = (first: string, declared = '') =>
        `query Q${declared} { me { activities(first: ${first}) { edges { node { id } } } } }`;
      assert.equal(costOf(page('100')), 1 + 100 * 4);
      assert.equal(costOf(page('$n', '($n: Int)'), { n: 100 }), costOf(page('100')));
      assert.equal(costOf(page('$n', '($n: Int = 100)')), costOf(page('100')));
      assert.equal(costOf(`{ me { activities { edges { node { id } } } } }`), costOf(page('20')));
    });

    it('counts no page for more than can be asked for: that is refused by its own rule', () => {
      const page = (first: number) => `{ me { activities(first: ${first}) { edges { cursor } } } }`;
      assert.equal(costOf(page(1_000_000_000)), costOf(page(100)));
      assert.equal(costOf(page(-5)), costOf(page(1)));
    });

    it('counts lists by their size, and all the members of a union', () => {
      assert.equal(costOf('{ wallet { documents { id } } }'), 1 + 50 * (2 + 1));
      assert.ok(
        costOf('mutation { removePasskey(input: { passkeyId: "x" }) { ... on Citizen { sessions { id } } } }') > 100,
      );
    });

    it('ends on fragments that nest and repeat, and on circles', () => {
      const nested = times(20, (n) => `fragment F${n} on Query { ...F${n + 1} ...F${n + 1} }`);
      assert.equal(costOf(`{ ...F0 } ${nested} fragment F20 on Query { me { id } }`), 2 ** 20 * 2);
      assert.equal(costOf('{ ...A } fragment A on Query { me { id } ...B } fragment B on Query { ...A }'), 2);
    });
  });
});

describe('introspection', () => {
  const attack = attacks.find(({ title }) => title.includes('Introspection'))?.request.body;

  it('and the sandbox are off where the configuration says so, as production does', async () => {
    const { ports, redis } = await anApp();
    const api = await buildApi({ ports, redis, introspection: false });
    const http = supertest(api.app);
    for (const body of [
      attack,
      { query: '{ __schema { queryType { name } } }' },
      { query: '{ __type(name: "Citizen") { name } }' },
    ]) {
      const { status, body: answer } = await http.post('/graphql').send(body);
      assert.equal(status, 400);
      assert.equal(answer.data, undefined);
      assert.match(answer.errors[0].extensions.code, /^GRAPHQL_VALIDATION_FAILED$/);
    }
    const page = await http.get('/graphql').set('accept', 'text/html');
    assert.ok(!/<script|<html|studio|playground/i.test(page.text), page.text);
    assert.equal((await http.post('/graphql').send({ query: '{ __typename }' })).status, 200);
    await api.close();
  });

  it('shows the contract with its descriptions where it is on', async () => {
    const { http } = await anApp();
    const query = '{ __type(name: "Mutation") { fields { name description } } }';
    const { body } = await http.post('/graphql').send({ query });
    for (const { name, description } of body.data.__type.fields) assert.ok(description, name);
  });
});
