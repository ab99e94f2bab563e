import { type AnchorHTMLAttributes, type MouseEvent, useEffect, useRef, useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
let moves = 0;
window.addEventListener('popstate', () => {
  moves += 1;
});

function listen(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('popstate', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('popstate', listener);
  };
}

/** Goes to another page of the app. */
export function navigate(to: string, { replace = false }: { replace?: boolean } = {}): void {
  if (replace) history.replaceState(null, '', to);
  else history.pushState(null, '', to);
  moves += 1;
  window.scrollTo(0, 0);
  for (const listener of listeners) listener();
}

/** The path of the page that is shown, without a slash at its end. */
export function usePath(): string {
  const path = useSyncExternalStore(listen, () => location.pathname);
  return path.length > 1 ? path.replace(/\/+$/, '') : path;
}

/** The `:name` parts of a path, or undefined when the path is another one. */
export function matchPath(pattern: string, path: string): Record<string, string> | undefined {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return undefined;
  const parts: Record<string, string> = {};
  for (const [index, want] of wanted.entries()) {
    const part = given[index] ?? '';
    if (want.startsWith(':') && part !== '') parts[want.slice(1)] = part;
    else if (want !== part) return undefined;
  }
  return parts;
}

/** A link that changes the page without loading the app again. */
export function Link({ to, onClick, ...rest }: { to: string } & AnchorHTMLAttributes<HTMLAnchorElement>) {
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    navigate(to);
  };
  return <a {...rest} href={to} onClick={follow} />;
}

/** Sends the visitor elsewhere as soon as it is shown. */
export function Redirect({ to }: { to: string }) {
  useEffect(() => navigate(to, { replace: true }), [to]);
  return null;
}

/**
 * Names the page in the window's title, and moves the focus to its heading when the citizen came from another page,
 * so that a screen reader reads where they are.
 */
export function usePageHeading(title: string) {
  const heading = useRef<HTMLHeadingElement>(null);
  const movesWhenShown = useRef(moves);
  useEffect(() => {
    document.title = `${title} · Công dân số`;
  }, [title]);
  useEffect(() => {
    if (movesWhenShown.current > 0) heading.current?.focus({ preventScroll: true });
  }, []);
  return heading;
}
