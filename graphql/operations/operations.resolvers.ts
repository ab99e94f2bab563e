import { registryHealth } from '../../services/exchange/index.ts';
import { backlog, listDeadLetters, replayDeadLetter } from '../../services/platform/dead-letters.ts';
import type { Resolvers } from '../generated/types.ts';

export const resolvers: Resolvers = {
  Query: {
    deadLetters: (_root, page, { call }) => listDeadLetters(call, page),
    registryHealth: (_root, _args, { call }) => registryHealth(call),
    backlog: (_root, _args, { call }) => backlog(call),
  },
  Mutation: {
    replayDeadLetter: (_root, { input }, { call }) => replayDeadLetter(call, input),
  },
};
