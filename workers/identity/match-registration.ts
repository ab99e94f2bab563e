import * as identity from '../../services/identity/index.ts';
import { reaction } from '../reaction.ts';

/** Asks the population database about a registration whose phone is confirmed. */
export const matchRegistration = reaction('matchRegistration', identity.RegistrationPhoneConfirmed, (call, payload) =>
  identity.matchRegistration(call, payload),
);
