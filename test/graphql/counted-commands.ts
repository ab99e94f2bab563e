import type { Redis } from 'ioredis';
import mongoose from 'mongoose';
import { anApp } from '../support/an-app.ts';

/** A command as the driver sent it to MongoDB. */
export type SentCommand = {
  name: string;
  collection: string;
  document: Record<string, unknown>;
  inTransaction: boolean;
};

export type Counted = {
  commands: SentCommand[];
  /** Commands outside transactions: `find accounts`. */
  apart: string[];
  /** Each transaction with the commands inside it, in order, its commit among them. */
  transactions: string[][];
  /** Commands that Redis ran, by name. */
  redis: Record<string, number>;
};

/** What connections say to each other by themselves. */
const upkeep = new Set(['hello', 'ismaster', 'isMaster', 'ping', 'endSessions', 'saslStart', 'getMore', 'killCursors']);

let observer: Redis | undefined;

async function commandStatistics(): Promise<Record<string, number>> {
  const { redis } = await anApp();
  observer ??= redis.duplicate({ lazyConnect: false, enableOfflineQueue: true });
  const statistics = await observer.info('commandstats');
  return Object.fromEntries(
    [...statistics.matchAll(/^cmdstat_([\w|-]+):calls=(\d+)/gm)].map(([, name, calls]) => [
      String(name),
      Number(calls),
    ]),
  );
}

/** Runs something and tells every command that it sent to either store. */
export async function counted(work: () => Promise<unknown>): Promise<Counted> {
  const client = mongoose.connection.getClient();
  const commands: SentCommand[] = [];
  const transactions = new Map<string, string[]>();
  const apart: string[] = [];
  const listen = ({ commandName: name, command }: { commandName: string; command: Record<string, any> }) => {
    if (upkeep.has(name)) return;
    const collection = typeof command[name] === 'string' ? command[name] : '';
    const inTransaction = command.autocommit === false;
    commands.push({ name, collection, document: command, inTransaction });
    const told = `${name} ${collection}`.trim();
    if (!inTransaction) apart.push(told);
    else {
      const key = `${JSON.stringify(command.lsid)} ${command.txnNumber}`;
      transactions.set(key, [...(transactions.get(key) ?? []), told]);
    }
  };
  const before = await commandStatistics();
  client.on('commandStarted', listen);
  try {
    await work();
  } finally {
    client.off('commandStarted', listen);
  }
  const after = await commandStatistics();
  const redis: Record<string, number> = {};
  for (const [name, calls] of Object.entries(after)) {
    const ran = calls - (before[name] ?? 0);
    if (ran > 0 && name !== 'info') redis[name] = ran;
  }
  return { commands, apart, transactions: [...transactions.values()], redis };
}

export function stopCounting(): void {
  observer?.disconnect();
  observer = undefined;
}
