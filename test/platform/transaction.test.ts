import assert from 'node:assert/strict';
import { model, Schema } from 'mongoose';
import { z } from 'zod';
import { defineEvent, publish } from '../../services/platform/events.ts';
import { newId } from '../../services/platform/ids.ts';
import { Outbox } from '../../services/platform/outbox.model.ts';
import { isInTransaction, transaction } from '../../services/platform/transaction.ts';

const countSchema = new Schema(
  { _id: { type: String, required: true }, count: { type: Number, required: true } },
  { collection: 'test_counts', versionKey: false },
);
const Count = model('TransactionCount', countSchema);
const Counted = defineEvent('test.counted', z.strictObject({ id: z.string() }), 'A test counted.');

describe('transaction', () => {
  before(async () => {
    await Count.createCollection();
  });

  async function aCount() {
    const _id = newId();
    await new Count({ _id, count: 0 }).save();
    return _id;
  }
  const countOf = async (_id: string) => (await Count.findById(_id).lean())?.count;

  it('tries again after a conflict: nothing that races is lost', async () => {
    const _id = await aCount();
    let runs = 0;
    await Promise.all(
      Array.from({ length: 5 }, () =>
        transaction(async () => {
          runs += 1;
          const read = await Count.findById(_id).lean();
          await Count.updateOne({ _id }, { count: (read?.count ?? 0) + 1 });
        }),
      ),
    );
    assert.equal(await countOf(_id), 5);
    assert.ok(runs >= 5);
  });

  it('leaves nothing behind when the work fails', async () => {
    const _id = await aCount();
    const failing = transaction(async () => {
      await Count.updateOne({ _id }, { count: 7 });
      await publish(Counted, { id: _id });
      throw new Error('no');
    });
    await assert.rejects(failing, /no/);
    assert.equal(await countOf(_id), 0);
    assert.equal(await Outbox.countDocuments({ 'payload.id': _id }), 0);
  });

  it('joins the transaction it is in', async () => {
    const _id = await aCount();
    const failing = transaction(async () => {
      await transaction(() => Count.updateOne({ _id }, { count: 7 }));
      assert.equal(await countOf(_id), 7);
      throw new Error('no');
    });
    await assert.rejects(failing, /no/);
    assert.equal(await countOf(_id), 0);
    assert.equal(isInTransaction(), false);
  });

  it('is not seen outside before it is committed', async () => {
    const _id = await aCount();
    let written = () => {};
    let looked = () => {};
    const isWritten = new Promise<void>((resolve) => {
      written = resolve;
    });
    const isLooked = new Promise<void>((resolve) => {
      looked = resolve;
    });
    const work = transaction(async () => {
      await Count.updateOne({ _id }, { count: 1 });
      written();
      await isLooked;
    });
    await isWritten;
    assert.equal(await countOf(_id), 0);
    looked();
    await work;
    assert.equal(await countOf(_id), 1);
  });
});

describe('publish', () => {
  it('refuses a fact outside a transaction', async () => {
    await assert.rejects(publish(Counted, { id: newId() }), /outside a transaction/);
  });

  it('refuses a payload that is not of the declared form', async () => {
    const personal = { id: newId(), fullName: 'Nguyễn Thị Minh Anh' };
    await assert.rejects(transaction(() => publish(Counted, personal)));
    assert.equal(await Outbox.countDocuments({ 'payload.id': personal.id }), 0);
  });
});
