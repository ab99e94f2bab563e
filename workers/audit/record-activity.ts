import * as audit from '../../services/audit/index.ts';
import * as identity from '../../services/identity/index.ts';
import type { EventDefinition } from '../../services/platform/events.ts';
import * as wallet from '../../services/wallet/index.ts';
import { answer, reactionToAny } from '../reaction.ts';

type Entry = { citizenId: string; subject?: string };

/** How a fact shows in the citizen's own history. */
function shownAs<Payload>(
  event: EventDefinition<Payload>,
  action: audit.ActivityAction,
  entryOf: (payload: Payload) => Entry,
  when?: (payload: Payload) => boolean,
) {
  return answer(
    event,
    (call, payload, { outboxId }) => audit.recordActivity(call, { ...entryOf(payload), factId: outboxId, action }),
    when,
  );
}

const ofAccount = ({ accountId }: { accountId: string }): Entry => ({ citizenId: accountId });
const ofPasskey = ({ accountId, passkeyId }: { accountId: string; passkeyId: string }): Entry => ({
  citizenId: accountId,
  subject: passkeyId,
});
const ofDocument = ({ citizenId, kind }: { citizenId: string; kind: string }): Entry => ({ citizenId, subject: kind });

/** Writes what happened into the citizen's own history. */
export const recordActivity = reactionToAny('recordActivity', [
  shownAs(identity.AccountRegistered, 'ACCOUNT_REGISTERED', ofAccount),
  shownAs(identity.SignedInWithPasskey, 'SIGNED_IN', ofPasskey),
  shownAs(identity.PasskeyAdded, 'PASSKEY_ADDED', ofPasskey),
  shownAs(identity.PasskeyRemoved, 'PASSKEY_REMOVED', ofPasskey),
  shownAs(identity.PasskeyLocked, 'PASSKEY_LOCKED', ofPasskey),
  shownAs(identity.AccountLocked, 'ACCOUNT_LOCKED', ofAccount),
  shownAs(identity.AccountUnlocked, 'ACCOUNT_UNLOCKED', ofAccount),
  shownAs(identity.SessionsEnded, 'SESSIONS_ENDED', ofAccount),
  shownAs(wallet.DocumentLinkRequested, 'DOCUMENT_LINK_REQUESTED', ofDocument),
  shownAs(wallet.DocumentSettled, 'DOCUMENT_SETTLED', ofDocument, ({ changed }) => changed),
  shownAs(wallet.DocumentRemoved, 'DOCUMENT_REMOVED', ofDocument),
  shownAs(wallet.DocumentShown, 'DOCUMENT_SHOWN', ofDocument),
  shownAs(wallet.PresentationChecked, 'DOCUMENT_CHECKED', ofDocument),
]);
