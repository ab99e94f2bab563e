import assert from 'node:assert/strict';
import { declaredEvents } from '../../services/platform/events.ts';
import { reactionTable } from '../../workers/reaction-table.ts';
import { reactions, unanswered } from '../../workers/reactions.ts';
import { schedules } from '../../workers/schedules.ts';

/** Facts of the product; tests declare some of their own. */
const productEvents = declaredEvents().filter(({ name }) => !name.startsWith('test.'));
const answered = new Set(reactions.flatMap(({ answers }) => answers.map(({ event }) => event)));

describe('the table of reactions', () => {
  it('answers every declared fact, or says why nobody does', () => {
    const forgotten = productEvents.filter(({ name }) => !answered.has(name) && !unanswered[name]);
    assert.deepEqual(
      forgotten.map(({ name }) => name),
      [],
    );
  });

  it('excuses only facts that exist and that nobody answers', () => {
    for (const [name, reason] of Object.entries(unanswered)) {
      assert.ok(productEvents.some((event) => event.name === name) && !answered.has(name), name);
      assert.ok(reason.length > 10, name);
    }
  });

  it('names every reaction once, in a form that a job id bears', () => {
    assert.doesNotThrow(() => reactionTable(reactions));
    for (const { name } of reactions) assert.match(name, /^[a-z][A-Za-z]+$/);
  });

  it('refuses two reactions of one name, and one that answers a fact twice', () => {
    const [first] = reactions;
    assert.ok(first);
    assert.throws(() => reactionTable([first, first]), /declared twice/);
    assert.throws(() => reactionTable([{ ...first, answers: [...first.answers, ...first.answers] }]), /twice/);
  });
});

describe('the table of schedules', () => {
  it('names every task once, says what it does, and leaves a pause', () => {
    const tasks = schedules({ sweep: async () => undefined });
    assert.equal(new Set(tasks.map(({ name }) => name)).size, tasks.length);
    for (const { description, everyMs } of tasks) assert.ok(description.length > 10 && everyMs > 0);
  });
});
