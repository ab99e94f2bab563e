import { type DocumentNode, GraphQLError, type GraphQLSchema, parse, specifiedRules, validate } from 'graphql';
import { limitRules, limits } from './limits.ts';

/** Parses and validates as the HTTP side does, with the same bounds. */
export function parseAndValidate(
  schema: GraphQLSchema,
  source: string,
): { document: DocumentNode } | { errors: readonly GraphQLError[] } {
  try {
    const document = parse(source, { maxTokens: limits.tokens });
    const errors = validate(schema, document, [...specifiedRules, ...limitRules]);
    return errors.length > 0 ? { errors } : { document };
  } catch (error) {
    if (error instanceof GraphQLError) return { errors: [error] };
    throw error;
  }
}
