import type { CallContext } from '../platform/call-context.ts';
import { config } from '../platform/config.ts';
import { publish } from '../platform/events.ts';
import { takeAttempt } from '../platform/rate-limit.ts';
import { transaction } from '../platform/transaction.ts';
import { RegistrationStateWrong, ResendTooEarly } from './errors.ts';
import { RegistrationCodeRequested } from './events.ts';
import { Registration } from './registration.model.ts';
import { stateBefore } from './registration.states.ts';
import { claimOf, findRegistration, type RegistrationView, registrationByToken, visibleState } from './registration.ts';
import { firstResendWaitMs } from './start-registration.ts';

const codesPerPhone = { name: 'registration.codes', allowed: 10, windowMs: 3600 * 1000 };

/**
 * Owes the phone a fresh code; the one before stops working. Each wait is twice the last.
 * @throws RegistrationUnknown, RegistrationStateWrong, ResendTooEarly with `retryAfterSeconds`, RateLimited
 */
export async function resendRegistrationCode(
  call: CallContext,
  input: { registrationToken: string },
): Promise<RegistrationView> {
  const registration = await findRegistration(input.registrationToken);
  const now = call.now();
  if (visibleState(registration, now) !== 'CODE_SENT') throw RegistrationStateWrong();
  const early = registration.resendAllowedAt.getTime() - now.getTime();
  if (early > 0) throw ResendTooEarly({ retryAfterSeconds: Math.ceil(early / 1000) });
  await takeAttempt(call, codesPerPhone, claimOf(registration).phone);
  const issue = registration.issue + 1;
  await transaction(async () => {
    const { matchedCount } = await Registration.updateOne(
      { _id: registration._id, state: stateBefore('sendCodeAgain'), issue: registration.issue },
      {
        issue,
        codeAttempts: 0,
        codeExpiresAt: new Date(now.getTime() + config.registrationCodeMs),
        resendAllowedAt: new Date(now.getTime() + firstResendWaitMs * 2 ** (issue - 1)),
      },
    );
    // Somebody else with the same token was faster: one code is enough.
    if (matchedCount === 1) await publish(RegistrationCodeRequested, { registrationId: registration._id, issue });
  });
  return registrationByToken(call, input.registrationToken);
}
