/**
 * Random numbers that are the same on every machine and every version of Node: 32-bit integer arithmetic and the four
 * exact operations of IEEE 754 only, nothing of `Math` whose last digit an engine may choose.
 */

const two32 = 4_294_967_296;

/** Mixes 32 bits so that each input bit moves about half of the output; a bijection (MurmurHash3's finaliser). */
export function mix32(value: number): number {
  let mixed = value | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85eb_ca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2_ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** A stream of random numbers named by three words; it can be renamed instead of made anew. Generator: sfc32. */
export class Random {
  #a = 0;
  #b = 0;
  #c = 0;
  #counter = 1;

  /** From here on the stream is the one named by these three words, whatever was drawn before. */
  restart(seed: number, index: number, stream: number): this {
    this.#a = mix32(seed ^ 0x9e37_79b9) | 0;
    this.#b = mix32(index + 0x7f4a_7c15) | 0;
    this.#c = mix32(Math.imul(stream, 0x9e37_79b1) ^ index) | 0;
    this.#counter = 1;
    for (let round = 0; round < 12; round += 1) this.next();
    return this;
  }

  /** A whole number from 0 to 2^32 - 1. */
  next(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** A whole number from 0 to `bound - 1`; `bound` at most 2^20, so that the product stays exact. */
  below(bound: number): number {
    return Math.floor((this.next() * bound) / two32);
  }

  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number {
    return least + this.below(most - least + 1);
  }

  chance(probability: number): boolean {
    return this.next() < probability * two32;
  }

  pick<T>(items: readonly T[]): T {
    return itemAt(items, this.below(items.length));
  }
}

/** The item at a place that the caller knows to exist. */
export function itemAt<T>(items: ArrayLike<T>, place: number): T {
  const item = items[place];
  if (item === undefined) throw new RangeError(`no item ${place} of ${items.length}`);
  return item;
}

/** Items drawn in proportion to their weights, in constant time (Vose's alias method). */
export class Weighted<T> {
  readonly #items: readonly T[];
  readonly #keep: Float64Array;
  readonly #alias: Int32Array;

  constructor(weighted: readonly (readonly [item: T, weight: number])[]) {
    const total = weighted.reduce((sum, [, weight]) => sum + weight, 0);
    if (!(total > 0)) throw new RangeError('expected a positive weight');
    const count = weighted.length;
    this.#items = weighted.map(([item]) => item);
    this.#keep = new Float64Array(count).fill(1);
    this.#alias = new Int32Array(count);
    const share = weighted.map(([, weight]) => (weight * count) / total);
    const small: number[] = [];
    const large: number[] = [];
    for (const [place, value] of share.entries()) (value < 1 ? small : large).push(place);
    for (;;) {
      const poor = small.pop();
      const rich = poor === undefined ? undefined : large.pop();
      if (poor === undefined || rich === undefined) break;
      this.#keep[poor] = itemAt(share, poor);
      this.#alias[poor] = rich;
      const left = itemAt(share, rich) - (1 - itemAt(share, poor));
      share[rich] = left;
      (left < 1 ? small : large).push(rich);
    }
  }

  pick(random: Random): T {
    const place = random.below(this.#items.length);
    const kept = random.next() < itemAt(this.#keep, place) * two32;
    return itemAt(this.#items, kept ? place : itemAt(this.#alias, place));
  }
}

const rounds = 4;

/**
 * A bijection of the whole numbers below `left * right` onto themselves: numbers that look random and are never given
 * out twice, without remembering those given. An unbalanced Feistel network: each round adds to one half a value that
 * depends on the other half only, so each round can be undone.
 */
export function permute(value: number, left: number, right: number, key: number): number {
  let high = Math.floor(value / right);
  let low = value % right;
  for (let round = 0; round < rounds; round += 1) {
    high = (high + (mix32(Math.imul(low, 0x9e37_79b1) ^ (key + round * 2)) % left)) % left;
    low = (low + (mix32(Math.imul(high, 0x85eb_ca77) ^ (key + round * 2 + 1)) % right)) % right;
  }
  return high * right + low;
}
