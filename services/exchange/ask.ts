import { z } from 'zod';
import type { CallContext } from '../platform/call-context.ts';
import { config } from '../platform/config.ts';
import { newId } from '../platform/ids.ts';
import { personKey } from '../platform/keyed-hash.ts';
import { logger } from '../platform/logger.ts';
import { badSignatures, registryAnswers } from '../platform/metrics.ts';
import { seal } from '../platform/seal.ts';
import { isInTransaction } from '../platform/transaction.ts';
import { circuitOf } from './circuit.ts';
import { ExchangeFailure, failureOf, RegistryUnavailable } from './errors.ts';
import { type AskedRecord, parseRecords, type RegistryField, type RegistryName } from './records.ts';
import { RegistryExchange } from './registry-exchange.model.ts';
import { countAsk } from './registry-health.ts';
import { type SignedRequest, signRequest, verifyAnswer } from './signatures.ts';

export const lookupRequestType = 'lookup-request+jwt';
export const lookupAnswerType = 'lookup-answer+jwt';

export type RegistryQuestion<Name extends RegistryName, Field extends RegistryField<Name>> = {
  registry: Name;
  /** 12 digits. */
  personalId: string;
  /** No more than the purpose needs; `_id` and `version` always come. */
  fields: readonly Field[];
  /** Short code: `wallet.verify`. */
  purpose: string;
  /** Instrument and article. */
  legalBasis: string;
  /** Opaque id of what it is asked for: a document, a registration, a dossier. */
  caseRef?: string;
  /** Account of the person it is about, where there is one. */
  subjectAccountId?: string;
};

export type RegistryAnswer<Name extends RegistryName, Field extends RegistryField<Name>> = {
  outcome: 'found' | 'not_found';
  /** All records of that person in that registry. */
  records: AskedRecord<Name, Field>[];
  /** When the registry read them. */
  asOf: Date;
  /** Names the kept question and answer: see `readEvidence`. */
  evidenceId: string;
};

const answerSchema = z.object({
  registry: z.string(),
  outcome: z.enum(['found', 'not_found']),
  records: z.array(z.unknown()),
  asOf: z.iso.datetime().transform((instant) => new Date(instant)),
});

/**
 * Asks a registry about a person: one signed request, one HTTP round trip, one insert.
 *
 * The question, the answer as it was signed, and who asked why, are kept as evidence before this returns, also when the
 * registry failed. Not for use inside a transaction: what was asked was asked, whatever becomes of the work.
 * @throws RegistryUnavailable with `failure`, after `config.registriesTimeoutMs` at the latest; at once while a registry
 * that keeps failing is spared
 * @see Nghị định 47/2020/NĐ-CP, on the sharing of digital data of state bodies
 */
export async function ask<Name extends RegistryName, const Field extends RegistryField<Name>>(
  call: CallContext,
  question: RegistryQuestion<Name, Field>,
): Promise<RegistryAnswer<Name, Field>> {
  if (isInTransaction()) throw new Error('a registry is not asked inside a transaction');
  const { registry } = question;
  const circuit = circuitOf(call.ports.registries, registry);
  const askedAt = call.now();
  try {
    circuit.pass(askedAt);
  } catch (error) {
    const { failure } = failureOf(error);
    logger.debug('exchange.spared', { registry, failure });
    throw RegistryUnavailable({ registry, failure }, error);
  }

  const request = await signQuestion(question, askedAt);
  const received: { jws?: string } = {};
  const result = await converse(call, question, request, received).catch(failureOf);

  const answeredAt = call.now();
  const durationMs = answeredAt.getTime() - askedAt.getTime();
  const failed = result instanceof ExchangeFailure;
  const outcome = failed ? 'unavailable' : result.outcome;
  const failure = failed ? result.failure : undefined;
  registryAnswers.observe({ registry, outcome }, durationMs / 1000);
  countAsk(registry, { at: answeredAt, durationMs, failure });
  if (failed) circuit.failed(result, answeredAt);
  else circuit.answered();

  await new RegistryExchange({
    _id: request.id,
    registry,
    personKey: personKey(question.personalId),
    subjectAccountId: question.subjectAccountId,
    actor: actorOf(call),
    purpose: question.purpose,
    legalBasis: question.legalBasis,
    caseRef: question.caseRef,
    fields: [...question.fields],
    sealedRequest: seal(request.jws, requestSeal(request.id)),
    sealedAnswer: received.jws === undefined ? undefined : seal(received.jws, answerSeal(request.id)),
    askedAt,
    answeredAt: received.jws === undefined ? undefined : answeredAt,
    outcome,
    failure,
  }).save();

  if (failed) {
    tell(question, result, durationMs);
    throw RegistryUnavailable({ registry, failure }, result);
  }
  logger.info('exchange.answered', { registry, purpose: question.purpose, outcome, durationMs });
  return { ...result, evidenceId: request.id };
}

/** What the sealed request and answer are bound to. */
export const requestSeal = (evidenceId: string) => `registry-request ${evidenceId}`;
export const answerSeal = (evidenceId: string) => `registry-answer ${evidenceId}`;

function signQuestion<Name extends RegistryName, Field extends RegistryField<Name>>(
  question: RegistryQuestion<Name, Field>,
  at: Date,
): Promise<SignedRequest> {
  const { registry, personalId, fields, purpose, legalBasis, caseRef } = question;
  return signRequest(lookupRequestType, {
    id: newId(),
    at,
    claims: {
      registry,
      person: personalId,
      fields,
      purpose,
      legalBasis,
      ...(caseRef === undefined ? {} : { caseRef }),
    },
  });
}

async function converse<Name extends RegistryName, Field extends RegistryField<Name>>(
  call: CallContext,
  question: RegistryQuestion<Name, Field>,
  request: SignedRequest,
  received: { jws?: string },
) {
  const jws = await call.ports.registries.lookup(
    question.registry,
    request.jws,
    AbortSignal.timeout(config.registriesTimeoutMs),
  );
  received.jws = jws;
  const payload = await verifyAnswer(lookupAnswerType, { jws, request, now: call.now() });
  const answer = answerSchema.safeParse(payload);
  if (!answer.success) throw new ExchangeFailure('MALFORMED', { cause: answer.error });
  const { registry, outcome, asOf } = answer.data;
  const records = parseRecords(question.registry, question.fields, answer.data.records);
  if (!records.success) throw new ExchangeFailure('MALFORMED', { cause: records.error });
  const contradicts = registry !== question.registry || (outcome === 'found') !== records.data.length > 0;
  if (contradicts) throw new ExchangeFailure('MALFORMED');
  return { outcome, records: records.data, asOf };
}

function actorOf(call: CallContext): string {
  if (call.actor.kind === 'account') return call.actor.accountId;
  return call.actor.kind === 'system' ? `system:${call.actor.reaction}` : 'visitor';
}

function tell(question: { registry: string; purpose: string }, failed: ExchangeFailure, durationMs: number): void {
  const { registry, purpose } = question;
  const fields = { registry, purpose, failure: failed.failure, durationMs };
  const refusal = failed.refusal ? { status: failed.refusal.status, code: failed.refusal.code ?? 'UNKNOWN' } : {};
  if (failed.failure !== 'BAD_SIGNATURE') {
    logger.warn('exchange.failed', { ...fields, ...refusal });
    return;
  }
  // Somebody answers in the registry's name, or its key is not the one we know: for a person to look at, now.
  badSignatures.inc({ registry });
  logger.error('exchange.badSignature', fields);
}
