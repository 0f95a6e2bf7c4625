// From channels last (TensorFlow's layout, in which the works are written) to channels first (jax-js's).

interface HostArray {
  readonly data: Float32Array<ArrayBuffer>;
  readonly shape: readonly number[];
}

/** Returns a batch of images NHWC → NCHW. */
export function channelsFirst(data: Float32Array, shape: readonly number[]): HostArray {
  return permute(data, shape, [0, 3, 1, 2]);
}

/** Returns a convolution kernel HWIO → OIHW. */
export function outputsFirst(data: Float32Array, shape: readonly number[]): HostArray {
  return permute(data, shape, [3, 2, 0, 1]);
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
