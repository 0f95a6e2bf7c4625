// Random numbers on the host for initial values: the same seed gives the same weights on every device and in Node.

/** Yields numbers in [0, 1) with 32 random bits. */
export type Uniform = () => number;

/**
 * Returns a generator that `seed` decides. It is sfc32 (Chris Doty-Humphrey's small fast counter, 128 bits of state):
 * passes PractRand, and its additions and shifts are exact in JavaScript's 32-bit integers.
 */
export function uniformGenerator(seed: number): Uniform {
  let a = seed >>> 0;
  let b = Math.floor(seed / 2 ** 32) >>> 0;
  let c = 0x9e3779b9;
  let counter = 1;
  function next(): number {
    const word = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + word;
    return (word >>> 0) / 2 ** 32;
  }
  // A seed with few bits set needs some rounds to spread over the state.
  for (let i = 0; i < 16; i++) next();
  return next;
}

/** Returns a generator of standard normal numbers (Box–Muller, both numbers of each pair used). */
export function normalGenerator(uniform: Uniform): () => number {
  let spare: number | undefined;
  return () => {
    if (spare !== undefined) {
      const kept = spare;
      spare = undefined;
      return kept;
    }
    // 1 − u lies in (0, 1], where the logarithm is finite.
    const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
    const angle = 2 * Math.PI * uniform();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
}

/** Returns a seed of its own for the `index`-th user of `seed`: neighbouring seeds and indices give unrelated numbers. */
export function deriveSeed(seed: number, index: number): number {
  const uniform = uniformGenerator((seed >>> 0) + 2 ** 32 * index);
  return Math.floor(uniform() * 2 ** 32);
}

/** Returns a seed that nobody chose. */
export function freshSeed(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0]!;
}
