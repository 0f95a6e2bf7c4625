import fc from "fast-check";
import { expect, test } from "vitest";
import { permutation } from "./permutation.ts";

test("every number appears once, for any count and seed", () => {
  fc.assert(
    fc.property(fc.nat(300), fc.maxSafeInteger(), (count, seed) => {
      expect(permutation(count, seed).sort()).toEqual(Uint32Array.from({ length: count }, (_, i) => i));
    }),
  );
});

test("successive epochs and seeds agree in no more places than chance has it", () => {
  const orders = [permutation(5000, 1, 0), permutation(5000, 1, 1), permutation(5000, 2, 0), permutation(5000, 2, 1)];
  for (const [i, a] of orders.entries()) {
    for (const b of orders.slice(i + 1)) {
      // The number of agreeing places is Poisson with mean 1, shifted by any distance: 10 or more is one in 10⁷.
      for (const shift of [0, 1, 2]) {
        expect(a.filter((value, place) => value === b[(place + shift) % b.length]).length).toBeLessThan(10);
      }
    }
  }
});

test("over many seeds the 24 orders of four numbers come about equally often", () => {
  const rounds = 24_000;
  const counts = new Map<string, number>();
  for (let seed = 0; seed < rounds; seed++) {
    const key = permutation(4, seed).join("");
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  expect(counts.size).toBe(24);
  // Chi-square with 23 degrees of freedom exceeds 49.7 once in a thousand times.
  const chiSquare = [...counts.values()].reduce((sum, n) => sum + (n - 1000) ** 2 / 1000, 0);
  expect(chiSquare).toBeLessThan(49.7);
});
