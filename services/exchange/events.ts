import { z } from 'zod';
import { defineEvent } from '../platform/events.ts';
import { registryNames } from './records.ts';

export const RegistryRecordChanged = defineEvent(
  'exchange.registryRecordChanged',
  z.object({
    registry: z.enum(registryNames),
    /** `personKey` of the personal number (platform/keyed-hash.ts). */
    personKey: z.string(),
    /** Keyed hash of registry and record id. */
    recordKey: z.string(),
    kind: z.enum(['changed', 'revoked', 'removed']),
    version: z.int(),
  }),
  'A record of a state registry was changed, revoked or removed at its source.',
);
