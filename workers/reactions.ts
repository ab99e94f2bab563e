import { recordActivity } from './audit/record-activity.ts';
import { forgetSessions } from './identity/forget-sessions.ts';
import { matchRegistration } from './identity/match-registration.ts';
import { pushRegistration } from './identity/push-registration.ts';
import { sendRegistrationCode } from './identity/send-registration-code.ts';
import { notifyAccountLocked } from './notifications/notify-account-locked.ts';
import { notifyDocumentRevoked } from './notifications/notify-document-revoked.ts';
import { notifyPasskeyLocked } from './notifications/notify-passkey-locked.ts';
import type { Reaction } from './reaction.ts';
import { pushPresentation } from './wallet/push-presentation.ts';
import { pushWalletDocument } from './wallet/push-wallet-document.ts';
import { reverifyDocuments } from './wallet/reverify-documents.ts';
import { verifyDocument } from './wallet/verify-document.ts';

/** THE table: which reaction answers which fact. What is not here does not happen behind the scenes. */
export const reactions: readonly Reaction[] = [
  sendRegistrationCode, //  ← RegistrationCodeRequested
  matchRegistration, //     ← RegistrationPhoneConfirmed
  pushRegistration, //      ← RegistrationSettled
  forgetSessions, //        ← SessionsEnded
  notifyPasskeyLocked, //   ← PasskeyLocked
  notifyAccountLocked, //   ← AccountLocked
  verifyDocument, //        ← DocumentLinkRequested, DocumentVerificationRequested
  reverifyDocuments, //     ← RegistryRecordChanged
  pushWalletDocument, //    ← DocumentSettled
  notifyDocumentRevoked, // ← DocumentSettled, newly REVOKED
  pushPresentation, //      ← PresentationChecked
  recordActivity, //        ← every fact that shows in a citizen's own history
];

/** Facts that are told and that nobody has to answer, with the reason. */
export const unanswered: Readonly<Record<string, string>> = {};
