import type { z } from 'zod';
import { newId } from './ids.ts';
import { Outbox, type OutboxRecord } from './outbox.model.ts';
import { insertRecord } from './plain-records.ts';
import { currentRequestId } from './request-id.ts';
import { isInTransaction } from './transaction.ts';

/** A fact of a domain: past tense, ids and enums only, never personal data. */
export type EventDefinition<Payload = unknown> = {
  readonly name: string;
  readonly payload: z.ZodType<Payload>;
  readonly description: string;
};

const definitions = new Map<string, EventDefinition>();

/** Declares a fact. A change of its meaning is a new name. */
export function defineEvent<Payload>(
  name: string,
  payload: z.ZodType<Payload>,
  description: string,
): EventDefinition<Payload> {
  if (definitions.has(name)) throw new Error(`event declared twice: ${name}`);
  const definition = { name, payload, description };
  definitions.set(name, definition as EventDefinition);
  return definition;
}

export function declaredEvents(): readonly EventDefinition[] {
  return [...definitions.values()];
}

/** How long the relay's own wake-up has, before the sweep looks after a record. */
const firstSweepMs = 5000;

/**
 * Saves a fact in the transaction that makes it true; the relay tells whoever reacts to it.
 * @throws outside a transaction: a fact without its state, or a state without its fact, would be a lie
 */
export async function publish<Payload>(event: EventDefinition<Payload>, payload: Payload): Promise<void> {
  if (!isInTransaction()) throw new Error(`${event.name} was published outside a transaction`);
  const now = Date.now();
  await insertRecord<OutboxRecord>(Outbox, {
    _id: newId(),
    event: event.name,
    payload: event.payload.parse(payload),
    requestId: currentRequestId() ?? newId(),
    owed: null,
    createdAt: new Date(now),
    sweepAt: new Date(now + firstSweepMs),
  });
}
