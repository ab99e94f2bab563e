import assert from 'node:assert/strict';
import { backlog, listDeadLetters, replayDeadLetter } from '../../services/platform/dead-letters.ts';
import { Forbidden, isDomainError, NotFound, Unauthenticated } from '../../services/platform/errors.ts';
import { anAdministrator, aSignedInCall } from './administrator-call.ts';
import { aCall } from './counted-facts.ts';

const operations = {
  listDeadLetters: (call) => listDeadLetters(call, { first: 1 }),
  replayDeadLetter: (call) => replayDeadLetter(call, { deadLetterId: 'none' }),
  backlog: (call) => backlog(call),
} satisfies Record<string, (call: ReturnType<typeof aCall>) => Promise<unknown>>;

for (const [name, operation] of Object.entries(operations)) {
  describe(`${name}, access`, () => {
    it('refuses a visitor, a citizen and the product itself', async () => {
      await assert.rejects(operation({ ...aCall(), actor: { kind: 'visitor' } }), (error) =>
        isDomainError(error, Unauthenticated),
      );
      await assert.rejects(operation(aSignedInCall(['CITIZEN'])), (error) => isDomainError(error, Forbidden));
      await assert.rejects(operation(aCall()), (error) => isDomainError(error, Unauthenticated));
    });

    it('lets an administrator', async () => {
      await operation(anAdministrator()).catch((error) => assert.ok(isDomainError(error, NotFound)));
    });
  });
}
