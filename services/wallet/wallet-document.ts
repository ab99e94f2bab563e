import { cityDate } from '../platform/calendar-date.ts';
import { type DocumentRecord, openContent } from './document.model.ts';
import type { DocumentStatus } from './document.states.ts';
import type { LocalizedText } from './document-kind.ts';
import { kindOf } from './kinds/index.ts';

export type DocumentFieldValue = { name: string; label: LocalizedText; value: string };

/** A linked document as its holder sees it. */
export type WalletDocument = {
  id: string;
  /** Code of the kind. */
  kind: string;
  status: DocumentStatus;
  mismatchedField: string | null;
  linkedAt: Date;
  checkedAt: Date | null;
  nextTryAt: Date | null;
  /** Calendar dates, both in force. */
  validFrom: string | null;
  validTo: string | null;
  face: DocumentFieldValue[];
  hidden: boolean;
  position: number;
};

export function documentView(document: DocumentRecord, now: Date): WalletDocument {
  return {
    id: document._id,
    kind: document.kind,
    status: statusOn(document, now),
    mismatchedField: document.mismatchedField ?? null,
    linkedAt: document.linkedAt,
    checkedAt: document.checkedAt ?? null,
    nextTryAt: document.nextTryAt ?? null,
    validFrom: document.validFrom ?? null,
    validTo: document.validTo ?? null,
    face: faceOf(document),
    hidden: document.hidden,
    position: document.position,
  };
}

/** A verified document is past its end from the day after, whether or not its registry was asked again since. */
export function statusOn(document: Pick<DocumentRecord, 'status' | 'validTo'>, now: Date): DocumentStatus {
  const ended = document.validTo != null && document.validTo < cityDate(now);
  return document.status === 'VERIFIED' && ended ? 'EXPIRED' : document.status;
}

/** The values on the face, in the order of the kind. */
export function faceOf(document: DocumentRecord): DocumentFieldValue[] {
  const { face } = openContent(document);
  if (face === null) return [];
  return kindOf(document.kind).faceFields.flatMap(({ name, label }) => {
    const value = face[name];
    return value === undefined ? [] : [{ name, label, value }];
  });
}

/** A reply that may have been through JSON, with its instants again. */
export function revivedDocument(document: WalletDocument): WalletDocument {
  return {
    ...document,
    linkedAt: new Date(document.linkedAt),
    checkedAt: document.checkedAt && new Date(document.checkedAt),
    nextTryAt: document.nextTryAt && new Date(document.nextTryAt),
  };
}
