import { type CallContext, requireAdministrator } from '../platform/call-context.ts';
import { logger } from '../platform/logger.ts';
import { readBounds, trusted } from '../platform/mongo.ts';
import type { RegistryFailure } from './errors.ts';
import { type RegistryName, registryNames, registryTitles } from './records.ts';
import { RegistryHealthMinute } from './registry-health.model.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** What the state is judged by. */
const recentMs = 5 * minuteMs;
const keptMs = 2 * hourMs;
const flushEveryMs = 2000;

/** Upper bounds of the classes of duration, in milliseconds. The last one is open. */
const durationBounds = [
  1, 2, 3, 5, 7, 10, 15, 20, 30, 50, 70, 100, 150, 200, 300, 500, 700, 1000, 1500, 2000, 3000, 5000, 10_000, 60_000,
] as const;

type Totals = {
  registry: RegistryName;
  minute: number;
  answers: number;
  failures: number;
  durations: Map<number, number>;
  lastAnswerAt?: Date;
  lastFailureAt?: Date;
  lastFailure?: RegistryFailure;
};

/** Not yet written totals of this process: an ask costs no write for its statistics. */
let pending = new Map<string, Totals>();
let _timer: NodeJS.Timeout | undefined;

/** Counts an ask. Its totals are written a little later, together with others; a crash loses at most those. */
export function countAsk(
  registry: RegistryName,
  ask: { at: Date; durationMs: number; failure?: RegistryFailure | undefined },
): void {
  const minute = Math.floor(ask.at.getTime() / minuteMs) * minuteMs;
  const key = `${registry} ${new Date(minute).toISOString()}`;
  const totals: Totals = pending.get(key) ?? { registry, minute, answers: 0, failures: 0, durations: new Map() };
  pending.set(key, totals);
  if (ask.failure) {
    totals.failures += 1;
    totals.lastFailureAt = ask.at;
    totals.lastFailure = ask.failure;
  } else {
    totals.answers += 1;
    totals.lastAnswerAt = ask.at;
    const bound = durationBounds.find((limit) => ask.durationMs <= limit) ?? 60_000;
    totals.durations.set(bound, (totals.durations.get(bound) ?? 0) + 1);
  }
  _timer ??= setTimeout(() => {
    _timer = undefined;
    flushRegistryHealth().catch((error: unknown) => logger.warn('exchange.healthNotWritten', { error }));
  }, flushEveryMs).unref();
}

/** Writes the totals of this process that are not written yet; for the timer, an orderly stop, and tests. */
export async function flushRegistryHealth(): Promise<void> {
  const writing = pending;
  if (writing.size === 0) return;
  pending = new Map();
  await RegistryHealthMinute.bulkWrite(
    [...writing].map(([key, totals]) => ({
      updateOne: {
        filter: { _id: key },
        update: {
          $setOnInsert: {
            registry: totals.registry,
            minute: new Date(totals.minute),
            expiresAt: new Date(totals.minute + keptMs),
          },
          $inc: {
            answers: totals.answers,
            failures: totals.failures,
            ...Object.fromEntries([...totals.durations].map(([bound, count]) => [`durations.${bound}`, count])),
          },
          ...(totals.lastAnswerAt || totals.lastFailureAt
            ? {
                $max: {
                  ...(totals.lastAnswerAt ? { lastAnswerAt: totals.lastAnswerAt } : {}),
                  ...(totals.lastFailureAt ? { lastFailureAt: totals.lastFailureAt } : {}),
                },
              }
            : {}),
          ...(totals.lastFailure ? { $set: { lastFailure: totals.lastFailure } } : {}),
        },
        upsert: true,
      },
    })),
    { ordered: false, timestamps: false },
  );
}

export type RegistryHealth = {
  registry: RegistryName;
  name: { vi: string; en: string };
  /** Judged by the last five minutes in which it was asked; UNKNOWN when it was not asked for an hour. */
  state: 'UP' | 'DEGRADED' | 'DOWN' | 'UNKNOWN';
  answersLastHour: number;
  failuresLastHour: number;
  lastAnswerAt: Date | null;
  lastFailureAt: Date | null;
  lastFailure: RegistryFailure | null;
  /** Upper bound of the class that holds the median. */
  medianMilliseconds: number | null;
};

/**
 * How each registry has answered in the last hour, from running totals (at most two seconds old).
 * @throws Unauthenticated, Forbidden for anyone who is not an administrator
 */
export async function registryHealth(call: CallContext): Promise<RegistryHealth[]> {
  requireAdministrator(call);
  const since = new Date(call.now().getTime() - hourMs);
  const minutes = await RegistryHealthMinute.find({ minute: trusted({ $gte: since }) }, null, readBounds)
    .sort({ minute: 1 })
    .limit(registryNames.length * 61)
    .lean();
  return registryNames.map((registry) =>
    summary(
      registry,
      minutes.filter((minute) => minute.registry === registry),
    ),
  );
}

type Minute = {
  minute: Date;
  answers: number;
  failures: number;
  durations?: unknown;
  lastAnswerAt?: Date | null;
  lastFailureAt?: Date | null;
  lastFailure?: RegistryFailure | null;
};

function summary(registry: RegistryName, minutes: readonly Minute[]): RegistryHealth {
  const lastAnswerAt = latest(minutes.map((minute) => minute.lastAnswerAt));
  const lastFailureAt = latest(minutes.map((minute) => minute.lastFailureAt));
  return {
    registry,
    name: registryTitles[registry],
    state: stateOf(minutes, lastAnswerAt, lastFailureAt),
    answersLastHour: sum(minutes.map(({ answers }) => answers)),
    failuresLastHour: sum(minutes.map(({ failures }) => failures)),
    lastAnswerAt,
    lastFailureAt,
    lastFailure: minutes.findLast(({ lastFailure }) => lastFailure)?.lastFailure ?? null,
    medianMilliseconds: median(minutes),
  };
}

/** DOWN: most recent asks failed and the last one did; DEGRADED: more than one in twenty failed; else UP. */
function stateOf(
  minutes: readonly Minute[],
  lastAnswerAt: Date | null,
  lastFailureAt: Date | null,
): RegistryHealth['state'] {
  const newest = minutes.at(-1);
  if (!newest) return 'UNKNOWN';
  const recent = minutes.filter(({ minute }) => minute.getTime() > newest.minute.getTime() - recentMs);
  const failures = sum(recent.map((minute) => minute.failures));
  const asks = failures + sum(recent.map(({ answers }) => answers));
  const failedLast = (lastFailureAt?.getTime() ?? 0) >= (lastAnswerAt?.getTime() ?? 0);
  if (failures > 0 && failedLast && failures * 2 >= asks) return 'DOWN';
  return failures * 20 > asks ? 'DEGRADED' : 'UP';
}

function median(minutes: readonly Minute[]): number | null {
  const counts = new Map<number, number>();
  for (const { durations } of minutes) {
    for (const [bound, count] of Object.entries(durations ?? {})) {
      counts.set(Number(bound), (counts.get(Number(bound)) ?? 0) + Number(count));
    }
  }
  const half = sum([...counts.values()]) / 2;
  let below = 0;
  for (const [bound, count] of [...counts].sort(([one], [other]) => one - other)) {
    below += count;
    if (below >= half) return bound;
  }
  return null;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function latest(instants: readonly (Date | null | undefined)[]): Date | null {
  return instants.reduce<Date | null>((found, at) => (at && (!found || at > found) ? at : found), null);
}
