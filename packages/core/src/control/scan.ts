/** Loops that are one node of the graph: the body is traced and compiled once, and the device repeats it. */
import { OpError } from "../ir/error.ts";
import { loopNode, resultNode } from "../ir/loop.ts";
import type { LoopForm } from "../ir/loop.ts";
import { sameShape, showShape } from "../ir/shape.ts";
import { callerLine, currentOrigin } from "../compile.ts";
import * as ops from "../ops/index.ts";
import { addPending, isRecording } from "../pending.ts";
import { Tensor } from "../tensor.ts";
import { isTensor, tensorLeaves } from "../transforms.ts";
import { mapTree, structure } from "../tree.ts";
import { placeholder, traceBody } from "./trace-body.ts";

/** How {@link scan} goes through its slices. */
export interface ScanOptions {
  /** Goes from the last slice to the first; the stacks keep the order of `xs`. Default false. */
  readonly reverse?: boolean;
  /** The number of turns; needed where `xs` has no tensors. Default: the length of axis 0 of `xs`. */
  readonly length?: number;
  /** The gradient computes the body again instead of keeping its intermediate values: less memory, more work. Default false. */
  readonly checkpoint?: boolean;
}

/**
 * Returns `[carry, ys]`: the carry after the last turn, and what the turns gave beside it, stacked along a new axis 0. Turn t calls
 * `f(carry, x)` with slice t of `xs` along axis 0, and gets `[next carry, y]`; carry, `xs` and y are trees of tensors, and
 * the carry keeps its structure, shapes and dtypes. `f` is traced once, whatever the number of turns: the loop is part of one
 * compiled program and runs on the device. Differentiable. Semantics of `jax.lax.scan`.
 * @throws OpError when the slices differ in number, or `f` changes the carry's structure, shapes or dtypes
 * @see JAX's `jax.lax.scan`
 * @example scan((sum, x) => [sum.add(x), sum], tensor(0), tensor([1, 2, 3]))[1] // [0, 1, 3]
 */
export function scan<C, X, Y>(
  f: (carry: C, x: X) => readonly [C, Y],
  init: C,
  xs: X,
  options: ScanOptions = {},
): [C, Y] {
  const fail = (rule: string): never => {
    throw new OpError("scan", rule, callerLine());
  };
  const before = tensorLeaves(init);
  const sliced = tensorLeaves(xs);
  const trips = options.length ?? sliced[0]?.shape[0];
  if (trips === undefined)
    return fail("does not know how many turns to take: give xs with an axis 0, or the option length");
  if (!Number.isInteger(trips) || trips < 0) return fail(`takes a whole number of turns ≥ 0, got ${trips}`);
  for (const x of sliced)
    if (x.shape[0] !== trips)
      return fail(`takes ${trips} turns, but a tensor of xs is ${showShape(x.shape)}; axis 0 must be ${trips} long`);

  const carry = before.map((t, i) => placeholder(t.shape, t.dtype, `carry${i}`));
  const slices = sliced.map((t, i) => placeholder(t.shape.slice(1), t.dtype, `x${i}`));
  const traced = traceBody(
    [...carry, ...slices],
    () => f(refill(init, carry) as C, refill(xs, slices) as X),
    ([next, y]) => [...checkCarry(init, next, fail), ...tensorLeaves(y)],
  );
  const { body } = traced;
  const y = traced.result[1];
  if (trips === 0) {
    const empty = body.outputs.slice(before.length).map((n) => ops.zeros([0, ...n.shape], n.dtype));
    return [init, refill(y, empty) as Y];
  }
  const form: LoopForm = {
    trips,
    carries: before.length,
    slices: sliced.length,
    reverse: options.reverse ?? false,
    checkpoint: options.checkpoint ?? false,
  };
  const inputs = [...before.map((t) => t.node), ...sliced.map((t) => t.node), ...traced.captured];
  const loop = loopNode(form, inputs, body, currentOrigin(isRecording()));
  const results = body.outputs.map((_, i) => new Tensor(resultNode(loop, i)));
  if (!isRecording()) for (const r of results) addPending(r);
  return [refill(init, results.slice(0, before.length)) as C, refill(y, results.slice(before.length)) as Y];
}

/** `tree` with its tensors replaced, in order. */
export function refill(tree: unknown, tensors: readonly Tensor[]): unknown {
  let i = 0;
  return mapTree(tree, isTensor, () => tensors[i++]!);
}

/** The tensors of the next carry, which must be like the carry before. */
function checkCarry(before: unknown, after: unknown, fail: (rule: string) => never): Tensor[] {
  const [old, next] = [tensorLeaves(before), tensorLeaves(after)];
  const form = (tree: unknown): string => structure(tree, isTensor, () => "tensor");
  if (form(before) !== form(after))
    return fail(
      `f turned a carry ${form(before)} into ${form(after)}; return [carry, y] with a carry of the same form`,
    );
  return next.map((t, i) => {
    const was = old[i]!;
    if (t.dtype !== was.dtype || !sameShape(t.shape, was.shape))
      return fail(
        `f turned carry ${i} from ${was.dtype}${showShape(was.shape)} into ${t.dtype}${showShape(t.shape)}; cast or reshape it, or start with one like it`,
      );
    return t;
  });
}

/**
 * Returns the carry after calling `carry = f(i, carry)` for i = lower … upper−1; i is an int32 scalar tensor. `f` is traced once. A tree
 * like `init`. Differentiable.
 * @throws OpError when `f` changes the carry's structure, shapes or dtypes
 * @see JAX's `jax.lax.fori_loop`
 * @example forLoop(0, 4, (i, x) => x.add(i), tensor(0)) // 6
 */
export function forLoop<C>(lower: number, upper: number, f: (i: Tensor, carry: C) => C, init: C): C {
  if (!Number.isInteger(lower) || !Number.isInteger(upper))
    throw new OpError("forLoop", `takes whole numbers, got ${lower} … ${upper}`, callerLine());
  const turns = ops.range(lower, Math.max(lower, upper), 1, "int32");
  return scan((carry: C, i: Tensor) => [f(i, carry), []] as const, init, turns)[0];
}

/**
 * Returns what `f` gives for every slice of `xs` along axis 0, stacked along a new axis 0: trees of tensors. The slices are worked off
 * one after the other, so that memory for one is enough; `f` is traced once. Differentiable.
 * @see JAX's `jax.lax.map`
 * @example map((x) => x.square(), tensor([1, 2, 3])) // [1, 4, 9]
 */
export function map<X, Y>(f: (x: X) => Y, xs: X): Y {
  return scan((_: readonly never[], x: X) => [[], f(x)] as const, [] as readonly never[], xs)[1];
}
