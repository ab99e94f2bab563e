import assert from 'node:assert/strict';
import { newId } from '../../services/platform/ids.ts';
import { takeAttempt } from '../../services/platform/rate-limit.ts';
import { aClock, aVisitorCall } from '../identity/calls.ts';
import { anApp } from '../support/an-app.ts';

const limit = { name: 'test', allowed: 3, windowMs: 60_000 };

describe('takeAttempt', () => {
  async function aLimited() {
    const clock = aClock();
    const call = await aVisitorCall({ now: clock.now });
    const subject = newId();
    return { clock, take: () => takeAttempt(call, limit, subject) };
  }
  const refusedFor = (seconds: number) => ({ code: 'RATE_LIMITED', details: { retryAfterSeconds: seconds } });

  it('lets the allowance through, and no more until the window ends', async () => {
    const { clock, take } = await aLimited();
    for (let attempt = 0; attempt < 3; attempt += 1) await take();
    await assert.rejects(take(), refusedFor(60));
    clock.pass(59);
    await assert.rejects(take(), refusedFor(1));
    clock.pass(1);
    await take();
  });

  it('waits twice as long each time the allowance is exceeded, up to 64 times', async () => {
    const { clock, take } = await aLimited();
    for (const minutes of [1, 2, 4, 8, 16, 32, 64, 64]) {
      for (let attempt = 0; attempt < 3; attempt += 1) await take();
      await assert.rejects(take(), refusedFor(60 * minutes));
      clock.pass(60 * minutes);
    }
  });

  it('does not grow while somebody keeps knocking', async () => {
    const { clock, take } = await aLimited();
    for (let attempt = 0; attempt < 3; attempt += 1) await take();
    for (let attempt = 0; attempt < 5; attempt += 1) await assert.rejects(take(), refusedFor(60));
    clock.pass(60);
    await take();
  });

  it('counts every attempt of a race', async () => {
    const { take } = await aLimited();
    await take();
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, take));
    assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 2);
  });

  it('remembers when the memory is emptied', async () => {
    const { redis } = await anApp();
    const { take } = await aLimited();
    for (let attempt = 0; attempt < 3; attempt += 1) await take();
    await redis.flushall();
    await assert.rejects(take(), { code: 'RATE_LIMITED' });
  });
});
