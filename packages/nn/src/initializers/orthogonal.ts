// Orthogonal matrices: Saxe, McClelland and Ganguli, ICLR 2014.
import { OpError } from "@weir/core";
import { sizeOf } from "../shape.ts";
import type { Initializer, SeedOption } from "./initializer.ts";
import { normalGenerator, uniformGenerator } from "./random.ts";

/** Settings of {@link orthogonal}. */
export interface OrthogonalOptions extends SeedOption {
  /** Factor of the matrix. Default 1. */
  readonly gain?: number;
}

/**
 * Returns an initializer of matrices with orthonormal rows or columns, whichever are fewer, drawn evenly from all of those. A shape of
 * more than two dimensions is a matrix of all but the last by the last.
 * @throws OpError, when it is used, for a shape of fewer than two dimensions
 * @see Keras's `keras.initializers.Orthogonal`
 * @example
 * const w = tensor(orthogonal({ gain: 2 }).initialize([2, 2], 0), [2, 2]);
 * w.matMul(w, true) // [[4, 0], [0, 4]]
 */
export function orthogonal({ gain = 1, seed }: OrthogonalOptions = {}): Initializer {
  return {
    name: "orthogonal",
    initialize(shape, modelSeed) {
      if (shape.length < 2)
        throw new OpError("orthogonal", `takes shapes of at least two dimensions, got [${shape.join(", ")}].`);
      const columns = shape.at(-1)!;
      const rows = sizeOf(shape) / Math.max(1, columns);
      const normal = normalGenerator(uniformGenerator(seed ?? modelSeed));
      const [count, length] = [Math.min(rows, columns), Math.max(rows, columns)];
      const vectors = orthonormal(count, length, normal);
      return Float32Array.from({ length: rows * columns }, (_, i) => {
        const [r, c] = [Math.floor(i / columns), i % columns];
        return gain * (rows < columns ? vectors[r]![c]! : vectors[c]![r]!);
      });
    },
  };
}

/**
 * `count` orthonormal vectors: normal ones, made orthogonal one after the other (Gram–Schmidt, twice over, which is orthogonal to working
 * precision). Of normal vectors the result is even over all of them.
 */
function orthonormal(count: number, length: number, normal: () => number): Float64Array[] {
  const vectors: Float64Array[] = [];
  while (vectors.length < count) {
    const v = Float64Array.from({ length }, normal);
    for (let pass = 0; pass < 2; pass++)
      for (const u of vectors) {
        const along = dot(u, v);
        for (let i = 0; i < length; i++) v[i]! -= along * u[i]!;
      }
    const norm = Math.sqrt(dot(v, v));
    vectors.push(v.map((x) => x / norm));
  }
  return vectors;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
