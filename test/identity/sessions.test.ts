import assert from 'node:assert/strict';
import { Redis } from 'ioredis';
import { Session } from '../../services/identity/session.model.ts';
import { authenticateSession } from '../../services/identity/sessions.ts';
import { newId } from '../../services/platform/ids.ts';
import { shortMemory } from '../../services/platform/redis.ts';
import { aCitizen, signInAgain, type TestCitizen } from '../support/a-citizen.ts';
import { aClient, refusal, succeed } from '../support/graphql-client.ts';
import { settle } from '../support/settle.ts';
import { aClock, aVisitorCall } from './calls.ts';
import { passkeyOperations } from './ceremonies.ts';

const sessionIdOf = (bearer: string | null) => String(bearer).split('.')[0] ?? '';

describe('sessions', () => {
  let citizen: TestCitizen;
  before(async () => {
    citizen = await aCitizen();
  });

  const whoIs = async (bearer: string | null) => (await succeed(aClient(citizen.app, bearer)('{ me { id } }'))).me;
  const authenticated = async (token: string, changed = {}) => authenticateSession(await aVisitorCall(changed), token);

  it('are listed to their owner, the current one marked, with device and passkey', async () => {
    const owner = await aCitizen();
    const second = await signInAgain(owner);
    const { me } = await succeed(second(passkeyOperations.me));
    assert.deepEqual(
      me.sessions.map(({ id, current }: { id: string; current: boolean }) => ({ id, current })),
      [
        { id: sessionIdOf(second.bearer), current: true },
        { id: sessionIdOf(owner.client.bearer), current: false },
      ],
    );
    assert.ok(me.sessions.every(({ device, passkeyName }: Record<string, string>) => device && passkeyName === 'Test'));
  });

  it('end at once when their owner ends them: the next request is a visitor', async () => {
    const other = await signInAgain(citizen);
    assert.ok(await whoIs(other.bearer));
    await succeed(citizen.client(passkeyOperations.endSession, { input: { sessionId: sessionIdOf(other.bearer) } }));
    assert.equal(await whoIs(other.bearer), null);
    assert.equal(await Session.countDocuments({ _id: sessionIdOf(other.bearer) }), 0);
  });

  it('end with the sign-out of their own request, and signing out again is no fault', async () => {
    const client = await signInAgain(citizen);
    assert.equal((await succeed(client('mutation { signOut }'))).signOut, true);
    assert.equal(await whoIs(client.bearer), null);
    assert.equal((await succeed(client('mutation { signOut }'))).signOut, true);
  });

  it('end all but this one', async () => {
    const owner = await aCitizen();
    const others = [await signInAgain(owner), await signInAgain(owner)];
    const { endOtherSessions } = await succeed(owner.client(passkeyOperations.endOthers));
    assert.deepEqual(endOtherSessions.sessions, [{ id: sessionIdOf(owner.client.bearer), current: true }]);
    for (const { bearer } of others) assert.equal(await whoIs(bearer), null);
    assert.ok(await whoIs(owner.client.bearer));
  });

  it("are not ended by somebody else, and nobody else's are found", async () => {
    const other = await aCitizen();
    for (const sessionId of [sessionIdOf(other.client.bearer), newId()]) {
      const { code } = await refusal(citizen.client(passkeyOperations.endSession, { input: { sessionId } }));
      assert.equal(code, 'NOT_FOUND');
    }
    assert.ok(await whoIs(other.client.bearer));
    const malformed = citizen.client(passkeyOperations.endSession, { input: { sessionId: '{"$ne":""}' } });
    assert.equal((await refusal(malformed)).code, 'BAD_USER_INPUT');
  });

  it('are nobody with a token that was tampered with, is foreign, or is none', async () => {
    const { bearer } = await signInAgain(citizen);
    const other = await aCitizen();
    const [sessionId = '', secret = ''] = String(bearer).split('.');
    const [, foreignSecret = ''] = String(other.client.bearer).split('.');
    const tokens = [
      `${sessionId}.${secret.startsWith('A') ? 'B' : 'A'}${secret.slice(1)}`,
      `${sessionId}.${foreignSecret}`,
      `${newId()}.${secret}`,
      `${sessionId}.`,
      sessionId,
      secret,
      `${sessionId}.${secret}A`,
      `${sessionId}.${secret}.x`,
      'x'.repeat(200),
      'eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.',
    ];
    for (const token of tokens) {
      assert.equal(await whoIs(token), null, token);
      assert.equal(await authenticated(token), null);
    }
    for (const token of ['', '\u0000', '{"$ne":null}', `${bearer}\n`]) assert.equal(await authenticated(token), null);
    assert.ok(await whoIs(bearer));
  });

  it('end by themselves after their days, whether or not a copy is in memory', async () => {
    const { bearer } = await signInAgain(citizen);
    const clock = aClock();
    assert.ok(await authenticated(String(bearer), { now: clock.now }));
    clock.pass(30 * 86_400 + 1);
    assert.equal(await authenticated(String(bearer), { now: clock.now }), null);
    await citizen.app.redis.flushall();
    assert.equal(await authenticated(String(bearer), { now: clock.now }), null);
  });

  it('are shown no more after their days', async () => {
    const owner = await aCitizen();
    const { bearer } = await signInAgain(owner);
    await Session.updateOne({ _id: sessionIdOf(bearer) }, { expiresAt: new Date(Date.now() - 1) });
    const { me } = await succeed(owner.client(passkeyOperations.me));
    assert.equal(me.sessions.length, 1);
  });

  it('say when they were last seen, to five minutes', async () => {
    const { bearer } = await signInAgain(citizen);
    const _id = sessionIdOf(bearer);
    const clock = aClock();
    clock.pass(301);
    await citizen.app.redis.del(`cds:session:${_id}`);
    await authenticated(String(bearer), { now: clock.now });
    assert.equal((await Session.findById(_id).lean())?.lastSeenAt.getTime(), clock.now().getTime());
  });

  describe('when the memory is emptied', () => {
    it('go on', async () => {
      const { bearer } = await signInAgain(citizen);
      await citizen.app.redis.flushall();
      assert.ok(await whoIs(bearer));
    });

    it('stay ended', async () => {
      const { bearer } = await signInAgain(citizen);
      assert.ok(await whoIs(bearer));
      await succeed(citizen.client(passkeyOperations.endSession, { input: { sessionId: sessionIdOf(bearer) } }));
      await citizen.app.redis.flushall();
      assert.equal(await whoIs(bearer), null);
    });

    it('stay ended also for a reader that was about to write a copy', async () => {
      const { bearer } = await signInAgain(citizen);
      await citizen.app.redis.del(`cds:session:${sessionIdOf(bearer)}`);
      const { ports } = citizen.app;
      const slow = await aVisitorCall({
        ports: {
          ...ports,
          memory: {
            ...ports.memory,
            async putIfAbsent(key, value, milliseconds) {
              await succeed(
                citizen.client(passkeyOperations.endSession, { input: { sessionId: sessionIdOf(bearer) } }),
              );
              await ports.memory.putIfAbsent(key, value, milliseconds);
            },
          },
        },
      });
      await authenticateSession(slow, String(bearer));
      assert.equal(await whoIs(bearer), null);
    });
  });

  describe('when the memory is away', () => {
    const away = async () => {
      const closed = new Redis(1, '127.0.0.1', {
        lazyConnect: true,
        enableOfflineQueue: false,
        maxRetriesPerRequest: 0,
        retryStrategy: () => null,
      });
      closed.on('error', () => undefined);
      return { ports: { ...citizen.app.ports, memory: shortMemory(closed) } };
    };

    it('go on, read from the database', async () => {
      const { bearer } = await signInAgain(citizen);
      const account = await authenticated(String(bearer), await away());
      assert.equal(account?.accountId, citizen.id);
      assert.equal(await authenticated(`${String(bearer).slice(0, -1)}_`, await away()), null);
    });

    it('end all the same: what the memory still holds goes with the owed reaction', async () => {
      const { bearer } = await signInAgain(citizen);
      assert.ok(await whoIs(bearer));
      const { endSession } = await import('../../services/identity/sessions.ts');
      const call = await aVisitorCall({
        ...(await away()),
        actor: {
          kind: 'account',
          accountId: citizen.id,
          sessionId: sessionIdOf(citizen.client.bearer),
          level: 'LEVEL_1',
          state: 'ACTIVE',
          roles: ['CITIZEN'],
        },
      });
      await endSession(call, { sessionId: sessionIdOf(bearer) });
      await settle();
      assert.equal(await whoIs(bearer), null);
    });
  });
});
