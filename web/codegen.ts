import type { CodegenConfig } from '@graphql-codegen/cli';

/**
 * What the pages' operations generate: string documents that carry the types of their result and variables.
 *
 * Documents stay strings so that no GraphQL parser and no syntax tree reach a citizen's phone.
 */
export const webGenerates: CodegenConfig['generates'] = {
  'web/generated/operations.ts': {
    documents: 'web/**/*.graphql',
    plugins: ['typescript-operations', 'typed-document-node'],
    config: {
      documentMode: 'string',
      enumType: 'string-literal',
      useTypeImports: true,
      dedupeFragments: true,
      skipTypename: false,
      strictScalars: true,
      scalars: {
        ID: 'string',
        DateTime: 'string',
        CalendarDate: 'string',
        DocumentKindCode: 'string',
        WebAuthnJSON: 'unknown',
      },
    },
  },
};

const config: CodegenConfig = {
  schema: 'graphql/**/*.graphql',
  emitLegacyCommonJSImports: false,
  importExtension: '.ts',
  generates: webGenerates,
};

export default config;
