// A seeded order of examples: the same seed gives the same order in every browser and in Node.

/**
 * Returns the numbers `0 … count − 1` in an order that `seed` and `epoch` decide; every order is about equally likely.
 *
 * @param count how many numbers
 * @param seed a whole number; it is taken modulo 2³²
 * @param epoch a whole number; each gives an order of its own. Default 0
 */
export function permutation(count: number, seed: number, epoch = 0): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  const random = splitMix32(mix(mix(seed) + epoch));
  // Fisher–Yates: each place draws from those not yet drawn.
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const held = order[i]!;
    order[i] = order[j]!;
    order[j] = held;
  }
  return order;
}

/** A counter in steps of 2³² / φ, mixed; yields numbers in [0, 1). */
function splitMix32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    return mix(state) / 2 ** 32;
  };
}

/** The 32-bit finalizer of MurmurHash3: a bijection in which every input bit sways every output bit. */
function mix(value: number): number {
  let z = value >>> 0;
  z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
  z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
  return (z ^ (z >>> 16)) >>> 0;
}
