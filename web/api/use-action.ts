import { useCallback, useRef, useState } from 'react';
import { asFailure, type Failure } from './failure.ts';

/**
 * One thing a citizen may ask for with a button: busy while it runs, and its failure after it.
 *
 * A second press while it runs does nothing.
 */
export function useAction<Arguments extends unknown[]>(
  action: (...input: Arguments) => Promise<void>,
): { run: (...input: Arguments) => void; busy: boolean; failure: Failure | undefined; clear: () => void } {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const running = useRef(false);
  const latest = useRef(action);
  latest.current = action;

  const run = useCallback((...input: Arguments) => {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    setFailure(undefined);
    latest.current(...input).then(
      () => {
        running.current = false;
        setBusy(false);
      },
      (thrown: unknown) => {
        running.current = false;
        setBusy(false);
        setFailure(asFailure(thrown));
      },
    );
  }, []);

  return { run, busy, failure, clear: useCallback(() => setFailure(undefined), []) };
}

/**
 * The idempotency key of what the citizen wants: the same for the same input however often it is sent, until the
 * wish is granted.
 */
export function useIntent(): { keyFor(input: unknown): string; granted(): void } {
  const intent = useRef<{ input: string; key: string } | undefined>(undefined);
  return {
    keyFor(input) {
      const text = JSON.stringify(input);
      if (intent.current?.input !== text) intent.current = { input: text, key: crypto.randomUUID() };
      return intent.current.key;
    },
    granted() {
      intent.current = undefined;
    },
  };
}
