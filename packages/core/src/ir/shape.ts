/** Shapes: sizes, strides, broadcasting and axis normalisation. */

export type Shape = readonly number[];

/** The number of elements of `shape`; 1 for a scalar. */
export function sizeOf(shape: Shape): number {
  let size = 1;
  for (const d of shape) size *= d;
  return size;
}

/** Row-major strides of `shape`, in elements. */
export function stridesOf(shape: Shape): number[] {
  const strides = new Array<number>(shape.length);
  let stride = 1;
  for (let i = shape.length - 1; i >= 0; i--) {
    strides[i] = stride;
    stride *= shape[i]!;
  }
  return strides;
}

export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((d, i) => d === b[i]);
}

/** `[2, 3]` as text, the way every message prints a shape. */
export function showShape(shape: Shape): string {
  return `[${shape.join(", ")}]`;
}

/** The shape that `a` and `b` broadcast to by NumPy's rule, or `undefined` when they do not. */
export function broadcastShapes(a: Shape, b: Shape): Shape | undefined {
  const rank = Math.max(a.length, b.length);
  const out = new Array<number>(rank);
  for (let i = 1; i <= rank; i++) {
    const p = a[a.length - i] ?? 1;
    const q = b[b.length - i] ?? 1;
    if (p !== q && p !== 1 && q !== 1) return undefined;
    out[rank - i] = p === 1 ? q : p;
  }
  return out;
}

/** The axes of `to` along which `from` is repeated when it is broadcast to `to` (right-aligned). */
export function broadcastAxes(from: Shape, to: Shape): number[] {
  const offset = to.length - from.length;
  return to.map((_, i) => i).filter((i) => i < offset || (from[i - offset] === 1 && to[i] !== 1));
}

/** `shape` with `axes` removed, or kept with size 1. */
export function reducedShape(shape: Shape, axes: readonly number[], keepDims: boolean): Shape {
  const dropped = new Set(axes);
  if (keepDims) return shape.map((d, i) => (dropped.has(i) ? 1 : d));
  return shape.filter((_, i) => !dropped.has(i));
}
