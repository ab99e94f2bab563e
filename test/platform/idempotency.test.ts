import assert from 'node:assert/strict';
import { model, Schema } from 'mongoose';
import { idempotencyKeySchema, idempotent } from '../../services/platform/idempotency.ts';
import { newId } from '../../services/platform/ids.ts';
import { aVisitorCall } from '../identity/calls.ts';

const effectSchema = new Schema(
  { _id: { type: String, required: true }, about: { type: String, required: true } },
  { collection: 'test_effects', versionKey: false },
);
const Effect = model('TestEffect', effectSchema);

describe('idempotent', () => {
  before(async () => {
    await Effect.createCollection();
  });

  async function anEffect(about: string): Promise<{ id: string }> {
    const id = newId();
    await new Effect({ _id: id, about }).save();
    return { id };
  }

  it('has one effect and one reply, however many calls with one key race', async () => {
    const [call, about, key] = [await aVisitorCall(), newId(), newId()];
    const replies = await Promise.all(
      Array.from({ length: 10 }, () => idempotent(call, 'test', { key, input: { about } }, () => anEffect(about))),
    );
    assert.equal(await Effect.countDocuments({ about }), 1);
    assert.equal(new Set(replies.map(({ id }) => id)).size, 1);
    assert.equal((await Effect.findOne({ about }))?._id, replies[0]?.id);
  });

  it('replays the reply later, whatever order the fields of the input come in', async () => {
    const [call, about, key] = [await aVisitorCall(), newId(), newId()];
    const first = await idempotent(call, 'test', { key, input: { about, n: 1 } }, () => anEffect(about));
    const again = await idempotent(call, 'test', { key, input: { n: 1, about } }, () => anEffect(about));
    assert.deepEqual(again, first);
    assert.equal(await Effect.countDocuments({ about }), 1);
  });

  it('refuses the key for another input, and leaves nothing behind', async () => {
    const [call, about, key] = [await aVisitorCall(), newId(), newId()];
    await idempotent(call, 'test', { key, input: 1 }, () => anEffect(about));
    const other = newId();
    await assert.rejects(
      idempotent(call, 'test', { key, input: 2 }, () => anEffect(other)),
      { code: 'IDEMPOTENCY_KEY_REUSED' },
    );
    assert.equal(await Effect.countDocuments({ about: other }), 0);
  });

  it('keeps nothing of work that failed: the same key may try again', async () => {
    const [call, about, key] = [await aVisitorCall(), newId(), newId()];
    const failing = idempotent(call, 'test', { key, input: 1 }, async () => {
      await anEffect(about);
      throw new Error('no');
    });
    await assert.rejects(failing, /^Error: no$/);
    assert.equal(await Effect.countDocuments({ about }), 0);
    assert.ok((await idempotent(call, 'test', { key, input: 1 }, () => anEffect(about))).id);
  });

  it('keeps the keys of different actors and operations apart', async () => {
    const [call, about, key] = [await aVisitorCall(), newId(), newId()];
    const account = { accountId: newId(), sessionId: newId(), level: 'LEVEL_1', state: 'ACTIVE', roles: [] } as const;
    const signedIn = { ...call, actor: { kind: 'account', ...account } } as const;
    const ids = [
      await idempotent(call, 'one', { key, input: 1 }, () => anEffect(about)),
      await idempotent(call, 'two', { key, input: 1 }, () => anEffect(about)),
      await idempotent(signedIn, 'one', { key, input: 1 }, () => anEffect(about)),
    ].map(({ id }) => id);
    assert.equal(new Set(ids).size, 3);
  });
});

describe('idempotencyKeySchema', () => {
  it('accepts opaque keys and refuses what can be guessed or is none', () => {
    assert.ok(idempotencyKeySchema.safeParse(newId()).success);
    for (const key of ['', 'short', 'x'.repeat(65), 'with space in it 123', '{"$gt":""}-----------', `${newId()}\n`]) {
      assert.ok(!idempotencyKeySchema.safeParse(key).success, key);
    }
  });
});
