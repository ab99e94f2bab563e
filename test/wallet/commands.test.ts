import assert from 'node:assert/strict';
import mongoose from 'mongoose';
import { personKey } from '../../services/platform/keyed-hash.ts';
import {
  checkPresentation,
  hideDocument,
  linkDocument,
  presentations,
  removeDocument,
  requestDueVerifications,
  retryDocument,
  reverifyDocuments,
  settleDocumentLink,
  showDocument,
  walletDocument,
  walletDocuments,
} from '../../services/wallet/index.ts';
import { aHolder, aKey, type Holder } from './calls.ts';
import { aLinkedDocument } from './published.ts';
import { withWalletStore } from './wallet-store.ts';

type Command = { name: string; collection: string; filter: Record<string, unknown> | undefined };

/** The commands that `work` sends to the database, by name and collection. */
async function commandsOf(work: () => Promise<unknown>): Promise<Command[]> {
  const commands: Command[] = [];
  const note = ({ commandName, command }: mongoose.mongo.CommandStartedEvent) => {
    const filter = command.filter ?? command.query ?? command.updates?.[0]?.q;
    commands.push({ name: commandName, collection: String(command[commandName]), filter });
  };
  const client = mongoose.connection.getClient();
  client.on('commandStarted', note);
  try {
    await work();
  } finally {
    client.off('commandStarted', note);
  }
  return commands;
}

const named = (commands: Command[]) =>
  commands.map(({ name, collection }) => (name.endsWith('Transaction') ? name : `${name} ${collection}`));

const link = (holder: Holder) =>
  linkDocument(holder.citizen(), { kind: 'DRIVING_LICENCE', inputs: [], idempotencyKey: aKey() });

async function retryAndRemove(holder: Holder): Promise<void> {
  holder.registries.hold('health', []);
  const { id: documentId } = await aLinkedDocument(holder, 'VACCINATION_RECORD');
  await retryDocument(holder.citizen(), { documentId, idempotencyKey: aKey() });
  await removeDocument(holder.citizen(), { documentId });
}

describe('commands to the database', () => {
  withWalletStore();

  it('reads a wallet with one', async () => {
    const holder = await aHolder();
    await aLinkedDocument(holder);
    await aLinkedDocument(holder, 'VACCINATION_RECORD');
    assert.deepEqual(named(await commandsOf(() => walletDocuments(holder.citizen()))), ['find wallet_documents']);
  });

  it('links with one transaction of three writes, behind one read of the person', async () => {
    const holder = await aHolder();
    assert.deepEqual(named(await commandsOf(() => link(holder))), [
      'find accounts',
      'insert wallet_documents',
      'insert outbox',
      'insert idempotency_keys',
      'commitTransaction',
    ]);
  });

  it('settles with one read and one transaction, beside the evidence', async () => {
    const holder = await aHolder();
    const { id: documentId } = await link(holder);
    const round = { documentId, citizenId: holder.accountId, verification: 1 };
    assert.deepEqual(named(await commandsOf(() => settleDocumentLink(holder.system(), round))), [
      'find wallet_documents',
      'insert registry_exchanges',
      'update wallet_documents',
      'insert outbox',
      'commitTransaction',
    ]);
  });

  it('uses an index for every query, with a flat filter', async () => {
    const holder = await aHolder();
    const document = await aLinkedDocument(holder);
    const { id } = document;
    const commands = await commandsOf(async () => {
      await walletDocuments(holder.citizen());
      await walletDocument(holder.citizen(), { id });
      await hideDocument(holder.citizen(), { documentId: id, hidden: false });
      const input = { documentId: id, fields: ['fullName'], idempotencyKey: aKey() };
      await retryAndRemove(holder);
      const { code } = await showDocument(holder.citizen(), input);
      await checkPresentation(holder.visitor(), { code: code ?? '', verifierName: 'Nhà thuốc' });
      await presentations(holder.citizen(), {});
      await presentations(holder.citizen(), { after: aKey() });
      await reverifyDocuments(holder.system(), { personKey: personKey(holder.personalId), registry: 'driving' });
      await settleDocumentLink(holder.system(), { documentId: id, citizenId: holder.accountId, verification: 2 });
      holder.passSeconds(365 * 24 * 3600);
      await requestDueVerifications(holder.system());
    });
    const queries = commands.filter(({ filter, collection }) => {
      return filter && ['wallet_documents', 'presentations'].includes(collection);
    });
    assert.ok(queries.length >= 12, String(queries.length));
    for (const { name, collection, filter = {} } of queries) {
      const what = `${name} ${collection} ${Object.keys(filter)}`;
      assert.deepEqual(
        Object.keys(filter).filter((key) => key.startsWith('$')),
        [],
        what,
      );
      // The embedded store looks through the whole collection for it, even by id.
      assert.notEqual(name, 'findAndModify', what);
      // It finds by id at once whatever else is asked, but explains that as a scan.
      if (typeof filter._id === 'string') continue;
      const plan = JSON.stringify(await mongoose.connection.collection(collection).find(filter).explain());
      assert.ok(!plan.includes('COLLSCAN'), what);
    }
  });
});
