import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type FragmentDefinitionNode, Kind, type OperationDefinitionNode, parse, print, visit } from 'graphql';
import { projectRoot } from '../embedded/environment.ts';

/** The web pages' own operations, so that what is measured is what they send. */
function definitionsOf(files: readonly string[]) {
  const definitions = files.flatMap(
    (file) => parse(readFileSync(join(projectRoot, 'web', file), 'utf8'), { noLocation: true }).definitions,
  );
  const operations = new Map<string, OperationDefinitionNode>();
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) operations.set(definition.name?.value ?? '', definition);
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  return { operations, fragments };
}

/**
 * Operations of the pages as one text, with the fragments they use; several of one kind become a single operation.
 *
 * @param files below `web/`
 * @throws when a page no longer sends such an operation
 */
export function pageOperation(files: readonly string[], names: readonly string[]): string {
  const { operations, fragments } = definitionsOf(files);
  const parts = names.map((name) => {
    const operation = operations.get(name);
    if (!operation)
      throw new Error(`no page sends ${name} any more; bench/operations.ts should know what it sends now`);
    return operation;
  });
  const [first] = parts;
  if (!first) throw new Error('expected an operation');
  const merged: OperationDefinitionNode = {
    ...first,
    variableDefinitions: parts.flatMap(({ variableDefinitions = [] }) => variableDefinitions),
    selectionSet: { kind: Kind.SELECTION_SET, selections: parts.flatMap((part) => part.selectionSet.selections) },
  };
  const used = new Map<string, FragmentDefinitionNode>();
  const collect = (node: OperationDefinitionNode | FragmentDefinitionNode) => {
    visit(node, {
      FragmentSpread({ name: { value } }) {
        const fragment = fragments.get(value);
        if (!fragment) throw new Error(`no fragment ${value}`);
        if (used.has(value)) return;
        used.set(value, fragment);
        collect(fragment);
      },
    });
  };
  collect(merged);
  return [merged, ...used.values()].map(print).join('\n');
}
