import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import mongoose from 'mongoose';
import * as identity from '../../services/identity/index.ts';
import { config } from '../../services/platform/config.ts';
import { newId } from '../../services/platform/ids.ts';
import type { Database } from '../../services/platform/mongo.ts';
import * as wallet from '../../services/wallet/index.ts';
import { aSystemCall } from '../identity/calls.ts';
import { addPasskey, approve, askForStepUp, passkeyOperations } from '../identity/ceremonies.ts';
import { anInsurance } from '../registries/running-registries.ts';
import { aCitizen, operations, signInAgain } from '../support/a-citizen.ts';
import { aClient, succeed } from '../support/graphql-client.ts';
import { settle } from '../support/settle.ts';
import { counted, type SentCommand, stopCounting } from './counted-commands.ts';

const howMany = 2000;

type Question = { collection: string; filter: Record<string, unknown>; sort?: unknown; pipeline?: unknown };

/** What a command looks for, as something that can be explained. */
function* questionsOf({ name, collection, document }: SentCommand): Generator<Question> {
  if (name === 'find') yield { collection, filter: document.filter as Question['filter'], sort: document.sort };
  if (name === 'aggregate') yield { collection, filter: {}, pipeline: document.pipeline };
  if (name === 'findAndModify') yield { collection, filter: document.query as Question['filter'], sort: document.sort };
  if (name !== 'update' && name !== 'delete') return;
  const parts = document[name === 'update' ? 'updates' : 'deletes'] as { q: Question['filter'] }[];
  for (const { q } of parts) yield { collection, filter: q };
}

/** Questions that differ in more than their values. */
function shapeOf({ collection, filter, sort, pipeline }: Question): string {
  const shape = JSON.stringify([pipeline ?? filter, sort ?? null], (_key, value) =>
    typeof value === 'object' && value !== null ? value : typeof value,
  );
  return `${collection} ${shape.replace(/\["string"(,"string")*\]/g, '[…]')}`;
}

/** A document like another in everything but what must be unique. */
function likeness(sample: Record<string, any>, uniqueFields: string[]): Record<string, unknown> {
  const copy: Record<string, any> = { ...sample, _id: newId() };
  for (const path of uniqueFields) {
    const [field = '', part] = path.split('.');
    if (part === undefined) copy[field] = `${newId()}`;
    else copy[field] = (sample[field] ?? []).map((item: object) => ({ ...item, _id: newId(), [part]: newId() }));
  }
  return copy;
}

/**
 * Whether an index answers the question. The embedded store's `explain` tells a scan wherever a filter has more than
 * its index, though it looks the index up then, as MongoDB does, and drops what does not fit. So the conditions are also
 * explained one by one: a condition with an index is enough.
 */
async function isAnsweredByIndex(db: Database, { collection, filter, sort, pipeline }: Question): Promise<boolean> {
  const usesIndex = async (explained: Record<string, unknown>) => {
    const plan = await db.command({ explain: explained, verbosity: 'queryPlanner' });
    return !JSON.stringify(plan.queryPlanner ?? plan).includes('COLLSCAN');
  };
  if (pipeline) return usesIndex({ aggregate: collection, pipeline, cursor: {} });
  if (await usesIndex({ find: collection, filter, ...(sort ? { sort } : {}) })) return true;
  for (const [field, condition] of Object.entries(filter)) {
    if (await usesIndex({ find: collection, filter: { [field]: condition } })) return true;
  }
  return false;
}

describe('queries of the main operations', () => {
  /** A citizen's and an administrator's day, so that every kind of question is asked once. */
  async function aDay(): Promise<void> {
    const citizen = await aCitizen();
    const { client } = citizen;
    const { _id: personalId, fullName, birthDate } = citizen.person;
    await citizen.app.registries
      .records('insurance')
      .insertOne(
        anInsurance({ _id: `DN492${personalId.slice(2)}`, personalId, fullName, birthDate, validTo: '2099-12-31' }),
      );
    const key = () => ({ idempotencyKey: randomUUID() });
    const link = `mutation ($input: LinkDocumentInput!) { linkDocument(input: $input) { id } }`;
    const linked = (await succeed(client(link, { input: { kind: 'HEALTH_INSURANCE_CARD', ...key() } }))).linkDocument;
    const inputs = [{ name: 'licenceNumber', value: '920012345678' }];
    const absent = (await succeed(client(link, { input: { kind: 'DRIVING_LICENCE', inputs, ...key() } }))).linkDocument;
    await settle();
    await succeed(
      client(`mutation ($input: RetryDocumentInput!) { retryDocument(input: $input) { id } }`, {
        input: { documentId: absent.id, ...key() },
      }),
    );
    await settle();
    const show = `mutation ($input: ShowDocumentInput!) { showDocument(input: $input) { code } }`;
    const { showDocument } = await succeed(
      client(show, { input: { documentId: linked.id, fields: ['fullName'], ...key() } }),
    );
    const check = `mutation ($input: CheckPresentationInput!) { checkPresentation(input: $input) { status } }`;
    await succeed(aClient(citizen.app)(check, { input: { code: showDocument.code, verifierName: 'Quầy 1' } }));
    await succeed(
      client(`mutation ($input: OrderDocumentsInput!) { orderDocuments(input: $input) { documents { id } } }`, {
        input: { documentIds: [absent.id, linked.id] },
      }),
    );
    await succeed(
      client(`mutation ($input: HideDocumentInput!) { hideDocument(input: $input) { id } }`, {
        input: { documentId: absent.id, hidden: true },
      }),
    );
    await settle();
    await succeed(
      client(`{ me { sessions { id } activities { edges { node { subject } } } }
        wallet { documents { id } presentations { edges { cursor } } } }`),
    );
    const { presentations } = (await succeed(client('{ wallet { presentations { pageInfo { endCursor } } } }'))).wallet;
    const after = presentations.pageInfo.endCursor;
    await succeed(client(`{ wallet { presentations(after: "${after}") { edges { cursor } } } }`));
    await succeed(
      client(`mutation ($input: RemoveDocumentInput!) { removeDocument(input: $input) { documents { id } } }`, {
        input: { documentId: absent.id },
      }),
    );

    const { id } = await addPasskey(citizen);
    await succeed(client(passkeyOperations.rename, { input: { passkeyId: id, name: 'Máy tính' } }));
    const removal = await askForStepUp(client, passkeyOperations.remove, { passkeyId: id });
    await succeed(client(passkeyOperations.remove, { input: { passkeyId: id, stepUp: approve(citizen, removal) } }));
    const other = await signInAgain(citizen);
    await succeed(client(passkeyOperations.endSession, { input: { sessionId: String(other.bearer).split('.')[0] } }));
    await signInAgain(citizen);
    await succeed(client(passkeyOperations.endOthers));
    await succeed(client(passkeyOperations.lock));
    const unlocking = await askForStepUp(client, passkeyOperations.unlock);
    await succeed(client(passkeyOperations.unlock, { input: { stepUp: approve(citizen, unlocking) } }));
    await settle();

    const system = await aSystemCall();
    await identity.accountIdOfPersonKey(system, 'nobody');
    await identity.phoneOfAccount(system, citizen.id);
    await identity.requestDueMatches(system);
    await wallet.requestDueVerifications(system);
    await identity.grantRole(system, { personalId, role: 'ADMINISTRATOR' });
    const administrator = await signInAgain(citizen);
    await succeed(
      administrator('{ deadLetters { edges { cursor } } backlog { owed } registryHealth { registry state } }'),
    );
    await administrator(`mutation { replayDeadLetter(input: { deadLetterId: "${newId()}-nobody" }) { id } }`);
    await succeed(administrator('mutation { signOut }'));
    await aClient(citizen.app)(operations.registration, { token: 'A'.repeat(43) });
  }

  it(`are answered by an index, with ${howMany} documents in each collection`, async function () {
    this.timeout(60_000);
    const { commands } = await counted(aDay);
    stopCounting();
    const questions = new Map<string, Question>();
    for (const command of commands) {
      for (const question of questionsOf(command)) questions.set(shapeOf(question), question);
    }
    assert.ok(questions.size > 30, String(questions.size));

    // In a database of their own, so that nothing of it is due in another test; it goes with the stores.
    const db = mongoose.connection.getClient().db(`${config.mongodbDatabase}_full`);
    const asked = new Set([...questions.values()].map(({ collection }) => collection));
    for (const name of mongoose.modelNames()) {
      const { collection, schema } = mongoose.model(name);
      if (!asked.has(collection.name)) continue;
      const full = await db.createCollection(collection.name);
      for (const [keys, options] of schema.indexes()) {
        await full.createIndex(keys as Record<string, 1>, {
          unique: options.unique === true,
          sparse: options.sparse === true,
        });
      }
      const sample = await collection.findOne({});
      if (!sample) continue;
      const unique = schema.indexes().flatMap(([keys, { unique }]) => (unique ? Object.keys(keys).slice(-1) : []));
      await full.insertMany(Array.from({ length: howMany }, () => likeness(sample, unique)) as never[]);
    }
    const scans: string[] = [];
    for (const [shape, question] of questions) if (!(await isAnsweredByIndex(db, question))) scans.push(shape);
    assert.deepEqual(scans, []);
    const without = { collection: 'accounts', filter: { language: 'VI' } };
    assert.equal(await isAnsweredByIndex(db, without), false, 'a question without an index is told');
  });
});
