import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeExecutableSchema } from '@graphql-tools/schema';
import type { GraphQLSchema } from 'graphql';
import { withAccessRules } from './access.ts';
import { resolvers as identity } from './identity/identity.resolvers.ts';
import { resolvers as operations } from './operations/operations.resolvers.ts';
import { CalendarDate, DateTime, WebAuthnJSON } from './scalars.ts';
import { resolvers as wallet } from './wallet/wallet.resolvers.ts';

/** The contract as it is written beside the resolvers: every `.graphql` file of this room. */
export function readTypeDefs(): string[] {
  const room = import.meta.dirname;
  return readdirSync(room, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.graphql'))
    .sort()
    .map((file) => readFileSync(join(room, file), 'utf8'));
}

/** @throws when a field has no access rule, or a resolver no field */
export function buildSchema(): GraphQLSchema {
  return withAccessRules(
    makeExecutableSchema({
      typeDefs: readTypeDefs(),
      resolvers: [{ DateTime, CalendarDate, WebAuthnJSON }, identity, wallet, operations],
      resolverValidationOptions: { requireResolversToMatchSchema: 'error' },
    }),
  );
}
