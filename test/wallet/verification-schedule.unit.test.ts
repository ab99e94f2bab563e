import assert from 'node:assert/strict';
import { config } from '../../services/platform/config.ts';
import { nextCheckAt, nextTryAt } from '../../services/wallet/verification-schedule.ts';
import { aCall } from './calls.ts';

const now = new Date('2026-06-15T03:00:00Z');
const hourMs = 3600 * 1000;
const dayMs = 24 * hourMs;

/** Calls whose randomness is all zeros, in the middle, and all ones. */
const calls = [0x00, 0x80, 0xff].map((byte) =>
  aCall({ now: () => now, randomBytes: (count) => Buffer.alloc(count, byte) }),
);
const [earliest, middle, latest] = calls;
const waitOf = (at: Date) => at.getTime() - now.getTime();

describe('when a registry is asked again', () => {
  it('waits twice as long after each time without an answer, up to an hour', () => {
    assert.ok(middle);
    for (let tries = 0; tries < 60; tries += 1) {
      const expected = Math.min(hourMs, config.unavailableRetryMs * 2 ** tries);
      const wait = waitOf(nextTryAt(middle, { since: now, tries, recheckDays: 30 }));
      assert.ok(Math.abs(wait - expected) <= expected * 0.01, `${tries}: ${wait}`);
    }
  });

  it('spreads the waits by a fifth', () => {
    assert.ok(earliest && latest);
    const outage = { since: now, tries: 3, recheckDays: 30 };
    const base = Math.min(hourMs, config.unavailableRetryMs * 8);
    assert.equal(waitOf(nextTryAt(earliest, outage)), Math.round(base * 0.8));
    assert.equal(waitOf(nextTryAt(latest, outage)), Math.round(base * 1.2));
  });

  it('leaves an outage of a day to the regular check', () => {
    assert.ok(middle);
    const almost = { since: new Date(now.getTime() - dayMs + 1), tries: 40, recheckDays: 30 };
    assert.ok(waitOf(nextTryAt(middle, almost)) <= 1.2 * hourMs);
    const passed = { since: new Date(now.getTime() - dayMs), tries: 40, recheckDays: 30 };
    assert.ok(waitOf(nextTryAt(middle, passed)) > 29 * dayMs);
  });

  it('looks again as the day begins on which the answer would be another', () => {
    assert.ok(middle);
    assert.equal(nextCheckAt(middle, 30, '2026-06-15').toISOString(), '2026-06-15T17:00:00.000Z');
    assert.ok(waitOf(nextCheckAt(middle, 30, '2030-01-01')) > 29 * dayMs);
    assert.ok(waitOf(nextCheckAt(middle, 30, null)) > 29 * dayMs);
    assert.ok(waitOf(nextCheckAt(middle, 30, '2020-01-01')) > 29 * dayMs);
  });
});
