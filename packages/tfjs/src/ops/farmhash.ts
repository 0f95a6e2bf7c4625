/** FarmHash's 64-bit fingerprint (Pike & Alakuijala, farmhashna), which TensorFlow hashes strings with. */

const K0 = 0xc3a5c85c97cb3127n;
const K1 = 0xb492b66fbe98f273n;
const K2 = 0x9ae16a3b2f90404fn;
const MASK = (1n << 64n) - 1n;

const u64 = (x: bigint): bigint => x & MASK;
const rotate = (x: bigint, by: bigint): bigint => (by === 0n ? x : u64((x >> by) | (x << (64n - by))));
const mix = (x: bigint): bigint => x ^ (x >> 47n);

type Pair = readonly [bigint, bigint];

class Bytes {
  private readonly view: DataView;

  constructor(bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Eight bytes, the lowest first. */
  word(at: number): bigint {
    return this.view.getBigUint64(at, true);
  }

  half(at: number): bigint {
    return BigInt(this.view.getUint32(at, true));
  }
}

function hash16(u: bigint, v: bigint, mul: bigint): bigint {
  let a = u64((u ^ v) * mul);
  a ^= a >> 47n;
  let b = u64((v ^ a) * mul);
  b ^= b >> 47n;
  return u64(b * mul);
}

/** Returns the fingerprint of `bytes`, below 2⁶⁴. */
export function fingerPrint64(bytes: Uint8Array): bigint {
  const n = bytes.length;
  if (n <= 16) return upTo16(bytes);
  const s = new Bytes(bytes);
  if (n <= 32) return upTo32(s, n);
  return n <= 64 ? upTo64(s, n) : long(s, n);
}

function upTo16(bytes: Uint8Array): bigint {
  const n = bytes.length;
  const s = new Bytes(bytes);
  const size = BigInt(n);
  if (n >= 8) {
    const mul = u64(K2 + size * 2n);
    const a = u64(s.word(0) + K2);
    const b = s.word(n - 8);
    return hash16(u64(rotate(b, 37n) * mul + a), u64((rotate(a, 25n) + b) * mul), mul);
  }
  if (n >= 4) {
    const mul = u64(K2 + size * 2n);
    return hash16(u64(size + (s.half(0) << 3n)), s.half(n - 4), mul);
  }
  if (n > 0) {
    const y = BigInt(bytes[0]! + (bytes[n >> 1]! << 8));
    const z = BigInt(n + (bytes[n - 1]! << 2));
    return u64(mix(u64(y * K2) ^ u64(z * K0)) * K2);
  }
  return K2;
}

function upTo32(s: Bytes, n: number): bigint {
  const mul = u64(K2 + BigInt(n) * 2n);
  const a = u64(s.word(0) * K1);
  const b = s.word(8);
  const c = u64(s.word(n - 8) * mul);
  const d = u64(s.word(n - 16) * K2);
  return hash16(u64(rotate(u64(a + b), 43n) + rotate(c, 30n) + d), u64(a + rotate(u64(b + K2), 18n) + c), mul);
}

function upTo64(s: Bytes, n: number): bigint {
  const mul = u64(K2 + BigInt(n) * 2n);
  const a = u64(s.word(0) * K2);
  const b = s.word(8);
  const c = u64(s.word(n - 8) * mul);
  const d = u64(s.word(n - 16) * K2);
  const y = u64(rotate(u64(a + b), 43n) + rotate(c, 30n) + d);
  const z = hash16(y, u64(a + rotate(u64(b + K2), 18n) + c), mul);
  const e = u64(s.word(16) * mul);
  const f = s.word(24);
  const g = u64((y + s.word(n - 32)) * mul);
  const h = u64((z + s.word(n - 24)) * mul);
  return hash16(u64(rotate(u64(e + f), 43n) + rotate(g, 30n) + h), u64(e + rotate(u64(f + a), 18n) + g), mul);
}

/** 32 bytes from `at`, with two seeds. */
function weak32(s: Bytes, at: number, first: bigint, second: bigint): Pair {
  const [w, x, y, z] = [s.word(at), s.word(at + 8), s.word(at + 16), s.word(at + 24)];
  let a = u64(first + w);
  let b = rotate(u64(second + a + z), 21n);
  const c = a;
  a = u64(a + x + y);
  b = u64(b + rotate(a, 44n));
  return [u64(a + z), u64(b + c)];
}

function long(s: Bytes, n: number): bigint {
  const seed = 81n;
  let x = seed;
  let y = u64(seed * K1 + 113n);
  let z = u64(mix(u64(y * K2 + 113n)) * K2);
  let v: Pair = [0n, 0n];
  let w: Pair = [0n, 0n];
  x = u64(x * K2 + s.word(0));
  const end = ((n - 1) >> 6) * 64;
  const last = end + ((n - 1) & 63) - 63;
  let at = 0;
  do {
    x = u64(rotate(u64(x + y + v[0] + s.word(at + 8)), 37n) * K1);
    y = u64(rotate(u64(y + v[1] + s.word(at + 48)), 42n) * K1);
    x ^= w[1];
    y = u64(y + v[0] + s.word(at + 40));
    z = u64(rotate(u64(z + w[0]), 33n) * K1);
    v = weak32(s, at, u64(v[1] * K1), u64(x + w[0]));
    w = weak32(s, at + 32, u64(z + w[1]), u64(y + s.word(at + 16)));
    [z, x] = [x, z];
    at += 64;
  } while (at !== end);
  const mul = u64(K1 + ((z & 0xffn) << 1n));
  at = last;
  w = [u64(w[0] + BigInt((n - 1) & 63)), w[1]];
  v = [u64(v[0] + w[0]), v[1]];
  w = [u64(w[0] + v[0]), w[1]];
  x = u64(rotate(u64(x + y + v[0] + s.word(at + 8)), 37n) * mul);
  y = u64(rotate(u64(y + v[1] + s.word(at + 48)), 42n) * mul);
  x ^= u64(w[1] * 9n);
  y = u64(y + v[0] * 9n + s.word(at + 40));
  z = u64(rotate(u64(z + w[0]), 33n) * mul);
  v = weak32(s, at, u64(v[1] * mul), u64(x + w[0]));
  w = weak32(s, at + 32, u64(z + w[1]), u64(y + s.word(at + 16)));
  [z, x] = [x, z];
  return hash16(u64(hash16(v[0], w[0], mul) + mix(y) * K0 + z), u64(hash16(v[1], w[1], mul) + x), mul);
}
