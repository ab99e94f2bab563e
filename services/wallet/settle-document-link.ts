import { RegistryUnavailable } from '../exchange/index.ts';
import { personOfAccount } from '../identity/index.ts';
import { cityDate } from '../platform/calendar-date.ts';
import { type CallContext, requireSystem } from '../platform/call-context.ts';
import { isDomainError } from '../platform/errors.ts';
import { publish } from '../platform/events.ts';
import { readBounds, trusted } from '../platform/mongo.ts';
import { transaction } from '../platform/transaction.ts';
import {
  type DocumentContent,
  type DocumentRecord,
  openContent,
  sealContent,
  WalletDocuments,
} from './document.model.ts';
import {
  type DocumentStatus,
  type DocumentTransition,
  documentTransitions,
  transitionByOutcome,
  transitionWithoutAnswer,
} from './document.states.ts';
import type { Answer, DocumentKind, Holder, Settlement } from './document-kind.ts';
import { DocumentSettled, type VerificationRequest } from './events.ts';
import { kindOf } from './kinds/index.ts';
import { nextCheckAt, nextTryAt } from './verification-schedule.ts';

/**
 * Asks the registry about a linked document, judges its answer by the rules of the kind, and moves the document to the
 * end that follows: one read, the question, one transaction.
 *
 * Repeating it is harmless: a round of asking has its effect once, and an answer to a round that another one has
 * overtaken has none. A registry that does not answer, or answers what cannot be believed, is asked again by the sweep.
 */
export async function settleDocumentLink(
  call: CallContext,
  { documentId, citizenId, verification }: Pick<VerificationRequest, 'documentId' | 'citizenId' | 'verification'>,
): Promise<void> {
  requireSystem(call);
  const document = await WalletDocuments.findOne(
    { _id: documentId, citizenId, verification, settledVerification: trusted({ $lt: verification }) },
    null,
    readBounds,
  ).lean<DocumentRecord>();
  if (!document) return;
  const kind = kindOf(document.kind);
  const content = openContent(document);

  const answer = await answerAbout(call, kind, document, content.holder);
  if (!answer) {
    await settle(document, transitionWithoutAnswer(document.status), unanswered(call, kind, document));
    return;
  }

  const { settlement, holder } = await judge(call, document, content, answer);
  const agrees = 'face' in settlement;
  await settle(document, transitionByOutcome[settlement.outcome], {
    mismatchedField: settlement.outcome === 'MISMATCH' ? settlement.field : null,
    validFrom: agrees ? settlement.validFrom : null,
    validTo: agrees ? settlement.validTo : null,
    content: sealContent(documentId, { ...content, holder, face: agrees ? { ...settlement.face } : null }),
    // The registry's clock may be ahead of ours; an age is never negative.
    checkedAt: new Date(Math.min(answer.asOf.getTime(), call.now().getTime())),
    evidenceId: answer.evidenceId,
    nextTryAt: nextCheckAt(call, kind.recheckDays, agrees ? settlement.changesAfter : null),
    unansweredSince: null,
    tries: 0,
  });
}

/** Null when the registry does not answer, or its answer cannot be believed. */
async function answerAbout(call: CallContext, kind: DocumentKind, document: DocumentRecord, holder: Holder) {
  const { _id: documentId, citizenId } = document;
  try {
    return await kind.ask(call, { personalId: holder.personalId, citizenId, documentId });
  } catch (error) {
    if (isDomainError(error, RegistryUnavailable)) return null;
    throw error;
  }
}

async function judge(
  call: CallContext,
  document: DocumentRecord,
  { holder, inputs }: DocumentContent,
  answer: Answer,
): Promise<{ settlement: Settlement; holder: Holder }> {
  const today = cityDate(call.now());
  const settlement = answer.settle({ holder, inputs, today });
  if (settlement.outcome !== 'MISMATCH') return { settlement, holder };
  // It may be our copy that is old, not the record: ask identity before saying that something is wrong.
  const person = await personOfAccount(call, document.citizenId);
  if (!person) return { settlement, holder };
  const current = { personalId: person.personalId, fullName: person.fullName, bornOn: person.bornOn };
  return { settlement: answer.settle({ holder: current, inputs, today }), holder: current };
}

function unanswered(call: CallContext, kind: DocumentKind, document: DocumentRecord) {
  const since = document.unansweredSince ?? call.now();
  return {
    unansweredSince: since,
    tries: document.tries + 1,
    nextTryAt: nextTryAt(call, { since, tries: document.tries, recheckDays: kind.recheckDays }),
  };
}

type Effect = Partial<Omit<DocumentRecord, '_id' | 'citizenId' | 'kind' | 'status' | 'verification'>>;

async function settle(document: DocumentRecord, transition: DocumentTransition, effect: Effect): Promise<void> {
  const { from, to } = documentTransitions[transition];
  const status: DocumentStatus = to ?? document.status;
  await transaction(async () => {
    const { matchedCount } = await WalletDocuments.updateOne(
      {
        _id: document._id,
        citizenId: document.citizenId,
        verification: document.verification,
        settledVerification: trusted({ $lt: document.verification }),
        status: trusted({ $in: [...from] }),
      },
      { $set: { ...effect, status, settledVerification: document.verification } },
    );
    if (matchedCount === 0) return;
    await publish(DocumentSettled, {
      documentId: document._id,
      citizenId: document.citizenId,
      kind: document.kind,
      status,
      changed: status !== document.status,
    });
  });
}
