// The order in which an epoch visits the examples.
import { deriveSeed, uniformGenerator } from "../initializers/random.ts";

/** Returns 0 … count − 1. */
export function inOrder(count: number): Uint32Array {
  return Uint32Array.from({ length: count }, (_, i) => i);
}

/** Returns 0 … count − 1 in an order that `seed` and `epoch` decide (Fisher–Yates). */
export function shuffled(count: number, seed: number, epoch: number): Uint32Array {
  const order = inOrder(count);
  const uniform = uniformGenerator(deriveSeed(seed, epoch));
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(uniform() * (i + 1));
    const held = order[i]!;
    order[i] = order[j]!;
    order[j] = held;
  }
  return order;
}
