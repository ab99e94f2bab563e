import DataLoader from 'dataloader';
import * as identity from '../services/identity/index.ts';
import type { CallContext } from '../services/platform/call-context.ts';

export type Loaders = {
  /** What an entry of the history was about, in words: a passkey's id becomes its name, all else stays. */
  activitySubject: DataLoader<string, string | null>;
};

/** Loaders of one request: what many rows ask for is read once. */
export function loadersFor(call: CallContext): Loaders {
  return { activitySubject: new DataLoader((subjects) => identity.activitySubjects(call, subjects)) };
}
