import * as audit from '../../services/audit/index.ts';
import * as identity from '../../services/identity/index.ts';
import type { GraphqlContext } from '../context.ts';
import type { Resolvers } from '../generated/types.ts';

const nameOf = { PasskeyCeremony: 'PasskeyCeremony', StepUpRequired: 'StepUpRequired', Citizen: 'Citizen' } as const;

export const resolvers: Resolvers = {
  Query: {
    me: (_root, _args, { call }) => identity.me(call),
    registration: (_root, { registrationToken }, { call }) => identity.registrationByToken(call, registrationToken),
  },
  Mutation: {
    startRegistration: (_root, { input }, { call }) => identity.startRegistration(call, input),
    resendRegistrationCode: (_root, { input }, { call }) => identity.resendRegistrationCode(call, input),
    confirmRegistrationPhone: (_root, { input }, { call }) => identity.confirmRegistrationPhone(call, input),
    beginPasskeyRegistration: (_root, { input }, { call }) => identity.beginPasskeyRegistration(call, input),
    completeRegistration: async (_root, { input }, context) =>
      signedIn(await identity.completeRegistration(context.call, input), context),
    beginSignIn: (_root, _args, { call }) => identity.beginSignIn(call),
    signIn: async (_root, { input }, context) => signedIn(await context.authenticatePasskey(input), context),
    signOut: async (_root, _args, context) => {
      await identity.signOut(context.call);
      context.dropSession();
      return true;
    },
    beginAddPasskey: (_root, { input }, { call }) => identity.beginAddPasskey(call, input),
    addPasskey: (_root, { input }, { call }) => identity.addPasskey(call, input),
    renamePasskey: (_root, { input }, { call }) => identity.renamePasskey(call, input),
    removePasskey: (_root, { input }, { call }) => identity.removePasskey(call, input),
    endSession: async (_root, { input }, { call }) => {
      await identity.endSession(call, input);
      return identity.citizen(call);
    },
    endOtherSessions: async (_root, _args, { call }) => {
      await identity.endOtherSessions(call);
      return identity.citizen(call);
    },
    lockAccount: (_root, _args, { call }) => identity.lockAccount(call),
    unlockAccount: (_root, { input }, { call }) => identity.unlockAccount(call, input),
  },
  Subscription: {
    registrationChanged: {
      subscribe: (_root, { registrationToken }, { call }) => identity.registrationUpdates(call, registrationToken),
      resolve: (registration: identity.RegistrationView) => registration,
    },
  },
  Citizen: {
    sessions: (citizen, _args, { call }) => identity.sessionsOf(call, citizen),
    activities: (_citizen, page, { call }) => audit.listActivities(call, page),
  },
  Activity: {
    subject: ({ subject }, _args, { loaders }) => (subject ? loaders.activitySubject.load(subject) : null),
  },
  BeginAddPasskeyResult: {
    __resolveType: (result) => ('outcome' in result ? nameOf.StepUpRequired : nameOf.PasskeyCeremony),
  },
  RemovePasskeyResult: {
    __resolveType: (result) => ('outcome' in result ? nameOf.StepUpRequired : nameOf.Citizen),
  },
  UnlockAccountResult: {
    __resolveType: (result) => ('outcome' in result ? nameOf.StepUpRequired : nameOf.Citizen),
  },
};

function signedIn(signed: identity.SignedIn, context: GraphqlContext) {
  const { bearerToken } = context.establishSession(signed);
  return { citizen: identity.citizenView(signed.account), bearerToken, sessionExpiresAt: signed.expiresAt };
}
