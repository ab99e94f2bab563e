import * as wallet from '../../services/wallet/index.ts';
import { answer, reactionToAny } from '../reaction.ts';

/** Asks the registry about a document, and settles what it says. */
export const verifyDocument = reactionToAny('verifyDocument', [
  answer(wallet.DocumentLinkRequested, (call, payload) => wallet.settleDocumentLink(call, payload)),
  answer(wallet.DocumentVerificationRequested, (call, payload) => wallet.settleDocumentLink(call, payload)),
]);
