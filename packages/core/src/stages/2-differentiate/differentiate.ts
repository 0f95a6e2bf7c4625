/** Reverse mode: graph to graph. Cotangents are ordinary tensors made by ordinary ops, so derivatives have derivatives. */
import { isInexact } from "../../ir/dtype.ts";
import { OpError } from "../../ir/error.ts";
import type { Node, Origin, Phase } from "../../ir/graph.ts";
import { topologicalOrder } from "../../ir/graph.ts";
import { indexOfResult, isResult } from "../../ir/loop.ts";
import type { Ops, VjpContext } from "../../ops/record.ts";
import { loweringOf } from "../../ops/lowering.ts";
import { opRecord } from "../../ops/record.ts";
import type { Tensor } from "../../tensor.ts";
import { loopRule } from "./loop.ts";

/** What differentiation needs of the tensor layer above it. */
export interface Differentiator {
  readonly ops: Ops;
  tensorOf(node: Node): Tensor;
  nodeOf(tensor: Tensor): Node;
  onBehalfOf<T>(origin: Origin, f: () => T, phase: Phase): T;
  /** The rule of a node made by `customGrad`. */
  customRule(node: Node): ((g: Tensor) => readonly (Tensor | undefined)[]) | undefined;
}

/**
 * The cotangents of `wrt`, given those of `outputs`; `undefined` where no gradient flows. Only nodes on a path of float values
 * from `wrt` to an output are visited, each once, users before inputs.
 */
export function differentiate(
  outputs: readonly Node[],
  cotangents: readonly Tensor[],
  wrt: readonly Node[],
  d: Differentiator,
): (Tensor | undefined)[] {
  const targets = new Set(wrt);
  const order = topologicalOrder(outputs, (n) => targets.has(n));
  const active = new Set<Node>(wrt);
  for (const n of order) {
    if (isInexact(n.dtype) && n.inputs.some((i) => active.has(i)) && hasRule(n, d)) active.add(n);
  }
  const parts = new Map<Node, Tensor[]>();
  /** The cotangents of the results of loops. */
  const results = new Map<Node, (Tensor | undefined)[]>();
  const accumulate = (n: Node, given: Tensor): void => {
    // a rule may compute in more bits than its input has
    const g = given.dtype === n.dtype ? given : d.onBehalfOf(n.origin, () => d.ops.cast(given, n.dtype), "backward");
    parts.set(n, [...(parts.get(n) ?? []), g]);
  };
  const sumOf = (n: Node): Tensor | undefined => {
    const list = parts.get(n);
    if (!list || list.length === 1) return list?.[0];
    return d.onBehalfOf(n.origin, () => d.ops.addParts(list), "backward");
  };
  outputs.forEach((n, i) => active.has(n) && accumulate(n, cotangents[i]!));
  for (const n of order.reverse()) {
    const several = results.get(n);
    if ((!parts.has(n) && !several) || targets.has(n) || !active.has(n)) continue;
    const g = sumOf(n);
    if (isResult(n)) {
      const loop = n.inputs[0]!;
      const list = results.get(loop) ?? [];
      results.set(loop, list);
      const before = list[indexOfResult(n)];
      list[indexOfResult(n)] = before ? d.onBehalfOf(n.origin, () => d.ops.add(before, g!), "backward") : g;
      continue;
    }
    const needs = n.inputs.map((i) => active.has(i));
    const inputCotangents = d.onBehalfOf(
      n.origin,
      () => (several ? loopRule(n, several, needs, d, differentiate) : applyRule(n, g!, needs, d)),
      "backward",
    );
    n.inputs.forEach((input, i) => {
      const c = inputCotangents[i];
      if (c && active.has(input)) accumulate(input, c);
    });
  }
  return wrt.map(sumOf);
}

function hasRule(n: Node, d: Differentiator): boolean {
  return n.body !== undefined || isResult(n) || d.customRule(n) !== undefined || opRecord(n.op).vjp !== undefined;
}

function applyRule(n: Node, g: Tensor, needs: readonly boolean[], d: Differentiator): readonly (Tensor | undefined)[] {
  const custom = d.customRule(n);
  if (custom) return custom(g);
  const context: VjpContext = {
    inputs: n.inputs.map((i) => d.tensorOf(i)),
    output: d.tensorOf(n),
    attrs: n.attrs,
    needs,
  };
  const rule = opRecord(n.op).vjp!;
  return rule === "compose" ? throughComposition(n, g, context, d) : rule(g, context, d.ops);
}

/** The cotangents of the inputs of `n` by the derivatives of what it is made of. */
function throughComposition(n: Node, g: Tensor, c: VjpContext, d: Differentiator): (Tensor | undefined)[] {
  const lowering = loweringOf(n);
  const compose = lowering && "compose" in lowering ? lowering.compose : undefined;
  if (!compose) throw new OpError(n.op, "says that its derivative is that of what it is made of, but not what that is");
  const wanted = n.inputs.filter((_, i) => c.needs[i]);
  const found = differentiate([d.nodeOf(compose(c.inputs, n.attrs, d.ops))], [g], wanted, d);
  return n.inputs.map((input, i) => (c.needs[i] ? found[wanted.indexOf(input)] : undefined));
}
