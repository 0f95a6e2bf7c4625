/** Tensors put together and taken apart: concat, stack, split, unstack. */
import { promote } from "../ir/dtype.ts";
import { OpError } from "../ir/error.ts";
import type { Attrs } from "../ir/graph.ts";
import type { Expr } from "../ir/expr.ts";
import { showShape } from "../ir/shape.ts";
import type { Tensor, TensorLike } from "../tensor.ts";
import { cast } from "./cast.ts";
import { expandDims, squeeze } from "./movement.ts";
import type { Aval, OpRecord } from "./record.ts";
import { apply, defineOp, normalizeAxis, trace } from "./record.ts";
import { at, tabulate } from "./reference.ts";
import * as s from "./scalar.ts";
import { slice } from "./slice.ts";
import { WITHOUT_AXES } from "./without.ts";

const axisOf = (attrs: Attrs): number => attrs["axis"] as number;

/** Where each input begins along `axis`. */
function starts(inputs: readonly Pick<Aval, "shape">[], axis: number): number[] {
  let total = 0;
  return inputs.map((x) => (total += x.shape[axis]!) - x.shape[axis]!);
}

const concatRecord: OpRecord = defineOp({
  name: "concat",
  moves: true,
  infer: (inputs, attrs) => {
    const axis = axisOf(attrs);
    const [first] = inputs;
    for (const x of inputs) {
      const agrees =
        x.shape.length === first!.shape.length && x.shape.every((d, i) => i === axis || d === first!.shape[i]);
      if (!agrees)
        throw new OpError(
          "concat",
          `shapes differ off axis ${axis}: ${inputs.map((i) => showShape(i.shape)).join(", ")}`,
        );
    }
    const size = inputs.reduce((total, x) => total + x.shape[axis]!, 0);
    return { shape: first!.shape.map((d, i) => (i === axis ? size : d)), dtype: first!.dtype };
  },
  reference: (inputs, attrs, out) => {
    const axis = axisOf(attrs);
    const from = starts(inputs, axis);
    return tabulate(out.shape, (o) => {
      const k = inputs.findIndex((x, i) => o[axis]! < from[i]! + x.shape[axis]!);
      return at(
        inputs[k]!,
        o.map((v, i) => (i === axis ? v - from[k]! : v)),
      );
    });
  },
  lowering: {
    kind: "element",
    access: "view",
    element: (c) => {
      const axis = axisOf(c.attrs);
      const from = starts(c.inputs, axis);
      const along = c.index[axis]!;
      let result: Expr | undefined;
      for (let k = c.inputs.length - 1; k >= 0; k--) {
        const end = from[k]! + c.inputs[k]!.shape[axis]!;
        const index = c.index.map((v, i) => (i === axis ? s.sub(v, from[k]!) : v));
        const x = c.read(k, index, s.and(s.ge(along, from[k]!), s.lt(along, end)));
        result = result ? s.select(s.lt(along, end), x, result) : x;
      }
      return result!;
    },
    place: ({ inputs, attrs }, k, index) => {
      const axis = axisOf(attrs);
      return index.map((v, i) => (i === axis ? s.add(v, starts(inputs, axis)[k]!) : v));
    },
  },
  vjp: (g, { inputs, attrs, needs }) => {
    const axis = axisOf(attrs);
    const from = starts(inputs, axis);
    return inputs.map((x, k) =>
      needs[k]
        ? slice(
            g,
            g.shape.map((_, i) => (i === axis ? from[k]! : 0)),
            x.shape,
          )
        : undefined,
    );
  },
  batch: (_inputs, c) => apply(concatRecord, c.repeated(), { axis: axisOf(c.attrs) + 1 }),
  without: WITHOUT_AXES,
  cases: [
    { inputs: [{ shape: [3] }, { shape: [4] }], attrs: { axis: 0 } },
    { inputs: [{ shape: [2, 3] }, { shape: [2, 1] }, { shape: [2, 5] }], attrs: { axis: 1 } },
    {
      inputs: [
        { shape: [2, 3], dtype: "int32" },
        { shape: [4, 3], dtype: "int32" },
      ],
      attrs: { axis: 0 },
    },
    { inputs: [{ shape: [2, 1, 3, 1, 2, 1] }, { shape: [2, 1, 2, 1, 2, 1] }], attrs: { axis: 2 } },
    { inputs: [{ shape: [2, 0] }, { shape: [2, 3] }], attrs: { axis: 1 } },
    { inputs: [{ shape: [0, 3] }, { shape: [0, 2] }], attrs: { axis: 1 } },
  ],
});

/** More inputs than this are joined in steps, so that one kernel's buffers stay within every device's limit. */
const MOST_AT_ONCE = 6;

/**
 * Returns `tensors` joined along `axis` (default 0); dtypes promote.
 * @throws OpError for an empty list, or when shapes differ off the axis
 * @see TensorFlow.js's `tf.concat`
 * @example concat([[1, 2], [3]]) // [1, 2, 3]
 */
export function concat(tensors: readonly TensorLike[], axis = 0): Tensor {
  if (!Array.isArray(tensors) || tensors.length === 0)
    throw new OpError("concat", "takes a list of at least one tensor");
  const list = (tensors as readonly TensorLike[]).map((t) => trace().toTensor(t));
  if (list[0]!.rank === 0) throw new OpError("concat", "cannot join scalars; use stack");
  const a = normalizeAxis("concat", axis, list[0]!.rank);
  const dtype = list.map((t) => t.dtype).reduce(promote);
  return join(
    list.map((t) => cast(t, dtype)),
    a,
  );
}

function join(list: readonly Tensor[], axis: number): Tensor {
  if (list.length === 1) return list[0]!;
  if (list.length <= MOST_AT_ONCE) return apply(concatRecord, list, { axis });
  const groups: Tensor[] = [];
  for (let i = 0; i < list.length; i += MOST_AT_ONCE) groups.push(join(list.slice(i, i + MOST_AT_ONCE), axis));
  return join(groups, axis);
}

/**
 * Returns `tensors` of one shape as one tensor with a new axis at `axis` (default 0). Their dtypes are promoted to one.
 * @throws OpError for an empty list, or shapes that differ
 * @see TensorFlow.js's `tf.stack`
 * @example stack([[1, 2], [3, 4]], 1) // [[1, 3], [2, 4]]
 */
export function stack(tensors: readonly TensorLike[], axis = 0): Tensor {
  const list = tensors.map((t) => trace().toTensor(t));
  if (list.length === 0) throw new OpError("stack", "takes a list of at least one tensor");
  return concat(
    list.map((t) => expandDims(t, normalizeAxis("stack", axis, t.rank + 1))),
    axis < 0 ? axis + list[0]!.rank + 1 : axis,
  );
}

/**
 * Returns the parts of `x` along `axis` (default 0). Keeps the dtype, which may be any.
 * @param sizes a number of equal parts, or the size of each; one size may be −1
 * @throws OpError when the sizes do not add up
 * @see TensorFlow.js's `tf.split`
 * @example split([1, 2, 3, 4], 2)[1] // [3, 4]
 */
export function split(x: TensorLike, sizes: number | readonly number[], axis = 0): Tensor[] {
  const t = trace().toTensor(x);
  const a = normalizeAxis("split", axis, t.rank);
  const whole = t.shape[a]!;
  const given = typeof sizes === "number" ? Array.from({ length: sizes }, () => whole / sizes) : sizes;
  const known = given.reduce((total, v) => (v === -1 ? total : total + v), 0);
  const parts = given.map((v) => (v === -1 ? whole - known : v));
  if (!parts.every((v) => Number.isInteger(v) && v >= 0) || parts.reduce((p, v) => p + v, 0) !== whole) {
    throw new OpError(
      "split",
      `axis ${a} of size ${whole} cannot be split into ${typeof sizes === "number" ? `${sizes} equal parts` : showShape(sizes)}`,
    );
  }
  let from = 0;
  return parts.map((size) => {
    const begin = t.shape.map((_, i) => (i === a ? from : 0));
    from += size;
    return slice(
      t,
      begin,
      t.shape.map((d, i) => (i === a ? size : d)),
    );
  });
}

/**
 * Returns the elements of `x` along `axis` (default 0), without that axis: the opposite of {@link stack}. Keeps the dtype, which may be
 * any.
 * @see TensorFlow.js's `tf.unstack`
 * @example unstack([[1, 2], [3, 4]])[1] // [3, 4]
 */
export function unstack(x: TensorLike, axis = 0): Tensor[] {
  const t = trace().toTensor(x);
  const a = normalizeAxis("unstack", axis, t.rank);
  return split(t, t.shape[a]!, a).map((part) => squeeze(part, a));
}
