import { z } from 'zod';
import type { CallContext } from '../platform/call-context.ts';
import { publish } from '../platform/events.ts';
import { idSchema } from '../platform/ids.ts';
import { parseInput } from '../platform/input.ts';
import { readRecord } from '../platform/plain-records.ts';
import { transaction } from '../platform/transaction.ts';
import { Account, type AccountRecord } from './account.model.ts';
import { PasskeyIsLocked, PasskeyUnknown } from './errors.ts';
import { SignedInWithPasskey } from './events.ts';
import {
  type OpenCeremony,
  openAuthenticationCeremony,
  parseAssertion,
  takeCeremony,
  verifyAssertion,
} from './passkey-ceremony.ts';
import { keepPasskeyUse, lockPasskey } from './passkey-use.ts';
import { forgetSessionsNow, openSession, removeSessions } from './sessions.ts';

/** Opens an authentication ceremony for any discoverable passkey (WebAuthn Level 3, section 5.5: no allow list). */
export function beginSignIn(call: CallContext): Promise<OpenCeremony> {
  return openAuthenticationCeremony(call, { kind: 'signIn' }, call.randomBytes(32), []);
}

export type SignedIn = { account: AccountRecord; token: string; sessionId: string; expiresAt: Date };

const inputSchema = z.strictObject({ ceremonyId: z.string().max(64), credential: z.unknown() });

/**
 * Signs in by the assertion of a discoverable passkey; the user handle names the account. Session fixation is not
 * possible: the session is always new, and one the caller came with ends.
 * @throws BadUserInput, CeremonyUnknown, PasskeyUnknown, PasskeyIsLocked, PasskeyRefused
 */
export async function signIn(
  call: CallContext,
  rawInput: { ceremonyId: string; credential: unknown },
): Promise<SignedIn> {
  const input = parseInput(inputSchema, rawInput);
  const assertion = parseAssertion(input.credential);
  const ceremony = await takeCeremony(call, 'signIn', input.ceremonyId);
  const accountId = accountIdOfUserHandle(assertion.response.userHandle);
  const account = accountId && (await readRecord<AccountRecord>(Account, { _id: accountId }));
  const passkey = account ? account.passkeys.find(({ credentialId }) => credentialId === assertion.id) : undefined;
  if (!account || !passkey) throw PasskeyUnknown();
  const verified = await verifyAssertion(assertion, ceremony.challenge, passkey);
  if (passkey.lockedAt) throw PasskeyIsLocked();
  if (verified.signCountWentBack) {
    await lockPasskey(call, account._id, passkey._id);
    throw PasskeyIsLocked();
  }

  const { opened, endedIds } = await transaction(async () => {
    await keepPasskeyUse(call, account._id, passkey, verified);
    const newSession = await openSession(call, account, passkey._id);
    await publish(SignedInWithPasskey, {
      accountId: account._id,
      sessionId: newSession.session._id,
      passkeyId: passkey._id,
    });
    const before = call.actor.kind === 'account' ? call.actor : undefined;
    return {
      opened: newSession,
      endedIds: before ? await removeSessions(before.accountId, { only: before.sessionId }) : [],
    };
  });
  await forgetSessionsNow(call, endedIds);
  return { account, token: opened.token, sessionId: opened.session._id, expiresAt: opened.session.expiresAt };
}

function accountIdOfUserHandle(userHandle: string | null | undefined): string | null {
  const text = Buffer.from(userHandle ?? '', 'base64url').toString('utf8');
  return idSchema.safeParse(text).success ? text : null;
}
