import { z } from 'zod';
import { defineEvent } from '../platform/events.ts';
import { idSchema } from '../platform/ids.ts';
import { documentStatuses } from './document.states.ts';

const document = { documentId: idSchema, citizenId: idSchema, kind: z.string() };
const presentation = { presentationId: idSchema, ...document };
const verificationRequested = z.strictObject({ ...document, verification: z.int().min(1) });

/** What a verification is about: the round of asking, so that an answer to an earlier round has no effect. */
export type VerificationRequest = z.infer<typeof verificationRequested>;

export const DocumentLinkRequested = defineEvent(
  'wallet.documentLinkRequested',
  verificationRequested,
  'A citizen put a document into the wallet; its registry has to be asked.',
);
export const DocumentVerificationRequested = defineEvent(
  'wallet.documentVerificationRequested',
  verificationRequested,
  'The registry of a linked document has to be asked again: on request, on schedule, or because its record changed.',
);
export const DocumentSettled = defineEvent(
  'wallet.documentSettled',
  z.strictObject({
    ...document,
    status: z.enum(documentStatuses),
    /** Whether the status is another one than before the registry was asked. */
    changed: z.boolean(),
  }),
  'The registry of a document has answered, or has failed to.',
);
export const DocumentRemoved = defineEvent(
  'wallet.documentRemoved',
  z.strictObject(document),
  'A citizen took a document out of the wallet.',
);
export const DocumentShown = defineEvent(
  'wallet.documentShown',
  z.strictObject(presentation),
  'A citizen made a single-use code with which a document can be checked.',
);
export const PresentationChecked = defineEvent(
  'wallet.presentationChecked',
  z.strictObject({ ...presentation, status: z.enum(documentStatuses) }),
  'A verifier redeemed the code of a shown document.',
);
