import * as identity from '../../services/identity/index.ts';
import { reaction } from '../reaction.ts';

/** Makes ended sessions unusable everywhere, should the process that ended them have died before it could. */
export const forgetSessions = reaction('forgetSessions', identity.SessionsEnded, (call, { sessionIds }) =>
  identity.forgetSessions(call, { sessionIds }),
);
