import assert from 'node:assert/strict';
import { confirmRegistrationPhone } from '../../services/identity/confirm-registration-phone.ts';
import { Registration } from '../../services/identity/registration.model.ts';
import { claimOf, findRegistration, registrationByToken } from '../../services/identity/registration.ts';
import { isRegistrationCode, registrationCode } from '../../services/identity/registration-code.ts';
import { messageForRegistrationCode } from '../../services/identity/registration-message.ts';
import { resendRegistrationCode } from '../../services/identity/resend-registration-code.ts';
import { startRegistration } from '../../services/identity/start-registration.ts';
import { newId } from '../../services/platform/ids.ts';
import { Outbox } from '../../services/platform/outbox.model.ts';
import { operations } from '../support/a-citizen.ts';
import { anApp } from '../support/an-app.ts';
import { aClient, refusal } from '../support/graphql-client.ts';
import { aClock, aSystemCall, aVisitorCall } from './calls.ts';

let strangers = 0;

/** A registration at the step of its code, at a clock of its own. */
async function aStarted() {
  strangers += 1;
  const clock = aClock();
  const call = await aVisitorCall({ now: clock.now });
  const { registrationToken } = await startRegistration(call, {
    personalId: `092195${String(400_000 + strangers)}`,
    fullName: 'Trần Văn Bình',
    bornOn: '1995-06-01',
    phone: `093${String(3_000_000 + strangers)}`,
    idempotencyKey: newId(),
  });
  const row = () => findRegistration(registrationToken);
  const { _id } = await row();
  return {
    clock,
    call,
    registrationToken,
    row,
    codeOf: (issue: number) => registrationCode(_id, issue),
    wrongCode: (guess: number) => {
      const wrong = String(guess).padStart(6, '0');
      return isRegistrationCode(wrong, _id, 1) ? '999999' : wrong;
    },
    confirm: (code: string) => confirmRegistrationPhone(call, { registrationToken, code }),
    resend: () => resendRegistrationCode(call, { registrationToken }),
    owed: (event: string) => Outbox.countDocuments({ event, 'payload.registrationId': _id }),
  };
}

describe('confirmRegistrationPhone', () => {
  it('moves on with the right code, once, and owes the question to the registry', async () => {
    const { codeOf, confirm, owed } = await aStarted();
    assert.equal((await confirm(codeOf(1))).state, 'MATCHING');
    await assert.rejects(confirm(codeOf(1)), { code: 'IDENTITY_REGISTRATION_STATE' });
    assert.equal(await owed('identity.registrationPhoneConfirmed'), 1);
  });

  it('takes the code with spaces, as phones show it', async () => {
    const { codeOf, confirm } = await aStarted();
    const code = codeOf(1);
    assert.equal((await confirm(` ${code.slice(0, 3)} ${code.slice(3)} `)).state, 'MATCHING');
  });

  it('counts down with each wrong code, then refuses the right one too', async () => {
    const { codeOf, confirm, wrongCode, row } = await aStarted();
    for (const attemptsLeft of [4, 3, 2, 1, 0]) {
      await assert.rejects(confirm(wrongCode(attemptsLeft)), {
        code: 'IDENTITY_CODE_WRONG',
        details: { attemptsLeft },
      });
    }
    await assert.rejects(confirm(codeOf(1)), { code: 'IDENTITY_CODE_ATTEMPTS_USED' });
    assert.equal((await row()).state, 'CODE_SENT');
  });

  it('looks at no more than five of twenty guesses that race', async () => {
    const { confirm, wrongCode, row } = await aStarted();
    const guesses = await Promise.allSettled(Array.from({ length: 20 }, (_, guess) => confirm(wrongCode(guess))));
    const codes = guesses.map((guess) => (guess.status === 'rejected' ? guess.reason.code : 'confirmed'));
    assert.equal(codes.filter((code) => code === 'IDENTITY_CODE_WRONG').length, 5);
    assert.equal(codes.filter((code) => code === 'IDENTITY_CODE_ATTEMPTS_USED').length, 15);
    assert.equal((await row()).codeAttempts, 5);
  });

  it('lets one of two right codes that race through', async () => {
    const { codeOf, confirm, owed } = await aStarted();
    const both = await Promise.allSettled([confirm(codeOf(1)), confirm(codeOf(1))]);
    assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
    assert.equal(await owed('identity.registrationPhoneConfirmed'), 1);
  });

  it('refuses the code when it is five minutes old', async () => {
    const { clock, codeOf, confirm } = await aStarted();
    clock.pass(300);
    await assert.rejects(confirm(codeOf(1)), { code: 'IDENTITY_CODE_EXPIRED' });
  });

  it('is over half an hour after the start', async () => {
    const { clock, call, codeOf, confirm, resend, registrationToken } = await aStarted();
    clock.pass(1800);
    assert.equal((await registrationByToken(call, registrationToken)).state, 'EXPIRED');
    await assert.rejects(confirm(codeOf(1)), { code: 'IDENTITY_REGISTRATION_STATE' });
    await assert.rejects(resend(), { code: 'IDENTITY_REGISTRATION_STATE' });
  });

  it('refuses malformed codes without counting them', async () => {
    const { confirm, row } = await aStarted();
    for (const code of [
      '',
      '12345',
      '1234567',
      'abcdef',
      '１２３４５６',
      '12345\u200b',
      '{"$gt":""}',
      '0'.repeat(100),
    ]) {
      await assert.rejects(confirm(code), { code: 'BAD_USER_INPUT' }, code);
    }
    assert.equal((await row()).codeAttempts, 0);
  });

  it('knows no registration by a token that is none', async () => {
    const client = aClient(await anApp());
    const { registrationToken } = await aStarted();
    const changed = `${registrationToken.startsWith('A') ? 'B' : 'A'}${registrationToken.slice(1)}`;
    for (const token of ['', 'x', changed, '{"$ne":null}', `${registrationToken} `, '\u0000'.repeat(43)]) {
      const input = { registrationToken: token, code: '123456' };
      assert.equal((await refusal(client(operations.confirm, { input }))).code, 'IDENTITY_REGISTRATION_UNKNOWN');
      assert.equal((await refusal(client(operations.registration, { token }))).code, 'IDENTITY_REGISTRATION_UNKNOWN');
    }
  });
});

describe('resendRegistrationCode', () => {
  it('is refused too early, and makes each wait twice as long', async () => {
    const { clock, resend } = await aStarted();
    for (const seconds of [30, 60, 120, 240]) {
      await assert.rejects(resend(), { code: 'IDENTITY_RESEND_TOO_EARLY', details: { retryAfterSeconds: seconds } });
      clock.pass(seconds - 1);
      await assert.rejects(resend(), { details: { retryAfterSeconds: 1 } });
      clock.pass(1);
      const view = await resend();
      assert.equal(view.resendAllowedAt.getTime() - clock.now().getTime(), 2 * seconds * 1000);
    }
  });

  it('makes a new code, with five attempts and five minutes, and ends the one before', async () => {
    const { clock, codeOf, confirm, resend, wrongCode } = await aStarted();
    await assert.rejects(confirm(wrongCode(1)));
    clock.pass(290);
    const view = await resend();
    assert.equal(view.codeAttemptsLeft, 5);
    assert.equal(view.codeExpiresAt.getTime() - clock.now().getTime(), 300_000);
    clock.pass(290);
    if (codeOf(1) !== codeOf(2)) await assert.rejects(confirm(codeOf(1)), { code: 'IDENTITY_CODE_WRONG' });
    assert.equal((await confirm(codeOf(2))).state, 'MATCHING');
  });

  it('sends one code of two requests that race', async () => {
    const { clock, resend, owed, row } = await aStarted();
    clock.pass(30);
    await Promise.allSettled([resend(), resend(), resend()]);
    assert.equal((await row()).issue, 2);
    assert.equal(await owed('identity.registrationCodeRequested'), 2);
  });

  it('sends nothing any more for a code that was replaced or used', async () => {
    const { clock, codeOf, confirm, resend, row } = await aStarted();
    const { _id } = await row();
    const system = await aSystemCall({ now: clock.now });
    assert.equal((await messageForRegistrationCode(system, { registrationId: _id, issue: 1 }))?.code, codeOf(1));
    clock.pass(30);
    await resend();
    assert.equal(await messageForRegistrationCode(system, { registrationId: _id, issue: 1 }), null);
    await confirm(codeOf(2));
    assert.equal(await messageForRegistrationCode(system, { registrationId: _id, issue: 2 }), null);
  });

  it('is refused once the phone is confirmed', async () => {
    const { clock, codeOf, confirm, resend } = await aStarted();
    await confirm(codeOf(1));
    clock.pass(30);
    await assert.rejects(resend(), { code: 'IDENTITY_REGISTRATION_STATE' });
  });

  it('is limited to ten for a phone in an hour', async () => {
    const started = await aStarted();
    const { phone } = claimOf(await started.row());
    for (let codes = 0; codes < 10; codes += 1) {
      await Registration.updateOne({ _id: (await started.row())._id }, { resendAllowedAt: started.clock.now() });
      await started.resend();
    }
    await Registration.updateOne({ _id: (await started.row())._id }, { resendAllowedAt: started.clock.now() });
    await assert.rejects(started.resend(), { code: 'RATE_LIMITED' });
    assert.match(phone, /^\+84/);
  });
});

describe('registrationCode', () => {
  it('is six digits, the same for one issue, and spread over all of them', () => {
    const codes = Array.from({ length: 2000 }, (_, issue) =>
      registrationCode('0193a1f0-1234-7abc-8def-123456789012', issue),
    );
    for (const code of codes) assert.match(code, /^\d{6}$/);
    assert.ok(new Set(codes).size > 1980);
    assert.equal(registrationCode('0193a1f0-1234-7abc-8def-123456789012', 7), codes[7]);
    const firstDigits = new Set(codes.map((code) => code[0]));
    assert.equal(firstDigits.size, 10);
  });
});
