import * as wallet from '../../services/wallet/index.ts';
import type { Resolvers } from '../generated/types.ts';

export const resolvers: Resolvers = {
  Query: {
    wallet: (_root, _args, { call }) => wallet.wallet(call),
    walletDocument: (_root, { id }, { call }) => wallet.walletDocument(call, { id }),
    documentKinds: () => wallet.documentKinds(),
  },
  Mutation: {
    linkDocument: (_root, { input }, { call }) => wallet.linkDocument(call, input),
    retryDocument: (_root, { input }, { call }) => wallet.retryDocument(call, input),
    removeDocument: (_root, { input }, { call }) => wallet.removeDocument(call, input),
    orderDocuments: (_root, { input }, { call }) => wallet.orderDocuments(call, input),
    hideDocument: (_root, { input }, { call }) => wallet.hideDocument(call, input),
    showDocument: (_root, { input }, { call }) => wallet.showDocument(call, input),
    checkPresentation: (_root, { input }, { call }) => wallet.checkPresentation(call, input),
  },
  Subscription: {
    walletDocumentChanged: {
      subscribe: (_root, _args, { call }) => wallet.walletDocumentChanges(call),
      resolve: (document: wallet.WalletDocument) => document,
    },
    presentationChecked: {
      subscribe: (_root, _args, { call }) => wallet.presentationChecks(call),
      resolve: (presentation: wallet.Presentation) => presentation,
    },
  },
  Wallet: {
    documents: (_wallet, args, { call }) => wallet.walletDocuments(call, args),
    presentations: (_wallet, page, { call }) => wallet.presentations(call, page),
  },
  WalletDocument: { kind: ({ kind }) => wallet.documentKindOf(kind) },
  Presentation: { document: ({ kind }) => wallet.documentKindOf(kind) },
  CheckedPresentation: { kind: ({ kind }) => wallet.documentKindOf(kind) },
};
