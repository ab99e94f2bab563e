import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** Published cases, with where they come from beside them. */
export function readVectors<Case>(file: string, caseSchema: z.ZodType<Case>): Case[] {
  const { cases } = z
    .looseObject({ origin: z.string().min(1), licence: z.string().min(1), cases: z.array(caseSchema).min(1) })
    .parse(JSON.parse(readFileSync(join(import.meta.dirname, file), 'utf8')));
  return cases;
}
