import type { Latency, MeasuredRow } from './row.ts';

const head = [
  'name',
  'clients',
  'ours',
  'floor',
  'ratio',
  'goal',
  '',
  'pairs',
  'unit',
  'ours p50/p99',
  'floor p50/p99',
];

const rate = (value: number) => (value >= 100 ? value.toFixed(0) : value.toPrecision(3));
const time = (value: number) => (value >= 100 ? value.toFixed(0) : value.toPrecision(2));
const latency = (of: Latency | undefined) => (of ? `${time(of.p50Ms)} / ${time(of.p99Ms)} ms` : '');

/** The rows as GitHub-flavoured Markdown with aligned columns, to be read in a terminal as well. */
export function markdownTable(rows: readonly MeasuredRow[]): string {
  const cells = rows.map((row) => [
    row.name,
    String(row.clients),
    rate(row.ours),
    rate(row.floor),
    row.ratio.toFixed(2),
    row.goal.toFixed(2),
    row.ratio >= row.goal ? 'met' : 'missed',
    `${row.spread.least.toFixed(2)}–${row.spread.most.toFixed(2)}`,
    row.unit,
    latency(row.latency?.ours),
    latency(row.latency?.floor),
  ]);
  const widths = head.map((title, column) => Math.max(title.length, ...cells.map((line) => line[column]?.length ?? 0)));
  const isText = (column: number) => [0, 6, 8].includes(column);
  const line = (texts: readonly string[]) =>
    `| ${texts.map((text, i) => (isText(i) ? text.padEnd(widths[i] ?? 0) : text.padStart(widths[i] ?? 0))).join(' | ')} |`;
  const rule = `|${widths.map((width, i) => (isText(i) ? ` ${'-'.repeat(width)} ` : ` ${'-'.repeat(width - 1)}: `)).join('|')}|`;
  return [line(head), rule.replaceAll('  ', ' '), ...cells.map(line)].join('\n');
}

/** Resident memory by process, the largest seen. */
export function memoryTable(memory: ReadonlyMap<string, number>): string {
  const lines = [...memory].map(
    ([name, bytes]) => `| ${name.padEnd(26)} | ${(bytes / 2 ** 20).toFixed(0).padStart(6)} |`,
  );
  return [`| ${'process'.padEnd(26)} | MiB    |`, `| ${'-'.repeat(26)} | -----: |`, ...lines].join('\n');
}
