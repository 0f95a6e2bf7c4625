/**
 * A long reduction with few results becomes two: partial results that can be computed in parallel, then their reduction. The second
 * one is an ordinary sum, and fuses with what follows it.
 */
import type { Graph, Node } from "../../ir/graph.ts";
import { rewrite, withInputs } from "../../ir/graph.ts";
import { sizeOf } from "../../ir/shape.ts";
import type { Target } from "../../ir/target.ts";
import { opTable } from "../../ops/record.ts";

const SPLITTABLE = new Set(["sum", "prod", "max", "min", "any", "all"]);
/** Reductions shorter than this are not worth a second kernel. */
const LONG = 1024;

/** Where a GPU's workgroups share results, this many invocations do where the reduced axes are the last, and else. */
const SHARED = { along: 512, across: 16 };
/** A GPU waits less for memory with so many times more invocations than it runs at once, if each has so much to do. */
const OVERSUBSCRIBED = 8;
const ENOUGH = 4096;

/** Splits reductions until as many tasks as `target` runs at once can work on each. */
export function splitReductions(graph: Graph, target: Pick<Target, "shape" | "software" | "parallelism">): Graph {
  return rewrite(graph, (node, inputs) => {
    const n = withInputs(node, inputs);
    if (SPLITTABLE.has(n.op)) return split(n, target);
    return opTable().get(n.op)?.lowering.kind === "contraction" ? splitContraction(n, target.parallelism) : n;
  });
}

function split(n: Node, { shape, software, parallelism }: Pick<Target, "shape" | "software" | "parallelism">): Node {
  const [x] = n.inputs as [Node];
  const axes = n.attrs["axes"] as readonly number[];
  const [first, last] = [axes[0]!, axes[axes.length - 1]!];
  if (last === undefined || last - first + 1 !== axes.length) return n;
  const results = sizeOf(n.shape);
  const length = sizeOf(x.shape.slice(first, last + 1));
  const along = last === x.shape.length - 1;
  const shared = shape === "grid" && !software;
  // four neighbouring results are one task
  const tasks = shared ? results * SHARED[along ? "along" : "across"] : along ? results : Math.ceil(results / 4);
  if (length < LONG || tasks >= parallelism) return n;
  const [times, shortest] = shared && along ? [OVERSUBSCRIBED, ENOUGH] : [1, 64];
  const parts = divisorNear(length, Math.min(Math.ceil((times * parallelism) / tasks), Math.floor(length / shortest)));
  if (parts < 2) return n;
  const [before, after] = [x.shape.slice(0, first), x.shape.slice(last + 1)];
  const reshaped = make(n, "reshape", [x], { shape: [...before, parts, length / parts, ...after] }, [
    ...before,
    parts,
    length / parts,
    ...after,
  ]);
  const partial = make(n, n.op, [reshaped], { axes: [before.length + 1] }, [...before, parts, ...after]);
  return make(n, n.op, [partial], { axes: [before.length] }, [...before, ...after]);
}

/** Results of a contraction that one task computes, about: what tiles are made of. */
const TILE = 32;

/** A contraction with few results over a long k: parts of k as a leading axis, then their sum. */
function splitContraction(n: Node, parallelism: number): Node {
  const lowering = opTable().get(n.op)!.lowering;
  if (lowering.kind !== "contraction") return n;
  const { k } = lowering.axes(n.inputs, n, n.attrs);
  const tasks = Math.ceil(sizeOf(n.shape) / TILE);
  if (sizeOf(k) < LONG || tasks * 2 > parallelism) return n;
  const parts = divisorNear(k[0]!, Math.min(Math.ceil(parallelism / tasks), Math.floor(sizeOf(k) / 256)));
  if (parts < 2) return n;
  const partial = make(n, n.op, n.inputs, { ...n.attrs, parts }, [parts, ...n.shape]);
  return make(n, "sum", [partial], { axes: [0] }, n.shape);
}

function make(like: Node, op: string, inputs: readonly Node[], attrs: Node["attrs"], shape: readonly number[]): Node {
  return { op, inputs, attrs, shape, dtype: like.dtype, origin: like.origin };
}

/** The divisor of `n` nearest to `wanted`, at most twice it. */
function divisorNear(n: number, wanted: number): number {
  let best = 1;
  for (let d = 2; d <= Math.min(n, wanted * 2); d++) {
    if (n % d === 0 && Math.abs(d - wanted) <= Math.abs(best - wanted)) best = d;
  }
  return best;
}
