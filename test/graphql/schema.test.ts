import assert from 'node:assert/strict';
import { makeExecutableSchema } from '@graphql-tools/schema';
import { getDirective } from '@graphql-tools/utils';
import {
  type GraphQLField,
  isEnumType,
  isInputObjectType,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
} from 'graphql';
import { withAccessRules } from '../../graphql/access.ts';
import { isList } from '../../graphql/limits.ts';
import { buildSchema, readTypeDefs } from '../../graphql/schema.ts';
import { declaredErrors } from '../../services/platform/errors.ts';

const schema = buildSchema();
const ours = Object.values(schema.getTypeMap()).filter(
  (type) => !type.name.startsWith('__') && !(isScalarType(type) && isSpecifiedScalarType(type)),
);
const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].filter(isObjectType);

function* fields(): Generator<[string, GraphQLField<unknown, unknown>]> {
  for (const type of ours) {
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) yield [`${type.name}.${field.name}`, field];
  }
}

describe('schema', () => {
  it('resolves every root field', () => {
    for (const root of roots) {
      for (const field of Object.values(root.getFields())) {
        const resolves = root.name === 'Subscription' ? field.subscribe : field.resolve;
        assert.equal(typeof resolves, 'function', `${root.name}.${field.name}`);
      }
    }
  });

  it('describes every root field', () => {
    for (const root of roots) {
      for (const field of Object.values(root.getFields())) {
        assert.ok((field.description ?? '').length > 15, `${root.name}.${field.name}`);
      }
    }
  });

  it('describes every type', () => {
    for (const type of ours) {
      if (roots.some((root) => root === type) || isInputObjectType(type)) continue;
      assert.ok((type.description ?? '').length > 10, type.name);
    }
  });

  it('bounds every list: a page argument, or a size in the cost rule', () => {
    for (const [name, field] of fields()) {
      if (!isList(field.type)) continue;
      const [cost] = getDirective(schema, field, 'cost') ?? [];
      const isPaged = name.endsWith('Connection.edges');
      const isOfScalars = isEnumOrScalarList(field);
      assert.ok(isPaged || isOfScalars || Number(cost?.size) > 1, name);
    }
  });

  it('pages every connection by first and after, 20 at a time', () => {
    const connections = [...fields()].filter(([, field]) => String(field.type).replace('!', '').endsWith('Connection'));
    assert.deepEqual(connections.map(([name]) => name).sort(), [
      'Citizen.activities',
      'Query.deadLetters',
      'Wallet.presentations',
    ]);
    for (const [name, { args }] of connections) {
      assert.deepEqual(args.map((argument) => argument.name).sort(), ['after', 'first'], name);
      assert.equal(args.find((argument) => argument.name === 'first')?.defaultValue, 20, name);
    }
  });

  it('names the input of a mutation after it, and asks a key of what creates or moves something', () => {
    const mutation = schema.getMutationType();
    assert.ok(mutation);
    const keyed = ['linkDocument', 'retryDocument', 'showDocument', 'startRegistration'];
    for (const { name, args } of Object.values(mutation.getFields())) {
      for (const argument of args) {
        assert.equal(String(argument.type), `${name[0]?.toUpperCase()}${name.slice(1)}Input!`);
      }
      const input = schema.getType(`${name[0]?.toUpperCase()}${name.slice(1)}Input`);
      const hasKey = isInputObjectType(input) && 'idempotencyKey' in input.getFields();
      assert.equal(hasKey, keyed.includes(name), name);
    }
  });

  it('writes enums in capitals and fields in camel case', () => {
    for (const type of ours) {
      if (isEnumType(type)) for (const { name } of type.getValues()) assert.match(name, /^[A-Z][A-Z0-9_]*$/);
    }
    for (const [name] of fields()) assert.match(name, /^[A-Z]\w*\.[a-z][A-Za-z]*$/);
  });

  it('does not build with a field that no access rule covers', () => {
    const uncovered = (sdl: string) => () =>
      withAccessRules(makeExecutableSchema({ typeDefs: [...readTypeDefs(), sdl] }));
    assert.throws(uncovered('extend type Query { open: String }'), /without an @access rule: Query\.open/);
    assert.throws(
      uncovered('type Bare { id: ID! } extend type Query { bare: Bare @access(allow: [ANYONE]) }'),
      /Bare\.id/,
    );
    assert.doesNotThrow(uncovered('extend type Query { covered: String @access(allow: [CITIZEN]) }'));
  });

  it('does not build with a rule for a caller that there is not, nor with a resolver of no field', () => {
    assert.throws(
      () =>
        makeExecutableSchema({
          typeDefs: [...readTypeDefs(), 'extend type Query { x: String @access(allow: [NOBODY]) }'],
          resolverValidationOptions: { requireResolversToMatchSchema: 'error' },
        })
          .getQueryType()
          ?.getFields() &&
        withAccessRules(
          makeExecutableSchema({
            typeDefs: [...readTypeDefs(), 'extend type Query { x: String @access(allow: [NOBODY]) }'],
          }),
        ),
    );
    assert.throws(() =>
      makeExecutableSchema({
        typeDefs: readTypeDefs(),
        resolvers: { Query: { nothing: () => null } },
        resolverValidationOptions: { requireResolversToMatchSchema: 'error' },
      }),
    );
  });
});

function isEnumOrScalarList(field: GraphQLField<unknown, unknown>): boolean {
  const named = schema.getType(String(field.type).replace(/[[\]!]/g, ''));
  return isEnumType(named) || isScalarType(named);
}

describe('error codes', () => {
  it('are stable in form, each with a sentence and a status of a refusal', () => {
    assert.ok(declaredErrors().length > 20);
    for (const { code, httpStatus, sentence } of declaredErrors()) {
      assert.match(code, /^[A-Z][A-Z0-9_]+$/);
      assert.ok(httpStatus >= 400 && (httpStatus < 500 || httpStatus === 503), code);
      assert.match(sentence, /^[A-Z].*\.$/);
    }
  });
});
