import * as identity from '../../services/identity/index.ts';
import { reaction } from '../reaction.ts';

/** Tells whoever watches a registration to look again. */
export const pushRegistration = reaction('pushRegistration', identity.RegistrationSettled, (call, { registrationId }) =>
  call.ports.live.publish(identity.registrationChannel(registrationId), { registrationId }),
);
