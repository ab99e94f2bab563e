const barWidth = 30;
const lineEveryMs = 5000;

export type ProgressBar = {
  show: (progress: { people: number; documents: number }) => void;
  end: () => void;
};

/** A bar that is redrawn on a terminal; elsewhere a line now and then. */
export function progressBar(out: NodeJS.WriteStream, people: number): ProgressBar {
  const startedAt = performance.now();
  let firstPeople: number | null = null;
  let shownAt = startedAt;
  let drawn = false;
  return {
    show(progress) {
      firstPeople ??= progress.people;
      const now = performance.now();
      const share = Math.min(1, progress.people / people);
      const rate = Math.round(progress.documents / Math.max(0.001, (now - startedAt) / 1000));
      const text = `${progress.people} of ${people} people (${Math.floor(share * 100)} %), ${rate} records/s`;
      if (out.isTTY) {
        const filled = Math.round(share * barWidth);
        out.write(`\r[${'█'.repeat(filled)}${'░'.repeat(barWidth - filled)}] ${text}\u001b[K`);
        drawn = true;
      } else if (now - shownAt >= lineEveryMs || (share === 1 && progress.people !== firstPeople)) {
        out.write(`${text}\n`);
        shownAt = now;
      }
    },
    end() {
      if (drawn) out.write('\n');
    },
  };
}
