import { defineError } from '../platform/errors.ts';

export const DocumentAlreadyLinked = defineError(
  'WALLET_DOCUMENT_ALREADY_LINKED',
  409,
  'This document is already in the wallet.',
);
export const WalletFull = defineError('WALLET_FULL', 409, 'A wallet holds at most 50 documents; remove one first.');
export const DocumentNotRetriable = defineError(
  'WALLET_DOCUMENT_NOT_RETRIABLE',
  409,
  'The registry can only be asked again for a document that did not verify and is not being asked about.',
);
export const DocumentNotShowable = defineError(
  'WALLET_DOCUMENT_NOT_SHOWABLE',
  409,
  'Only a verified document that is in force can be shown.',
);
export const OrderIncomplete = defineError(
  'WALLET_ORDER_INCOMPLETE',
  409,
  'The order must name every document of the wallet exactly once.',
);
export const PresentationUnknown = defineError(
  'WALLET_PRESENTATION_UNKNOWN',
  404,
  'No document is being shown under this code.',
);
export const PresentationUsed = defineError(
  'WALLET_PRESENTATION_USED',
  409,
  'This code was used already; ask the holder to show the document again.',
);
export const PresentationExpired = defineError(
  'WALLET_PRESENTATION_EXPIRED',
  410,
  'This code is past its end; ask the holder to show the document again.',
);
export const DocumentWithdrawn = defineError(
  'WALLET_DOCUMENT_WITHDRAWN',
  410,
  'The holder has taken this document out of the wallet.',
);
