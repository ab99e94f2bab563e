import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createClient, type Client as LiveClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { buildSchema } from '../../graphql/schema.ts';
import { serveSubscriptions } from '../../graphql/subscriptions.ts';
import { anInsurance } from '../registries/running-registries.ts';
import { aCitizen, aResident, operations, registrationInput, sentCode, signInAgain } from '../support/a-citizen.ts';
import { anApp, origin } from '../support/an-app.ts';
import { aClient, type Client, succeed } from '../support/graphql-client.ts';
import { settle } from '../support/settle.ts';

const opened: LiveClient[] = [];

async function live(
  options: { bearer?: string | null; headers?: Record<string, string>; url?: string } = {},
): Promise<LiveClient> {
  const { url } = await anApp();
  class Socket extends WebSocket {
    constructor(address: string, protocols: string | string[]) {
      super(address, protocols, { headers: options.headers ?? {} });
    }
  }
  const client = createClient({
    url: `${(options.url ?? url).replace('http', 'ws')}/graphql`,
    webSocketImpl: Socket,
    retryAttempts: 0,
    lazy: true,
    ...(options.bearer ? { connectionParams: { bearer: options.bearer } } : {}),
  });
  opened.push(client);
  return client;
}

type Message = {
  data?: Record<string, any> | null;
  errors?: readonly { message: string; extensions?: { code?: string } }[];
};

/** Messages of one subscription, in order, and how it ended. */
function listen(client: LiveClient, query: string, variables: Record<string, unknown> = {}) {
  const iterator = client.iterate<Record<string, any>>({ query, variables });
  return {
    async next(): Promise<Message> {
      const { done, value } = await iterator.next();
      if (done) throw new Error('the subscription ended');
      return value as Message;
    },
    ended: () =>
      iterator.next().then(
        ({ done, value }) => (done ? 'completed' : value),
        (error: unknown) => error,
      ),
    leave: () => iterator.return?.(),
  };
}

/** The code that a subscription was refused with, in its first message or before it. */
async function refusalOf(client: LiveClient, query: string, variables?: Record<string, unknown>): Promise<string> {
  const outcome = await listen(client, query, variables).ended();
  const errors = (Array.isArray(outcome) ? outcome : (outcome as Message).errors) as Message['errors'];
  return String(errors?.[0]?.extensions?.code ?? JSON.stringify(outcome));
}

const documentChanged = 'subscription { walletDocumentChanged { id status } }';
const registrationChanged = `subscription ($token: String!) { registrationChanged(registrationToken: $token) { state } }`;
const link = `mutation ($input: LinkDocumentInput!) { linkDocument(input: $input) { id status } }`;

/** A citizen with a health-insurance card in the registry. */
async function aCardHolder() {
  const citizen = await aCitizen();
  const { _id: personalId, fullName, birthDate } = citizen.person;
  await citizen.app.registries
    .records('insurance')
    .insertOne(
      anInsurance({ _id: `DN492${personalId.slice(2)}`, personalId, fullName, birthDate, validTo: '2099-12-31' }),
    );
  return citizen;
}

const linkCard = (client: Client) =>
  succeed(client(link, { input: { kind: 'HEALTH_INSURANCE_CARD', idempotencyKey: randomUUID() } }));

/** Until the subscription stands in Redis: only then is news heard. */
async function isListening(channel: string, count = 1): Promise<void> {
  const { redis } = await anApp();
  for (;;) {
    const [, listeners] = (await redis.pubsub('NUMSUB', `cds:${channel}`)) as [string, number];
    if (Number(listeners) === count) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** A cookie of a session, as a browser holds it. */
async function cookieOf(citizen: Awaited<ReturnType<typeof aCitizen>>): Promise<string> {
  const { bearer } = await signInAgain(citizen);
  return `__Host-session=${bearer}`;
}

describe('live updates', () => {
  afterEach(async () => {
    for (const client of opened.splice(0)) await client.dispose();
  });

  it('tell a citizen of a document the moment it settles', async () => {
    const citizen = await aCardHolder();
    const changes = listen(await live({ bearer: citizen.client.bearer }), documentChanged);
    const first = changes.next();
    await isListening(`wallet:${citizen.id}`);
    const { linkDocument } = await linkCard(citizen.client);
    assert.equal(linkDocument.status, 'PENDING');
    await settle();
    for (let message = await first; ; message = await changes.next()) {
      assert.equal(message.data?.walletDocumentChanged.id, linkDocument.id);
      if (message.data?.walletDocumentChanged.status === 'VERIFIED') break;
    }
  });

  it('tell nobody else', async () => {
    const [citizen, other] = [await aCardHolder(), await aCitizen()];
    const theirs = listen(await live({ bearer: other.client.bearer }), documentChanged);
    const heard: Message[] = [];
    void theirs.next().then(
      (message) => heard.push(message),
      () => undefined,
    );
    await isListening(`wallet:${other.id}`);
    await linkCard(citizen.client);
    await settle();
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.deepEqual(heard, []);
  });

  it('follow a registration by its token, from how it stands to its end', async () => {
    const person = await aResident();
    const visitor = aClient(await anApp());
    const { startRegistration } = await succeed(visitor(operations.start, { input: registrationInput(person) }));
    const { registrationToken } = startRegistration;
    await settle();
    const changes = listen(await live(), registrationChanged, { token: registrationToken });
    assert.equal((await changes.next()).data?.registrationChanged.state, 'CODE_SENT');
    const next = changes.next();
    const input = { registrationToken, code: await sentCode(person.phone) };
    await succeed(visitor(operations.confirm, { input }));
    await settle();
    let message = await next;
    while (message.data?.registrationChanged.state !== 'MATCHED') message = await changes.next();
  });

  it('stop listening in the store when the last listener leaves', async () => {
    const citizen = await aCitizen();
    const [one, other] = [await live({ bearer: citizen.client.bearer }), await live({ bearer: citizen.client.bearer })];
    const listening = [listen(one, documentChanged), listen(other, documentChanged)];
    for (const changes of listening) void changes.next().catch(() => undefined);
    await isListening(`wallet:${citizen.id}`);
    await one.dispose();
    await other.dispose();
    await isListening(`wallet:${citizen.id}`, 0);
  });

  it('stop listening also for a registration that nothing happens to', async () => {
    const person = await aResident();
    const visitor = aClient(await anApp());
    const { startRegistration } = await succeed(visitor(operations.start, { input: registrationInput(person) }));
    const { redis } = await anApp();
    const channels = async () => ((await redis.pubsub('CHANNELS', 'cds:registration:*')) as string[]).length;
    const before = await channels();
    const client = await live();
    const changes = listen(client, registrationChanged, { token: startRegistration.registrationToken });
    await changes.next();
    void changes.next().catch(() => undefined);
    while ((await channels()) !== before + 1) await new Promise((resolve) => setImmediate(resolve));
    await client.dispose();
    while ((await channels()) !== before) await new Promise((resolve) => setImmediate(resolve));
  });

  describe('are refused', () => {
    it('to a visitor, where they are a citizen’s', async () => {
      assert.equal(await refusalOf(await live(), documentChanged), 'UNAUTHENTICATED');
      assert.equal(await refusalOf(await live(), 'subscription { presentationChecked { id } }'), 'UNAUTHENTICATED');
    });

    it('to a citizen whose account is locked', async () => {
      const citizen = await aCitizen();
      await succeed(citizen.client('mutation { lockAccount { id } }'));
      assert.equal(await refusalOf(await live({ bearer: citizen.client.bearer }), documentChanged), 'FORBIDDEN');
    });

    it('for a registration that there is not', async () => {
      const code = await refusalOf(await live(), registrationChanged, { token: 'A'.repeat(43) });
      assert.equal(code, 'IDENTITY_REGISTRATION_UNKNOWN');
    });

    it('to a page of another site with the cookie of a citizen: it is a visitor', async () => {
      const citizen = await aCitizen();
      const cookie = await cookieOf(citizen);
      const foreign = await live({ headers: { cookie, origin: 'https://evil.example' } });
      assert.equal(await refusalOf(foreign, documentChanged), 'UNAUTHENTICATED');
      const own = listen(await live({ headers: { cookie, origin } }), documentChanged);
      void own.next().catch(() => undefined);
      await isListening(`wallet:${citizen.id}`);
    });

    it('to a token that is no session: the connection is closed', async () => {
      for (const bearer of ['x', `${randomUUID()}.${'A'.repeat(43)}`]) {
        const outcome = (await listen(await live({ bearer }), documentChanged).ended()) as { code?: number };
        assert.equal(outcome.code, 4403);
      }
    });

    it('as queries and mutations: those go by HTTP', async () => {
      for (const query of [
        '{ documentKinds { code } }',
        'mutation { signOut }',
        '{ __schema { queryType { name } } }',
      ]) {
        assert.equal(await refusalOf(await live(), query), 'BAD_REQUEST');
      }
    });

    it('by the same limits as operations by HTTP', async () => {
      const client = await live();
      const deep = `${'... on Subscription { '.repeat(12)} __typename ${'}'.repeat(12)}`;
      const aliases = Array.from({ length: 16 }, (_, n) => `a${n}: id`).join(' ');
      for (const query of [
        `subscription { ${deep} }`,
        `subscription { walletDocumentChanged { ${aliases} } }`,
        'subscription { walletDocumentChanged { nothing } }',
        'subscription { walletDocumentChanged { ...A } } fragment A on WalletDocument { ...A }',
        'subscription {',
        `subscription { ${'id '.repeat(1001)} }`,
        '',
      ]) {
        assert.match(await refusalOf(client, query), /^GRAPHQL_(PARSE|VALIDATION)_FAILED$|^BAD_REQUEST$/, query);
      }
    });
  });

  it('live through whatever else is sent over the wire', async () => {
    const { url } = await anApp();
    for (const message of [
      '',
      'x',
      '{}',
      '[]',
      '{"type":"subscribe"}',
      '{"type":"connection_init","payload":1}',
      '\u0000',
    ]) {
      const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
      const closed = new Promise<number>((resolve) => socket.once('close', resolve));
      socket.once('open', () => socket.send(message));
      const code = await closed;
      assert.ok(code >= 4000 && code < 4500, `${message}: ${code}`);
    }
    const oversized = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    oversized.on('error', () => undefined);
    const closed = new Promise<number>((resolve) => oversized.once('close', resolve));
    oversized.once('open', () => oversized.send('x'.repeat(200_000)));
    assert.equal(await closed, 1009);
    assert.equal((await (await anApp()).http.get('/healthz')).status, 200);
  });

  it('end with the session that they belong to', async () => {
    const citizen = await aCitizen();
    const { ports } = await anApp();
    const server = createServer();
    const subscriptions = serveSubscriptions(server, buildSchema(), ports, { stillSignedInEveryMs: 20 });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const client = await live({ bearer: citizen.client.bearer, url: `http://127.0.0.1:${port}` });
    const changes = listen(client, documentChanged);
    const ended = changes.ended();
    await isListening(`wallet:${citizen.id}`);
    await succeed(citizen.client('mutation { signOut }'));
    assert.equal(((await ended) as { code?: number }).code, 4403);
    await isListening(`wallet:${citizen.id}`, 0);
    await subscriptions.close();
    await new Promise((resolve) => server.close(resolve));
  });
});
