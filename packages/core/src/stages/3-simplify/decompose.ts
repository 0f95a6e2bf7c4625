/** Composite ops become the primitives they are made of. Until here they were whole, for the user, the board and the derivative. */
import type { Graph, Node, Origin } from "../../ir/graph.ts";
import { rewrite, withInputs } from "../../ir/graph.ts";
import type { Target } from "../../ir/target.ts";
import { compositionOf } from "../../ops/lowering.ts";
import type { Ops } from "../../ops/record.ts";
import type { Tensor } from "../../tensor.ts";

/** What decomposition needs of the tensor layer above it. */
export interface Composer {
  readonly ops: Ops;
  tensorOf(node: Node): Tensor;
  nodeOf(tensor: Tensor): Node;
  onBehalfOf<T>(origin: Origin, f: () => T): T;
}

export function decompose(graph: Graph, c: Composer, target: Target): Graph {
  return rewrite(graph, (node, inputs) => expand(withInputs(node, inputs), c, target));
}

function expand(node: Node, c: Composer, target: Target): Node {
  const compose = compositionOf(node, target);
  if (!compose) return node;
  const made = c.onBehalfOf(node.origin, () =>
    c.nodeOf(
      compose(
        node.inputs.map((i) => c.tensorOf(i)),
        node.attrs,
        c.ops,
        target,
      ),
    ),
  );
  // what a composite is made of may be composite again; its own inputs are done
  const leaves = new Set(node.inputs);
  const memo = new Map<Node, Node>();
  const descend = (n: Node): Node => {
    if (leaves.has(n)) return n;
    let out = memo.get(n);
    if (!out) memo.set(n, (out = expand(withInputs(n, n.inputs.map(descend)), c, target)));
    return out;
  };
  return descend(made);
}
