/** How a node of the graph is lowered: its record's answer. */
import type { Node } from "../ir/graph.ts";
import { OpError } from "../ir/error.ts";
import { isResult } from "../ir/loop.ts";
import type { Target } from "../ir/target.ts";
import type { Compose, Lowering } from "./record.ts";
import { opTable } from "./record.ts";

/** How `n` is lowered; `undefined` for leaves. */
export function loweringOf(n: Node): Lowering | undefined {
  if (n.body) return LOOP;
  return isResult(n) ? RESULT : opTable().get(n.op)?.lowering;
}
const LOOP: Lowering = { kind: "loop" };
const RESULT: Lowering = { kind: "result" };

/** What `n` has to be made of on `target`; `undefined` when it is lowered as it is. */
export function compositionOf(n: Node, target: Target): Compose | undefined {
  const lowering = loweringOf(n);
  if (lowering?.kind === "compose") return lowering.compose;
  if (lowering?.kind !== "routine") return undefined;
  if (lowering[target.shape] && (lowering.fits?.(n.inputs, n.attrs, target) ?? true)) return undefined;
  if (lowering.compose) return lowering.compose;
  throw new OpError(n.op, `has no kernel for ${target.shape} targets and does not say what it is made of`);
}

/** Whether the kernel of `n` may read elements of `input` more than once, or in an order of its own. */
export function rereads(n: Node, input: Node): boolean {
  const lowering = loweringOf(n)!;
  if (lowering.kind !== "routine") return lowering.kind === "contraction" || lowering.kind === "loop";
  return n.inputs.some((x, i) => x === input && !lowering.once?.includes(i));
}

/** Whether a kernel has room for nothing but `n` and what is done to its elements. */
export function isSolitary(n: Node): boolean {
  const { kind } = loweringOf(n)!;
  return kind === "contraction" || kind === "routine" || kind === "loop";
}

/** The sizes of a reduction's loops. */
export function reduceSizes(n: Node): readonly number[] {
  const lowering = loweringOf(n);
  return lowering?.kind === "reduce" ? lowering.sizes(n.inputs, n.attrs) : [];
}
