import assert from 'node:assert/strict';
import {
  documentStatuses,
  documentTransitions,
  transitionByOutcome,
  transitionWithoutAnswer,
} from '../../services/wallet/document.states.ts';

describe('states of a document', () => {
  it('moves to every end from wherever it stands, when the registry answers', () => {
    for (const [outcome, transition] of Object.entries(transitionByOutcome)) {
      assert.equal(documentTransitions[transition].to, outcome);
      assert.deepEqual(documentTransitions[transition].from, documentStatuses);
    }
  });

  it('loses nothing that was answered to a registry that does not answer', () => {
    for (const status of documentStatuses) {
      const { from, to } = documentTransitions[transitionWithoutAnswer(status)];
      assert.ok(from.some((one) => one === status));
      assert.equal(to, status === 'PENDING' || status === 'UNAVAILABLE' ? 'UNAVAILABLE' : null);
    }
  });

  it('asks again on request for all but what is verified or being asked about', () => {
    const { from, to } = documentTransitions.retry;
    assert.equal(to, 'PENDING');
    assert.deepEqual(
      documentStatuses.filter((status) => !from.some((one) => one === status)),
      ['PENDING', 'VERIFIED'],
    );
  });

  it('has a way into every state but PENDING, where a document begins', () => {
    const reached = new Set<string | null>(Object.values(documentTransitions).map(({ to }) => to));
    assert.deepEqual(
      documentStatuses.filter((status) => !reached.has(status)),
      [],
    );
  });
});
