/** What a compiled step looks like to the board: the graph as the user wrote it, and the kernel in which each op ended up. */
import { topologicalOrder } from "./ir/graph.ts";
import { printKernel } from "./ir/kernel.ts";
import type { GraphEvent, GraphKernelRecord, GraphNodeRecord } from "./events/index.ts";
import { encodeGraph } from "./events/index.ts";
import type { Step } from "./step.ts";

/**
 * Returns the `graph` message of a compiled step: every op of the trace with its scope, phase, shape and source line, and one
 * kernel record per dispatch. Kernel numbers are positions in the order of dispatches.
 * @param name what the board calls the graph
 * @throws WeirError when the step is not compiled yet: await its `ready` first
 * @example
 * bus.announce("graph", () => describeStep("training step", step));
 */
export function describeStep(
  name: string,
  step: Pick<Step<unknown, Record<string, never>, unknown>, "graph" | "compiled">,
): GraphEvent {
  const { program, dispatchOf } = step.compiled;
  const order = topologicalOrder([...step.graph.inputs, ...step.graph.outputs]);
  const rows = new Map(order.map((n, i) => [n, i]));
  const nodes = order.map((n, id): GraphNodeRecord => {
    const kernel = dispatchOf.get(n.origin);
    const source = n.origin.source?.();
    return {
      id,
      op: n.op,
      name: n.op === "input" ? String(n.attrs["name"]) : n.op,
      scope: n.origin.scope,
      inputs: n.inputs.map((i) => rows.get(i)!),
      shape: n.shape,
      dtype: n.dtype,
      phase: n.origin.phase,
      ...(kernel !== undefined && kernel < program.dispatches.length ? { kernel } : {}),
      ...(source ? { source } : {}),
    };
  });
  const kernels = program.dispatches.map((d): GraphKernelRecord => {
    const k = program.kernels[d.kernel]!;
    return { name: k.name, class: k.schedule, flops: k.flops, bytes: k.bytes, text: printKernel(k) };
  });
  return encodeGraph(name, nodes, kernels);
}
