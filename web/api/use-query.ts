import { useCallback, useEffect, useReducer, useRef } from 'react';
import type { TypedDocumentString } from '../generated/operations.ts';
import { execute } from './execute.ts';
import { asFailure, type Failure } from './failure.ts';

const kept = new Map<string, unknown>();

/** Forgets every answer; called when a session ends, so that nothing of it stays on a shared device. */
export function forgetAnswers(): void {
  kept.clear();
}

export interface QueryState<Result> {
  data: Result | undefined;
  failure: Failure | undefined;
  loading: boolean;
  reload(): Promise<void>;
  /** Changes the kept answer, for news that came by another way. */
  update(change: (data: Result) => Result): void;
}

/** Asks once per set of variables and shows the last known answer while a newer one is on its way. */
export function useQuery<Result, Variables>(
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
): QueryState<Result> {
  const key = `${document} ${JSON.stringify(variables)}`;
  const [, render] = useReducer((count: number) => count + 1, 0);
  const state = useRef<{ key: string; failure: Failure | undefined; loading: boolean }>({
    key: '',
    failure: undefined,
    loading: true,
  });
  if (state.current.key !== key) state.current = { key, failure: undefined, loading: true };

  const reload = useCallback(async () => {
    const mine = state.current;
    mine.loading = true;
    render();
    try {
      // The key holds the variables, so a change of them makes a new callback.
      const asked = JSON.parse(key.slice(String(document).length + 1)) as Variables;
      kept.set(key, await execute(document, asked));
      mine.failure = undefined;
    } catch (thrown) {
      mine.failure = asFailure(thrown);
    }
    mine.loading = false;
    if (state.current === mine) render();
  }, [document, key]);

  useEffect(() => {
    void reload();
  }, [reload]);

  const update = useCallback(
    (change: (data: Result) => Result) => {
      const now = kept.get(key);
      if (now === undefined) return;
      kept.set(key, change(now as Result));
      render();
    },
    [key],
  );

  return {
    data: kept.get(key) as Result | undefined,
    failure: state.current.failure,
    loading: state.current.loading,
    reload,
    update,
  };
}
