let offsetMs = 0;
// The header has whole seconds and the way takes time: smaller differences say nothing.
const noticedMs = 3000;

/** Learns from an answer's `Date` header how far this device's clock is off. */
export function learnClock(dateHeader: string | null): void {
  const serverMs = dateHeader ? Date.parse(dateHeader) : Number.NaN;
  if (Number.isNaN(serverMs)) return;
  const difference = serverMs - Date.now();
  offsetMs = Math.abs(difference) > noticedMs ? difference : 0;
}

/** The server's time in milliseconds, so that countdowns are right on a phone whose clock is not. */
export function serverNow(): number {
  return Date.now() + offsetMs;
}
