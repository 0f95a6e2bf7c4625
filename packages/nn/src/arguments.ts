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

/** One number, or [steps]. */
export type Single = number | readonly [number];
/** One number for both directions, or [height, width]. */
export type Pair = number | readonly [number, number];
/** One number for all directions, or [depth, height, width]. */
export type Triple = number | readonly [number, number, number];

/** The names of 1, 2 and 3 axes of space, for messages. */
export const AXES = ["[steps]", "[height, width]", "[depth, height, width]"] as const;

/** Returns a whole number from 1 for each of `rank` axes of space. */
export function perAxis(op: string, name: string, value: number | readonly number[], rank: number): readonly number[] {
  const all = typeof value === "number" ? Array.from({ length: rank }, () => value) : value;
  if (all.length !== rank)
    throw new OpError(op, `${name} must be one number or ${AXES[rank - 1]}, got [${all.join(", ")}].`);
  return all.map((v) => positiveInteger(op, name, v));
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
