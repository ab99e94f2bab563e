import assert from 'node:assert/strict';
import { keyedHash, personKey, tokenHash } from '../../services/platform/keyed-hash.ts';
import { seal, unseal } from '../../services/platform/seal.ts';

describe('seal', () => {
  it('opens to what was sealed, in its own place', () => {
    for (const text of ['', 'Nguyễn Thị Minh Anh', 'x'.repeat(100_000), '\u0000\u{1f4a9}']) {
      assert.equal(unseal(seal(text, 'place'), 'place'), text);
    }
  });

  it('looks different each time and shows nothing of its text', () => {
    const [first, second] = [seal('092190123456', 'place'), seal('092190123456', 'place')];
    assert.notDeepEqual(first, second);
    assert.ok(!first.toString('latin1').includes('0921'));
  });

  it('does not open in another place', () => {
    assert.throws(() => unseal(seal('text', 'one account'), 'another account'));
  });

  it('does not open when any one bit was changed', () => {
    const sealed = seal('text', 'place');
    for (let bit = 0; bit < sealed.length * 8; bit += 1) {
      const changed = Buffer.from(sealed);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      assert.throws(() => unseal(changed, 'place'), `bit ${bit}`);
    }
  });

  it('does not open when it was cut', () => {
    const sealed = seal('text', 'place');
    for (let length = 0; length < sealed.length; length += 1) {
      assert.throws(() => unseal(sealed.subarray(0, length), 'place'), `${length} bytes`);
    }
  });
});

describe('keyedHash', () => {
  it('is the same for the same, and apart for each kind and value', () => {
    const hashes = [
      personKey('092190123456'),
      personKey('092190123457'),
      keyedHash('phone', '092190123456'),
      keyedHash('document', '092190123456'),
      keyedHash('limit', '092190123456'),
      tokenHash('092190123456'),
    ];
    assert.equal(new Set(hashes).size, hashes.length);
    assert.equal(personKey('092190123456'), hashes[0]);
    for (const hash of hashes) assert.match(hash, /^[\w-]{43}$/);
  });
});
