import assert from 'node:assert/strict';
import { getDirective } from '@graphql-tools/utils';
import {
  execute,
  type GraphQLField,
  type GraphQLInputType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
  parse,
  subscribe,
} from 'graphql';
import type { GraphqlContext } from '../../graphql/context.ts';
import { loadersFor } from '../../graphql/loaders.ts';
import { buildSchema } from '../../graphql/schema.ts';
import type { CallContext } from '../../services/platform/call-context.ts';
import { isDomainError } from '../../services/platform/errors.ts';
import { newId } from '../../services/platform/ids.ts';
import { anAccountCall, aVisitorCall } from '../identity/calls.ts';

const schema = buildSchema();

const callers = {
  visitor: () => aVisitorCall(),
  citizen: () => anAccountCall({}),
  lockedCitizen: () => anAccountCall({ state: 'LOCKED' }),
  administrator: () => anAccountCall({ roles: ['CITIZEN', 'ADMINISTRATOR'] }),
  lockedAdministrator: () => anAccountCall({ state: 'LOCKED', roles: ['CITIZEN', 'ADMINISTRATOR'] }),
};
type CallerName = keyof typeof callers;

const anyone: CallerName[] = ['visitor', 'citizen', 'lockedCitizen', 'administrator', 'lockedAdministrator'];
const active: CallerName[] = ['citizen', 'administrator'];
const locked: CallerName[] = ['lockedCitizen', 'lockedAdministrator'];
const signedIn: CallerName[] = [...active, ...locked];
const administrators: CallerName[] = ['administrator'];

/** Who may reach which root field. A field that is not here fails the test: its row is for a person to write. */
const mayReach: Record<string, CallerName[]> = {
  'Query.me': anyone,
  'Query.registration': anyone,
  'Query.documentKinds': anyone,
  'Query.wallet': active,
  'Query.walletDocument': active,
  'Query.deadLetters': administrators,
  'Query.registryHealth': administrators,
  'Query.backlog': administrators,
  'Mutation.startRegistration': anyone,
  'Mutation.resendRegistrationCode': anyone,
  'Mutation.confirmRegistrationPhone': anyone,
  'Mutation.beginPasskeyRegistration': anyone,
  'Mutation.completeRegistration': anyone,
  'Mutation.beginSignIn': anyone,
  'Mutation.signIn': anyone,
  'Mutation.signOut': anyone,
  'Mutation.checkPresentation': anyone,
  'Mutation.beginAddPasskey': active,
  'Mutation.addPasskey': active,
  'Mutation.renamePasskey': active,
  'Mutation.removePasskey': active,
  'Mutation.lockAccount': active,
  'Mutation.linkDocument': active,
  'Mutation.retryDocument': active,
  'Mutation.removeDocument': active,
  'Mutation.orderDocuments': active,
  'Mutation.hideDocument': active,
  'Mutation.showDocument': active,
  'Mutation.endSession': signedIn,
  'Mutation.endOtherSessions': signedIn,
  'Mutation.unlockAccount': locked,
  'Mutation.replayDeadLetter': administrators,
  'Subscription.registrationChanged': anyone,
  'Subscription.walletDocumentChanged': active,
  'Subscription.presentationChecked': active,
};

/** Who may read which type, where its fields have no rule of their own. */
const mayRead: Record<string, CallerName[]> = {
  PageInfo: anyone,
  Registration: anyone,
  StartedRegistration: anyone,
  PasskeyCeremony: anyone,
  SignedIn: anyone,
  DocumentKind: anyone,
  LocalizedText: anyone,
  DocumentInputField: anyone,
  DocumentField: anyone,
  DocumentFieldValue: anyone,
  CheckedPresentation: anyone,
  Citizen: signedIn,
  'Citizen.activities': active,
  Passkey: signedIn,
  Session: signedIn,
  StepUpRequired: signedIn,
  Activity: active,
  ActivityConnection: active,
  ActivityEdge: active,
  Wallet: active,
  WalletDocument: active,
  Presentation: active,
  PresentationConnection: active,
  PresentationEdge: active,
  DeadLetter: administrators,
  DeadLetterConnection: administrators,
  DeadLetterEdge: administrators,
  RegistryHealth: administrators,
  Backlog: administrators,
};

const callersByRule: Record<string, CallerName[]> = {
  ANYONE: anyone,
  CITIZEN: active,
  LOCKED_CITIZEN: locked,
  ADMINISTRATOR: administrators,
};

function callersOfRule(node: Parameters<typeof getDirective>[1]): CallerName[] | undefined {
  const [rule] = getDirective(schema, node, 'access') ?? [];
  if (!rule) return undefined;
  const allowed = new Set((rule.allow as string[]).flatMap((caller) => callersByRule[caller] ?? []));
  return anyone.filter((caller) => allowed.has(caller));
}

const sorted = (names: CallerName[]) => anyone.filter((caller) => names.includes(caller));
const roots = {
  Query: schema.getQueryType(),
  Mutation: schema.getMutationType(),
  Subscription: schema.getSubscriptionType(),
};

/** A value of the type, as good as can be made without knowing its meaning. */
function aValue(type: GraphQLInputType): unknown {
  if (isNonNullType(type)) return aValue(type.ofType);
  if (isListType(type)) return [];
  if (isEnumType(type)) return type.getValues()[0]?.name;
  if (isInputObjectType(type)) {
    const required = Object.values(type.getFields()).filter((field) => isNonNullType(field.type));
    return Object.fromEntries(required.map((field) => [field.name, aValue(field.type)]));
  }
  const samples: Record<string, unknown> = { Boolean: true, Int: 1, CalendarDate: '1990-02-14', WebAuthnJSON: {} };
  return samples[String(type)] ?? newId();
}

function operationOf(root: string, field: GraphQLField<unknown, unknown>) {
  const required = field.args.filter((argument) => isNonNullType(argument.type));
  const declared = required.map((argument) => `$${argument.name}: ${argument.type}`).join(', ');
  const passed = required.map((argument) => `${argument.name}: $${argument.name}`).join(', ');
  const named = getNamedType(field.type);
  const selection = isObjectType(named) || isUnionType(named) ? '{ __typename }' : '';
  return {
    document: parse(
      `${root.toLowerCase()} ${declared && `Asked(${declared})`} { ${field.name}${passed && `(${passed})`} ${selection} }`,
    ),
    variableValues: Object.fromEntries(required.map((argument) => [argument.name, aValue(argument.type)])),
  };
}

function contextOf(call: CallContext): GraphqlContext {
  const notHere = () => {
    throw new Error('not for this test');
  };
  return { call, loaders: loadersFor(call), authenticatePasskey: notHere, establishSession: notHere, dropSession() {} };
}

/** Whether the access rule let the caller in; what the use case then said of the sample does not matter here. */
async function isLetIn(root: string, field: GraphQLField<unknown, unknown>, caller: CallerName): Promise<boolean> {
  const asked = { schema, ...operationOf(root, field), contextValue: contextOf(await callers[caller]()) };
  const answer = await (root === 'Subscription' ? subscribe(asked) : execute(asked));
  if (Symbol.asyncIterator in answer) {
    await answer.return(undefined);
    return true;
  }
  const refused = answer.errors?.map(({ originalError }) => originalError);
  return !refused?.some((error) => isDomainError(error) && ['UNAUTHENTICATED', 'FORBIDDEN'].includes(error.code));
}

describe('access', () => {
  for (const [root, type] of Object.entries(roots)) {
    for (const field of Object.values(type?.getFields() ?? {})) {
      const name = `${root}.${field.name}`;
      it(`${name} is for ${mayReach[name]?.join(', ')}`, async () => {
        const expected = mayReach[name];
        assert.ok(expected, `${name} has no row in the table`);
        assert.deepEqual(
          callersOfRule(field) ?? callersOfRule(type as never),
          sorted(expected),
          'the rule in the schema',
        );
        const letIn: CallerName[] = [];
        for (const caller of anyone) if (await isLetIn(root, field, caller)) letIn.push(caller);
        assert.deepEqual(letIn, sorted(expected), 'who is let in');
      });
    }
  }

  it('has no row for a field that is gone', () => {
    const there = Object.entries(roots).flatMap(([root, type]) =>
      Object.keys(type?.getFields() ?? {}).map((field) => `${root}.${field}`),
    );
    assert.deepEqual(Object.keys(mayReach).sort(), there.sort());
  });

  it('covers every field of every type, as the table says', () => {
    const found: Record<string, CallerName[]> = {};
    for (const type of Object.values(schema.getTypeMap())) {
      if (!isObjectType(type) || type.name.startsWith('__') || type.name in roots) continue;
      const ofType = callersOfRule(type);
      if (ofType) found[type.name] = ofType;
      for (const field of Object.values(type.getFields())) {
        const ofField = callersOfRule(field);
        if (ofField) found[`${type.name}.${field.name}`] = ofField;
        assert.ok(ofField ?? ofType, `${type.name}.${field.name}`);
      }
    }
    const expected = Object.fromEntries(Object.entries(mayRead).map(([name, names]) => [name, sorted(names)]));
    assert.deepEqual(found, expected);
  });

  it('is asked again at every field, also where a parent let the caller in', async () => {
    const call = await anAccountCall({ state: 'LOCKED' });
    const citizen = { id: newId(), passkeys: [] };
    const field = schema.getType('Citizen');
    assert.ok(isObjectType(field));
    const { activities } = field.getFields();
    assert.throws(() => activities?.resolve?.(citizen, {}, contextOf(call), {} as never), { code: 'FORBIDDEN' });
  });
});
