import type { Ground } from './ground.ts';

/** Half of the exchanges took no longer than `p50Ms`, all but one in a hundred no longer than `p99Ms`. */
export type Latency = { p50Ms: number; p99Ms: number };

/** One run of one side. */
export type Run = { perSecond: number; latenciesMs?: readonly number[] };

/** What a row says, for one number of clients. */
export type Measurement = {
  name: string;
  /** How many ask at once. */
  clients: number;
  /** Medians of the runs, in `unit`. */
  ours: number;
  floor: number;
  /** `ours` by `floor`. */
  ratio: number;
  /** The least ratio that is good enough. */
  goal: number;
  unit: string;
};

/** With what the printed table shows besides. */
export type MeasuredRow = Measurement & {
  latency?: { ours: Latency; floor: Latency };
  /** Ratio of each pair of runs, the smallest and the largest: how far this machine can be trusted today. */
  spread: { least: number; most: number };
};

/** Something that has a cost and a floor under it. Later work adds a file of its own to `rows/`. */
export type BenchRow = {
  name: string;
  goal: number;
  unit: string;
  measure(ground: Ground): Promise<MeasuredRow[]>;
};

const turns = 3;

/** Floor and ours in turn, three times: what disturbs the machine for a while disturbs both. */
export async function inTurn(
  row: Pick<BenchRow, 'name' | 'goal' | 'unit'>,
  clients: number,
  sides: { floor: () => Promise<Run>; ours: () => Promise<Run> },
): Promise<MeasuredRow> {
  const floors: Run[] = [];
  const ours: Run[] = [];
  for (let turn = 0; turn < turns; turn += 1) {
    floors.push(await sides.floor());
    ours.push(await sides.ours());
  }
  const ratios = ours.map((run, turn) => run.perSecond / (floors[turn]?.perSecond ?? Number.NaN));
  const floorMedian = median(floors.map(({ perSecond }) => perSecond));
  const oursMedian = median(ours.map(({ perSecond }) => perSecond));
  const [oursLatency, floorLatency] = [latencyOf(ours), latencyOf(floors)];
  return {
    name: row.name,
    clients,
    ours: oursMedian,
    floor: floorMedian,
    ratio: oursMedian / floorMedian,
    goal: row.goal,
    unit: row.unit,
    spread: { least: Math.min(...ratios), most: Math.max(...ratios) },
    ...(oursLatency && floorLatency && { latency: { ours: oursLatency, floor: floorLatency } }),
  };
}

function latencyOf(runs: readonly Run[]): Latency | undefined {
  const all = runs.flatMap(({ latenciesMs = [] }) => latenciesMs).sort((a, b) => a - b);
  const at = (share: number) => all[Math.min(all.length - 1, Math.floor(all.length * share))] ?? Number.NaN;
  return all.length === 0 ? undefined : { p50Ms: at(0.5), p99Ms: at(0.99) };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  if (low === undefined || high === undefined) throw new RangeError('expected at least one value');
  return (low + high) / 2;
}
