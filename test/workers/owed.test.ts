import assert from 'node:assert/strict';
import { Outbox } from '../../services/platform/outbox.model.ts';
import { apartFromOwed } from '../../services/platform/owed.ts';
import { transaction } from '../../services/platform/transaction.ts';
import { reaction, UnreadablePayload } from '../../workers/reaction.ts';
import { reactionTable } from '../../workers/reaction-table.ts';
import { runReaction, UnknownReaction } from '../../workers/run-reaction.ts';
import { count, countOf, emptyOutbox, noPorts, ThingHappened, tell } from './counted-facts.ts';

describe('withOwed', () => {
  beforeEach(emptyOutbox);

  const countThing = reaction('countThing', ThingHappened, (_call, { thing }) => count(thing));
  const failAfterwards = reaction('failAfterwards', ThingHappened, (_call, { thing }) =>
    transaction(async () => {
      await count(thing);
      throw new Error('no');
    }),
  );
  const lookOnly = reaction('lookOnly', ThingHappened, async () => undefined);
  const keepReceiptFirst = reaction('keepReceiptFirst', ThingHappened, async (_call, { thing }) => {
    await apartFromOwed(() => count(`receipt of ${thing}`));
    await count(thing);
  });
  const table = reactionTable([countThing, failAfterwards, lookOnly, keepReceiptFirst]);

  const run = (outboxId: string, name: string, payload: unknown) =>
    runReaction(noPorts, table, {
      reaction: name,
      outboxId,
      event: ThingHappened.name,
      payload,
      requestId: 'request',
    });

  async function anOwed(thing: string, ...owed: string[]): Promise<string> {
    const outboxId = await tell(thing);
    await Outbox.updateOne({ _id: outboxId }, { owed });
    return outboxId;
  }

  it('gives a reaction that runs four times at once one effect', async () => {
    const things = Array.from({ length: 10 }, (_, index) => `raced-${index}`);
    for (const thing of things) {
      const outboxId = await anOwed(thing, 'countThing');
      const had = await Promise.all([1, 2, 3, 4].map(() => run(outboxId, 'countThing', { thing })));
      assert.deepEqual(had.filter(Boolean), [true]);
      assert.equal(await countOf(thing), 1);
    }
  });

  it('lets a record with nothing owed expire, and the sweep see it no more', async () => {
    const outboxId = await anOwed('one', 'countThing', 'lookOnly');
    await run(outboxId, 'countThing', { thing: 'one' });
    const halfDone = await Outbox.findById(outboxId).lean();
    assert.deepEqual(halfDone?.owed, ['lookOnly']);
    assert.ok(halfDone.sweepAt);
    assert.equal(halfDone.expiresAt, undefined);
    await run(outboxId, 'lookOnly', { thing: 'one' });
    const done = await Outbox.findById(outboxId).lean();
    assert.deepEqual(done?.owed, []);
    assert.equal(done.sweepAt, undefined);
    assert.ok(done.expiresAt && done.expiresAt.getTime() > Date.now() + 23 * 3600 * 1000);
  });

  it('keeps what is owed when the reaction fails, and undoes its effect', async () => {
    const outboxId = await anOwed('two', 'failAfterwards');
    await assert.rejects(run(outboxId, 'failAfterwards', { thing: 'two' }), { message: 'no' });
    assert.equal(await countOf('two'), 0);
    assert.deepEqual((await Outbox.findById(outboxId).lean())?.owed, ['failAfterwards']);
  });

  it('settles with the effect, not with a transaction that stands apart', async () => {
    const outboxId = await anOwed('three', 'keepReceiptFirst');
    assert.equal(await run(outboxId, 'keepReceiptFirst', { thing: 'three' }), true);
    assert.equal(await run(outboxId, 'keepReceiptFirst', { thing: 'three' }), false);
    assert.equal(await countOf('receipt of three'), 2);
    assert.equal(await countOf('three'), 1);
  });

  it('refuses a reaction that does not exist, and a payload that cannot be read', async () => {
    const outboxId = await anOwed('four', 'countThing');
    await assert.rejects(run(outboxId, 'longGone', { thing: 'four' }), UnknownReaction);
    await assert.rejects(run(outboxId, 'countThing', { thing: 4 }), UnreadablePayload);
  });
});
