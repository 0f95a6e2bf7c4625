/** Ops that move elements: shapes, slices, joins, gathers. Strings move too: their codes do. */
import * as weir from "@weir/core";
import type { Input } from "../convert.ts";
import { convert, convertArray, inputOf, matchTypes, moved, sharing } from "../convert.ts";
import type { Tensor } from "../tensor.ts";
import type { Axis, TensorLike } from "../types.ts";
import { assert, parseAxisParam, sizeFromShape } from "../util.ts";

const any = "string_or_numeric";

/**
 * Returns `x` in another shape; one size may be −1.
 * @throws Error when the sizes do not fit, or more than one is −1
 * @example tf.reshape([1, 2, 3, 4], [2, -1]) // [[1, 2], [3, 4]]
 */
export function reshape(x: TensorLike, shape: readonly number[]): Tensor {
  const t = convert(x, "x", "reshape", any);
  return sharing(t, weir.reshape(t.core, inferReshape(shape, t.size)));
}

function inferReshape(shape: readonly number[], size: number): number[] {
  let known = 1;
  let open = -1;
  shape.forEach((d, i) => {
    if (d >= 0) known *= d;
    else if (d === -1) {
      if (open !== -1) throw new Error(`Shapes can only have 1 implicit size. Found -1 at dim ${open} and dim ${i}`);
      open = i;
    } else throw new Error(`Shapes can not be < 0. Found ${d} at dim ${i}`);
  });
  if (open === -1) {
    assert(size === known, () => `Size(${size}) must match the product of shape ${shape}`);
    return [...shape];
  }
  if (known === 0) throw new Error(`Cannot infer the missing size in [${shape}] when there are 0 elements`);
  if (size % known !== 0) throw new Error(`The implicit shape can't be a fractional number. Got ${size} / ${known}`);
  return shape.map((d, i) => (i === open ? size / known : d));
}

/**
 * Returns `x` with an axis of size 1 inserted.
 * @throws Error for an axis out of range
 * @example tf.expandDims([1, 2], 1) // [[1], [2]]
 */
export function expandDims(x: TensorLike, axis = 0): Tensor {
  const t = convert(x, "x", "expandDims", any);
  assert(axis <= t.rank, "Axis must be <= rank of the tensor");
  assert(axis >= -(t.rank + 1), `Axis must be in the interval [${-(t.rank + 1)}, ${t.rank}]`);
  const shape = [...t.shape];
  shape.splice(axis < 0 ? t.rank + axis + 1 : axis, 0, 1);
  return sharing(t, weir.reshape(t.core, shape));
}

/**
 * Returns `x` without its axes of size 1, or those of `axis`.
 * @throws Error for an axis whose size is not 1
 * @example tf.squeeze([[[1], [2]]]) // [1, 2]
 */
export function squeeze(x: TensorLike, axis?: Axis): Tensor {
  const t = convert(x, "x", "squeeze", any);
  const axes =
    axis === undefined || axis === null || (Array.isArray(axis) && axis.length === 0)
      ? undefined
      : parseAxisParam(axis, t.shape);
  for (const a of axes ?? [])
    if (t.shape[a] !== 1) throw new Error(`Can't squeeze axis ${a} since its dim '${t.shape[a]}' is not 1`);
  const shape = t.shape.filter((d, i) => (axes ? !axes.includes(i) : d !== 1));
  return sharing(t, weir.reshape(t.core, shape));
}

/**
 * Returns `x` repeated to `shape`, of which −1 stands for the size `x` has.
 * @throws Error when `x` does not broadcast to `shape`
 * @example tf.broadcastTo([1, 2], [2, 2]) // [[1, 2], [1, 2]]
 */
export function broadcastTo(x: TensorLike, shape: readonly number[]): Tensor {
  const t = convert(x, "broadcastTo", "x");
  if (shape.some((d) => !(d > 0) || d % 1 !== 0)) throw new Error(`broadcastTo(): Invalid broadcast shape [${shape}].`);
  if (shape.length < t.rank) throw new Error(`broadcastTo(): shape.length=${shape.length} < input.rank=${t.rank}.`);
  const padded = [...new Array<number>(shape.length - t.rank).fill(1), ...t.shape];
  padded.forEach((d, i) => {
    if (d !== 1 && d !== shape[i]) throw new Error(`broadcastTo(): [${t.shape}] cannot be broadcast to [${shape}].`);
  });
  return moved(t, weir.broadcastTo(t.core, shape));
}

/**
 * Returns `x` with its axes in the order of `perm` (default reversed).
 * @throws Error when `perm` does not name every axis
 * @example tf.transpose([[1, 2], [3, 4]]) // [[1, 3], [2, 4]]
 */
export function transpose(x: TensorLike, perm?: readonly number[] | null, conjugate = false): Tensor {
  const t = convert(x, "x", "transpose");
  const order = perm ?? t.shape.map((_, i) => i).reverse();
  assert(t.rank === order.length, `Error in transpose: rank of input ${t.rank} must match length of perm ${order}.`);
  for (const a of order)
    assert(a >= 0 && a < t.rank, `All entries in 'perm' must be between 0 and ${t.rank - 1} but got ${order}`);
  const source = conjugate && t.dtype === "complex64" ? weir.conj(t.core) : t.core;
  return t.rank <= 1 ? sharing(t, source) : moved(t, weir.transpose(source, order));
}

/**
 * Returns `x` repeated `reps[i]` times along axis i.
 * @throws Error when `reps` has not one entry an axis
 * @example tf.tile([1, 2], [2]) // [1, 2, 1, 2]
 */
export function tile(x: TensorLike, reps: readonly number[]): Tensor {
  const t = convert(x, "x", "tile", any);
  assert(t.rank === reps.length, `Error in transpose: rank of input ${t.rank} must match length of reps ${reps}.`);
  return moved(t, weir.tile(t.core, reps));
}

function reversal(rank?: number) {
  return (x: TensorLike, axis?: Axis): Tensor => {
    const t = convert(x, "x", "reverse");
    if (rank !== undefined)
      assert(t.rank === rank, `Error in reverse${rank}D: x must be rank ${rank} but got rank ${t.rank}.`);
    const axes = parseAxisParam(axis ?? null, t.shape);
    return t.rank === 0 ? sharing(t, t.core) : moved(t, weir.reverse(t.core, axes));
  };
}
/**
 * Returns `x` with the order of elements turned round along `axis` (all axes by default).
 * @example tf.reverse([[1, 2], [3, 4]], 1) // [[2, 1], [4, 3]]
 */
export const reverse: (x: TensorLike, axis?: Axis) => Tensor = reversal();
/**
 * As `reverse`, of a vector.
 * @throws Error for other ranks
 * @example tf.reverse1d([1, 2, 3]) // [3, 2, 1]
 */
export const reverse1d: (x: TensorLike, axis?: Axis) => Tensor = reversal(1);
/**
 * As `reverse`, of rank 2.
 * @throws Error for other ranks
 * @example tf.reverse2d([[1, 2], [3, 4]], 0) // [[3, 4], [1, 2]]
 */
export const reverse2d: (x: TensorLike, axis?: Axis) => Tensor = reversal(2);
/**
 * As `reverse`, of rank 3.
 * @throws Error for other ranks
 * @example tf.reverse3d([[[1, 2]]], 2) // [[[2, 1]]]
 */
export const reverse3d: (x: TensorLike, axis?: Axis) => Tensor = reversal(3);
/**
 * As `reverse`, of rank 4.
 * @throws Error for other ranks
 * @example tf.reverse4d([[[[1, 2]]]], 3) // [[[[2, 1]]]]
 */
export const reverse4d: (x: TensorLike, axis?: Axis) => Tensor = reversal(4);

// ---- slices -------------------------------------------------------------------------------------------------------------

/** Takes a block of a tensor: from `begin`, of `size` (−1 or absent: to the end). */
export type Slice = (x: TensorLike, begin: number | readonly number[], size?: number | readonly number[]) => Tensor;

/**
 * Returns the block of `x` that starts at `begin` and is `size` large; −1 and missing sizes reach to the end.
 * @throws Error for a scalar, or when the box reaches outside `x`
 * @example tf.slice([[1, 2, 3], [4, 5, 6]], [0, 1], [2, 2]) // [[2, 3], [5, 6]]
 */
export function slice(x: TensorLike, begin: number | readonly number[], size?: number | readonly number[]): Tensor {
  const t = convert(x, "x", "slice", any);
  if (t.rank === 0) throw new Error("Slicing scalar is not supported");
  const from = typeof begin === "number" ? [begin] : [...begin];
  while (from.length < t.rank) from.push(0);
  for (const b of from) assert(b !== -1, "slice() does not support negative begin indexing.");
  const given = size === undefined || size === null ? [] : typeof size === "number" ? [size] : [...size];
  const sizes = t.shape.map((d, i) => {
    const s = given[i] ?? -1;
    if (s >= 0) return s;
    assert(s === -1, `Negative size values should be exactly -1 but got ${s} for the slice() size at index ${i}.`);
    return d - from[i]!;
  });
  assert(
    from.length === t.rank,
    `Error in slice${t.rank}D: Length of begin ${from} must match the rank of the array (${t.rank}).`,
  );
  sizes.forEach((s, i) =>
    assert(
      from[i]! + s <= t.shape[i]!,
      `Error in slice${t.rank}D: begin[${i}] + size[${i}] (${from[i]! + s}) would overflow input.shape[${i}] (${t.shape[i]})`,
    ),
  );
  return moved(t, weir.slice(t.core, from, sizes));
}

function sliceOf(rank: number): Slice {
  return (x, begin, size) => {
    const t = convert(x, "x", `slice${rank}d`, any);
    assert(t.rank === rank, `slice${rank}d expects a rank-${rank} tensor, but got a rank-${t.rank} tensor`);
    return slice(x, begin, size);
  };
}
/**
 * As `slice`, of a vector.
 * @throws Error for other ranks, or when the box reaches outside `x`
 * @example tf.slice1d([1, 2, 3], 1, 2) // [2, 3]
 */
export const slice1d: Slice = sliceOf(1);
/**
 * As `slice`, of rank 2.
 * @throws Error for other ranks, or when the box reaches outside `x`
 * @example tf.slice2d([[1, 2], [3, 4]], [1, 0]) // [[3, 4]]
 */
export const slice2d: Slice = sliceOf(2);
/**
 * As `slice`, of rank 3.
 * @throws Error for other ranks, or when the box reaches outside `x`
 * @example tf.slice3d([[[1, 2]]], [0, 0, 1]) // [[[2]]]
 */
export const slice3d: Slice = sliceOf(3);
/**
 * As `slice`, of rank 4.
 * @throws Error for other ranks, or when the box reaches outside `x`
 * @example tf.slice4d([[[[1, 2]]]], [0, 0, 0, 1]) // [[[[2]]]]
 */
export const slice4d: Slice = sliceOf(4);

/**
 * Returns elements `begin` … `end` in steps of `strides`; bits of the masks mean what they do in TensorFlow.
 * @throws Error for a stride of 0, more than one ellipsis, or a single index out of range
 * @example tf.stridedSlice([1, 2, 3, 4, 5], [0], [5], [2]) // [1, 3, 5]
 */
export function stridedSlice(
  x: TensorLike,
  begin: readonly number[],
  end: readonly number[],
  strides?: readonly number[],
  beginMask = 0,
  endMask = 0,
  ellipsisMask = 0,
  newAxisMask = 0,
  shrinkAxisMask = 0,
): Tensor {
  const t = convert(x, "x", "stridedSlice", any);
  const spec = denseSlice(t.shape, begin, end, strides ?? begin.map(() => 1), {
    beginMask,
    endMask,
    ellipsisMask,
    newAxisMask,
    shrinkAxisMask,
  });
  const cut = weir.stridedSlice(t.core, spec.begin, spec.end, spec.strides);
  return moved(t, weir.reshape(cut, spec.shape));
}

interface Masks {
  readonly beginMask: number;
  readonly endMask: number;
  readonly ellipsisMask: number;
  readonly newAxisMask: number;
  readonly shrinkAxisMask: number;
}

interface DenseSlice {
  readonly begin: number[];
  readonly end: number[];
  readonly strides: number[];
  /** Of the result, with new axes in and shrunk ones out. */
  readonly shape: number[];
}

/** One entry per axis of `shape`, from entries that may name an ellipsis, new axes, and axes that go. */
function denseSlice(
  shape: readonly number[],
  begin: readonly number[],
  end: readonly number[],
  strides: readonly number[],
  masks: Masks,
): DenseSlice {
  const has = (mask: number, i: number): boolean => ((mask >> i) & 1) === 1;
  const { ellipsisMask, newAxisMask } = masks;
  if ((ellipsisMask & (ellipsisMask - 1)) !== 0) throw new Error("Multiple ellipses in slice is not allowed.");
  const entries = begin.length;
  const named = begin.filter((_, i) => !has(newAxisMask, i) && !has(ellipsisMask, i)).length;
  const out: DenseSlice = { begin: [], end: [], strides: [], shape: [] };
  const take = (d: number, from: number, to: number, stride: number, shrink: boolean): void => {
    out.begin.push(from);
    out.end.push(to);
    out.strides.push(stride);
    const count = Math.max(0, Math.ceil((to - from) / stride));
    if (!shrink) out.shape.push(count);
    void d;
  };
  let axis = 0;
  const whole = (count: number): void => {
    for (let j = 0; j < count; j++, axis++) take(shape[axis]!, 0, shape[axis]!, 1, false);
  };
  for (let i = 0; i < entries; i++) {
    if (has(ellipsisMask, i)) whole(shape.length - named);
    else if (has(newAxisMask, i)) out.shape.push(1);
    else {
      const d = shape[axis++]!;
      const stride = strides[i]!;
      if (stride === 0) throw new Error(`strides[${i}] must be non-zero`);
      if (has(masks.shrinkAxisMask, i)) {
        const at = begin[i]! < 0 ? begin[i]! + d : begin[i]!;
        if (stride <= 0) throw new Error("only stride 1 allowed on non-range indexing.");
        if (at < 0 || at >= d) throw new Error(`slice index ${begin[i]} of dimension ${axis - 1} out of bounds.`);
        take(d, at, at + 1, 1, true);
        continue;
      }
      const [low, high] = stride > 0 ? [0, d] : [-1, d - 1];
      const clamp = (v: number): number => Math.min(Math.max(v < 0 ? v + d : v, low), high);
      const from = has(masks.beginMask, i) ? (stride > 0 ? low : high) : clamp(begin[i]!);
      const to = has(masks.endMask, i) ? (stride > 0 ? high : low) : clamp(end[i]!);
      take(d, from, to, stride, false);
    }
  }
  whole(shape.length - axis);
  // Weir counts negative ends from the back, where −1 as an end here means "before the first".
  out.end.forEach((e, i) => {
    if (e < 0) out.end[i] = e - shape[i]!;
  });
  return out;
}

// ---- joins --------------------------------------------------------------------------------------------------------------

/** Tensors of one dtype; strings get one list of words. */
function unified(list: readonly Input[]): Input[] {
  if (!list.some((t) => t.words))
    return list.reduce<Input[]>((done, t) => {
      const first = done[0];
      if (!first) return [t];
      const dtype = matchTypes(first, t)[0].dtype as weir.DType;
      return [...done, t].map((u) => (u.dtype === dtype ? u : inputOf(weir.cast(u.core, dtype))));
    }, []);
  const words = list.flatMap((t) => t.words ?? []);
  let start = 0;
  return list.map((t) => {
    const codes = start === 0 ? t.core : weir.add(t.core, weir.fill([], start, "int32"));
    start += t.words!.length;
    return { ...inputOf(codes), words, dtype: "string" as const };
  });
}

/**
 * Returns tensors joined along an axis they have.
 * @throws Error for no tensors, or when ranks or sizes of other axes differ
 * @example tf.concat([[1, 2], [3]]) // [1, 2, 3]
 */
export function concat(tensors: readonly TensorLike[], axis = 0): Tensor {
  assert(tensors.length >= 1, "Pass at least one tensor to concat");
  const list = convertArray(tensors, "tensors", "concat", any);
  if (list[0]!.dtype === "complex64")
    for (const t of list)
      if (t.dtype !== "complex64")
        throw new Error(`Cannot concatenate complex64 tensors with a tensor with dtype ${t.dtype}. `);
  const rank = list[0]!.rank;
  if (list.length === 1) return sharing(list[0]!, list[0]!.core);
  const [a] = parseAxisParam(axis, list[0]!.shape);
  list.forEach((t, i) => {
    assert(
      t.rank === rank,
      `Error in concat${rank}D: rank of tensors[${i}] must be the same as the rank of the rest (${rank})`,
    );
    t.shape.forEach((d, j) =>
      assert(
        j === a || d === list[0]!.shape[j],
        `Error in concat${rank}D: Shape of tensors[${i}] (${t.shape}) does not match the shape of the rest (${list[0]!.shape}) along the non-concatenated axis ${j}.`,
      ),
    );
  });
  const same = unified(list);
  return moved(
    same[0]!,
    weir.concat(
      same.map((t) => t.core),
      a,
    ),
  );
}

/**
 * Returns vectors joined.
 * @example tf.concat1d([[1], [2]]) // [1, 2]
 */
export function concat1d(tensors: readonly TensorLike[]): Tensor {
  return concat(tensors, 0);
}
/**
 * Returns rank-2 tensors joined along `axis`.
 * @example tf.concat2d([[[1]], [[2]]], 1) // [[1, 2]]
 */
export function concat2d(tensors: readonly TensorLike[], axis: number): Tensor {
  return concat(tensors, axis);
}
/**
 * Returns rank-3 tensors joined along `axis`.
 * @example tf.concat3d([[[[1]]], [[[2]]]], 2) // [[[1, 2]]]
 */
export function concat3d(tensors: readonly TensorLike[], axis: number): Tensor {
  return concat(tensors, axis);
}
/**
 * Returns rank-4 tensors joined along `axis`.
 * @example tf.concat4d([[[[[1]]]], [[[[2]]]]], 3) // [[[[1, 2]]]]
 */
export function concat4d(tensors: readonly TensorLike[], axis: number): Tensor {
  return concat(tensors, axis);
}

/**
 * Returns tensors of one shape joined along a new axis.
 * @throws Error for no tensors, or when shapes or dtypes differ
 * @example tf.stack([[1, 2], [3, 4]], 1) // [[1, 3], [2, 4]]
 */
export function stack(tensors: readonly TensorLike[], axis = 0): Tensor {
  const list = convertArray(tensors, "tensors", "stack", any);
  assert(list.length >= 1, "Pass at least one tensor to tf.stack");
  const shape = list[0]!.shape;
  assert(axis <= shape.length, "Axis must be <= rank of the tensor");
  for (const t of list) {
    assert(
      t.rank === shape.length && t.shape.every((d, i) => d === shape[i]),
      "All tensors passed to stack must have matching shapes",
    );
    assert(t.dtype === list[0]!.dtype, "All tensors passed to stack must have matching dtypes");
  }
  const same = unified(list);
  return moved(
    same[0]!,
    weir.stack(
      same.map((t) => t.core),
      axis < 0 ? axis + shape.length + 1 : axis,
    ),
  );
}

/**
 * Returns the slices of `x` along `axis`, without it.
 * @throws Error for an axis out of range
 * @example tf.unstack([[1, 2], [3, 4]]) // [[1, 2], [3, 4]]
 */
export function unstack(x: TensorLike, axis = 0): Tensor[] {
  const t = convert(x, "x", "unstack", any);
  assert(axis >= -t.rank && axis < t.rank, `Axis = ${axis} is not in [-${t.rank}, ${t.rank})`);
  return weir.unstack(t.core, axis).map((part) => moved(t, part));
}

/**
 * Returns `x` cut along `axis` into that many equal parts, or parts of those sizes, of which one may be −1.
 * @throws Error when the parts do not add up to the axis
 * @example tf.split([1, 2, 3, 4], [1, 3]) // [[1], [2, 3, 4]]
 */
export function split(x: TensorLike, numOrSizeSplits: number | readonly number[], axis = 0): Tensor[] {
  const t = convert(x, "x", "split", any);
  const [a] = parseAxisParam(axis, t.shape);
  const size = t.shape[a!]!;
  let sizes: number[];
  if (typeof numOrSizeSplits === "number") {
    assert(size % numOrSizeSplits === 0, "Number of splits must evenly divide the axis.");
    sizes = new Array<number>(numOrSizeSplits).fill(size / numOrSizeSplits);
  } else {
    assert(
      numOrSizeSplits.filter((s) => s === -1).length <= 1,
      "There should be only one negative value in split array.",
    );
    const known = numOrSizeSplits.reduce((sum, s) => (s > 0 ? sum + s : sum), 0);
    sizes = numOrSizeSplits.map((s) => (s === -1 ? size - known : s));
    assert(size === sizes.reduce((p, q) => p + q, 0), "The sum of sizes must match the size of the axis dimension.");
  }
  return weir.split(t.core, sizes, a).map((part) => moved(t, part));
}

/**
 * Returns the elements, or slices along `axis`, of `x` at `indices`.
 * @throws Error when `batchDims` does not fit, or batch sizes differ
 * @example tf.gather([10, 20, 30], [2, 0]) // [30, 10]
 */
export function gather(x: TensorLike, indices: TensorLike, axis = 0, batchDims = 0): Tensor {
  const t = convert(x, "x", "gather", any);
  const i = convert(indices, "indices", "gather", "int32");
  const [a] = parseAxisParam(axis, t.shape);
  const batch = batchDims < 0 ? batchDims + i.rank : batchDims;
  if (batchDims < 0 ? batch < 0 : batch > i.rank)
    throw new Error(`Expect batchDims in the range of [-${i.rank}, ${i.rank}], but got ${batchDims}`);
  if (a! < batch) throw new Error(`batchDims (${batchDims}) must be less than or equal to axis (${axis}).`);
  if (batch >= t.rank) throw new Error(`batchDims (${batchDims}) must be less than rank(x) (${t.rank}).`);
  for (let d = 0; d < batch; d++)
    if (t.shape[d] !== i.shape[d])
      throw new Error(`x.shape[${d}]: ${t.shape[d]} should be equal to indices.shape[${d}]: ${i.shape[d]}.`);
  return moved(t, weir.gather(t.core, weir.cast(i.core, "int32"), a, batch));
}

// ---- padding ------------------------------------------------------------------------------------------------------------

/** Before and after, for one axis. */
export type Pair = readonly [number, number];

/**
 * Returns `x` with `paddings[i]` = [before, after] elements of `constantValue` round axis i.
 * @throws Error for a scalar
 * @example tf.pad([[1, 2]], [[0, 1], [1, 0]]) // [[0, 1, 2], [0, 0, 0]]
 */
export function pad(x: TensorLike, paddings: readonly Pair[], constantValue = 0): Tensor {
  const t = convert(x, "x", "pad");
  if (t.rank === 0) throw new Error("pad(scalar) is not defined. Pass non-scalar to pad");
  return moved(t, weir.pad(t.core, paddings, constantValue));
}

/**
 * Returns a padded vector.
 * @throws Error when `paddings` is no pair
 * @example tf.pad1d([1, 2], [1, 1], 9) // [9, 1, 2, 9]
 */
export function pad1d(x: TensorLike, paddings: Pair, constantValue = 0): Tensor {
  assert(paddings.length === 2, "Invalid number of paddings. Must be length of 2.");
  return pad(x, [paddings], constantValue);
}

function padOf(rank: number) {
  return (x: TensorLike, paddings: readonly Pair[], constantValue = 0): Tensor => {
    assert(
      paddings.length === rank && paddings.every((p) => p.length === 2),
      "Invalid number of paddings. Must be length of 2 each.",
    );
    return pad(x, paddings, constantValue);
  };
}
/** Pads a tensor of one rank. */
export type Pad = (x: TensorLike, paddings: readonly Pair[], constantValue?: number) => Tensor;
/**
 * As `pad`, of rank 2.
 * @throws Error when `paddings` is not one pair an axis
 * @example tf.pad2d([[1]], [[0, 0], [1, 1]]) // [[0, 1, 0]]
 */
export const pad2d: Pad = padOf(2);
/**
 * As `pad`, of rank 3.
 * @throws Error when `paddings` is not one pair an axis
 * @example tf.pad3d([[[1]]], [[0, 0], [0, 0], [0, 1]]) // [[[1, 0]]]
 */
export const pad3d: Pad = padOf(3);
/**
 * As `pad`, of rank 4.
 * @throws Error when `paddings` is not one pair an axis
 * @example tf.pad4d([[[[1]]]], [[0, 0], [0, 0], [0, 0], [0, 1]]) // [[[[1, 0]]]]
 */
export const pad4d: Pad = padOf(4);

/**
 * Returns `x` with its own elements mirrored round it: "reflect" leaves the edge out, "symmetric" repeats it.
 * @throws Error for another mode, a scalar, or paddings larger than what can be mirrored
 * @example tf.mirrorPad([1, 2, 3], [[2, 1]], "reflect") // [3, 2, 1, 2, 3, 2]
 */
export function mirrorPad(x: TensorLike, paddings: readonly Pair[], mode: "reflect" | "symmetric"): Tensor {
  assert(
    mode === "reflect" || mode === "symmetric",
    `Invalid mode. Mode must be either reflect or symmetric. Got ${String(mode)}.`,
  );
  const t = convert(x, "x", "mirrorPad");
  if (t.rank === 0) throw new Error("mirrorPad(scalar) is not defined. Pass non-scalar to mirrorPad");
  assert(paddings.length === t.rank, `Padding doesn't match input. Must be ${t.rank}. Got ${paddings.length}.`);
  const offset = mode === "reflect" ? 1 : 0;
  paddings.forEach((p, i) => {
    assert(p.length === 2, "Invalid number of paddings. Must be length of 2 each.");
    assert(
      p[0] >= 0 && p[0] <= t.shape[i]! - offset && p[1] >= 0 && p[1] <= t.shape[i]! - offset,
      `Padding in dimension ${i} cannot be greater than or equal to ${t.shape[i]! - offset} or less than 0 for input of shape ${t.shape}`,
    );
  });
  return moved(t, weir.mirrorPad(t.core, paddings, mode));
}

/**
 * Returns `x` as one long vector.
 * @example tf.tensor2d([[1, 2], [3, 4]]).flatten() // [1, 2, 3, 4]
 */
export function flat(x: TensorLike): Tensor {
  const t = convert(x, "x", "flatten", any);
  return sharing(t, weir.reshape(t.core, [sizeFromShape(t.shape)]));
}
