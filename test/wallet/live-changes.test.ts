import assert from 'node:assert/strict';
import { Forbidden, Unauthenticated } from '../../services/platform/errors.ts';
import type { LiveUpdates } from '../../services/platform/ports.ts';
import {
  checkPresentation,
  presentationChecks,
  pushPresentation,
  pushWalletDocument,
  showDocument,
  walletDocumentChanges,
} from '../../services/wallet/index.ts';
import { aHolder, aKey } from './calls.ts';
import { aLinkedDocument } from './published.ts';
import { withWalletStore } from './wallet-store.ts';

/** Live updates within one process, as the port promises them. */
function liveInMemory(): LiveUpdates & { listeners: () => number } {
  const listening = new Map<string, Set<(message: unknown) => void>>();
  return {
    listeners: () => [...listening.values()].reduce((count, channel) => count + channel.size, 0),
    async publish(channel, message) {
      for (const tell of listening.get(channel) ?? []) tell(JSON.parse(JSON.stringify(message)));
    },
    subscribe(channel) {
      const waiting: unknown[] = [];
      let wake = () => {};
      let ended = false;
      const tell = (message: unknown) => {
        waiting.push(message);
        wake();
      };
      listening.set(channel, (listening.get(channel) ?? new Set()).add(tell));
      const end = async () => {
        ended = true;
        listening.get(channel)?.delete(tell);
        wake();
        return { done: true as const, value: undefined };
      };
      return {
        async next() {
          while (waiting.length === 0 && !ended) {
            await new Promise<void>((resolve) => {
              wake = resolve;
            });
          }
          return ended ? { done: true, value: undefined } : { done: false, value: waiting.shift() };
        },
        return: end,
        [Symbol.asyncIterator]() {
          return this;
        },
      };
    },
  };
}

describe('live changes of a wallet', () => {
  withWalletStore();

  it('brings a document as it stands, to its holder alone', async () => {
    const live = liveInMemory();
    const [holder, other] = [await aHolder(), await aHolder()];
    const { id: documentId } = await aLinkedDocument(holder);
    const changes = walletDocumentChanges(holder.citizen({ live }));
    const [next] = [changes.next()];
    await pushWalletDocument(other.system({ live }), { documentId, citizenId: other.accountId });
    await live.publish(`wallet:${holder.accountId}`, { documentId: { $gt: '' } });
    await pushWalletDocument(holder.system({ live }), { documentId: aKey(), citizenId: holder.accountId });
    await pushWalletDocument(holder.system({ live }), { documentId, citizenId: holder.accountId });
    const { value, done } = await next;
    assert.equal(done, false);
    assert.deepEqual([value.id, value.status], [documentId, 'VERIFIED']);
    await changes.return?.();
  });

  it('tells the holder when a shown document was checked', async () => {
    const live = liveInMemory();
    const holder = await aHolder();
    const { id: documentId } = await aLinkedDocument(holder);
    const shown = await showDocument(holder.citizen(), { documentId, fields: ['fullName'], idempotencyKey: aKey() });
    const checks = presentationChecks(holder.citizen({ live }));
    const next = checks.next();
    await checkPresentation(holder.visitor(), { code: shown.code ?? '', verifierName: 'Nhà thuốc' });
    await pushPresentation(holder.system({ live }), { presentationId: shown.id, citizenId: holder.accountId });
    const { value } = await next;
    assert.deepEqual([value.id, value.checkedBy], [shown.id, 'Nhà thuốc']);
    await checks.return?.();
  });

  it('stops listening when the listener leaves while it waits', async () => {
    const live = liveInMemory();
    const holder = await aHolder();
    const changes = walletDocumentChanges(holder.citizen({ live }));
    const waiting = changes.next();
    assert.equal(live.listeners(), 1);
    await changes.return?.();
    assert.equal(live.listeners(), 0);
    assert.equal((await waiting).done, true);
  });

  it('is for citizens whose account is active', async () => {
    const holder = await aHolder();
    assert.throws(() => walletDocumentChanges(holder.visitor()), { code: Unauthenticated.code });
    assert.throws(() => presentationChecks(holder.locked()), { code: Forbidden.code });
    const news = { documentId: aKey(), citizenId: holder.accountId };
    await assert.rejects(pushWalletDocument(holder.citizen(), news), { code: Forbidden.code });
  });
});
