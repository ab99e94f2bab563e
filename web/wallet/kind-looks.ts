import type { IconName } from '../elements/icon.tsx';
import type { DocumentStatus } from '../generated/operations.ts';

/** How a kind of document looks. A kind that is not here yet still gets a card. */
export function kindLook(kind: string): { icon: IconName; className: string } {
  const looks: Partial<Record<string, { icon: IconName; className: string }>> = {
    HEALTH_INSURANCE_CARD: { icon: 'health', className: 'kind--health' },
    DRIVING_LICENCE: { icon: 'driving', className: 'kind--driving' },
    VACCINATION_RECORD: { icon: 'vaccination', className: 'kind--vaccination' },
  };
  return looks[kind] ?? { icon: 'paper', className: 'kind--other' };
}

export const statusIcons: Record<DocumentStatus, IconName> = {
  PENDING: 'clock',
  VERIFIED: 'verified',
  MISMATCH: 'differ',
  NOT_FOUND: 'missing',
  EXPIRED: 'ended',
  REVOKED: 'revoked',
  UNAVAILABLE: 'unreachable',
};
