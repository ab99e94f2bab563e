import assert from 'node:assert/strict';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { config } from '../../services/platform/config.ts';
import { DeadLetter } from '../../services/platform/dead-letter.model.ts';
import { backlog, listDeadLetters, measureBacklog, replayDeadLetter } from '../../services/platform/dead-letters.ts';
import { newId } from '../../services/platform/ids.ts';
import { Outbox } from '../../services/platform/outbox.model.ts';
import { queueAddress } from '../../services/platform/queue-address.ts';
import { openQueue, type ReactionQueue } from '../../workers/queue.ts';
import { type Reaction, reaction } from '../../workers/reaction.ts';
import { reactionTable } from '../../workers/reaction-table.ts';
import { type OutboxStream, startRelay } from '../../workers/relay.ts';
import { startWorker } from '../../workers/worker.ts';
import { anAdministrator } from './administrator-call.ts';
import { aCall, count, countOf, emptyOutbox, noPorts, ThingHappened, tally, tell, tellMany } from './counted-facts.ts';
import { eventually } from './eventually.ts';

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

const countThing = reaction('countThing', ThingHappened, (_call, { thing }) => count(thing));
const countSlowly = reaction('countThing', ThingHappened, async (_call, { thing }) => {
  await pause(30);
  await count(thing);
});

describe('the relay and its workers, on a real queue', () => {
  const stops: (() => Promise<unknown>)[] = [];
  let redis: Redis;

  before(() => {
    redis = new Redis(config.redisUrl);
  });
  beforeEach(async () => {
    await emptyOutbox();
    await DeadLetter.deleteMany();
    await redis.flushall();
  });
  afterEach(async () => {
    for (const stop of stops.splice(0).reverse()) await stop();
  });
  after(() => redis.disconnect());

  /** Retries that a test can wait for. */
  function aQueue(): ReactionQueue {
    const queue = openQueue({ attempts: 3, firstWaitMs: 20 });
    stops.push(() => queue.close());
    return queue;
  }

  function aRelay(reactions: readonly Reaction[], options: { queue?: ReactionQueue; watch?: () => OutboxStream } = {}) {
    const relay = startRelay(options.queue ?? aQueue(), reactionTable(reactions), options.watch);
    stops.push(() => relay.stop());
    let sweeping: Promise<void> = Promise.resolve();
    const timer = setInterval(() => {
      sweeping = sweeping.then(() => relay.sweep()).catch(() => undefined);
    }, 200);
    stops.push(async () => {
      clearInterval(timer);
      await sweeping;
    });
    return relay;
  }

  function aWorker(reactions: readonly Reaction[]) {
    const worker = startWorker(noPorts, reactionTable(reactions));
    stops.push(() => worker.stop());
    return worker;
  }

  const nothingIsOwed = () => eventually(async () => assert.equal((await measureBacklog(aCall())).owed, 0), 15_000);

  it('has a fact answered soon, once', async () => {
    aRelay([countThing]);
    aWorker([countThing]);
    await tell('warm');
    await nothingIsOwed();
    const toldAt = performance.now();
    await tell('soon');
    await nothingIsOwed();
    assert.equal(await countOf('soon'), 1);
    assert.ok(performance.now() - toldAt < 1500);
    assert.deepEqual(await jobsLeft(), 0);
  });

  it('expires a fact that asks for nothing, and leaves one it does not know to a newer release', async () => {
    aRelay([
      reaction(
        'onlySome',
        ThingHappened,
        async () => undefined,
        ({ thing }) => thing === 'asked',
      ),
    ]);
    const quiet = await tell('unasked');
    const unknown = newId();
    const now = new Date();
    const ofTomorrow = { event: 'test.ofTomorrow', payload: {}, requestId: newId(), owed: null };
    await new Outbox({ ...ofTomorrow, _id: unknown, createdAt: now, sweepAt: now }).save();
    await eventually(async () => assert.ok((await Outbox.findById(quiet).lean())?.expiresAt));
    await eventually(async () => {
      const kept = await Outbox.findById(unknown).lean();
      assert.equal(kept?.owed, null);
      assert.ok(kept?.sweepAt && kept.sweepAt.getTime() > Date.now() + 20_000);
    });
  });

  it('does each of 200 once with two relays and two workers', async () => {
    for (const _ of [1, 2]) {
      aRelay([countThing]);
      aWorker([countThing]);
    }
    await tellMany(200);
    await nothingIsOwed();
    assert.deepEqual(await tally(), { 1: 200 });
  });

  it('does each of 200 once when Redis is emptied amid the work', async () => {
    aRelay([countSlowly]);
    aWorker([countSlowly]);
    await tellMany(200);
    await eventually(async () => assert.ok(((await tally())[1] ?? 0) >= 20));
    await redis.flushall();
    const emptiedAt = Date.now();
    await nothingIsOwed();
    assert.deepEqual(await tally(), { 1: 200 });
    assert.ok(Date.now() - emptiedAt < 15_000);
  }).timeout(30_000);

  it('takes up what was told while no relay ran', async () => {
    const first = aRelay([countThing]);
    await first.stop();
    await tellMany(20);
    aWorker([countThing]);
    aRelay([countThing]);
    await nothingIsOwed();
    assert.deepEqual(await tally(), { 1: 20 });
  });

  it('opens its change stream again when it is lost', async () => {
    let opened = 0;
    let lose: (error: Error) => void = () => undefined;
    aRelay([countThing], {
      watch: () => {
        opened += 1;
        return {
          next: () =>
            new Promise((_resolve, reject) => {
              lose = reject;
            }),
          close: async () => lose(new Error('closed')),
        };
      },
    });
    aWorker([countThing]);
    await eventually(() => assert.equal(opened, 1));
    await tell('unheard');
    lose(new Error('cursor lost'));
    await eventually(() => assert.equal(opened, 2));
    await nothingIsOwed();
    assert.equal(await countOf('unheard'), 1);
  });

  it('keeps what it cannot queue, and queues it when Redis is back', async () => {
    const queue = aQueue();
    let away = true;
    const flaky: ReactionQueue = {
      ...queue,
      add: async (owed, again) => {
        if (away) throw new Error('Redis is away');
        await queue.add(owed, again);
      },
    };
    aRelay([countThing], { queue: flaky });
    aWorker([countThing]);
    const outboxId = await tell('patient');
    await eventually(async () => assert.deepEqual((await Outbox.findById(outboxId).lean())?.owed, ['countThing']));
    await pause(300);
    assert.equal(await countOf('patient'), 0);
    away = false;
    await nothingIsOwed();
    assert.equal(await countOf('patient'), 1);
  });

  it('tries again until it works', async () => {
    let tries = 0;
    const stumble = reaction('stumble', ThingHappened, async (_call, { thing }) => {
      tries += 1;
      if (tries < 3) throw new Error('not yet');
      await count(thing);
    });
    aRelay([stumble]);
    aWorker([stumble]);
    await tell('stubborn');
    await nothingIsOwed();
    assert.equal(tries, 3);
    assert.equal(await countOf('stubborn'), 1);
    assert.equal(await DeadLetter.countDocuments(), 0);
  });

  it('gives up with the cause, and does the work once when an administrator replays it', async () => {
    let broken = true;
    const breakable = reaction('breakable', ThingHappened, async (_call, { thing }) => {
      if (broken) throw new Error('the value "092190123456" of 092190123456 is refused');
      await count(thing);
    });
    aRelay([breakable, countThing]);
    aWorker([breakable, countThing]);
    const outboxId = await tell('breaking');
    await nothingIsOwed();
    assert.equal(await countOf('breaking'), 1);

    const administrator = anAdministrator();
    const { edges } = await listDeadLetters(administrator, { first: 10 });
    const letter = edges[0]?.node;
    assert.ok(letter);
    assert.equal(edges.length, 1);
    assert.deepEqual(
      { event: letter.event, reaction: letter.reaction, attempts: letter.attempts, replayedAt: letter.replayedAt },
      { event: ThingHappened.name, reaction: 'breakable', attempts: 3, replayedAt: null },
    );
    assert.equal(letter.cause, 'Error: the value […] of […] is refused');
    assert.equal((await backlog(administrator)).deadLetters, 1);
    const dead = await Outbox.findById(outboxId).lean();
    assert.deepEqual([dead?.owed, dead?.dead, dead?.expiresAt], [[], ['breakable'], undefined]);

    broken = false;
    const [once, twice] = await Promise.all([
      replayDeadLetter(administrator, { deadLetterId: letter.id }),
      replayDeadLetter(administrator, { deadLetterId: letter.id }),
    ]);
    assert.ok(once.replayedAt && twice.replayedAt);
    await nothingIsOwed();
    await eventually(async () => assert.equal(await countOf('breaking'), 2));
    await replayDeadLetter(administrator, { deadLetterId: letter.id });
    const settled = await Outbox.findById(outboxId).lean();
    assert.deepEqual([settled?.owed, settled?.dead], [[], []]);
    assert.ok(settled?.expiresAt);
    assert.equal((await backlog(administrator)).deadLetters, 0);
  });

  it('gives up at once what trying again would not help', async () => {
    aRelay([countThing]);
    aWorker([countThing]);
    const gone = await tell('of a removed reaction');
    const spoilt = await tell('spoilt');
    await eventually(async () => assert.equal((await measureBacklog(aCall())).owed, 0));
    await Outbox.updateOne({ _id: gone }, { $set: { owed: ['longGone'], sweepAt: new Date() } });
    await Outbox.updateOne(
      { _id: spoilt },
      { $set: { owed: ['countThing'], payload: { thing: 7 }, sweepAt: new Date() } },
    );
    await eventually(async () => assert.equal(await DeadLetter.countDocuments(), 2));
    const letters = await DeadLetter.find().sort({ reaction: 1 }).lean();
    assert.deepEqual(
      letters.map(({ reaction: name, attempts, cause }) => [name, attempts, cause.split(':')[0]]),
      [
        ['countThing', 1, 'UNREADABLE_PAYLOAD'],
        ['longGone', 1, 'UNKNOWN_REACTION'],
      ],
    );
  });

  async function jobsLeft(): Promise<number> {
    const queue = new Queue(queueAddress.name, { connection: redis, prefix: queueAddress.prefix });
    const counts = await queue.getJobCounts();
    return Object.values(counts).reduce((sum, value) => sum + value, 0);
  }
});
