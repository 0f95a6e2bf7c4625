/** 128 bits of a text in hexadecimal: four FNV-1a sums of it, each from a start of its own and mixed at the end. Not for secrets. */
export function textHash(text: string): string {
  const sums = [0x811c9dc5, 0x9e3779b9, 0x85ebca6b, 0xc2b2ae35];
  const primes = [0x01000193, 0x9e3779b1, 0x85ebca77, 0xc2b2ae3d];
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    for (let s = 0; s < 4; s++) sums[s] = Math.imul(sums[s]! ^ c, primes[s]!);
  }
  return sums.map((s) => mixed(s).toString(16).padStart(8, "0")).join("");
}

/** Spreads the last characters over all bits. */
function mixed(sum: number): number {
  let x = sum ^ (sum >>> 16);
  x = Math.imul(x, 0x85ebca6b);
  x ^= x >>> 13;
  x = Math.imul(x, 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}
