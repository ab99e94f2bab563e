import assert from 'node:assert/strict';
import { aCitizen, signInAgain } from '../support/a-citizen.ts';
import { succeed } from '../support/graphql-client.ts';

describe('registration', () => {
  it('opens an account at level 1 for someone whose details match, and signs in with the passkey alone', async () => {
    const citizen = await aCitizen();
    const again = await signInAgain(citizen);
    const { me } = await succeed(
      again(
        `{ me { fullName maskedPersonalId level state roles passkeys { name lastUsedAt } sessions { current device } } }`,
      ),
    );
    assert.equal(me.fullName, 'Nguyễn Thị Minh Anh');
    assert.equal(me.level, 'LEVEL_1');
    assert.match(me.maskedPersonalId, /^092\*{6}\d{3}$/);
    assert.equal(me.sessions.length, 2);
    assert.equal(me.sessions.filter(({ current }: { current: boolean }) => current).length, 1);
  });
});
