import { useSyncExternalStore } from 'react';

let answered = true;
const listeners = new Set<() => void>();

/** Notes whether the last request had any answer: a phone may believe it is online and be wrong. */
export function noteAnswer(came: boolean): void {
  if (answered === came) return;
  answered = came;
  tell();
}

function tell(): void {
  for (const listener of listeners) listener();
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('online', listener);
  window.addEventListener('offline', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('online', listener);
    window.removeEventListener('offline', listener);
  };
}

/** Whether the API can be reached, as far as this page knows. */
export function useReachable(): boolean {
  return useSyncExternalStore(listen, () => navigator.onLine && answered);
}
