import { getDirective, MapperKind, mapSchema } from '@graphql-tools/utils';
import { defaultFieldResolver, type GraphQLFieldConfig, type GraphQLSchema } from 'graphql';
import type { CallContext } from '../services/platform/call-context.ts';
import { Forbidden, Unauthenticated } from '../services/platform/errors.ts';
import type { GraphqlContext } from './context.ts';

const callers = ['ANYONE', 'CITIZEN', 'LOCKED_CITIZEN', 'ADMINISTRATOR'] as const;
type Caller = (typeof callers)[number];
type CallerSet = number;

const bit = (caller: Caller): CallerSet => 1 << callers.indexOf(caller);
const anyone = bit('ANYONE');

/** Which kinds of caller this one is. */
export function callersOf({ actor }: CallContext): CallerSet {
  if (actor.kind !== 'account') return anyone;
  if (actor.state === 'LOCKED') return anyone | bit('LOCKED_CITIZEN');
  return anyone | bit('CITIZEN') | (actor.roles.includes('ADMINISTRATOR') ? bit('ADMINISTRATOR') : 0);
}

function refuseUnless(allowed: CallerSet, { call }: GraphqlContext): void {
  if (allowed & callersOf(call)) return;
  throw call.actor.kind === 'account' ? Forbidden() : Unauthenticated();
}

type FieldConfig = GraphQLFieldConfig<unknown, GraphqlContext>;

/**
 * Puts each field's access rule before its resolver and its subscription.
 * @throws when an object type has a field that no rule covers: such a schema must not run
 */
export function withAccessRules(schema: GraphQLSchema): GraphQLSchema {
  const uncovered: string[] = [];
  const guarded = mapSchema(schema, {
    [MapperKind.OBJECT_FIELD]: (field: FieldConfig, fieldName, typeName) => {
      const rule = ruleOf(schema, field) ?? ruleOf(schema, schema.getType(typeName));
      if (!rule) {
        uncovered.push(`${typeName}.${fieldName}`);
        return field;
      }
      if (rule.includes('ANYONE')) return field;
      return guard(
        field,
        rule.reduce<CallerSet>((set, caller) => set | bit(caller), 0),
      );
    },
  });
  if (uncovered.length > 0) throw new Error(`fields without an @access rule: ${uncovered.join(', ')}`);
  return guarded;
}

function ruleOf(schema: GraphQLSchema, node: unknown): Caller[] | undefined {
  if (typeof node !== 'object' || node === null) return undefined;
  const [directive] = getDirective(schema, node, 'access') ?? [];
  const allow: unknown = directive?.allow;
  return Array.isArray(allow) ? callers.filter((caller) => allow.includes(caller)) : undefined;
}

function guard(field: FieldConfig, allowed: CallerSet): FieldConfig {
  const { resolve = defaultFieldResolver, subscribe } = field;
  return {
    ...field,
    resolve: (source, args, context, info) => {
      refuseUnless(allowed, context);
      return resolve(source, args, context, info);
    },
    ...(subscribe && {
      subscribe: (source: unknown, args: Record<string, unknown>, context: GraphqlContext, info) => {
        refuseUnless(allowed, context);
        return subscribe(source, args, context, info);
      },
    }),
  };
}
