import assert from 'node:assert/strict';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { deliver, developmentMessages, developmentOutbox, httpGateway } from '../../services/notifications/index.ts';
import { fakeNotifications } from '../../services/notifications/notifications.fake.ts';
import { type Language, renderTemplate, type TemplateName } from '../../services/notifications/templates.ts';
import { systemCall } from '../../services/platform/call-context.ts';
import { Forbidden, isDomainError } from '../../services/platform/errors.ts';
import { newId } from '../../services/platform/ids.ts';
import type { NotificationSender, Ports } from '../../services/platform/ports.ts';
import { aSignedInCall } from '../workers/administrator-call.ts';

const callWith = (notifications: NotificationSender) => systemCall({ notifications } as Ports, 'test');
const aCode = (idempotencyKey: string, language: Language = 'VI') =>
  ({
    template: 'registrationCode',
    to: { phone: '+84901234567', language },
    values: { code: '123456', validMinutes: 5 },
    idempotencyKey,
  }) as const;

describe('deliver', () => {
  it('sends a text once, however often the reaction runs', async () => {
    const sender = fakeNotifications();
    const key = `${newId()}-test`;
    for (const _ of [1, 2, 3]) await deliver(callWith(sender), aCode(key));
    assert.equal(sender.asked, 1);
    assert.deepEqual(sender.sent, [
      {
        idempotencyKey: key,
        phone: '+84901234567',
        text: 'Công dân số: mã xác nhận của bạn là 123456, có hiệu lực 5 phút. Không đưa mã này cho bất kỳ ai.',
      },
    ]);
  });

  it('asks again with the same key after a refusal, and after a claim whose sender died', async () => {
    const sender = fakeNotifications();
    sender.refuse(1);
    const key = `${newId()}-test`;
    await assert.rejects(deliver(callWith(sender), aCode(key, 'EN')), /503/);
    await deliver(callWith(sender), aCode(key, 'EN'));
    assert.equal(sender.asked, 2);
    assert.match(sender.sent[0]?.text ?? '', /^Công dân số: your code is 123456/);
  });

  it('ends with one text when two runs race', async () => {
    const sender = fakeNotifications();
    const key = `${newId()}-test`;
    await Promise.all([1, 2, 3].map(() => deliver(callWith(sender), aCode(key))));
    assert.equal(sender.sent.length, 1);
  });

  it('is for reactions only', async () => {
    await assert.rejects(deliver(aSignedInCall(['CITIZEN']), aCode('key')), (error) => isDomainError(error, Forbidden));
  });
});

describe('templates', () => {
  const values = { code: '123456', validMinutes: 5, publicUrl: 'https://example.test', documentName: 'x' };
  for (const template of ['registrationCode', 'passkeyLocked', 'accountLocked', 'documentRevoked'] as TemplateName[]) {
    it(`says ${template} in both languages, without a gap`, () => {
      const texts = (['VI', 'EN'] as const).map((language) => renderTemplate(template, language, values));
      assert.notEqual(texts[0], texts[1]);
      for (const text of texts) {
        assert.ok(text.startsWith('Công dân số: ') && text.length <= 200);
        assert.doesNotMatch(text, /undefined|NaN/);
      }
    });
  }
});

describe('developmentOutbox', () => {
  it('keeps a message once for each key and shows the newest first', async () => {
    const [first, second] = [`${newId()}-a`, `${newId()}-b`];
    await developmentOutbox.send({ idempotencyKey: first, phone: '+84900000001', text: 'one' });
    await new Promise((resolve) => setTimeout(resolve, 5));
    await developmentOutbox.send({ idempotencyKey: second, phone: '+84900000002', text: 'two' });
    await developmentOutbox.send({ idempotencyKey: first, phone: '+84900000001', text: 'one again' });
    const shown = (await developmentMessages()).filter(({ id }) => id === first || id === second);
    assert.deepEqual(
      shown.map(({ phone, text }) => [phone, text]),
      [
        ['+84900000002', 'two'],
        ['+84900000001', 'one'],
      ],
    );
  });
});

describe('httpGateway', () => {
  it('posts the text with its key and token, and takes any answer but 2xx as a failure', async () => {
    const received: { headers: IncomingHttpHeaders; body: unknown }[] = [];
    let status = 202;
    const gateway = createServer((request, response) => {
      let text = '';
      request.on('data', (chunk) => {
        text += chunk;
      });
      request.on('end', () => {
        received.push({ headers: request.headers, body: JSON.parse(text) });
        response.writeHead(status).end();
      });
    });
    await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve));
    const { port } = gateway.address() as AddressInfo;
    const sender = httpGateway(`http://127.0.0.1:${port}/messages`, 'secret');
    const message = { idempotencyKey: 'key-1', phone: '+84901234567', text: 'xin chào' };
    await sender.send(message);
    assert.deepEqual(received[0]?.body, { to: '+84901234567', text: 'xin chào', idempotencyKey: 'key-1' });
    assert.equal(received[0]?.headers.authorization, 'Bearer secret');
    assert.equal(received[0]?.headers['idempotency-key'], 'key-1');
    status = 500;
    await assert.rejects(sender.send(message), { message: 'The message gateway answered with status 500.' });
    gateway.closeAllConnections();
    await new Promise((resolve) => gateway.close(resolve));
  });
});
