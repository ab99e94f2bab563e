/** What is watched, how patiently, and what happens after too long a silence. */
export type Watch = {
  /** Rejects when there is no answer within the time-out it is given. */
  ping: (timeoutMs: number) => Promise<void>;
  everyMs: number;
  timeoutMs: number;
  silenceMs: number;
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
  let ended = false;
  let timer: NodeJS.Timeout | undefined;

  async function round() {
    const asked = Date.now();
    try {
      await watch.ping(watch.timeoutMs);
      silentSince = undefined;
    } catch {
      silentSince ??= asked;
    }
    if (ended) return;
    const silentMs = silentSince === undefined ? 0 : Date.now() - silentSince;
    if (silentMs >= watch.silenceMs) {
      // Counted anew: after the restart it has the whole time again to recover its data.
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
