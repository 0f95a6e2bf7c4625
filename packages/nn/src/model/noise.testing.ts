// Numbers that tests and goldens share without a file.

/** The hash of goldens/make.py: numbers in [−1, 1) that float32 holds exactly. */
export function noise(seed: number, count: number): Float32Array {
  return Float32Array.from({ length: count }, (_, i) => {
    let h = Math.imul(i + Math.imul(seed, 0x9e3779b9), 0x85ebca6b);
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
    h = (h ^ (h >>> 16)) >>> 0;
    return (h >>> 8) / 2 ** 23 - 1;
  });
}
