import { useEffect, useState } from 'react';
import { serverNow } from '../api/clock.ts';

/** The server's time in milliseconds, renewed every `everyMs`: for ages and countdowns. */
export function useNow(everyMs: number): number {
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    const timer = setInterval(() => setNow(serverNow()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}

/** Whole seconds until an instant, never below zero. */
export function secondsUntil(instant: string, nowMs: number): number {
  return Math.max(0, Math.ceil((Date.parse(instant) - nowMs) / 1000));
}
