import assert from 'node:assert/strict';
import { permute, Random, Weighted } from '../../seeds/random.ts';

describe('Random', () => {
  it('gives the same numbers for the same name, whatever was drawn before', () => {
    const random = new Random();
    const first = Array.from({ length: 5 }, () => random.restart(63, 7, 1).next());
    assert.equal(new Set(first).size, 1);
    assert.deepEqual(
      Array.from({ length: 4 }, (_, place) => (place === 0 ? random.restart(63, 7, 1) : random).next()),
      [819_913_682, 3_231_500_438, 1_542_738_082, 282_707_600],
    );
  });

  it('gives other numbers for another seed, index or stream', () => {
    const random = new Random();
    const names = [
      [63, 7, 1],
      [64, 7, 1],
      [63, 8, 1],
      [63, 7, 2],
    ] as const;
    assert.equal(
      new Set(names.map(([seed, index, stream]) => random.restart(seed, index, stream).next())).size,
      names.length,
    );
  });

  it('spreads over a range evenly', () => {
    const random = new Random().restart(1, 1, 1);
    const counts = new Array<number>(10).fill(0);
    for (let draw = 0; draw < 100_000; draw += 1) {
      const place = random.below(10);
      counts[place] = (counts[place] ?? 0) + 1;
    }
    for (const count of counts) assert.ok(Math.abs(count - 10_000) < 500, String(count));
  });
});

describe('Weighted', () => {
  it('draws in proportion to the weights', () => {
    const choice = new Weighted([
      ['often', 70],
      ['seldom', 29],
      ['never', 0],
      ['hardly', 1],
    ] as const);
    const random = new Random().restart(1, 2, 3);
    const counts = new Map<string, number>();
    for (let draw = 0; draw < 100_000; draw += 1) {
      const item = choice.pick(random);
      counts.set(item, (counts.get(item) ?? 0) + 1);
    }
    assert.equal(counts.get('never'), undefined);
    assert.ok(Math.abs((counts.get('often') ?? 0) - 70_000) < 700);
    assert.ok(Math.abs((counts.get('hardly') ?? 0) - 1000) < 150);
  });
});

describe('permute', () => {
  it('gives each number below the product out once', function () {
    this.timeout(20_000);
    for (const [left, right] of [
      [1000, 1000],
      [1000, 300],
      [7, 1000],
    ] as const) {
      const seen = new Uint8Array(left * right);
      for (let value = 0; value < left * right; value += 1) {
        const image = permute(value, left, right, 42);
        assert.ok(image >= 0 && image < left * right);
        seen[image] = (seen[image] ?? 0) + 1;
      }
      assert.ok(seen.every((count) => count === 1));
    }
  });
});
