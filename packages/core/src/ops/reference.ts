/** What the float64 references of the families share: walking shapes and wrapping integers. */
import type { DType } from "../ir/dtype.ts";
import { DTYPES, isInexact } from "../ir/dtype.ts";
import type { Shape } from "../ir/shape.ts";
import { sizeOf } from "../ir/shape.ts";
import type { HostTensor } from "./record.ts";

/** `f` at every index of `shape`, in row-major order. The index array is reused between calls. */
export function tabulate(shape: Shape, f: (index: readonly number[], flat: number) => number): Float64Array {
  const out = new Float64Array(sizeOf(shape));
  const index = new Array<number>(shape.length).fill(0);
  for (let flat = 0; flat < out.length; flat++) {
    out[flat] = f(index, flat);
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      if (++index[axis]! < shape[axis]!) break;
      index[axis] = 0;
    }
  }
  return out;
}

/** The element of `t` at `index`, or 0 outside its shape. */
export function at(t: HostTensor, index: readonly number[]): number {
  let flat = 0;
  for (let axis = 0; axis < index.length; axis++) {
    const [i, size] = [index[axis]!, t.shape[axis]!];
    if (i < 0 || i >= size) return 0;
    flat = flat * size + i;
  }
  return t.data[flat]!;
}

/** a·b in `dtype`: that of integers is exact before it wraps around. */
export function times(a: number, b: number, dtype: DType): number {
  return isInexact(dtype) ? a * b : wrap(Math.imul(a, b), dtype);
}

/** `value` as a number of `dtype`: integers truncate and wrap, bool is 0 or 1, floats stay in float64. */
export function wrap(value: number, dtype: DType): number {
  return isInexact(dtype) ? value : DTYPES[dtype].round(value);
}
