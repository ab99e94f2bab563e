export { type CheckedPresentation, checkPresentation } from './check-presentation.ts';
export { documentTransitions } from './document.states.ts';
export type { DocumentField, DocumentInputField, DocumentKind, LocalizedText } from './document-kind.ts';
export {
  DocumentLinkRequested,
  DocumentRemoved,
  DocumentSettled,
  DocumentShown,
  DocumentVerificationRequested,
  PresentationChecked,
} from './events.ts';
export { hideDocument } from './hide-document.ts';
export { kindOf as documentKindOf, kindsOfRegistry } from './kinds/index.ts';
export { linkDocument } from './link-document.ts';
export {
  presentationChecks,
  pushPresentation,
  pushWalletDocument,
  walletDocumentChanges,
} from './live-changes.ts';
export { orderDocuments } from './order-documents.ts';
export { type Presentation, presentations } from './presentations.ts';
export { removeDocument } from './remove-document.ts';
export { requestDueVerifications } from './request-due-verifications.ts';
export { retryDocument } from './retry-document.ts';
export { reverifyDocuments } from './reverify-documents.ts';
export { settleDocumentLink } from './settle-document-link.ts';
export { showDocument } from './show-document.ts';
export { documentKinds, type Wallet, wallet, walletDocument, walletDocuments } from './wallet.ts';
export type { DocumentFieldValue, WalletDocument } from './wallet-document.ts';
