import * as identity from '../../services/identity/index.ts';
import * as notifications from '../../services/notifications/index.ts';
import { config } from '../../services/platform/config.ts';
import { effectKey, reaction } from '../reaction.ts';

const name = 'sendRegistrationCode';

/** Sends the one-time code that was asked for, unless a later one has replaced it. */
export const sendRegistrationCode = reaction(
  name,
  identity.RegistrationCodeRequested,
  async (call, requested, owedBy) => {
    const message = await identity.messageForRegistrationCode(call, requested);
    if (!message) return;
    const { phone, language, code } = message;
    await notifications.deliver(call, {
      template: 'registrationCode',
      to: { phone, language },
      values: { code, validMinutes: Math.round(config.registrationCodeMs / 60_000) },
      idempotencyKey: effectKey(name, owedBy),
    });
  },
);
