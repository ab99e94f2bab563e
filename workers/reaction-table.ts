import type { Answer, Reaction } from './reaction.ts';

/** The table of reactions, ready to be asked. */
export type ReactionTable = {
  /** Names of the reactions that a fact asks for; empty when nobody answers. */
  namesFor(event: string, payload: unknown): readonly string[];
  /** Undefined when the reaction does not exist, or does not answer that fact. */
  find(reaction: string, event: string): Answer | undefined;
};

/** @throws when two reactions share a name, or one answers a fact twice */
export function reactionTable(reactions: readonly Reaction[]): ReactionTable {
  const byEvent = new Map<string, Map<string, Answer>>();
  const names = new Set<string>();
  for (const { name, answers } of reactions) {
    if (names.has(name)) throw new Error(`reaction declared twice: ${name}`);
    names.add(name);
    for (const answer of answers) {
      const answering = byEvent.get(answer.event) ?? new Map<string, Answer>();
      if (answering.has(name)) throw new Error(`${name} answers ${answer.event} twice`);
      byEvent.set(answer.event, answering.set(name, answer));
    }
  }
  return {
    namesFor: (event, payload) =>
      [...(byEvent.get(event) ?? [])].filter(([, answer]) => answer.isOwed(payload)).map(([name]) => name),
    find: (reaction, event) => byEvent.get(event)?.get(reaction),
  };
}
