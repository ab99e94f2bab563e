import { cityDate } from '../platform/calendar-date.ts';
import type { CallContext } from '../platform/call-context.ts';
import { config } from '../platform/config.ts';

const hourMs = 3600 * 1000;
const dayMs = 24 * hourMs;
const longestWaitMs = hourMs;
const patienceMs = dayMs;

/**
 * When a registry that does not answer is asked next: waits that double up to an hour, for a day; after that it is
 * left to the regular check.
 * @param outage since when it has not answered, and how often it was asked before this time
 */
export function nextTryAt(call: CallContext, outage: { since: Date; tries: number; recheckDays: number }): Date {
  const now = call.now();
  if (now.getTime() - outage.since.getTime() >= patienceMs) return nextCheckAt(call, outage.recheckDays, null);
  const waitMs = Math.min(longestWaitMs, config.unavailableRetryMs * 2 ** Math.min(outage.tries, 30));
  return new Date(now.getTime() + spread(call, waitMs));
}

/** When a registry that answered is asked next: regularly, or as soon as its answer would be judged otherwise. */
export function nextCheckAt(call: CallContext, recheckDays: number, changesAfter: string | null): Date {
  const now = call.now();
  const regular = new Date(now.getTime() + spread(call, recheckDays * dayMs));
  if (changesAfter === null || changesAfter < cityDate(now)) return regular;
  const change = new Date(new Date(`${changesAfter}T00:00:00+07:00`).getTime() + dayMs);
  return change < regular ? change : regular;
}

/** Up to a fifth more or less, so that what fell out together does not come back together. */
function spread(call: CallContext, milliseconds: number): number {
  return Math.round(milliseconds * (0.8 + (0.4 * call.randomBytes(2).readUInt16BE()) / 0xffff));
}
