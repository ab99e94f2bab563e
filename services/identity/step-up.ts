import { createHash } from 'node:crypto';
import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server';
import canonicalize from 'canonicalize';
import { type CallContext, requireAccount } from '../platform/call-context.ts';
import { config } from '../platform/config.ts';
import { newId } from '../platform/ids.ts';
import { bytesOf } from '../platform/seal.ts';
import type { AccountRecord, PasskeyRecord } from './account.model.ts';
import { CeremonyUnknown, PasskeyIsLocked, PasskeyUnknown } from './errors.ts';
import { openAuthenticationCeremony, parseAssertion, takeCeremony, verifyAssertion } from './passkey-ceremony.ts';
import { keepPasskeyUse, lockPasskey } from './passkey-use.ts';
import { StepUpEvidence } from './step-up-evidence.model.ts';

/** What is asked to be approved: its name and everything that makes it this one. */
export type Operation = { operation: string } & Record<string, string | number | boolean>;

export type StepUpInput = { ceremonyId: string; credential: unknown };

/** The operation waits for an assertion made for it. */
export type StepUpRequired = {
  outcome: 'stepUpRequired';
  ceremonyId: string;
  /** RFC 8785 canonical JSON; the challenge is its SHA-256. */
  content: string;
  options: PublicKeyCredentialRequestOptionsJSON;
  expiresAt: Date;
};

/** The citizen approved. `keep` saves the evidence in the transaction of the operation. */
export type Approved = { outcome: 'approved'; keep(): Promise<void> };

/**
 * Asks for, or checks, an assertion that was made for this very operation. The signed content names the operation, the
 * account, the session and the moment, so an assertion for one thing approves no other.
 * @throws CeremonyUnknown, PasskeyUnknown, PasskeyIsLocked, PasskeyRefused, BadUserInput
 */
export async function stepUp(
  call: CallContext,
  account: AccountRecord,
  operation: Operation,
  input: StepUpInput | null | undefined,
): Promise<StepUpRequired | Approved> {
  const usable = account.passkeys.filter(({ lockedAt }) => !lockedAt);
  if (!input) return requireApproval(call, account, operation, usable);

  const ceremony = await takeCeremony(call, 'stepUp', input.ceremonyId);
  const asked = canonicalize(operation);
  const signed = (JSON.parse(ceremony.content) as { asks: Operation }).asks;
  if (ceremony.accountId !== account._id || canonicalize(signed) !== asked) throw CeremonyUnknown();

  const assertion = parseAssertion(input.credential);
  const passkey = account.passkeys.find(({ credentialId }) => credentialId === assertion.id);
  if (!passkey) throw PasskeyUnknown();
  if (passkey.lockedAt) throw PasskeyIsLocked();
  const verified = await verifyAssertion(assertion, ceremony.challenge, passkey);
  if (verified.signCountWentBack) {
    await lockPasskey(call, account._id, passkey._id);
    throw PasskeyIsLocked();
  }
  return {
    outcome: 'approved',
    async keep() {
      await keepPasskeyUse(call, account._id, passkey, verified);
      await new StepUpEvidence({
        _id: newId(),
        accountId: account._id,
        operation: operation.operation,
        content: ceremony.content,
        credentialId: passkey.credentialId,
        publicKey: Buffer.from(bytesOf(passkey.publicKey)),
        authenticatorData: assertion.response.authenticatorData,
        clientDataJSON: assertion.response.clientDataJSON,
        signature: assertion.response.signature,
        approvedAt: call.now(),
      }).save();
    },
  };
}

async function requireApproval(
  call: CallContext,
  account: AccountRecord,
  operation: Operation,
  usable: PasskeyRecord[],
): Promise<StepUpRequired> {
  const content = canonicalize({
    account: account._id,
    asks: operation,
    at: call.now().toISOString(),
    nonce: call.randomBytes(16).toString('base64url'),
    relyingParty: config.relyingPartyId,
    session: requireAccount(call).sessionId,
  });
  if (!content) throw new Error('the operation has no canonical form');
  const challenge = stepUpChallenge(content);
  const ceremony = await openAuthenticationCeremony(
    call,
    { kind: 'stepUp', accountId: account._id, content },
    challenge,
    usable,
  );
  return { outcome: 'stepUpRequired', content, ...ceremony };
}

/** The challenge of a step-up: SHA-256 of the canonical content. */
export function stepUpChallenge(content: string): Buffer {
  return createHash('sha256').update(content, 'utf8').digest();
}
