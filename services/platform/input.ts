import { z } from 'zod';
import { BadUserInput } from './errors.ts';

/**
 * Reads what came from outside by its schema.
 * @throws BadUserInput with `faults`: for each, the path and what was expected. What came in is not repeated.
 */
export function parseInput<T>(schema: z.ZodType<T>, input: unknown): T {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw BadUserInput({
    faults: parsed.error.issues.slice(0, 20).map((issue) => ({
      path: issue.path.join('.'),
      expected: issue.code === 'unrecognized_keys' ? 'no such field' : issue.message,
    })),
  });
}

export const largestPage = 100;

/** How a list is paged: `first` items behind the one that `after` names. */
export const pageSchema = z.strictObject({
  first: z.number().int().min(1).max(largestPage),
  after: z.string().max(200).nullish(),
});

export type Page = z.infer<typeof pageSchema>;

export type Connection<Node> = {
  edges: { cursor: string; node: Node }[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
};

/** A page of a list sorted by id, from `first + 1` rows that were read. */
export function connectionOf<Node>(rows: Node[], first: number, cursorOf: (node: Node) => string): Connection<Node> {
  const edges = rows.slice(0, first).map((node) => ({ cursor: cursorOf(node), node }));
  return { edges, pageInfo: { hasNextPage: rows.length > first, endCursor: edges.at(-1)?.cursor ?? null } };
}
