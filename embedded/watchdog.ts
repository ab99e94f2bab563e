/** What is watched, how patiently, and what happens after too long a silence. */
export type Watch = {
  /** Rejects when there is no answer within the time-out it is given. */
  ping: (timeoutMs: number) => Promise<void>;
  everyMs: number;
  timeoutMs: number;
  silenceMs: number;
  /** How long it may take after a start until its first answer: it may be reading its journal. */
  recoveryMs: number;
  /** Something that differs from one life of it to the next. */
  life: () => unknown;
  onSilence: (silentMs: number) => void;
};

/**
 * Asks again and again, and reports a silence once it has lasted `silenceMs`.
 *
 * The silence is counted from the first question without an answer, not from the last answer: a laptop that slept, or a
 * process of ours that was busy, is not a silence of the one asked.
 * @returns ends the watch
 */
export function watchOver(watch: Watch): () => void {
  let silentSince: number | undefined;
  // It has just come up when the watch begins.
  let answeredIn: unknown = watch.life();
  let ended = false;
  let timer: NodeJS.Timeout | undefined;

  async function round() {
    const asked = Date.now();
    try {
      await watch.ping(watch.timeoutMs);
      silentSince = undefined;
      answeredIn = watch.life();
    } catch {
      silentSince ??= asked;
    }
    if (ended) return;
    const silentMs = silentSince === undefined ? 0 : Date.now() - silentSince;
    if (silentMs >= (answeredIn === watch.life() ? watch.silenceMs : watch.recoveryMs)) {
      silentSince = undefined;
      watch.onSilence(silentMs);
    }
    schedule();
  }

  function schedule() {
    timer = setTimeout(() => void round(), watch.everyMs);
    timer.unref();
  }

  schedule();
  return () => {
    ended = true;
    clearTimeout(timer);
  };
}
