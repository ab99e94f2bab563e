import { createHash } from 'node:crypto';
import { NotFound } from '../platform/errors.ts';
import { readBounds } from '../platform/mongo.ts';
import { bytesOf, unseal } from '../platform/seal.ts';
import { answerSeal, lookupAnswerType, requestSeal } from './ask.ts';
import { RegistryExchange } from './registry-exchange.model.ts';
import { verifySignature } from './signatures.ts';

export type Evidence = {
  /** Compact JWS as it was sent; whoever holds our public key can check it. */
  requestJws: string;
  /** Compact JWS as it came; null when nothing came. */
  answerJws: string | null;
  /** Whether the answer carries the registries' signature and is bound to this request. */
  isAuthentic: boolean;
};

/**
 * Opens the evidence of one question to a registry. It holds personal data: the caller answers for who may read it,
 * and for the entry in the history of whom it is about.
 * @throws NotFound; an Error when the sealed bytes were changed or moved
 */
export async function readEvidence(evidenceId: string): Promise<Evidence> {
  const kept = await RegistryExchange.findById(evidenceId, { sealedRequest: 1, sealedAnswer: 1 }, readBounds).lean();
  if (!kept) throw NotFound();
  const requestJws = unseal(bytesOf(kept.sealedRequest), requestSeal(evidenceId));
  if (!kept.sealedAnswer) return { requestJws, answerJws: null, isAuthentic: false };
  const answerJws = unseal(bytesOf(kept.sealedAnswer), answerSeal(evidenceId));
  const hash = createHash('sha256').update(requestJws).digest('base64url');
  const isAuthentic = await verifySignature(lookupAnswerType, answerJws).then(
    (answer) => answer.correlationId === evidenceId && answer.requestHash === hash,
    () => false,
  );
  return { requestJws, answerJws, isAuthentic };
}
