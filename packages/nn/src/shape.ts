// Shapes as nn speaks of them: without the batch unless said otherwise.

/** Sizes of the dimensions. */
export type Shape = readonly number[];

/** How many numbers a tensor of this shape holds. */
export function sizeOf(shape: Shape): number {
  return shape.reduce((size, n) => size * n, 1);
}

/** Whether both are the same list of sizes. */
export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((n, i) => n === b[i]);
}

/** `[2, 3]`. */
export function showShape(shape: Shape): string {
  return `[${shape.join(", ")}]`;
}

/** `[batch, 2, 3]`: a shape without the batch, as messages show it. */
export function showBatched(shape: Shape): string {
  return `[${["batch", ...shape].join(", ")}]`;
}
