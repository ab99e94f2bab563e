import assert from 'node:assert/strict';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { compactVerify, createLocalJWKSet, decodeJwt, SignJWT } from 'jose';
import mongoose from 'mongoose';
import type { LookupEntry } from '../../registries/database.ts';
import { ask, RegistryUnavailable, readEvidence } from '../../services/exchange/index.ts';
import { registriesOverHttp } from '../../services/exchange/registries.adaptor.ts';
import { fakeRegistries } from '../../services/exchange/registries.fake.ts';
import { RegistryExchange } from '../../services/exchange/registry-exchange.model.ts';
import { config } from '../../services/platform/config.ts';
import { isDomainError } from '../../services/platform/errors.ts';
import { newId } from '../../services/platform/ids.ts';
import { personKey } from '../../services/platform/keyed-hash.ts';
import { loadPublicKeys, loadSigningKey } from '../../services/platform/keys.ts';
import { badSignatures } from '../../services/platform/metrics.ts';
import type { RegistriesPort } from '../../services/platform/ports.ts';
import { transaction } from '../../services/platform/transaction.ts';
import { aLicence, aPerson, orderFault, type RunningRegistries } from '../registries/running-registries.ts';
import { aSystemCall, startKnownRegistries } from './calls.ts';
import { connectStore } from './connected-store.ts';

describe('ask', () => {
  let registries: RunningRegistries;
  let port: RegistriesPort;
  let disconnect: () => Promise<void>;

  before(async () => {
    disconnect = await connectStore();
    registries = await startKnownRegistries();
    await registries.records('driving').insertOne(aLicence());
    await registries.records('population').insertOne(aPerson());
  });
  beforeEach(async () => {
    // A circuit belongs to a port: each test begins with a fresh one.
    port = registriesOverHttp(registries.url);
    await orderFault(registries.url, { registry: '*', fault: 'none' });
  });
  after(async () => {
    await registries.stop();
    await disconnect();
  });

  const aQuestion = (changed: { personalId?: string; caseRef?: string; subjectAccountId?: string } = {}) => ({
    registry: 'driving' as const,
    personalId: aPerson()._id,
    fields: ['fullName', 'status'] as const,
    purpose: 'wallet.verify',
    legalBasis: 'Nghị định 69/2024/NĐ-CP, Điều 7',
    caseRef: newId(),
    ...changed,
  });

  async function fails(work: Promise<unknown>, failure: string): Promise<void> {
    await assert.rejects(work, (error: unknown) => {
      assert.ok(isDomainError(error, RegistryUnavailable), String(error));
      assert.equal(error.details.failure, failure);
      return true;
    });
  }

  it('gives the fields asked for, and no other', async () => {
    const answer = await ask(aSystemCall(port), aQuestion());
    assert.equal(answer.outcome, 'found');
    assert.deepEqual(answer.records, [
      { _id: aLicence()._id, version: 1, fullName: aPerson().fullName, status: 'valid' },
    ]);
    assert.ok(Math.abs(answer.asOf.getTime() - Date.now()) < 10_000);
  });

  it('says not_found for a person the registry does not know', async () => {
    const answer = await ask(aSystemCall(port), aQuestion({ personalId: '092190999999' }));
    assert.deepEqual({ outcome: answer.outcome, records: answer.records }, { outcome: 'not_found', records: [] });
  });

  it('is in the log of both sides', async () => {
    const question = aQuestion({ subjectAccountId: newId() });
    const { evidenceId } = await ask(aSystemCall(port), question);
    const theirs = await registries.db.collection<LookupEntry>('lookups').findOne({ jti: evidenceId });
    assert.equal(theirs?.purpose, question.purpose);
    assert.equal(theirs?.legalBasis, question.legalBasis);
    assert.equal(theirs?.caseRef, question.caseRef);
    const ours = await RegistryExchange.findById(evidenceId).lean();
    assert.equal(ours?.registry, 'driving');
    assert.equal(ours?.purpose, question.purpose);
    assert.equal(ours?.legalBasis, question.legalBasis);
    assert.equal(ours?.caseRef, question.caseRef);
    assert.equal(ours?.actor, 'system:verifyDocument');
    assert.equal(ours?.subjectAccountId, question.subjectAccountId);
    assert.equal(ours?.personKey, personKey(question.personalId));
    assert.equal(ours?.outcome, 'found');
  });

  it('keeps evidence that anyone can check again with the public keys', async () => {
    const { evidenceId } = await ask(aSystemCall(port), aQuestion());
    const { requestJws, answerJws, isAuthentic } = await readEvidence(evidenceId);
    assert.equal(isAuthentic, true);
    await compactVerify(requestJws, createLocalJWKSet(loadPublicKeys('exchange')));
    await compactVerify(answerJws ?? '', createLocalJWKSet(loadPublicKeys('registries')));
    assert.equal(decodeJwt(answerJws ?? '').correlationId, decodeJwt(requestJws).jti);
  });

  it('keeps no personal number and no name in the open', async () => {
    const { evidenceId } = await ask(aSystemCall(port), aQuestion());
    const stored = await mongoose.connection
      .collection<{ _id: string }>('registry_exchanges')
      .findOne({ _id: evidenceId });
    const bytes = mongoose.mongo.BSON.serialize(stored ?? {});
    for (const secret of [aPerson()._id, aPerson().fullName, Buffer.from(aPerson()._id).toString('base64url')]) {
      assert.equal(Buffer.from(bytes).includes(secret), false);
    }
  });

  it('shows evidence that was changed, or moved to another question', async () => {
    const first = await ask(aSystemCall(port), aQuestion());
    const second = await ask(aSystemCall(port), aQuestion());
    const moved = await RegistryExchange.findById(second.evidenceId).lean();
    await RegistryExchange.updateOne({ _id: first.evidenceId }, { $set: { sealedAnswer: moved?.sealedAnswer } });
    await assert.rejects(readEvidence(first.evidenceId));
  });

  it('has no evidence of a question that was never asked', async () => {
    await assert.rejects(readEvidence(newId()), { code: 'NOT_FOUND' });
  });

  it('costs one HTTP request and one database command', async () => {
    const commands: string[] = [];
    const client = mongoose.connection.getClient();
    const listen = ({ commandName }: { commandName: string }) => commands.push(commandName);
    client.on('commandStarted', listen);
    let requests = 0;
    const counting: RegistriesPort = {
      lookup: (registry, jws, signal) => {
        requests += 1;
        return port.lookup(registry, jws, signal);
      },
      changes: port.changes,
    };
    try {
      await ask(aSystemCall(counting), aQuestion());
    } finally {
      client.off('commandStarted', listen);
    }
    assert.equal(requests, 1);
    assert.deepEqual(commands, ['insert']);
  });

  it('refuses to run inside a transaction', async () => {
    await assert.rejects(
      transaction(() => ask(aSystemCall(port), aQuestion())),
      /inside a transaction/,
    );
  });

  describe('when the registry fails', () => {
    async function evidenceOf(caseRef: string) {
      const [kept] = await RegistryExchange.find({ caseRef }).lean();
      return kept ?? assert.fail('no evidence');
    }

    it('says TIMEOUT within the deadline when it is slow', async () => {
      await orderFault(registries.url, { registry: 'driving', fault: 'slow', milliseconds: 60_000, times: 1 });
      const question = aQuestion();
      const startedAt = performance.now();
      await fails(ask(aSystemCall(port), question), 'TIMEOUT');
      assert.ok(performance.now() - startedAt < config.registriesTimeoutMs + 1000);
      const { outcome, failure, sealedAnswer } = await evidenceOf(question.caseRef);
      assert.deepEqual(
        { outcome, failure, sealedAnswer },
        { outcome: 'unavailable', failure: 'TIMEOUT', sealedAnswer: undefined },
      );
    }).timeout(config.registriesTimeoutMs + 5000);

    it('waits for one that is a little slow', async () => {
      await orderFault(registries.url, { registry: 'driving', fault: 'slow', milliseconds: 100, times: 1 });
      assert.equal((await ask(aSystemCall(port), aQuestion())).outcome, 'found');
    });

    it('says REFUSED when it fails, and keeps that', async () => {
      await orderFault(registries.url, { registry: 'driving', fault: 'fail', times: 1 });
      const question = aQuestion();
      await fails(ask(aSystemCall(port), question), 'REFUSED');
      assert.equal((await evidenceOf(question.caseRef)).failure, 'REFUSED');
    });

    it('says MALFORMED when it answers garbage, and keeps what came', async () => {
      await orderFault(registries.url, { registry: 'driving', fault: 'garbage', times: 1 });
      const question = aQuestion();
      await fails(ask(aSystemCall(port), question), 'MALFORMED');
      const { _id, failure } = await evidenceOf(question.caseRef);
      assert.equal(failure, 'MALFORMED');
      const { answerJws, isAuthentic } = await readEvidence(_id);
      assert.equal(isAuthentic, false);
      assert.match(answerJws ?? '', /^%PDF/);
    });

    it('says BAD_SIGNATURE when the signature is bad, and counts the alarm', async () => {
      const alarms = async () =>
        (await badSignatures.get()).values.find(({ labels }) => labels.registry === 'driving')?.value ?? 0;
      const before = await alarms();
      await orderFault(registries.url, { registry: 'driving', fault: 'bad_signature', times: 1 });
      const question = aQuestion();
      await fails(ask(aSystemCall(port), question), 'BAD_SIGNATURE');
      assert.equal(await alarms(), before + 1);
      const { _id, failure } = await evidenceOf(question.caseRef);
      assert.equal(failure, 'BAD_SIGNATURE');
      assert.equal((await readEvidence(_id)).isAuthentic, false);
    });

    it('says CONNECTION when the answer is cut off', async () => {
      await orderFault(registries.url, { registry: 'driving', fault: 'cut', times: 1 });
      await fails(ask(aSystemCall(port), aQuestion()), 'CONNECTION');
    });

    it('says CONNECTION when nobody listens', async () => {
      await fails(ask(aSystemCall(registriesOverHttp('http://127.0.0.1:9')), aQuestion()), 'CONNECTION');
    });

    it('answers again as soon as the fault is over', async () => {
      for (const fault of ['fail', 'garbage', 'bad_signature', 'cut']) {
        await orderFault(registries.url, { registry: 'driving', fault, times: 1 });
        await assert.rejects(ask(aSystemCall(port), aQuestion()));
      }
      assert.equal((await ask(aSystemCall(port), aQuestion())).outcome, 'found');
    });

    it('leaves the other registries alone', async () => {
      await orderFault(registries.url, { registry: 'driving', fault: 'fail' });
      await fails(ask(aSystemCall(port), aQuestion()), 'REFUSED');
      const answer = await ask(aSystemCall(port), {
        registry: 'population',
        personalId: aPerson()._id,
        fields: ['fullName'],
        purpose: 'identity.match',
        legalBasis: 'Nghị định 69/2024/NĐ-CP, Điều 7',
      });
      assert.equal(answer.outcome, 'found');
    });
  });

  describe('spares a registry that keeps failing', () => {
    it('sends nothing after five failures, tries once after a pause, and goes on when it is back', async () => {
      const fake = fakeRegistries();
      fake.hold('driving', [aLicence()]);
      let now = Date.now();
      const call = aSystemCall(fake, { now: () => new Date(now) });
      fake.fail(...Array(6).fill('CONNECTION'));
      for (let turn = 0; turn < 5; turn += 1) await fails(ask(call, aQuestion()), 'CONNECTION');
      assert.equal(fake.lookups, 5);
      const spared = aQuestion();
      await fails(ask(call, spared), 'CONNECTION');
      assert.equal(fake.lookups, 5);
      assert.equal(await RegistryExchange.countDocuments({ caseRef: spared.caseRef }), 0);

      now += 501;
      await fails(ask(call, aQuestion()), 'CONNECTION');
      assert.equal(fake.lookups, 6);
      now += 501;
      await fails(ask(call, aQuestion()), 'CONNECTION');
      assert.equal(fake.lookups, 6, 'the pause has doubled');

      now += 501;
      const both = await Promise.allSettled([ask(call, aQuestion()), ask(call, aQuestion())]);
      assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
      assert.equal(fake.lookups, 7);
      assert.equal((await ask(call, aQuestion())).outcome, 'found');
    });

    it('does not count refusals of single requests', async () => {
      const fake = fakeRegistries();
      fake.hold('driving', [aLicence()]);
      const refusing: RegistriesPort = registriesOverHttp(registries.url);
      const call = aSystemCall(refusing);
      for (let turn = 0; turn < 7; turn += 1) {
        await fails(ask(call, { ...aQuestion(), purpose: ' ' }), 'REFUSED');
      }
      assert.equal((await ask(call, aQuestion())).outcome, 'found');
    });
  });

  describe('does not believe', () => {
    /** A port whose answers are spoilt on their way. */
    const spoilt = (spoil: (jws: string) => string | Promise<string>): RegistriesPort => ({
      lookup: async (registry, jws, signal) => spoil(await port.lookup(registry, jws, signal)),
      changes: port.changes,
    });
    const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

    it('an authentic answer to another question', async () => {
      let kept: string | undefined;
      const swapping = spoilt((jws) => {
        kept ??= jws;
        return kept;
      });
      await ask(aSystemCall(swapping), aQuestion());
      await fails(ask(aSystemCall(swapping), aQuestion()), 'BAD_SIGNATURE');
    });

    it('a changed payload under the old signature', async () => {
      const changed = spoilt((jws) => {
        const [header, payload = '', signature] = jws.split('.');
        const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
        return `${header}.${part({ ...claims, outcome: 'not_found', records: [] })}.${signature}`;
      });
      await fails(ask(aSystemCall(changed), aQuestion()), 'BAD_SIGNATURE');
    });

    it('an answer without a signature', async () => {
      const bare = spoilt((jws) => `${part({ alg: 'none', typ: 'lookup-answer+jwt' })}.${jws.split('.')[1]}.`);
      await fails(ask(aSystemCall(bare), aQuestion()), 'BAD_SIGNATURE');
    });

    it('an answer that was signed long ago', async () => {
      const { kid, privateKey } = await loadSigningKey('registries');
      const aged = spoilt((jws) => {
        const claims = decodeJwt(jws);
        return new SignJWT({ ...claims, iat: (claims.iat ?? 0) - 3600 })
          .setProtectedHeader({ alg: 'ES256', typ: 'lookup-answer+jwt', kid })
          .sign(privateKey);
      });
      await fails(ask(aSystemCall(aged), aQuestion()), 'BAD_SIGNATURE');
    });

    for (const [what, claims, header] of [
      ['another issuer', { iss: 'somebody' }, {}],
      ['another audience', { aud: 'somebody' }, {}],
      ['another type', {}, { typ: 'changes-answer+jwt' }],
      ['another key id', {}, { kid: 'unknown' }],
    ] as const) {
      it(`an answer signed for ${what}`, async () => {
        const { kid, privateKey } = await loadSigningKey('registries');
        const foreign = spoilt((jws) =>
          new SignJWT({ ...decodeJwt(jws), ...claims })
            .setProtectedHeader({ alg: 'ES256', typ: 'lookup-answer+jwt', kid, ...header })
            .sign(privateKey),
        );
        await fails(ask(aSystemCall(foreign), aQuestion()), 'BAD_SIGNATURE');
      });
    }

    it('records that are not of the agreed form', async () => {
      const fake = fakeRegistries();
      fake.hold('driving', [{ ...aLicence(), status: 'excellent' }]);
      await fails(ask(aSystemCall(fake), aQuestion()), 'MALFORMED');
      fake.hold('driving', [{ _id: '1', version: 1, personalId: aPerson()._id, status: 'valid' }]);
      await fails(ask(aSystemCall(fake), aQuestion()), 'MALFORMED');
    });
  });

  describe('over HTTP', () => {
    async function listening(listener: RequestListener, test: (url: string) => Promise<void>): Promise<void> {
      const server = createServer(listener);
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      try {
        await test(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
      } finally {
        server.closeAllConnections();
        await new Promise<void>((resolve) => server.close(() => resolve()));
      }
    }

    it('reads no answer beyond its bound', async () => {
      let sent = 0;
      await listening(
        (_request, response) => {
          response.writeHead(200, { 'content-type': 'application/jose' });
          const chunk = 'x'.repeat(64_000);
          const more = () => {
            sent += chunk.length;
            if (!response.destroyed && sent < 50_000_000) response.write(chunk, () => setImmediate(more));
          };
          more();
        },
        (url) => fails(ask(aSystemCall(registriesOverHttp(url)), aQuestion()), 'MALFORMED'),
      );
      assert.ok(sent < 20_000_000);
    });

    it('takes no other content type', async () => {
      await listening(
        (_request, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>'),
        (url) => fails(ask(aSystemCall(registriesOverHttp(url)), aQuestion()), 'MALFORMED'),
      );
    });

    it('follows no redirection', async () => {
      await listening(
        (_request, response) => response.writeHead(302, { location: registries.url }).end(),
        (url) => fails(ask(aSystemCall(registriesOverHttp(url)), aQuestion()), 'REFUSED'),
      );
    });

    it('does not wait for an answer that trickles', async () => {
      await listening(
        (_request, response) => {
          response.writeHead(200, { 'content-type': 'application/jose' });
          const timer = setInterval(() => response.write('x'), 50);
          response.on('close', () => clearInterval(timer));
        },
        async (url) => {
          const startedAt = performance.now();
          await fails(ask(aSystemCall(registriesOverHttp(url)), aQuestion()), 'TIMEOUT');
          assert.ok(performance.now() - startedAt < config.registriesTimeoutMs + 1000);
        },
      );
    }).timeout(config.registriesTimeoutMs + 5000);

    it('asks again on a new connection when the kept one was closed meanwhile, and only then', async () => {
      const fake = fakeRegistries();
      fake.hold('driving', [aLicence()]);
      const cutOff = new Set<number>();
      let requests = 0;
      await listening(
        async (request, response) => {
          requests += 1;
          if (cutOff.has(requests)) {
            request.socket.destroy();
            return;
          }
          const jws = await text(request);
          response.writeHead(200, { 'content-type': 'application/jose' });
          response.end(await fake.lookup('driving', jws, AbortSignal.timeout(1000)));
        },
        async (url) => {
          const call = aSystemCall(registriesOverHttp(url));
          cutOff.add(1);
          await fails(ask(call, aQuestion()), 'CONNECTION');
          assert.equal(requests, 1, 'a fresh connection that is cut is not tried again');
          await ask(call, aQuestion());
          cutOff.add(3);
          assert.equal((await ask(call, aQuestion())).outcome, 'found');
          assert.equal(requests, 4);
        },
      );
    });
  });
});
