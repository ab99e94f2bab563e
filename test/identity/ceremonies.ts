import type { WebAuthnEmulator } from 'nid-webauthn-emulator';
import { AuthenticatorEmulator, WebAuthnEmulator as Emulator } from 'nid-webauthn-emulator';
import { anAuthenticator, operations, type TestCitizen } from '../support/a-citizen.ts';
import { origin } from '../support/an-app.ts';
import { type Client, succeed } from '../support/graphql-client.ts';

export type Options = Parameters<WebAuthnEmulator['getJSON']>[1];
export type Assertion = ReturnType<WebAuthnEmulator['getJSON']>;
export type Attestation = ReturnType<WebAuthnEmulator['createJSON']>;
type Ceremony<AnyOptions = Options> = { ceremonyId: string; options: AnyOptions };

const citizenFields = 'id state passkeys { id name locked lastUsedAt backupEligible backedUp aaguid transports }';
const stepUpFields = '... on StepUpRequired { ceremonyId content options expiresAt }';

export const passkeyOperations = {
  me: `{ me { ${citizenFields} sessions { id current device passkeyName } } }`,
  beginAdd: `mutation ($input: BeginAddPasskeyInput!) { beginAddPasskey(input: $input) {
    __typename ${stepUpFields} ... on PasskeyCeremony { ceremonyId options expiresAt } } }`,
  add: `mutation ($input: AddPasskeyInput!) { addPasskey(input: $input) { id name locked } }`,
  rename: `mutation ($input: RenamePasskeyInput!) { renamePasskey(input: $input) { id name } }`,
  remove: `mutation ($input: RemovePasskeyInput!) { removePasskey(input: $input) {
    __typename ${stepUpFields} ... on Citizen { ${citizenFields} } } }`,
  lock: `mutation { lockAccount { id state } }`,
  unlock: `mutation ($input: UnlockAccountInput!) { unlockAccount(input: $input) {
    __typename ${stepUpFields} ... on Citizen { id state } } }`,
  endSession: `mutation ($input: EndSessionInput!) { endSession(input: $input) { sessions { id } } }`,
  endOthers: `mutation { endOtherSessions { sessions { id current } } }`,
};

/** The same passkeys in an authenticator that behaves otherwise. */
export function misbehaving(
  authenticator: WebAuthnEmulator,
  changed: ConstructorParameters<typeof AuthenticatorEmulator>[0],
): WebAuthnEmulator {
  return new Emulator(new AuthenticatorEmulator({ ...authenticator.authenticator.params, ...changed }));
}

/** One that did not verify its user. */
export function withoutUserVerification(authenticator: WebAuthnEmulator): WebAuthnEmulator {
  const present = { options: { uv: false, up: true } };
  return misbehaving(authenticator, {
    userGetAssertionInteraction: (user) => ({ ...present, user }) as never,
    userMakeCredentialInteraction: (user) => ({ ...present, user }) as never,
  });
}

export async function beginSignIn(client: Client): Promise<Ceremony> {
  return (await succeed(client(operations.beginSignIn))).beginSignIn;
}

/** Sends an assertion as a sign-in. */
export function sendSignIn(client: Client, ceremonyId: string, credential: unknown) {
  return client(operations.signIn, { input: { ceremonyId, credential } });
}

/** Approves what a step-up asks, with the citizen's passkey. */
export function approve({ authenticator }: Pick<TestCitizen, 'authenticator'>, { ceremonyId, options }: Ceremony) {
  return { ceremonyId, credential: authenticator.getJSON(origin, options) };
}

/** Asks for an operation that needs a step-up, without one. */
export async function askForStepUp(client: Client, operation: string, input: Record<string, unknown> = {}) {
  const [asked] = Object.values(await succeed(client(operation, { input }))) as (Ceremony & {
    __typename: string;
    content: string;
  })[];
  if (asked?.__typename !== 'StepUpRequired') throw new Error('expected a step-up');
  return asked;
}

/** Opens the ceremony of a further passkey, approved by one that is held. */
export async function openFurtherPasskey(citizen: TestCitizen): Promise<Ceremony> {
  const asked = await askForStepUp(citizen.client, passkeyOperations.beginAdd);
  const { beginAddPasskey } = await succeed(
    citizen.client(passkeyOperations.beginAdd, { input: { stepUp: approve(citizen, asked) } }),
  );
  return beginAddPasskey;
}

/** Adds a passkey of another authenticator. */
export async function addPasskey(citizen: TestCitizen, name = 'Second', authenticator = anAuthenticator()) {
  const { ceremonyId, options } = await openFurtherPasskey(citizen);
  const credential = authenticator.createJSON(origin, options as never);
  const { addPasskey: added } = await succeed(
    citizen.client(passkeyOperations.add, { input: { ceremonyId, credential, name } }),
  );
  return { id: String(added.id), authenticator };
}

/** A credential with one part of its response changed, byte by byte. */
export function changed<Credential extends Assertion | Attestation>(
  credential: Credential,
  part: keyof Credential['response'],
  change: (bytes: Buffer) => Buffer | undefined,
): Credential {
  const bytes = Buffer.from(String(credential.response[part as keyof typeof credential.response]), 'base64url');
  const after = change(bytes) ?? bytes;
  return { ...credential, response: { ...credential.response, [part]: after.toString('base64url') } };
}

/** Changes the client data as text. */
export const replaced = (from: string, to: string) => (bytes: Buffer) => {
  const text = bytes.toString('utf8');
  if (!text.includes(from)) throw new Error(`there is no ${from}`);
  return Buffer.from(text.replace(from, to));
};

export const flipped =
  (at: number, mask = 1) =>
  (bytes: Buffer) => {
    const index = at < 0 ? bytes.length + at : at;
    bytes[index] = (bytes[index] ?? 0) ^ mask;
    return bytes;
  };
