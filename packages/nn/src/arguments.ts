// Checks of what users hand to layers and optimizers: coerced once here, trusted everywhere else.
import { OpError } from "@weir/core";

/** Returns `value` when it is a whole number from 1. */
export function positiveInteger(op: string, name: string, value: number): number {
  if (Number.isInteger(value) && value >= 1) return value;
  throw new OpError(op, `${name} must be a whole number from 1, got ${value}.`);
}

/** Returns `value` when it lies in [low, high). */
export function inRange(op: string, name: string, value: number, low: number, high: number): number {
  if (value >= low && value < high) return value;
  throw new OpError(op, `${name} must be at least ${low} and below ${high}, got ${value}.`);
}

/** One number for both directions, or [height, width]. */
export type Pair = number | readonly [number, number];

/** Returns [height, width] of whole numbers from 1. */
export function pair(op: string, name: string, value: Pair): readonly [number, number] {
  const both = typeof value === "number" ? ([value, value] as const) : value;
  if (both.length !== 2)
    throw new OpError(op, `${name} must be one number or [height, width], got [${both.join(", ")}].`);
  return [positiveInteger(op, name, both[0]), positiveInteger(op, name, both[1])];
}

/** How a window meets the edge: `valid` stays inside, `same` pads with zeros so that stride 1 keeps the size. */
export type Padding = "valid" | "same";

/** Returns `value` when it is a padding. */
export function padding(op: string, value: Padding): Padding {
  if (value === "valid" || value === "same") return value;
  throw new OpError(op, `padding must be "valid" or "same", got ${JSON.stringify(value)}.`);
}

/** How many windows of `size` fit along `length`, TensorFlow's rule. */
export function windowCount(
  op: string,
  length: number,
  size: number,
  stride: number,
  dilation: number,
  pad: Padding,
): number {
  if (pad === "same") return Math.ceil(length / stride);
  const extent = (size - 1) * dilation + 1;
  if (extent > length) {
    throw new OpError(
      op,
      `a window of ${extent} does not fit into an input of ${length}. Use padding: "same", a smaller window, or a larger input.`,
    );
  }
  return Math.floor((length - extent) / stride) + 1;
}
