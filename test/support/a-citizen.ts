import { randomUUID } from 'node:crypto';
import {
  AuthenticatorEmulator,
  type AuthenticatorParameters,
  PasskeysCredentialsMemoryRepository,
  WebAuthnEmulator,
} from 'nid-webauthn-emulator';
import type { PersonRecord } from '../../registries/records.ts';
import { aPerson } from '../registries/running-registries.ts';
import { anApp, origin, type TestApp } from './an-app.ts';
import { aClient, type Client, succeed } from './graphql-client.ts';
import { settle } from './settle.ts';

let people = 0;

/** A person in the population database, like nobody before. */
export async function aResident(changed: Partial<PersonRecord> = {}): Promise<PersonRecord & { phone: string }> {
  const { registries } = await anApp();
  people += 1;
  const personalId = changed._id ?? `092190${String(100_000 + people)}`;
  const person = aPerson({ _id: personalId, cardNo: personalId, headPersonalId: personalId, ...changed });
  await registries.records('population').insertOne(person);
  return { ...person, phone: `+8490${String(1_000_000 + people)}` };
}

export type TestCitizen = {
  app: TestApp;
  id: string;
  person: PersonRecord & { phone: string };
  client: Client;
  authenticator: WebAuthnEmulator;
};

export const operations = {
  start: `mutation ($input: StartRegistrationInput!) {
    startRegistration(input: $input) { registrationToken registration { state maskedPhone codeAttemptsLeft } } }`,
  confirm: `mutation ($input: ConfirmRegistrationPhoneInput!) { confirmRegistrationPhone(input: $input) { state } }`,
  registration: `query ($token: String!) { registration(registrationToken: $token) { state nextTryAt } }`,
  beginPasskey: `mutation ($input: BeginPasskeyRegistrationInput!) {
    beginPasskeyRegistration(input: $input) { ceremonyId options expiresAt } }`,
  complete: `mutation ($input: CompleteRegistrationInput!) {
    completeRegistration(input: $input) { bearerToken citizen { id fullName } } }`,
  beginSignIn: `mutation { beginSignIn { ceremonyId options } }`,
  signIn: `mutation ($input: SignInInput!) { signIn(input: $input) { bearerToken citizen { id state } } }`,
};

export function registrationInput(person: { _id: string; fullName: string; birthDate: string; phone: string }) {
  return {
    personalId: person._id,
    fullName: person.fullName,
    bornOn: person.birthDate,
    phone: person.phone,
    idempotencyKey: randomUUID(),
  };
}

/** The last code that was sent to a phone, read where the development build shows it. */
export async function sentCode(phone: string): Promise<string> {
  const { http } = await anApp();
  const { body } = await http.get('/dev/outbox.json');
  const message = (body.messages as { phone: string; text: string }[]).find((sent) => sent.phone === phone);
  const code = /\b\d{6}\b/.exec(message?.text ?? '')?.[0];
  if (!code) throw new Error('no code was sent');
  return code;
}

/** Goes as far as the phone confirmed and the details matched. */
export async function aMatchedRegistration(person: PersonRecord & { phone: string }): Promise<string> {
  const client = aClient(await anApp());
  const { startRegistration } = await succeed(client(operations.start, { input: registrationInput(person) }));
  const { registrationToken } = startRegistration;
  await settle();
  await succeed(client(operations.confirm, { input: { registrationToken, code: await sentCode(person.phone) } }));
  await settle();
  return registrationToken;
}

/** A software authenticator that holds nobody else's passkeys. */
export function anAuthenticator(changed: Partial<AuthenticatorParameters> = {}): WebAuthnEmulator {
  const credentialsRepository = new PasskeysCredentialsMemoryRepository();
  return new WebAuthnEmulator(new AuthenticatorEmulator({ credentialsRepository, ...changed }));
}

/** A citizen who registered as anybody does: phone, population database, passkey. */
export async function aCitizen(changed: Partial<PersonRecord> = {}): Promise<TestCitizen> {
  const app = await anApp();
  const person = await aResident(changed);
  const registrationToken = await aMatchedRegistration(person);
  const client = aClient(app);
  const authenticator = anAuthenticator();
  const { beginPasskeyRegistration } = await succeed(client(operations.beginPasskey, { input: { registrationToken } }));
  const credential = authenticator.createJSON(origin, beginPasskeyRegistration.options);
  const { completeRegistration } = await succeed(
    client(operations.complete, {
      input: { registrationToken, ceremonyId: beginPasskeyRegistration.ceremonyId, credential, passkeyName: 'Test' },
    }),
  );
  client.bearer = completeRegistration.bearerToken;
  await settle();
  return { app, id: completeRegistration.citizen.id, person, client, authenticator };
}

/** Signs in anew with the citizen's passkey. */
export async function signInAgain(citizen: TestCitizen, client: Client = aClient(citizen.app)): Promise<Client> {
  const { beginSignIn } = await succeed(client(operations.beginSignIn));
  const credential = citizen.authenticator.getJSON(origin, beginSignIn.options);
  const { signIn } = await succeed(
    client(operations.signIn, { input: { ceremonyId: beginSignIn.ceremonyId, credential } }),
  );
  client.bearer = signIn.bearerToken;
  return client;
}
