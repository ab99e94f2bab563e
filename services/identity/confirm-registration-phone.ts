import { z } from 'zod';
import type { CallContext } from '../platform/call-context.ts';
import { publish } from '../platform/events.ts';
import { parseInput } from '../platform/input.ts';
import { trusted } from '../platform/mongo.ts';
import { transaction } from '../platform/transaction.ts';
import { CodeAttemptsUsed, CodeExpired, CodeWrong, RegistrationStateWrong } from './errors.ts';
import { RegistrationPhoneConfirmed } from './events.ts';
import { Registration } from './registration.model.ts';
import { stateBefore } from './registration.states.ts';
import {
  allowedCodeAttempts,
  findRegistration,
  type RegistrationView,
  registrationByToken,
  visibleState,
} from './registration.ts';
import { isRegistrationCode } from './registration-code.ts';

const inputSchema = z.strictObject({
  registrationToken: z.string(),
  code: z
    .string()
    .max(20)
    .transform((text) => text.replace(/\s/g, ''))
    .pipe(z.string().regex(/^\d{6}$/, 'expected six digits')),
});

/**
 * Confirms the phone; from here a worker asks the population database.
 * @throws RegistrationUnknown, RegistrationStateWrong, CodeWrong with `attemptsLeft`, CodeExpired, CodeAttemptsUsed
 */
export async function confirmRegistrationPhone(
  call: CallContext,
  rawInput: z.input<typeof inputSchema>,
): Promise<RegistrationView> {
  const { registrationToken, code } = parseInput(inputSchema, rawInput);
  const registration = await findRegistration(registrationToken);
  const now = call.now();
  if (visibleState(registration, now) !== 'CODE_SENT') throw RegistrationStateWrong();
  if (registration.codeExpiresAt <= now) throw CodeExpired();

  // Counted before it is compared: guesses that race each other are all counted. The write's condition decides, not the
  // read above; `updateOne` because the embedded store scans for findOneAndUpdate.
  const { matchedCount: counted } = await Registration.updateOne(
    {
      _id: registration._id,
      state: stateBefore('confirmPhone'),
      issue: registration.issue,
      codeAttempts: trusted({ $lt: allowedCodeAttempts }),
    },
    { $inc: { codeAttempts: 1 } },
  );
  if (counted === 0) throw CodeAttemptsUsed();
  if (!isRegistrationCode(code, registration._id, registration.issue)) {
    const { codeAttempts } = await findRegistration(registrationToken);
    throw CodeWrong({ attemptsLeft: Math.max(0, allowedCodeAttempts - codeAttempts) });
  }

  await transaction(async () => {
    const { matchedCount } = await Registration.updateOne(
      { _id: registration._id, state: stateBefore('confirmPhone'), issue: registration.issue },
      { state: 'MATCHING', confirmedAt: now },
    );
    if (matchedCount === 0) throw RegistrationStateWrong();
    await publish(RegistrationPhoneConfirmed, { registrationId: registration._id });
  });
  return registrationByToken(call, registrationToken);
}
