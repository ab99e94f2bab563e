import assert from 'node:assert/strict';
import { listActivities, recordActivity } from '../../services/audit/index.ts';
import { systemCall } from '../../services/platform/call-context.ts';
import { BadUserInput, Forbidden, isDomainError, Unauthenticated } from '../../services/platform/errors.ts';
import { instantOfId, newId } from '../../services/platform/ids.ts';
import type { Ports } from '../../services/platform/ports.ts';
import { aSignedInCall } from '../workers/administrator-call.ts';

const product = systemCall({} as Ports, 'recordActivity');

describe('recordActivity', () => {
  it('writes one entry for a fact, however often it is told', async () => {
    const citizenId = newId();
    const factId = newId();
    for (const _ of [1, 2]) {
      await recordActivity(product, { factId, citizenId, action: 'DOCUMENT_SHOWN', subject: 'DRIVING_LICENCE' });
    }
    const { edges } = await listActivities(aSignedInCall(['CITIZEN'], citizenId), { first: 10 });
    assert.deepEqual(
      edges.map(({ node }) => node),
      [{ id: factId, at: instantOfId(factId), action: 'DOCUMENT_SHOWN', subject: 'DRIVING_LICENCE' }],
    );
  });

  it('is for reactions only', async () => {
    const entry = { factId: newId(), citizenId: newId(), action: 'SIGNED_IN' } as const;
    await assert.rejects(recordActivity(aSignedInCall(['CITIZEN']), entry), (error) => isDomainError(error, Forbidden));
  });
});

describe('listActivities', () => {
  it('pages through the newest first, and shows nobody the history of another', async () => {
    const citizenId = newId();
    const factIds: string[] = [];
    for (let index = 0; index < 5; index += 1) {
      factIds.push(newId());
      await recordActivity(product, { factId: factIds[index] ?? '', citizenId, action: 'SIGNED_IN' });
    }
    await recordActivity(product, { factId: newId(), citizenId: newId(), action: 'SIGNED_IN' });
    const call = aSignedInCall(['CITIZEN'], citizenId);
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { edges, pageInfo }: Awaited<ReturnType<typeof listActivities>> = await listActivities(call, {
        first: 2,
        after,
      });
      seen.push(...edges.map(({ node }) => node.id));
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    } while (after);
    assert.deepEqual(seen, factIds.toReversed());
  });

  it('refuses a visitor, and a page that is too large', async () => {
    await assert.rejects(listActivities({ ...product, actor: { kind: 'visitor' } }, { first: 1 }), (error) =>
      isDomainError(error, Unauthenticated),
    );
    await assert.rejects(listActivities(aSignedInCall(['CITIZEN']), { first: 101 }), (error) =>
      isDomainError(error, BadUserInput),
    );
  });
});
