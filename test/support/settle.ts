import { readBounds, trusted } from '../../services/platform/mongo.ts';
import { Outbox } from '../../services/platform/outbox.model.ts';
import { reactionTable } from '../../workers/reaction-table.ts';
import { reactions } from '../../workers/reactions.ts';
import { runReaction } from '../../workers/run-reaction.ts';
import { anApp } from './an-app.ts';

const table = reactionTable(reactions);

/** Runs everything that is owed, in this process, until nothing is: no queue, no sleeping. */
export async function settle(): Promise<void> {
  const { ports } = await anApp();
  for (;;) {
    const records = await Outbox.find({ sweepAt: trusted({ $gt: new Date(0) }) }, null, readBounds)
      .sort({ _id: 1 })
      .lean();
    const unrouted = records.filter(({ owed }) => !owed);
    for (const { _id, event, payload } of unrouted) {
      const owed = [...table.namesFor(event, payload)];
      const routed = owed.length > 0 ? { $set: { owed } } : { $set: { owed }, $unset: { sweepAt: 1 } };
      await Outbox.collection.updateOne({ _id: _id as never, owed: null }, routed as never);
    }
    const owing = records.filter(({ owed }) => owed && owed.length > 0);
    if (unrouted.length === 0 && owing.length === 0) return;
    for (const { _id, event, payload, requestId, owed } of owing) {
      for (const reaction of owed ?? []) {
        await runReaction(ports, table, { reaction, outboxId: _id, event, payload, requestId });
      }
    }
  }
}
