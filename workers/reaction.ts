import type { CallContext } from '../services/platform/call-context.ts';
import type { EventDefinition } from '../services/platform/events.ts';

/** The outbox record that a reaction answers, and its fact. */
export type OwedBy = { readonly outboxId: string; readonly event: string };

type React<Payload> = (call: CallContext, payload: Payload, owedBy: OwedBy) => Promise<unknown>;

export type Answer = {
  readonly event: string;
  /** Whether this fact asks for the reaction at all; what cannot be read is owed, and fails loudly. */
  readonly isOwed: (payload: unknown) => boolean;
  /** Parses the payload by the event's schema, then reacts. @throws UnreadablePayload */
  readonly react: React<unknown>;
};

/** One thing the product does because of a fact, or of any of several facts. */
export type Reaction = { readonly name: string; readonly answers: readonly Answer[] };

/** The payload is not what the event's schema says: trying again would not help. */
export class UnreadablePayload extends Error {
  constructor(event: string, cause: unknown) {
    super(`The payload of ${event} is not what its schema says.`, { cause });
    this.name = 'UNREADABLE_PAYLOAD';
  }
}

/**
 * What to do when this fact is told.
 * @param when leaves out the facts that ask for nothing, before anything is owed
 */
export function answer<Payload>(
  event: EventDefinition<Payload>,
  react: React<Payload>,
  when?: (payload: Payload) => boolean,
): Answer {
  return {
    event: event.name,
    isOwed: (payload) => {
      const parsed = when && event.payload.safeParse(payload);
      return !parsed?.success || when?.(parsed.data) === true;
    },
    react: async (call, payload, owedBy) => {
      const parsed = event.payload.safeParse(payload);
      if (!parsed.success) throw new UnreadablePayload(event.name, parsed.error);
      await react(call, parsed.data, owedBy);
    },
  };
}

/** A reaction to one fact. Names are promises: they stand in outbox records that outlive a release. */
export function reaction<Payload>(
  name: string,
  event: EventDefinition<Payload>,
  react: React<Payload>,
  when?: (payload: Payload) => boolean,
): Reaction {
  return { name, answers: [answer(event, react, when)] };
}

/** A reaction to several facts, under one name. */
export function reactionToAny(name: string, answers: readonly Answer[]): Reaction {
  return { name, answers };
}

/** Key of an effect outside: the same however often the reaction runs. */
export function effectKey(name: string, owedBy: OwedBy): string {
  return `${owedBy.outboxId}-${name}`;
}
