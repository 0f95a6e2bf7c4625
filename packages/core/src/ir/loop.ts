/**
 * LOOPS IN THE GRAPH. A `loop` node repeats its body, a graph of its own, a fixed number of times. A node is one value and a loop has
 * several, so its values are named by `result` nodes over it; any other op of several results can be told apart in the same way.
 *
 * | | in order |
 * |---|---|
 * | inputs of the node | the carries before the first turn; what is read a slice a turn, along axis 0; what every turn reads whole |
 * | inputs of the body | the carries; their slices; the same |
 * | outputs of the body | the next carries; what is stacked, a slice a turn, along axis 0 |
 * | results | the carries after the last turn; the stacks |
 *
 * The body reads nothing but its inputs: a loop can be rewritten, differentiated or mapped without looking around it.
 */
import type { Graph, Node, Origin } from "./graph.ts";
import type { Arg } from "./nest.ts";
import type { Shape } from "./shape.ts";

/** What a loop node says of itself, as attributes. */
export interface LoopForm {
  /** Turns; at least 1. */
  readonly trips: number;
  /** How many of the inputs are carries, and how many are read in slices; the rest is read whole. */
  readonly carries: number;
  readonly slices: number;
  /** Turn t reads and writes slice trips − 1 − t. */
  readonly reverse: boolean;
  /** The derivative computes the body again instead of keeping what it needs of it. */
  readonly checkpoint: boolean;
}

export function loopNode(form: LoopForm, inputs: readonly Node[], body: Graph, origin: Origin): Node {
  return { op: "loop", inputs, attrs: { ...form }, shape: [], dtype: "float32", origin, body };
}

/** The form of a `loop` node. */
export function formOf(loop: Node): LoopForm {
  return loop.attrs as unknown as LoopForm;
}

/** Result `index` of a loop: a node of its own at every call. */
export function resultNode(loop: Node, index: number): Node {
  const { carries, trips } = formOf(loop);
  const made = loop.body!.outputs[index]!;
  const shape: Shape = index < carries ? made.shape : [trips, ...made.shape];
  return { op: "result", inputs: [loop], attrs: { index }, shape, dtype: made.dtype, origin: loop.origin };
}

export function isResult(n: Node): boolean {
  return n.op === "result";
}

export function indexOfResult(n: Node): number {
  return n.attrs["index"] as number;
}

/** A window of a buffer that moves as loops turn: element i of it is element offset + Σ strides[d]·turn[d] + i, d counting loops from the outermost. */
export interface Window {
  /** Elements of the whole buffer. */
  readonly buffer: number;
  readonly offset: number;
  readonly strides: readonly number[];
}

/** The slices of `size` elements that a loop at `depth` reads or writes of a buffer, or of the window of one that is `within`. */
export function sliceWindow(size: number, loop: LoopForm, depth: number, within?: Window): Window {
  const strides = Array.from({ length: depth + 1 }, (_, d) => within?.strides[d] ?? 0);
  strides[depth] = loop.reverse ? -size : size;
  const offset = (within?.offset ?? 0) + (loop.reverse ? size * (loop.trips - 1) : 0);
  return { buffer: within?.buffer ?? Math.max(1, size * loop.trips), offset, strides };
}

/** How many loops move some argument. */
export function loopDepth(args: readonly Arg[]): number {
  return Math.max(0, ...args.map((a) => a.window?.strides.length ?? 0));
}

/** Whether a window always starts at a whole 4-vector of its buffer. */
export function isAligned({ offset, strides }: Window): boolean {
  return [offset, ...strides].every((n) => n % 4 === 0);
}

/** Where a window starts as a shader computes it, in units of `unit` elements; the turn of loop d is called `turn(d)`. */
export function startText({ offset, strides }: Window, unit: number, turn: (d: number) => string): string {
  return [String(offset / unit), ...strides.flatMap((s, d) => (s === 0 ? [] : [`${turn(d)} * ${s / unit}`]))].join(
    " + ",
  );
}

/** `window` as text, all of it, since equal text is the same kernel: `[128 + 64·t0] of 3200`. */
export function showWindow({ buffer, offset, strides }: Window): string {
  const terms = strides.flatMap((s, d) => (s === 0 ? [] : [`${s}·t${d}`]));
  return `[${[...(offset ? [offset] : []), ...terms].join(" + ") || "0"}] of ${buffer}`;
}

/** Arguments as text. */
export function showArgs(args: readonly Arg[]): string {
  return args
    .map((a, i) => `$${i}: ${a.access} ${a.dtype}[${a.size}]${a.window ? ` at ${showWindow(a.window)}` : ""}`)
    .join(", ");
}
