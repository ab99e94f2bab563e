import { followChanges } from '../services/exchange/index.ts';
import { requestDueMatches } from '../services/identity/index.ts';
import { measureBacklog } from '../services/platform/dead-letters.ts';
import { logger } from '../services/platform/logger.ts';
import { overdueOutboxRecords, owedOutboxRecords } from '../services/platform/metrics.ts';
import { requestDueVerifications } from '../services/wallet/index.ts';
import type { Relay } from './relay.ts';
import type { Schedule } from './schedule.ts';

const second = 1000;
/** How long the registries may hold an answer back when nothing has changed. */
const followWaitSeconds = 15;

/** THE table: which task runs when. */
export function schedules(relay: Pick<Relay, 'sweep'>): readonly Schedule[] {
  return [
    {
      name: 'sweepOutbox',
      description: 'Puts into the queue what is owed and due: missed by the relay, lost with Redis, or late.',
      everyMs: 2 * second,
      run: () => relay.sweep(),
    },
    {
      name: 'followChanges',
      description: "Follows the registries' change feed; waits there for the next change.",
      everyMs: 0.1 * second,
      run: async (call, signal) => {
        while (!signal.aborted && (await followChanges(call, { waitSeconds: followWaitSeconds, signal })).more);
      },
    },
    {
      name: 'requestDueVerifications',
      description: 'Asks for the verification of documents whose next try has come.',
      everyMs: 2 * second,
      run: async (call, signal) => {
        while (!signal.aborted && (await requestDueVerifications(call)) > 0);
      },
    },
    {
      name: 'requestDueMatches',
      description: 'Asks for the matching of registrations that wait for the population database.',
      everyMs: 2 * second,
      run: async (call, signal) => {
        while (!signal.aborted && (await requestDueMatches(call)) > 0);
      },
    },
    {
      name: 'measureBacklog',
      description: 'Sets the gauges of what is owed and what is overdue; overdue work is an alarm.',
      everyMs: 15 * second,
      run: async (call) => {
        const { owed, overdue } = await measureBacklog(call);
        owedOutboxRecords.set(owed);
        overdueOutboxRecords.set(overdue);
        if (overdue > 0) logger.error('outbox.overdue', { count: overdue });
      },
    },
  ];
}
