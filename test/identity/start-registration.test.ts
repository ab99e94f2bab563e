import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { Registration } from '../../services/identity/registration.model.ts';
import { claimOf, findRegistration } from '../../services/identity/registration.ts';
import { startRegistration } from '../../services/identity/start-registration.ts';
import { Outbox } from '../../services/platform/outbox.model.ts';
import { aCitizen, aResident, operations, registrationInput, sentCode } from '../support/a-citizen.ts';
import { anApp } from '../support/an-app.ts';
import { aClient, refusal, succeed } from '../support/graphql-client.ts';
import { settle } from '../support/settle.ts';
import { aClock, aVisitorCall } from './calls.ts';

let strangers = 0;

/** Details nobody checked yet; each time of another person. */
function aClaim(changed: Record<string, unknown> = {}) {
  strangers += 1;
  return {
    personalId: `092195${String(200_000 + strangers)}`,
    fullName: 'Trần Văn Bình',
    bornOn: '1995-06-01',
    phone: `091${String(3_000_000 + strangers)}`,
    idempotencyKey: randomUUID(),
    ...changed,
  };
}

const claimed = (changed: Record<string, string> = {}) => aClaim(changed) as Parameters<typeof startRegistration>[1];

describe('startRegistration', () => {
  it('sends a code to the phone and answers with a token that stands for the registration', async () => {
    const client = aClient(await anApp());
    const claim = aClaim();
    const { startRegistration: started } = await succeed(client(operations.start, { input: claim }));
    assert.match(started.registrationToken, /^[\w-]{43}$/);
    assert.deepEqual(started.registration, {
      state: 'CODE_SENT',
      maskedPhone: `+84******${claim.phone.slice(-3)}`,
      codeAttemptsLeft: 5,
    });
    await settle();
    assert.match(await sentCode(`+84${claim.phone.slice(1)}`), /^\d{6}$/);
  });

  it('keeps nothing readable of what was typed, and neither token nor code', async () => {
    const client = aClient(await anApp());
    const claim = aClaim();
    const { startRegistration: started } = await succeed(client(operations.start, { input: claim }));
    const { _id } = await findRegistration(started.registrationToken);
    await settle();
    const code = await sentCode(`+84${claim.phone.slice(1)}`);
    const rows = JSON.stringify([
      await Registration.findById(_id).lean(),
      await Outbox.find({ 'payload.registrationId': _id }).lean(),
    ]);
    for (const secret of [claim.personalId, 'Bình', claim.bornOn, claim.phone.slice(1), started.registrationToken]) {
      assert.ok(!rows.includes(secret), secret);
    }
    assert.ok(!rows.includes(`"${code}"`));
  });

  it('answers in one shape, whoever is typed', async () => {
    const member = await aCitizen();
    const dead = await aResident({ status: 'deceased', deathDate: '2020-01-01' });
    const answers = [];
    for (const claim of [
      aClaim(),
      registrationInput(member.person),
      registrationInput(dead),
      aClaim({ personalId: member.person._id }),
      aClaim({ phone: member.person.phone }),
      aClaim({ bornOn: '2025-01-01' }),
    ]) {
      const { status, data } = await aClient(member.app)(operations.start, { input: claim });
      const { registrationToken, registration } = data.startRegistration;
      assert.match(registrationToken, /^[\w-]{43}$/);
      answers.push({ status, ...registration, maskedPhone: registration.maskedPhone.replace(/\d{3}$/, '') });
    }
    for (const answer of answers) assert.deepEqual(answer, answers[0]);
  });

  it('keeps a name that came decomposed as NFC', async () => {
    const client = aClient(await anApp());
    const claim = aClaim({ fullName: '  Nguyễn   Thị Minh Ánh '.normalize('NFD') });
    const { startRegistration: started } = await succeed(client(operations.start, { input: claim }));
    const { fullName } = claimOf(await findRegistration(started.registrationToken));
    assert.equal(fullName, 'Nguyễn Thị Minh Ánh'.normalize('NFC'));
  });

  it('takes number and phone as people write them for the same', async () => {
    const claim = aClaim();
    const spaced = {
      ...claim,
      personalId: claim.personalId.replace(/(\d{3})/g, '$1 '),
      phone: `+84 ${claim.phone.slice(1)}`,
    };
    const client = aClient(await anApp());
    const tokens = [];
    for (const input of [claim, spaced])
      tokens.push((await succeed(client(operations.start, { input }))).startRegistration.registrationToken);
    assert.equal(tokens[0], tokens[1]);
  });

  describe('refuses, and names the field but not its value,', () => {
    const faults: [string, string, unknown][] = [
      ['a number of 11 digits', 'personalId', '09219512345'],
      ['a number of 13 digits', 'personalId', '0921951234567'],
      ['a number with a letter', 'personalId', '09219512345a'],
      ['a number in full-width digits', 'personalId', '０９２１９５１２３４５６'],
      ['a number with a zero-width space', 'personalId', '092195\u200b123456'],
      ['an empty name', 'fullName', '  '],
      ['a name of one letter', 'fullName', 'A'],
      ['a name of 101 letters', 'fullName', 'A'.repeat(101)],
      ['a name of 50,000 letters', 'fullName', 'A'.repeat(50_000)],
      ['a name with digits', 'fullName', 'Trần Văn 2'],
      ['a name with a zero-width joiner', 'fullName', 'Trần\u200dVăn'],
      ['a name with a right-to-left override', 'fullName', 'Trần \u202eVăn'],
      ['a name with a null byte', 'fullName', 'Trần\u0000Văn'],
      ['a name with an invisible letter', 'fullName', 'Trần \u3164\u3164'],
      ['a name of markup', 'fullName', '<script>alert(1)</script>'],
      ['30 February', 'bornOn', '1995-02-30'],
      ['a date in another form', 'bornOn', '01/06/1995'],
      ['a date in the future', 'bornOn', '2999-01-01'],
      ['a date before anybody alive was born', 'bornOn', '1799-12-31'],
      ['a land line', 'phone', '02923812345'],
      ['a foreign phone', 'phone', '+12025550100'],
      ['a phone that is too long', 'phone', '09012341234'],
      ['an operator in the text', 'phone', '{"$gt":""}'],
      ['a language there is not', 'language', 'FR'],
      ['a key that can be guessed', 'idempotencyKey', '1'],
      ['a key of 65 characters', 'idempotencyKey', 'x'.repeat(65)],
    ];
    for (const [what, field, value] of faults) {
      it(what, async () => {
        const client = aClient(await anApp());
        const before = await Registration.estimatedDocumentCount();
        const { errors, status, data } = await client(operations.start, { input: aClaim({ [field]: value }) });
        assert.equal(errors?.[0]?.extensions.code, 'BAD_USER_INPUT');
        assert.ok(status < 500);
        assert.equal(data?.startRegistration ?? null, null);
        const told = JSON.stringify(errors);
        assert.ok(told.includes(field), told);
        if (String(value).trim().length > 3) assert.ok(!told.includes(String(value).slice(0, 40)), told);
        assert.equal(await Registration.estimatedDocumentCount(), before);
      });
    }

    it('operators, lists, numbers and nothing in place of texts', async () => {
      const client = aClient(await anApp());
      for (const field of ['personalId', 'fullName', 'bornOn', 'phone', 'idempotencyKey']) {
        for (const value of [{ $gt: '' }, { $ne: null }, [], ['a'], 12, true, null, undefined]) {
          const { status, errors } = await client(operations.start, { input: aClaim({ [field]: value }) });
          assert.equal(errors?.[0]?.extensions.code, 'BAD_USER_INPUT', `${field}: ${JSON.stringify(value)}`);
          assert.ok(status < 500);
        }
      }
    });

    it('fields that there are not', async () => {
      const client = aClient(await anApp());
      for (const unknown of [{ level: 'LEVEL_2' }, { $where: '1' }, { __proto__x: 1 }]) {
        assert.equal((await refusal(client(operations.start, { input: aClaim(unknown) }))).code, 'BAD_USER_INPUT');
      }
      const call = await aVisitorCall();
      await assert.rejects(startRegistration(call, { ...claimed(), level: 'LEVEL_2' } as never), {
        code: 'BAD_USER_INPUT',
      });
    });
  });

  it('opens one registration and sends one code for one key, however often it is sent', async () => {
    const client = aClient(await anApp());
    const input = aClaim();
    const answers = await Promise.all(Array.from({ length: 4 }, () => succeed(client(operations.start, { input }))));
    const tokens = new Set(answers.map(({ startRegistration: { registrationToken } }) => registrationToken));
    assert.equal(tokens.size, 1);
    const { _id } = await findRegistration([...tokens][0]);
    assert.equal(await Outbox.countDocuments({ 'payload.registrationId': _id }), 1);
  });

  it('refuses a key that was used with other details', async () => {
    const client = aClient(await anApp());
    const input = aClaim();
    await succeed(client(operations.start, { input }));
    const { code } = await refusal(client(operations.start, { input: { ...input, fullName: 'Trần Văn Bảo' } }));
    assert.equal(code, 'IDEMPOTENCY_KEY_REUSED');
  });

  describe('is limited', () => {
    const refusedFor = (seconds: number) => ({ code: 'RATE_LIMITED', details: { retryAfterSeconds: seconds } });

    it('to 5 for a number in a quarter of an hour, from whatever address and phone, then for longer each time', async () => {
      const clock = aClock();
      const { personalId } = claimed();
      const start = async () => startRegistration(await aVisitorCall({ now: clock.now }), claimed({ personalId }));
      for (const minutes of [15, 30, 60]) {
        for (let times = 0; times < 5; times += 1) await start();
        await assert.rejects(start(), refusedFor(60 * minutes));
        clock.pass(60 * minutes);
      }
    });

    it('to 5 for a phone, however it is written', async () => {
      const { phone } = claimed();
      const start = async (written: string) => startRegistration(await aVisitorCall(), claimed({ phone: written }));
      for (let times = 0; times < 5; times += 1) await start(times % 2 === 0 ? phone : `+84${phone.slice(1)}`);
      await assert.rejects(start(phone), { code: 'RATE_LIMITED' });
    });

    it('to 30 from an address', async () => {
      const { origin } = await aVisitorCall();
      const start = async () => startRegistration(await aVisitorCall({ origin }), claimed());
      for (let times = 0; times < 30; times += 1) await start();
      await assert.rejects(start(), { code: 'RATE_LIMITED' });
      await startRegistration(await aVisitorCall(), claimed());
    });

    it('still, when the memory was emptied', async () => {
      const { redis } = await anApp();
      const { personalId } = claimed();
      const start = async () => startRegistration(await aVisitorCall(), claimed({ personalId }));
      for (let times = 0; times < 5; times += 1) await start();
      await redis.flushall();
      await assert.rejects(start(), { code: 'RATE_LIMITED' });
    });

    it('with a time to wait that a client can read', async () => {
      const client = aClient(await anApp());
      const { personalId } = aClaim();
      for (let times = 0; times < 5; times += 1)
        await succeed(client(operations.start, { input: aClaim({ personalId }) }));
      const { errors } = await client(operations.start, { input: aClaim({ personalId }) });
      assert.equal(errors?.[0]?.extensions.code, 'RATE_LIMITED');
      const wait = Number(errors?.[0]?.extensions.retryAfterSeconds);
      assert.ok(wait > 800 && wait <= 900, String(wait));
    });
  });
});
