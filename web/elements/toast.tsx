import { useEffect, useSyncExternalStore } from 'react';
import { Icon } from './icon.tsx';

let shown: { text: string; id: number } | undefined;
let count = 0;
const listeners = new Set<() => void>();

/** Says that something was done, in a corner and to screen readers; goes away by itself. */
export function announce(text: string): void {
  count += 1;
  show({ text, id: count });
}

function show(next: typeof shown): void {
  shown = next;
  for (const listener of listeners) listener();
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const shownForMs = 6000;

export function ToastRegion() {
  const toast = useSyncExternalStore(listen, () => shown);
  useEffect(() => {
    if (!toast) return;
    const timer = setTimeout(() => show(undefined), shownForMs);
    return () => clearTimeout(timer);
  }, [toast]);
  return (
    <div className="toasts" role="status" aria-live="polite">
      {toast && (
        <p className="toast" key={toast.id}>
          <Icon name="check" />
          {toast.text}
        </p>
      )}
    </div>
  );
}
