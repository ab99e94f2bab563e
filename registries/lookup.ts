import { z } from 'zod';
import { isDuplicateKey } from '../services/platform/errors.ts';
import { newId } from '../services/platform/ids.ts';
import { type RegistryCollections, recordsOfPerson, type StoredRecord } from './database.ts';
import { Problem } from './problems.ts';
import { fieldsOf } from './record-schemas.ts';
import type { RegistryName } from './records.ts';
import { audience, faultsOf, malformed, type SignedRequest } from './signed-request.ts';

export const lookupRequestType = 'lookup-request+jwt';
export const lookupAnswerType = 'lookup-answer+jwt';

const visible = /[\p{L}\p{N}]/u;

/** Claims of a look-up besides those of every signed request. */
export const lookupClaims = z.object({
  registry: z.string(),
  person: z.string().regex(/^\d{12}$/, 'expected 12 digits'),
  fields: z.array(z.string().max(60)).min(1).max(60).optional(),
  caseRef: z.string().min(1).max(100).optional(),
});

/** Apart from the others because their absence has a code of its own. */
export const purposeClaims = z.object({
  purpose: z.string().max(60).regex(visible, 'expected a short code'),
  legalBasis: z.string().max(300).regex(visible, 'expected the instrument and its article'),
});

export type LookupAnswer = {
  iss: string;
  aud: string;
  iat: number;
  jti: string;
  correlationId: string;
  requestHash: string;
  registry: RegistryName;
  outcome: 'found' | 'not_found';
  records: StoredRecord[];
  asOf: string;
};

/**
 * Looks a person up for a caller whose signature was verified.
 *
 * The look-up is logged before the answer exists. The log's unique request id is also what refuses a replay, so that
 * one write does both, however many processes serve.
 * @throws Problem REQUEST_MALFORMED, PURPOSE_MISSING, REQUEST_REPLAYED
 */
export function lookupAnswerer(collections: RegistryCollections, now: () => Date) {
  return async function answerLookup(registry: RegistryName, request: SignedRequest): Promise<LookupAnswer> {
    const question = parseQuestion(registry, request);
    const asOf = now();
    const records = await recordsOfPerson(collections, registry, question.person, question.fields);
    const outcome = records.length > 0 ? 'found' : 'not_found';
    await collections.lookups
      .insertOne({
        _id: newId(),
        jti: request.id,
        caller: request.caller,
        registry,
        person: question.person,
        fields: question.fields ?? fieldsOf(registry),
        purpose: question.purpose,
        legalBasis: question.legalBasis,
        caseRef: question.caseRef ?? null,
        outcome,
        at: asOf,
      })
      .catch((error: unknown) => {
        throw isDuplicateKey(error) ? new Problem('REQUEST_REPLAYED', [], error) : error;
      });
    return {
      iss: audience,
      aud: request.caller,
      iat: Math.floor(now().getTime() / 1000),
      jti: newId(),
      correlationId: request.id,
      requestHash: request.hash,
      registry,
      outcome,
      records,
      asOf: asOf.toISOString(),
    };
  };
}

function parseQuestion(registry: RegistryName, request: SignedRequest) {
  const claims = lookupClaims.safeParse(request.payload);
  if (!claims.success) throw malformed(claims.error);
  const purpose = purposeClaims.safeParse(request.payload);
  if (!purpose.success) throw new Problem('PURPOSE_MISSING', faultsOf(purpose.error), purpose.error);
  // The address is not signed; the payload is.
  if (claims.data.registry !== registry) {
    throw new Problem('REQUEST_MALFORMED', [{ pointer: '/registry', detail: 'expected the registry of the address' }]);
  }
  const known = new Set(fieldsOf(registry));
  const unknown = (claims.data.fields ?? []).findIndex((field) => !known.has(field));
  if (unknown !== -1) {
    throw new Problem('REQUEST_MALFORMED', [
      { pointer: `/fields/${unknown}`, detail: 'expected a field of this registry' },
    ]);
  }
  return { ...claims.data, ...purpose.data };
}
