import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { cose, decodeCredentialPublicKey } from '@simplewebauthn/server/helpers';
import { z } from 'zod';
import type { CallContext } from '../platform/call-context.ts';
import { config } from '../platform/config.ts';
import { idSchema, newId } from '../platform/ids.ts';
import { parseInput } from '../platform/input.ts';
import { bytesOf } from '../platform/seal.ts';
import type { PasskeyRecord } from './account.model.ts';
import { CeremonyUnknown, PasskeyRefused } from './errors.ts';

/** What an open ceremony is for; another use of its answer is refused. */
const ceremonySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('firstPasskey'), challenge: z.string(), registrationId: z.string() }),
  z.object({ kind: z.literal('furtherPasskey'), challenge: z.string(), accountId: z.string() }),
  z.object({ kind: z.literal('signIn'), challenge: z.string() }),
  z.object({ kind: z.literal('stepUp'), challenge: z.string(), accountId: z.string(), content: z.string() }),
]);

type Ceremony = z.infer<typeof ceremonySchema>;
type CeremonyKind = Ceremony['kind'];

/** An open ceremony as the client sees it: options of WebAuthn Level 3, sections 5.4 and 5.5, in JSON. */
export type OpenCeremony<Options = PublicKeyCredentialCreationOptionsJSON | PublicKeyCredentialRequestOptionsJSON> = {
  ceremonyId: string;
  options: Options;
  expiresAt: Date;
};

async function open<Options>(call: CallContext, ceremony: Ceremony, options: Options): Promise<OpenCeremony<Options>> {
  const ceremonyId = newId();
  await call.ports.memory.put(`ceremony:${ceremonyId}`, JSON.stringify(ceremony), config.ceremonyMs);
  return { ceremonyId, options, expiresAt: new Date(call.now().getTime() + config.ceremonyMs) };
}

/**
 * Takes a ceremony out of the memory: a challenge works once, also when what follows is refused.
 * @throws CeremonyUnknown for one that is unknown, used, too old, or of another kind
 */
export async function takeCeremony<Kind extends CeremonyKind>(
  call: CallContext,
  kind: Kind,
  ceremonyId: string,
): Promise<Extract<Ceremony, { kind: Kind }>> {
  if (!idSchema.safeParse(ceremonyId).success) throw CeremonyUnknown();
  const stored = await call.ports.memory.take(`ceremony:${ceremonyId}`);
  const ceremony = stored === null ? undefined : ceremonySchema.parse(JSON.parse(stored));
  if (ceremony?.kind !== kind) throw CeremonyUnknown();
  return ceremony as Extract<Ceremony, { kind: Kind }>;
}

export async function openRegistrationCeremony(
  call: CallContext,
  purpose: { kind: 'firstPasskey'; registrationId: string } | { kind: 'furtherPasskey' },
  owner: { accountId: string; fullName: string; passkeys: Pick<PasskeyRecord, 'credentialId' | 'transports'>[] },
): Promise<OpenCeremony<PublicKeyCredentialCreationOptionsJSON>> {
  const options = await generateRegistrationOptions({
    rpName: config.relyingPartyName,
    rpID: config.relyingPartyId,
    userID: new TextEncoder().encode(owner.accountId),
    userName: owner.fullName,
    userDisplayName: owner.fullName,
    challenge: new Uint8Array(call.randomBytes(32)),
    timeout: config.ceremonyMs,
    attestationType: 'none',
    authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
    excludeCredentials: owner.passkeys.map(({ credentialId, transports }) => ({ id: credentialId, transports })),
    // EdDSA, ES256, RS256: what passkey providers make.
    supportedAlgorithmIDs: [-8, -7, -257],
  });
  const ceremony: Ceremony =
    purpose.kind === 'firstPasskey'
      ? { ...purpose, challenge: options.challenge }
      : { ...purpose, challenge: options.challenge, accountId: owner.accountId };
  return open(call, ceremony, options);
}

export async function openAuthenticationCeremony(
  call: CallContext,
  purpose: { kind: 'signIn' } | { kind: 'stepUp'; accountId: string; content: string },
  challenge: Buffer,
  allowed: Pick<PasskeyRecord, 'credentialId' | 'transports'>[],
): Promise<OpenCeremony<PublicKeyCredentialRequestOptionsJSON>> {
  const options = await generateAuthenticationOptions({
    rpID: config.relyingPartyId,
    challenge: new Uint8Array(challenge),
    timeout: config.ceremonyMs,
    userVerification: 'required',
    allowCredentials: allowed.map(({ credentialId, transports }) => ({ id: credentialId, transports })),
  });
  return open(call, { ...purpose, challenge: options.challenge }, options);
}

const base64url = (maximum: number) => z.base64url().min(1).max(maximum);
const extensions = z.looseObject({}).optional();
const attachment = z.enum(['platform', 'cross-platform']).nullish();

/** RegistrationResponseJSON (WebAuthn Level 3, section 5.1.8), with bounds. */
const registrationResponseSchema = z.object({
  id: base64url(1400),
  rawId: base64url(1400),
  type: z.literal('public-key'),
  authenticatorAttachment: attachment,
  clientExtensionResults: extensions,
  response: z.object({
    clientDataJSON: base64url(8000),
    attestationObject: base64url(64_000),
    transports: z.array(z.string().max(20)).max(8).optional(),
  }),
});

/** AuthenticationResponseJSON (same section), with bounds. */
const authenticationResponseSchema = z.object({
  id: base64url(1400),
  rawId: base64url(1400),
  type: z.literal('public-key'),
  authenticatorAttachment: attachment,
  clientExtensionResults: extensions,
  response: z.object({
    clientDataJSON: base64url(8000),
    authenticatorData: base64url(8000),
    signature: base64url(8000),
    userHandle: base64url(200).nullish(),
  }),
});

export type Assertion = z.infer<typeof authenticationResponseSchema>;

export function parseAssertion(credential: unknown): Assertion {
  return parseInput(authenticationResponseSchema, credential);
}

/** Where a ceremony must have taken place. */
export type RelyingParty = { id: string; origins: readonly string[] };

const thisRelyingParty: RelyingParty = { id: config.relyingPartyId, origins: config.allowedOrigins };

/**
 * Nobody embeds these pages, so a ceremony from inside a foreign frame is refused (WebAuthn Level 3, sections 7.1 and
 * 7.2, the steps on `crossOrigin` and `topOrigin`), which the library leaves to us.
 */
function refuseEmbedded(clientDataJSON: string): void {
  const { crossOrigin, topOrigin } = clientDataSchema.parse(
    JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString('utf8')),
  );
  if (crossOrigin || topOrigin !== undefined) throw PasskeyRefused();
}

const clientDataSchema = z.looseObject({ crossOrigin: z.boolean().optional(), topOrigin: z.unknown().optional() });

/**
 * Registration ceremony, WebAuthn Level 3, section 7.1: challenge, origin, RP ID, user presence and verification,
 * attestation. The passkey it made is not stored yet.
 * @throws BadUserInput, PasskeyRefused
 */
export async function verifyNewPasskey(
  call: CallContext,
  credential: unknown,
  expectedChallenge: string,
  name: string,
  relyingParty = thisRelyingParty,
): Promise<PasskeyRecord> {
  const response = parseInput(registrationResponseSchema, credential);
  const { registrationInfo } = await verifyRegistrationResponse({
    response: response as RegistrationResponseJSON,
    expectedChallenge,
    expectedOrigin: [...relyingParty.origins],
    expectedRPID: relyingParty.id,
    requireUserVerification: true,
    supportedAlgorithmIDs: [-8, -7, -257],
  }).catch(refuse);
  if (!registrationInfo) throw PasskeyRefused();
  refuseEmbedded(response.response.clientDataJSON);
  return {
    _id: newId(),
    credentialId: registrationInfo.credential.id,
    publicKey: Buffer.from(registrationInfo.credential.publicKey),
    signCount: registrationInfo.credential.counter,
    aaguid: registrationInfo.aaguid,
    transports: response.response.transports ?? [],
    backupEligible: registrationInfo.credentialDeviceType === 'multiDevice',
    backedUp: registrationInfo.credentialBackedUp,
    name,
    createdAt: call.now(),
    lastUsedAt: null,
    lockedAt: null,
  };
}

export type VerifiedAssertion = { signCount: number; backedUp: boolean; signCountWentBack: boolean };

/**
 * Authentication ceremony, WebAuthn Level 3, section 7.2. The signature counter is judged last, as the section's step
 * 22 says, so that only the holder of the key can show a counter that went back.
 * @throws PasskeyRefused
 */
export async function verifyAssertion(
  assertion: Assertion,
  expectedChallenge: string,
  passkey: PasskeyRecord,
  relyingParty = thisRelyingParty,
): Promise<VerifiedAssertion> {
  const publicKey = new Uint8Array(bytesOf(passkey.publicKey));
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response: assertion as AuthenticationResponseJSON,
    expectedChallenge,
    expectedOrigin: [...relyingParty.origins],
    expectedRPID: relyingParty.id,
    requireUserVerification: true,
    credential: { id: passkey.credentialId, publicKey, counter: 0 },
  }).catch(refuse);
  if (!verified) throw PasskeyRefused();
  refuseEmbedded(assertion.response.clientDataJSON);
  const signature = Buffer.from(assertion.response.signature, 'base64url');
  const isEllipticCurve = cose.isCOSEPublicKeyEC2(decodeCredentialPublicKey(publicKey));
  if (isEllipticCurve && !isDerSignature(signature)) throw PasskeyRefused();
  const { newCounter, credentialBackedUp, credentialDeviceType } = authenticationInfo;
  // Backup eligibility never changes over the life of a credential (section 6.1.3).
  if ((credentialDeviceType === 'multiDevice') !== passkey.backupEligible) throw PasskeyRefused();
  const counts = newCounter > 0 || passkey.signCount > 0;
  return {
    signCount: newCounter,
    backedUp: credentialBackedUp,
    signCountWentBack: counts && newCounter <= passkey.signCount,
  };
}

/**
 * Whether an ECDSA signature is ASN.1 DER as section 6.5.5 wants it (X.690, section 8.3 and 10.1). The library reads
 * some that are not, and evidence must be readable by any other verifier.
 */
function isDerSignature(signature: Buffer): boolean {
  const [sequence, length, ...rest] = signature;
  if (sequence !== 0x30 || length !== rest.length || length > 127) return false;
  let at = 2;
  for (let integer = 0; integer < 2; integer += 1) {
    const size = signature[at + 1] ?? 0;
    const value = signature.subarray(at + 2, at + 2 + size);
    const [first = 0xff, second = 0] = value;
    const isShortest = first < 0x80 && (first > 0 || size === 1 || second >= 0x80);
    if (signature[at] !== 0x02 || value.length !== size || !isShortest) return false;
    at += 2 + size;
  }
  return at === signature.length;
}

function refuse(cause: unknown): never {
  throw PasskeyRefused({}, cause);
}
