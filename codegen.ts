import type { CodegenConfig } from '@graphql-codegen/cli';
import { webGenerates } from './web/codegen.ts';

const door = (domain: string, type: string) => `../../services/${domain}/index.ts#${type} as ${type}Source`;

const codegenConfig: CodegenConfig = {
  schema: 'graphql/**/*.graphql',
  emitLegacyCommonJSImports: false,
  importExtension: '.ts',
  generates: {
    ...webGenerates,
    'graphql/generated/types.ts': {
      plugins: ['typescript', 'typescript-resolvers'],
      config: {
        contextType: '../context.ts#GraphqlContext',
        importExtension: '.ts',
        useTypeImports: true,
        enumsAsTypes: true,
        strictScalars: true,
        defaultScalarType: 'unknown',
        scalars: {
          ID: { input: 'string', output: 'string' },
          DateTime: { input: 'Date', output: 'Date' },
          CalendarDate: { input: 'string', output: 'string' },
          WebAuthnJSON: { input: 'unknown', output: 'object' },
          DocumentKindCode: { input: 'string', output: 'string' },
        },
        inputMaybeValue: 'T | null | undefined',
        mappers: {
          Citizen: door('identity', 'CitizenView'),
          StepUpRequired: door('identity', 'StepUpRequired'),
          Registration: door('identity', 'RegistrationView'),
          Wallet: door('wallet', 'Wallet'),
          WalletDocument: door('wallet', 'WalletDocument'),
          DocumentKind: door('wallet', 'DocumentKind'),
          Presentation: door('wallet', 'Presentation'),
          CheckedPresentation: door('wallet', 'CheckedPresentation'),
        },
      },
    },
  },
};

export default codegenConfig;
