import { z } from 'zod';
import { personOfAccount } from '../identity/index.ts';
import { type CallContext, requireCitizen } from '../platform/call-context.ts';
import { BadUserInput, Unauthenticated, whenDuplicate } from '../platform/errors.ts';
import { publish } from '../platform/events.ts';
import { idempotencyKeySchema, idempotent } from '../platform/idempotency.ts';
import { newId } from '../platform/ids.ts';
import { parseInput } from '../platform/input.ts';
import { keyedHash } from '../platform/keyed-hash.ts';
import { readBounds } from '../platform/mongo.ts';
import { sealContent, WalletDocuments } from './document.model.ts';
import { type DocumentKind, inputsSchema } from './document-kind.ts';
import { DocumentAlreadyLinked, WalletFull } from './errors.ts';
import { DocumentLinkRequested } from './events.ts';
import { kindsByCode } from './kinds/index.ts';
import { mostDocuments } from './wallet.ts';
import { documentView, revivedDocument, type WalletDocument } from './wallet-document.ts';

const inputSchema = z.strictObject({
  kind: z.string().max(60),
  inputs: z
    .array(z.strictObject({ name: z.string().min(1).max(60), value: z.string().max(200) }))
    .max(10)
    .refine((inputs) => new Set(inputs.map(({ name }) => name)).size === inputs.length, 'expected each name once')
    .default([]),
  idempotencyKey: idempotencyKeySchema,
});

/**
 * Puts a document into the caller's wallet as PENDING; a worker asks its registry.
 *
 * What the citizen typed is checked for its form only. Sent again with the same key, the same document comes back.
 * @throws BadUserInput, DocumentAlreadyLinked, WalletFull
 */
export async function linkDocument(call: CallContext, rawInput: z.input<typeof inputSchema>): Promise<WalletDocument> {
  const { accountId } = requireCitizen(call);
  const input = parseInput(inputSchema, rawInput);
  const kind = kindsByCode.get(input.kind);
  if (!kind)
    throw BadUserInput({ faults: [{ path: 'kind', expected: `one of ${[...kindsByCode.keys()].join(', ')}` }] });
  const typed = parseInput(z.object({ inputs: inputsSchema(kind) }), {
    inputs: Object.fromEntries(input.inputs.map(({ name, value }) => [name, value])),
  }).inputs;
  const numberKey = numberKeyOf(kind, typed);
  const person = await personOfAccount(call, accountId);
  if (!person) throw Unauthenticated();

  // The hash of the input is kept; a number among it is hashed under a key, since so few numbers are soon tried.
  const typedKey = keyedHash('document', JSON.stringify(Object.entries(typed).sort()));
  const request = { key: input.idempotencyKey, input: { kind: kind.code, typedKey } };
  const linked = await idempotent(call, 'linkDocument', request, async () => {
    if (numberKey !== kind.code) await refuseWhenFull(accountId);
    const now = call.now();
    const id = newId();
    const document = new WalletDocuments({
      _id: id,
      citizenId: accountId,
      holderKey: person.personKey,
      kind: kind.code,
      numberKey,
      content: sealContent(id, {
        holder: { personalId: person.personalId, fullName: person.fullName, bornOn: person.bornOn },
        inputs: typed,
        face: null,
      }),
      status: 'PENDING',
      verification: 1,
      settledVerification: 0,
      linkedAt: now,
      tries: 0,
      position: behindTheOthers(now),
      hidden: false,
    });
    await document.save().catch(whenDuplicate(DocumentAlreadyLinked)); // the unique index decides the race
    await publish(DocumentLinkRequested, { documentId: id, citizenId: accountId, kind: kind.code, verification: 1 });
    return documentView(document.toObject(), now);
  });
  return revivedDocument(linked);
}

function numberKeyOf(kind: DocumentKind, typed: Record<string, string>): string {
  const number = kind.distinguishedBy === null ? undefined : typed[kind.distinguishedBy];
  return number === undefined ? kind.code : keyedHash('document', `${kind.code}\n${number}`);
}

/**
 * Only typed numbers can fill a wallet; without one there is a document for each kind at most.
 * Limit: links that race each other can pass the bound by their own number, which lists allow for.
 */
async function refuseWhenFull(citizenId: string): Promise<void> {
  const held = await WalletDocuments.countDocuments({ citizenId }, { limit: mostDocuments, ...readBounds });
  if (held >= mostDocuments) throw WalletFull();
}

const firstDay = Date.UTC(2020, 0, 1);

/** Seconds since 2020: above every rank that ordering gives out, growing without a read, and within 32 bits to 2088. */
function behindTheOthers(now: Date): number {
  return Math.floor((now.getTime() - firstDay) / 1000);
}
