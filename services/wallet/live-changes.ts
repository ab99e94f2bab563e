import { z } from 'zod';
import { type CallContext, requireCitizen, requireSystem } from '../platform/call-context.ts';
import { idSchema } from '../platform/ids.ts';
import { readBounds } from '../platform/mongo.ts';
import { type DocumentRecord, WalletDocuments } from './document.model.ts';
import { type PresentationRecord, Presentations } from './presentation.model.ts';
import { type Presentation, presentationView } from './presentations.ts';
import { documentView, type WalletDocument } from './wallet-document.ts';

const channelOf = (citizenId: string) => `wallet:${citizenId}`;
const newsSchema = z.object({ documentId: idSchema.optional(), presentationId: idSchema.optional() });
type News = z.infer<typeof newsSchema>;

/** Tells whoever listens to the wallet that a document should be looked at again. */
export async function pushWalletDocument(
  call: CallContext,
  { documentId, citizenId }: { documentId: string; citizenId: string },
): Promise<void> {
  requireSystem(call);
  await call.ports.live.publish(channelOf(citizenId), { documentId });
}

/** Tells whoever listens to the wallet that a shown document was checked. */
export async function pushPresentation(
  call: CallContext,
  { presentationId, citizenId }: { presentationId: string; citizenId: string },
): Promise<void> {
  requireSystem(call);
  await call.ports.live.publish(channelOf(citizenId), { presentationId });
}

/** A document of the caller, each time it changes, as it then stands. */
export function walletDocumentChanges(call: CallContext): AsyncIterableIterator<WalletDocument> {
  const { accountId } = requireCitizen(call);
  return changes(call, accountId, async ({ documentId }) => {
    if (documentId === undefined) return null;
    const row = await WalletDocuments.findOne(
      { _id: documentId, citizenId: accountId },
      null,
      readBounds,
    ).lean<DocumentRecord>();
    return row && documentView(row, call.now());
  });
}

/** A presentation of the caller, when a verifier has checked it. */
export function presentationChecks(call: CallContext): AsyncIterableIterator<Presentation> {
  const { accountId } = requireCitizen(call);
  return changes(call, accountId, async ({ presentationId }) => {
    if (presentationId === undefined) return null;
    const row = await Presentations.findOne(
      { _id: presentationId, citizenId: accountId },
      null,
      readBounds,
    ).lean<PresentationRecord>();
    return row && presentationView(row);
  });
}

/** Not a generator: a listener that leaves must end the subscription while it waits for news. */
function changes<Thing>(
  call: CallContext,
  citizenId: string,
  load: (news: News) => Promise<Thing | null>,
): AsyncIterableIterator<Thing> {
  const source = call.ports.live.subscribe(channelOf(citizenId));
  return {
    async next() {
      for (;;) {
        const { done, value } = await source.next();
        if (done) return { done: true, value: undefined };
        const news = newsSchema.safeParse(value);
        const thing = news.success ? await load(news.data) : null;
        if (thing !== null) return { done: false, value: thing };
      }
    },
    async return() {
      await source.return?.();
      return { done: true, value: undefined };
    },
    async throw(error) {
      await source.return?.();
      throw error;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
