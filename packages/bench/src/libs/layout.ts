// From channels last (TensorFlow's layout, in which the works are written) to channels first (jax-js's and ONNX's).
import type { Role } from "../works/work.ts";

interface HostArray {
  readonly data: Float32Array<ArrayBuffer>;
  readonly shape: readonly number[];
}

/** Returns an array in the channels-first layout of its role. */
export function arrange(data: Float32Array, shape: readonly number[], role: Role): HostArray {
  const rank = shape.length;
  const space = Array.from({ length: rank - 2 }, (_, i) => i);
  switch (role) {
    case "image":
      return permute(data, shape, [0, rank - 1, ...space.map((i) => i + 1)]);
    case "kernel":
    case "depthwiseKernel":
      return permute(data, shape, role === "kernel" ? [rank - 1, rank - 2, ...space] : [rank - 2, rank - 1, ...space]);
    case "transposedKernel":
      // a transposed convolution sees its window from the other side
      return permute(reversed(data, shape), shape, [rank - 2, rank - 1, ...space]);
  }
}

/** Returns a dense kernel [H·W·C, units] with its rows in the order C·H·W, in which flattened channels-first images come. */
export function flattenedChannelsFirst(
  data: Float32Array,
  [h = 0, w = 0, c = 0]: readonly number[],
  units: number,
): HostArray {
  const moved = permute(data, [h, w, c, units], [2, 0, 1, 3]);
  return { data: moved.data, shape: [h * w * c, units] };
}

/** The window [...window, out, in] backwards along all its dimensions. */
function reversed(data: Float32Array, shape: readonly number[]): Float32Array {
  const inner = shape.at(-1)! * shape.at(-2)!;
  const taps = data.length / inner;
  const out = new Float32Array(data.length);
  for (let tap = 0; tap < taps; tap++) out.set(data.subarray(tap * inner, (tap + 1) * inner), (taps - 1 - tap) * inner);
  return out;
}

/** Reorders the axes of a row-major array: axis i of the result is axis `axes[i]` of the input. */
function permute(data: Float32Array, shape: readonly number[], axes: readonly number[]): HostArray {
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((size, n) => size * n, 1));
  const moved = axes.map((axis) => shape[axis]!);
  const out = new Float32Array(data.length);
  const index = moved.map(() => 0);
  for (let at = 0; at < out.length; at++) {
    out[at] = data[index.reduce((from, i, axis) => from + i * strides[axes[axis]!]!, 0)]!;
    for (let axis = index.length - 1; axis >= 0 && ++index[axis]! === moved[axis]; axis--) index[axis] = 0;
  }
  return { data: out, shape: moved };
}
