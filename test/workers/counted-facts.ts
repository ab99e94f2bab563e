import { model, Schema } from 'mongoose';
import { z } from 'zod';
import { systemCall } from '../../services/platform/call-context.ts';
import { defineEvent, publish } from '../../services/platform/events.ts';
import { Outbox } from '../../services/platform/outbox.model.ts';
import type { Ports } from '../../services/platform/ports.ts';
import { transaction } from '../../services/platform/transaction.ts';

/** A fact of these tests alone: something that has to be counted. */
export const ThingHappened = defineEvent('test.thingHappened', z.strictObject({ thing: z.string() }), 'Of tests.');

type Count = { _id: string; count: number };
const countSchema = new Schema<Count>(
  { _id: { type: String, required: true }, count: { type: Number, required: true } },
  { collection: 'test_counts', versionKey: false },
);
const Counts = model('TestCount', countSchema);

/** An effect in the database: a thing that was counted twice shows. */
export async function count(thing: string): Promise<void> {
  await transaction(() => Counts.updateOne({ _id: thing }, { $inc: { count: 1 } }, { upsert: true }));
}

export async function countOf(thing: string): Promise<number> {
  return (await Counts.findById(thing).lean())?.count ?? 0;
}

/** How many things were counted how often: `{ 1: 200 }` is 200 things, each once. */
export async function tally(): Promise<Record<number, number>> {
  const counts = await Counts.find().lean();
  const result: Record<number, number> = {};
  for (const { count: times } of counts) result[times] = (result[times] ?? 0) + 1;
  return result;
}

/** @returns the outbox id */
export async function tell(thing: string): Promise<string> {
  await transaction(() => publish(ThingHappened, { thing }));
  const record = await Outbox.findOne({ event: ThingHappened.name, 'payload.thing': thing }).lean();
  if (!record) throw new Error('expected the fact in the outbox');
  return record._id;
}

export async function tellMany(howMany: number): Promise<void> {
  for (let from = 0; from < howMany; from += 50) {
    const things = Array.from({ length: Math.min(50, howMany - from) }, (_, index) => `thing-${from + index}`);
    await transaction(async () => {
      for (const thing of things) await publish(ThingHappened, { thing });
    });
  }
}

export async function emptyOutbox(): Promise<void> {
  await Outbox.deleteMany();
  await Counts.deleteMany();
}

/** Ports that no reaction of these tests uses. */
export const noPorts = {} as Ports;
export const aCall = () => systemCall(noPorts, 'test');
