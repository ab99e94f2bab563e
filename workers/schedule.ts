import type { CallContext } from '../services/platform/call-context.ts';

/** A task that runs again and again, in every worker process: so each is harmless to run in several at once. */
export type Schedule = {
  readonly name: string;
  readonly description: string;
  /** Pause between the end of one run and the start of the next. */
  readonly everyMs: number;
  readonly run: (call: CallContext, signal: AbortSignal) => Promise<void>;
};
