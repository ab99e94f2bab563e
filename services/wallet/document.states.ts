/** A linked document as a state machine. Removing a document ends it in any state. */
export const documentStatuses = [
  'PENDING',
  'VERIFIED',
  'MISMATCH',
  'NOT_FOUND',
  'EXPIRED',
  'REVOKED',
  'UNAVAILABLE',
] as const;

export type DocumentStatus = (typeof documentStatuses)[number];

/** `to: null` keeps the state. */
type Transition = { from: readonly DocumentStatus[]; to: DocumentStatus | null };

/**
 * A registry's answer moves a document from wherever it stands, since every document is asked about again: a verified
 * one stays verified while its registry is being asked. A registry that does not answer takes nothing away: only what
 * was never answered becomes UNAVAILABLE.
 */
export const documentTransitions = {
  verify: { from: documentStatuses, to: 'VERIFIED' },
  mismatch: { from: documentStatuses, to: 'MISMATCH' },
  miss: { from: documentStatuses, to: 'NOT_FOUND' },
  expire: { from: documentStatuses, to: 'EXPIRED' },
  revoke: { from: documentStatuses, to: 'REVOKED' },
  wait: { from: ['PENDING', 'UNAVAILABLE'], to: 'UNAVAILABLE' },
  postpone: { from: ['VERIFIED', 'MISMATCH', 'NOT_FOUND', 'EXPIRED', 'REVOKED'], to: null },
  retry: { from: ['MISMATCH', 'NOT_FOUND', 'EXPIRED', 'REVOKED', 'UNAVAILABLE'], to: 'PENDING' },
} as const satisfies Record<string, Transition>;

export type DocumentTransition = keyof typeof documentTransitions;

/** Which transition an answer makes. */
export const transitionByOutcome = {
  VERIFIED: 'verify',
  MISMATCH: 'mismatch',
  NOT_FOUND: 'miss',
  EXPIRED: 'expire',
  REVOKED: 'revoke',
} as const satisfies Record<string, DocumentTransition>;

/** Which transition a registry that does not answer makes. */
export function transitionWithoutAnswer(status: DocumentStatus): 'wait' | 'postpone' {
  return status === 'PENDING' || status === 'UNAVAILABLE' ? 'wait' : 'postpone';
}
