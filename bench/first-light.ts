import { randomUUID } from 'node:crypto';
import { WebAuthnEmulator } from 'nid-webauthn-emulator';
import { z } from 'zod';
import { liveApi } from './live-api.ts';
import type { Registrant } from './seeded-people.ts';

/** One thing a citizen does, and how long the system took for it. */
export type Step = { name: string; ms: number; ok: boolean };

export type Walk = {
  /** Address of the running system. */
  url: string;
  /** Origin that passkeys are made for: that of the system's `PUBLIC_URL`. */
  origin: string;
  registrant: Registrant;
  /** Told after each step. */
  onStep?: (step: Step & { detail: string }) => void;
};

/** The registration ended as NOT_MATCHED: other details, too young, or registered already. It is not told which. */
export class NotMatched extends Error {
  constructor() {
    super('the details do not match: not in the population database, under 14, or registered already');
    this.name = 'NotMatched';
  }
}

/** A step did not succeed. `cause` says why. */
export class StepFailed extends Error {
  /** Up to and with the one that failed. */
  readonly steps: readonly Step[];

  constructor(steps: readonly Step[], cause: unknown) {
    super(`${steps.at(-1)?.name}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.name = 'StepFailed';
    this.steps = steps;
  }
}

const withinMs = { code: 15_000, match: 30_000, document: 30_000, check: 15_000 };
const verifierName = 'Nhà thuốc Ninh Kiều';
const ceremony = z.object({ ceremonyId: z.string(), options: z.looseObject({}) });
const documentState = z.object({
  id: z.string(),
  status: z.string(),
  mismatchedField: z.string().nullable(),
  kind: z.object({ code: z.string(), name: z.object({ en: z.string() }) }),
});

const documents = [
  { kind: 'HEALTH_INSURANCE_CARD', called: 'health-insurance card' },
  { kind: 'DRIVING_LICENCE', called: 'driving licence' },
  { kind: 'VACCINATION_RECORD', called: 'vaccination record' },
] as const;

/**
 * The product's main path over the API, as a citizen with a software authenticator: register, passkey, sign out, sign
 * in, three documents linked and watched until they are verified, one shown, checked by a verifier, seen in the history.
 * Every wait is bounded.
 *
 * @returns the steps, all of them `ok`
 * @throws StepFailed; its cause is NotMatched when this person cannot be registered
 */
export async function walkFirstLight({ url, origin, registrant, onStep }: Walk): Promise<Step[]> {
  const steps: Step[] = [];
  const citizen = liveApi(url);
  const verifier = liveApi(url);
  const authenticator = new WebAuthnEmulator();

  async function step<T>(name: string, work: () => Promise<{ value: T; detail: string }>): Promise<T> {
    const begun = performance.now();
    const told = (ok: boolean, detail: string) => {
      const done = { name, ms: Math.round(performance.now() - begun), ok };
      steps.push(done);
      onStep?.({ ...done, detail });
    };
    try {
      const { value, detail } = await work();
      told(true, detail);
      return value;
    } catch (error) {
      told(false, error instanceof Error ? error.message : String(error));
      throw new StepFailed(steps, error);
    }
  }

  try {
    let sentBefore: readonly string[] = [];
    const registrationToken = await step('start registration', async () => {
      sentBefore = (await sentMessages(url)).map(({ id }) => id);
      const { startRegistration } = await citizen.ask(
        z.object({
          startRegistration: z.object({
            registrationToken: z.string(),
            registration: z.object({ state: z.literal('CODE_SENT'), maskedPhone: z.string() }),
          }),
        }),
        `mutation ($input: StartRegistrationInput!) {
          startRegistration(input: $input) { registrationToken registration { state maskedPhone } } }`,
        { input: { ...registrant, idempotencyKey: randomUUID() } },
      );
      const { registrationToken: value, registration } = startRegistration;
      return { value, detail: `${registrant.fullName}, code to ${registration.maskedPhone}` };
    });

    const code = await step('receive one-time code', async () => {
      return { value: await sentCode(url, registrant.phone, sentBefore), detail: 'read in /dev/outbox.json' };
    });

    const registration = citizen.listen(
      z.object({ registrationChanged: z.object({ state: z.string() }) }),
      'subscription ($token: String!) { registrationChanged(registrationToken: $token) { state } }',
      { token: registrationToken },
    );
    await step('confirm phone', async () => {
      const confirmed = await citizen.ask(
        z.object({ confirmRegistrationPhone: z.object({ state: z.string() }) }),
        'mutation ($input: ConfirmRegistrationPhoneInput!) { confirmRegistrationPhone(input: $input) { state } }',
        { input: { registrationToken, code } },
      );
      return { value: null, detail: confirmed.confirmRegistrationPhone.state };
    });

    await step('match with population database', async () => {
      const { registrationChanged } = await registration.first(
        withinMs.match,
        'the population database (is the worker running?)',
        ({ registrationChanged: { state } }) => state === 'MATCHED' || state === 'NOT_MATCHED',
      );
      registration.end();
      if (registrationChanged.state === 'NOT_MATCHED') throw new NotMatched();
      return { value: null, detail: 'MATCHED, told by subscription' };
    });

    await step('create passkey', async () => {
      const { beginPasskeyRegistration: opened } = await citizen.ask(
        z.object({ beginPasskeyRegistration: ceremony }),
        `mutation ($input: BeginPasskeyRegistrationInput!) {
          beginPasskeyRegistration(input: $input) { ceremonyId options } }`,
        { input: { registrationToken } },
      );
      const credential = authenticator.createJSON(origin, creationOptions(opened.options));
      const { completeRegistration } = await citizen.ask(
        z.object({
          completeRegistration: z.object({ bearerToken: z.string(), citizen: z.object({ level: z.string() }) }),
        }),
        `mutation ($input: CompleteRegistrationInput!) {
          completeRegistration(input: $input) { bearerToken citizen { level } } }`,
        {
          input: {
            registrationToken,
            ceremonyId: opened.ceremonyId,
            credential,
            passkeyName: 'Software authenticator',
          },
        },
      );
      citizen.bearer = completeRegistration.bearerToken;
      return { value: null, detail: `account opened, ${completeRegistration.citizen.level}` };
    });

    await step('sign out', async () => {
      await citizen.ask(z.object({ signOut: z.literal(true) }), 'mutation { signOut }');
      const { me } = await citizen.ask(z.object({ me: z.null() }), '{ me { id } }');
      citizen.bearer = null;
      return { value: me, detail: 'the old session opens nothing' };
    });

    await step('sign in with the passkey alone', async () => {
      const { beginSignIn } = await citizen.ask(
        z.object({ beginSignIn: ceremony }),
        'mutation { beginSignIn { ceremonyId options } }',
      );
      const credential = authenticator.getJSON(origin, requestOptions(beginSignIn.options));
      const { signIn } = await citizen.ask(
        z.object({ signIn: z.object({ bearerToken: z.string(), citizen: z.object({ fullName: z.string() }) }) }),
        'mutation ($input: SignInInput!) { signIn(input: $input) { bearerToken citizen { fullName } } }',
        { input: { ceremonyId: beginSignIn.ceremonyId, credential } },
      );
      citizen.bearer = signIn.bearerToken;
      return { value: null, detail: signIn.citizen.fullName };
    });

    const changes = citizen.listen(
      z.object({ walletDocumentChanged: documentState }),
      'subscription { walletDocumentChanged { id status mismatchedField kind { code name { en } } } }',
    );
    const linked: { id: string; called: string; begun: number }[] = [];
    for (const { kind, called } of documents) {
      await step(`link ${called}`, async () => {
        const { linkDocument } = await citizen.ask(
          z.object({ linkDocument: documentState }),
          `mutation ($input: LinkDocumentInput!) {
            linkDocument(input: $input) { id status mismatchedField kind { code name { en } } } }`,
          { input: { kind, idempotencyKey: randomUUID() } },
        );
        if (linkDocument.status !== 'PENDING') throw new Error(`expected PENDING, got ${linkDocument.status}`);
        linked.push({ id: linkDocument.id, called, begun: performance.now() });
        return { value: null, detail: 'PENDING' };
      });
    }
    for (const { id, called, begun } of linked) {
      await step(`${called} verified`, async () => {
        const { walletDocumentChanged: settled } = await changes.first(
          withinMs.document,
          `the ${called} (is the worker running?)`,
          ({ walletDocumentChanged: { id: changed, status } }) => changed === id && status !== 'PENDING',
        );
        if (settled.status !== 'VERIFIED') {
          throw new Error(`expected VERIFIED, got ${settled.status} ${settled.mismatchedField ?? ''}`.trim());
        }
        return {
          value: null,
          detail: `VERIFIED, told by subscription ${Math.round(performance.now() - begun)} ms after the link`,
        };
      });
    }
    changes.end();

    const checks = citizen.listen(
      z.object({ presentationChecked: z.object({ id: z.string() }) }),
      'subscription { presentationChecked { id } }',
    );
    const licence = linked.find(({ called }) => called === 'driving licence');
    const shown = await step('show the driving licence', async () => {
      const { showDocument } = await citizen.ask(
        z.object({ showDocument: z.object({ id: z.string(), code: z.string(), url: z.url() }) }),
        'mutation ($input: ShowDocumentInput!) { showDocument(input: $input) { id code url } }',
        { input: { documentId: licence?.id, fields: ['licenceNumber', 'classes'], idempotencyKey: randomUUID() } },
      );
      return { value: showDocument, detail: 'single-use code, 60 s' };
    });

    await step('check it as a verifier', async () => {
      const { checkPresentation } = await verifier.ask(
        z.object({
          checkPresentation: z.object({
            status: z.literal('VERIFIED'),
            statusAgeSeconds: z.number(),
            fields: z.array(z.object({ name: z.string(), value: z.string() })).length(2),
          }),
        }),
        `mutation ($input: CheckPresentationInput!) {
          checkPresentation(input: $input) { status statusAgeSeconds fields { name value } } }`,
        { input: { code: shown.code, verifierName } },
      );
      const { status, statusAgeSeconds, fields } = checkPresentation;
      return {
        value: null,
        detail: `${status}, ${statusAgeSeconds} s old, ${fields.map(({ name }) => name).join(', ')}`,
      };
    });

    await step('holder is told of the check', async () => {
      await checks.first(
        withinMs.check,
        'the news of the check (is the worker running?)',
        ({ presentationChecked }) => presentationChecked.id === shown.id,
      );
      checks.end();
      return { value: null, detail: 'told by subscription' };
    });

    await step('find the check in the history', async () => {
      const { wallet } = await citizen.ask(
        z.object({
          wallet: z.object({
            presentations: z.object({
              edges: z.array(
                z.object({
                  node: z.object({
                    id: z.string(),
                    checkedAt: z.string().nullable(),
                    checkedBy: z.string().nullable(),
                  }),
                }),
              ),
            }),
          }),
        }),
        '{ wallet { presentations(first: 5) { edges { node { id checkedAt checkedBy } } } } }',
      );
      const entry = wallet.presentations.edges.find(({ node }) => node.id === shown.id)?.node;
      if (!entry?.checkedAt || entry.checkedBy !== verifierName) {
        throw new Error(`expected the check by ${verifierName}, got ${JSON.stringify(entry)}`);
      }
      return { value: null, detail: `${entry.checkedBy}, ${entry.checkedAt}` };
    });
    return steps;
  } finally {
    await Promise.all([citizen.close(), verifier.close()]);
  }
}

const outboxSchema = z.object({ messages: z.array(z.object({ id: z.string(), phone: z.string(), text: z.string() })) });

/** What the development build would have sent, the newest first. */
async function sentMessages(url: string) {
  const response = await fetch(new URL('/dev/outbox.json', url), { signal: AbortSignal.timeout(5000) });
  if (!response.ok || !response.headers.get('content-type')?.includes('json')) {
    throw new Error('this system sends its codes away: the demo needs the development outbox (/dev/outbox.json)');
  }
  return outboxSchema.parse(await response.json()).messages;
}

/** The code of this registration as soon as it stands there: the same phone may have had others. */
async function sentCode(url: string, phone: string, before: readonly string[]): Promise<string> {
  const until = Date.now() + withinMs.code;
  for (;;) {
    const messages = await sentMessages(url);
    const text = messages.find((message) => message.phone === phone && !before.includes(message.id))?.text;
    const code = /\b\d{6}\b/.exec(text ?? '')?.[0];
    if (code) return code;
    if (Date.now() > until) throw new Error(`no code within ${withinMs.code / 1000} s (is the worker running?)`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

type CreationOptions = Parameters<WebAuthnEmulator['createJSON']>[1];
type RequestOptions = Parameters<WebAuthnEmulator['getJSON']>[1];

/** The parsed edge of the ceremony: the authenticator itself refuses options that are not whole. */
const creationOptions = (options: object) => options as CreationOptions;
const requestOptions = (options: object) => options as RequestOptions;
