/** How a node of the graph is lowered: its record's answer. */
import type { Node } from "../ir/graph.ts";
import type { Lowering } from "./record.ts";
import { opTable } from "./record.ts";

/** How `n` is lowered; `undefined` for leaves. */
export function loweringOf(n: Node): Lowering | undefined {
  return opTable().get(n.op)?.lowering;
}

/** The sizes of a reduction's loops. */
export function reduceSizes(n: Node): readonly number[] {
  const lowering = loweringOf(n);
  return lowering?.kind === "reduce" ? lowering.sizes(n.inputs, n.attrs) : [];
}
