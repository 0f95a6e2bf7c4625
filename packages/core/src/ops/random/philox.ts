/**
 * Philox4x32-10, a counter-based random generator: four random words for a counter of four words and a key of two, by ten rounds of
 * multiplication. Nothing is stored and no order matters, so the numbers are the same on every device. After Salmon et al.,
 * "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
 */
import type { Expr } from "../../ir/expr.ts";
import { op } from "../../ir/expr.ts";
import * as s from "../scalar.ts";

const ROUNDS = 10;
const MULTIPLIERS = [0xd2511f53, 0xcd9e8d57] as const;
/** Added to the key after each round. */
const WEYL = [0x9e3779b9, 0xbb67ae85] as const;

type Words<T> = readonly [T, T, T, T];

/** The arithmetic of 32-bit words, for kernels and for the host. */
interface Arithmetic<T> {
  add(a: T, constant: number): T;
  xor(a: T, b: T): T;
  multiply(a: T, constant: number): { readonly low: T; readonly high: T };
}

function rounds<T>(counter: Words<T>, key: readonly [T, T], { add, xor, multiply }: Arithmetic<T>): Words<T> {
  let [a, b, c, d] = counter;
  let [k0, k1] = key;
  for (let round = 0; round < ROUNDS; round++) {
    if (round > 0) [k0, k1] = [add(k0, WEYL[0]), add(k1, WEYL[1])];
    const [p, q] = [multiply(a, MULTIPLIERS[0]), multiply(c, MULTIPLIERS[1])];
    [a, b, c, d] = [xor(xor(q.high, b), k0), q.low, xor(xor(p.high, d), k1), p.low];
  }
  return [a, b, c, d];
}

/** The four words of `counter` under `key` as u32 expressions. */
export function philox(counter: Words<Expr>, key: readonly [Expr, Expr]): Words<Expr> {
  return rounds<Expr>(counter, key, {
    add: s.add,
    xor: s.xor,
    multiply: (a, constant) => ({ low: s.mul(a, constant), high: op("mulhi", [a, s.same(constant, a)]) }),
  });
}

/** The same on the host. */
export function philoxWords(counter: Words<number>, key: readonly [number, number]): Words<number> {
  return rounds(counter, key, {
    add: (a, b) => (a + b) >>> 0,
    xor: (a, b) => (a ^ b) >>> 0,
    multiply: (a, constant) => {
      const product = BigInt(a) * BigInt(constant);
      return { low: Number(product & 0xffffffffn), high: Number(product >> 32n) };
    },
  });
}
