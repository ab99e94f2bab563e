import { z } from 'zod';
import { cityDate } from '../platform/calendar-date.ts';
import { type CallContext, requireCitizen } from '../platform/call-context.ts';
import { config } from '../platform/config.ts';
import { BadUserInput } from '../platform/errors.ts';
import { publish } from '../platform/events.ts';
import { idempotencyKeySchema, idempotent } from '../platform/idempotency.ts';
import { idSchema, newId } from '../platform/ids.ts';
import { parseInput } from '../platform/input.ts';
import { tokenHash } from '../platform/keyed-hash.ts';
import { takeAttempt } from '../platform/rate-limit.ts';
import type { DocumentRecord } from './document.model.ts';
import { DocumentNotShowable } from './errors.ts';
import { DocumentShown } from './events.ts';
import { kindOf } from './kinds/index.ts';
import { Presentations } from './presentation.model.ts';
import { newPresentationCode, presentationCodeSchema } from './presentation-code.ts';
import { type Presentation, presentationView } from './presentations.ts';
import { ownDocument } from './wallet.ts';
import { statusOn } from './wallet-document.ts';

const inputSchema = z.strictObject({
  documentId: idSchema,
  fields: z
    .array(z.string().max(60))
    .min(1, 'expected at least one field')
    .max(30)
    .refine((fields) => new Set(fields).size === fields.length, 'expected each field once'),
  idempotencyKey: idempotencyKeySchema,
});

const showings = { name: 'wallet.show', allowed: 60, windowMs: 3600 * 1000 };

/**
 * Makes a code with which one verifier can see the chosen fields of a verified document, once, within a minute.
 * @throws NotFound, DocumentNotShowable with `status`, BadUserInput for a field that may not be shown, RateLimited
 */
export async function showDocument(call: CallContext, rawInput: z.input<typeof inputSchema>): Promise<Presentation> {
  const { accountId } = requireCitizen(call);
  const { documentId, fields, idempotencyKey } = parseInput(inputSchema, rawInput);
  const request = { key: idempotencyKey, input: { documentId, fields } };
  const shown = await idempotent(call, 'showDocument', request, async () => {
    const document = await ownDocument(accountId, documentId);
    const now = call.now();
    refuseUnlessShowable(document, now);
    refuseUndisclosable(document.kind, fields);
    await takeAttempt(call, showings, accountId);
    const code = newPresentationCode(call);
    const presentation = new Presentations({
      _id: newId(),
      citizenId: accountId,
      documentId,
      kind: document.kind,
      codeHash: tokenHash(presentationCodeSchema.parse(code)),
      fields,
      createdAt: now,
      expiresAt: new Date(now.getTime() + config.presentationMs),
    });
    await presentation.save();
    const { _id: presentationId, kind } = presentation;
    await publish(DocumentShown, { presentationId, documentId, citizenId: accountId, kind });
    // Behind the # it stays in the verifier's browser: no server log of the page has it.
    return { ...presentationView(presentation.toObject()), code, url: `${config.publicUrl}/kiem-tra#${code}` };
  });
  return { ...shown, createdAt: new Date(shown.createdAt), expiresAt: new Date(shown.expiresAt) };
}

function refuseUnlessShowable(document: DocumentRecord, now: Date): void {
  const status = statusOn(document, now);
  const begun = document.validFrom == null || document.validFrom <= cityDate(now);
  if (status !== 'VERIFIED' || !begun) throw DocumentNotShowable({ status, validFrom: document.validFrom ?? null });
}

function refuseUndisclosable(kind: string, fields: readonly string[]): void {
  const allowed = kindOf(kind).disclosable.map(({ name }) => name);
  if (fields.every((field) => allowed.includes(field))) return;
  throw BadUserInput({ faults: [{ path: 'fields', expected: `only ${allowed.join(', ')}` }] });
}
