import { EventEmitter } from 'node:events';
import { logger } from '../services/platform/logger.ts';
import { type ChangeEntry, feedCounter, queryBounds, type RegistryCollections, type Session } from './database.ts';

/** How often the counter is looked at for changes that another process made; one look serves every waiter. */
const checkEveryMs = 1000;

/** Above this the feed answers at once: a waiter costs a connection. */
const mostWaiters = 200;

export type FeedPage = {
  changes: ChangeEntry[];
  /** Where the next reading starts. */
  next: number;
  /** Nothing stands after `next`. */
  end: boolean;
};

/**
 * The ordered feed of changes. A cursor is taken from one counter document inside the transaction that makes the
 * change: two such transactions conflict, so cursors have no gaps and stand in the order of commit, across processes.
 */
export function createChangeFeed({ changes, counters }: RegistryCollections) {
  const arrivals = new EventEmitter().setMaxListeners(0);
  let newest = 0;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  async function look(): Promise<void> {
    const value = await head();
    if (value > newest) {
      newest = value;
      arrivals.emit('change');
    }
  }

  async function head(): Promise<number> {
    return (await counters.findOne({ _id: feedCounter }, queryBounds))?.value ?? 0;
  }

  function schedule(): void {
    if (timer || closed || arrivals.listenerCount('change') === 0) return;
    timer = setTimeout(async () => {
      await look().catch((error: unknown) => logger.warn('registries.feedCheckFailed', { error }));
      timer = undefined;
      schedule();
    }, checkEveryMs);
    timer.unref();
  }

  return {
    /** Adds an entry in the caller's transaction. Call it first there: a conflict shows before other work is done. */
    async nextCursor(session: Session): Promise<number> {
      const counter = await counters.findOneAndUpdate(
        { _id: feedCounter },
        { $inc: { value: 1 } },
        { session, returnDocument: 'after' },
      );
      if (!counter) throw new Error('the feed has no counter; was createServingCollections run?');
      return counter.value;
    },

    async append(session: Session, entry: ChangeEntry): Promise<void> {
      await changes.insertOne(entry, { session });
    },

    /** Tells the waiters of this process that an entry was committed. */
    announce(cursor: number): void {
      newest = Math.max(newest, cursor);
      arrivals.emit('change');
    },

    /** @returns undefined when the feed knows no such cursor: in the future, or before what is kept */
    async read(after: number, limit: number): Promise<FeedPage | undefined> {
      const found = await changes
        .find({ _id: { $gt: after } }, queryBounds)
        .sort({ _id: 1 })
        .limit(limit + 1)
        .toArray();
      const first = found[0];
      if (!first) return after <= (await head()) ? { changes: [], next: after, end: true } : undefined;
      if (after > 0 && first._id !== after + 1) return undefined;
      const page = found.slice(0, limit);
      return { changes: page, next: page.at(-1)?._id ?? after, end: found.length <= limit };
    },

    /** Resolves when something may stand after `after`, when the time is up, or when the caller has gone. */
    async waitBeyond(after: number, milliseconds: number, gone: AbortSignal): Promise<void> {
      if (closed || gone.aborted || newest > after || arrivals.listenerCount('change') >= mostWaiters) return;
      await new Promise<void>((resolve) => {
        const finish = () => {
          clearTimeout(deadline);
          arrivals.off('change', finish);
          gone.removeEventListener('abort', finish);
          resolve();
        };
        const deadline = setTimeout(finish, milliseconds);
        arrivals.on('change', finish);
        gone.addEventListener('abort', finish);
        schedule();
      });
    },

    isClosed: () => closed,

    /** Lets every waiter go, for an orderly stop. */
    close(): void {
      closed = true;
      clearTimeout(timer);
      arrivals.emit('change');
    },
  };
}

export type ChangeFeed = ReturnType<typeof createChangeFeed>;
