const storageKey = 'cong-dan-so.registration';

/**
 * The token of a registration that was begun in this tab, so that a reload continues it. Session storage ends with
 * the tab: on a shared computer the next person does not find it.
 */
export function keptRegistration(): string | undefined {
  return sessionStorage.getItem(storageKey) ?? undefined;
}

export function keepRegistration(token: string | undefined): void {
  if (token) sessionStorage.setItem(storageKey, token);
  else sessionStorage.removeItem(storageKey);
}
