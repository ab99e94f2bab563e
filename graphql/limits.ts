import type { ApolloServerPlugin } from '@apollo/server';
import { ApolloArmor } from '@escape.tech/graphql-armor';
import { getDirective } from '@graphql-tools/utils';
import {
  type ASTVisitor,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValidationContext,
  type ValueNode,
} from 'graphql';
import { largestPage } from '../services/platform/input.ts';

/** Bounds of one operation. What goes over is refused before anything runs. */
export const limits = {
  tokens: 1000,
  depth: 10,
  aliases: 15,
  repetitions: 5,
  directives: 20,
  cost: 20_000,
  bodyBytes: 128 * 1024,
} as const;

/** Refuses a field that one selection asks for again and again: merging such fields costs the square of their number. */
function repetitionRule(context: ValidationContext): ASTVisitor {
  return {
    SelectionSet({ selections }) {
      const times = new Map<string, number>();
      for (const selection of selections) {
        if (selection.kind !== Kind.FIELD) continue;
        const name = selection.alias?.value ?? selection.name.value;
        const asked = (times.get(name) ?? 0) + 1;
        times.set(name, asked);
        if (asked !== limits.repetitions + 1) continue;
        context.reportError(
          new GraphQLError(`A field is asked for more than ${limits.repetitions} times.`, { nodes: selection }),
        );
      }
    },
  };
}

const armorRules = new ApolloArmor({
  maxDepth: { n: limits.depth, ignoreIntrospection: true },
  maxAliases: { n: limits.aliases, allowList: [] },
  maxDirectives: { n: limits.directives },
  // Tokens are bounded by the parser itself, cost by `operationCost`: the armor's own cost rule overlooks list sizes.
  maxTokens: { enabled: false },
  costLimit: { enabled: false },
  // Suggestions are cut off where errors are formatted.
  blockFieldSuggestion: { enabled: false },
}).protect().validationRules;

/** Validation rules for depth, aliases, directives and repetitions. */
export const limitRules = [...armorRules, repetitionRule];

/** Refuses an operation that would cost more than {@link limits.cost}. */
export const costLimitPlugin: ApolloServerPlugin = {
  async requestDidStart() {
    return {
      async didResolveOperation({ document, operation, request, schema }) {
        if (operation) refuseCostly(schema, document, operation, request.variables ?? {});
      },
    };
  },
};

export function refuseCostly(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Record<string, unknown>,
): void {
  const cost = operationCost(schema, document, operation, variables);
  if (cost <= limits.cost) return;
  throw new GraphQLError(`The operation costs ${cost}; at most ${limits.cost} is answered. Ask for less at once.`, {
    extensions: { code: 'OPERATION_TOO_COSTLY', cost, limit: limits.cost, http: { status: 400 } },
  });
}

/** Costs that no variable has a part in: the server keeps the documents of operations that come again. */
const knownCosts = new WeakMap<OperationDefinitionNode, number>();

/**
 * How much an operation may read at most: each field weighs one or its `@cost(weight)`, a list as often as its page
 * argument `first` says, or its `@cost(size)`.
 */
export function operationCost(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Record<string, unknown>,
): number {
  const known = knownCosts.get(operation);
  if (known !== undefined) return known;
  let dependsOnVariables = false;
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const fragmentCosts = new Map<string, number>();

  function costOfFragment(name: string): number {
    const known = fragmentCosts.get(name);
    if (known !== undefined) return known;
    fragmentCosts.set(name, 0); // a fragment inside itself is refused by validation; here it must only end
    const fragment = fragments.get(name);
    const type = fragment && schema.getType(fragment.typeCondition.name.value);
    const cost = fragment && isObjectType(type) ? costOf(fragment.selectionSet, type) : 0;
    fragmentCosts.set(name, cost);
    return cost;
  }

  function costOf(selectionSet: SelectionSetNode, type: GraphQLObjectType): number {
    let cost = 0;
    for (const selection of selectionSet.selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) cost += costOfFragment(selection.name.value);
      else if (selection.kind === Kind.INLINE_FRAGMENT) {
        const condition = selection.typeCondition ? schema.getType(selection.typeCondition.name.value) : type;
        if (isObjectType(condition)) cost += costOf(selection.selectionSet, condition);
      } else cost += costOfField(selection, type);
    }
    return cost;
  }

  function costOfField(node: FieldNode, type: GraphQLObjectType): number {
    const field = type.getFields()[node.name.value];
    if (!field) return 1;
    const [directive] = getDirective(schema, field, 'cost') ?? [];
    const weight = Number(directive?.weight ?? 1);
    const named = getNamedType(field.type);
    const children =
      node.selectionSet && (isObjectType(named) || isInterfaceType(named))
        ? costOf(node.selectionSet, named as GraphQLObjectType)
        : node.selectionSet
          ? unionCost(node.selectionSet)
          : 0;
    const paged = field.args.find(({ name }) => name === 'first');
    const times = paged
      ? pageSize(node, Number(paged.defaultValue ?? 1))
      : isList(field.type)
        ? Number(directive?.size ?? 1)
        : 1;
    return times * (weight + children);
  }

  function unionCost(selectionSet: SelectionSetNode): number {
    let cost = 0;
    for (const selection of selectionSet.selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) cost += costOfFragment(selection.name.value);
      else if (selection.kind === Kind.INLINE_FRAGMENT && selection.typeCondition) {
        const member = schema.getType(selection.typeCondition.name.value);
        if (isObjectType(member)) cost += costOf(selection.selectionSet, member);
      }
    }
    return cost;
  }

  /** A page that is asked to be larger than any is refused by its own rule, and counts as the largest. */
  function pageSize(node: FieldNode, otherwise: number): number {
    const value = node.arguments?.find(({ name }) => name.value === 'first')?.value;
    const size = value ? sizeOf(value) : undefined;
    return Math.min(largestPage, Math.max(1, size ?? otherwise));
  }

  function sizeOf(value: ValueNode): number | undefined {
    if (value.kind === Kind.INT) return Number(value.value);
    if (value.kind !== Kind.VARIABLE) return undefined;
    dependsOnVariables = true;
    const given = variables[value.name.value];
    if (typeof given === 'number') return given;
    const declared = operation.variableDefinitions?.find(({ variable }) => variable.name.value === value.name.value);
    return declared?.defaultValue?.kind === Kind.INT ? Number(declared.defaultValue.value) : undefined;
  }

  const root = schema.getRootType(operation.operation);
  const cost = root ? costOf(operation.selectionSet, root) : 0;
  if (!dependsOnVariables) knownCosts.set(operation, cost);
  return cost;
}

export function isList(type: GraphQLOutputType): boolean {
  return isNonNullType(type) ? isList(type.ofType) : isListType(type);
}
