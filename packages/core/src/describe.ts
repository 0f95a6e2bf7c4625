/** What a compiled step looks like to the board: the graph as the user wrote it, and the kernel in which each op ended up. */
import { DTYPES } from "./ir/dtype.ts";
import { topologicalOrder } from "./ir/graph.ts";
import { printKernel } from "./ir/kernel.ts";
import type { HostPart } from "./ir/parts.ts";
import type { Program } from "./ir/program.ts";
import { sizeOf } from "./ir/shape.ts";
import type { GraphEvent, GraphKernelRecord, GraphNodeRecord } from "./events/index.ts";
import { encodeGraph } from "./events/index.ts";
import type { Step } from "./step.ts";

/**
 * Returns the `graph` message of a compiled step: every op of the trace with its scope, phase, shape and source line, and one
 * kernel record per dispatch and per op on the host. Kernel numbers are positions in the order of dispatches.
 * @param name what the board calls the graph
 * @throws WeirError when the step is not compiled yet: await its `ready` first
 * @see docs/protocol.md
 * @example
 * const step = compileStep((n) => ({ state: n.add(1), outputs: {} }), { state: tensor(0), inputs: {} });
 * await step.ready;
 * describeStep("count", step).name // "count"
 */
export function describeStep(
  name: string,
  step: Pick<Step<unknown, Record<string, never>, unknown>, "graph" | "compiled">,
): GraphEvent {
  const { parts, dispatchOf } = step.compiled;
  const kernels = parts.flatMap((p) => (p.kind === "host" ? [hostStep(p)] : programKernels(p.program)));
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
      ...(kernel !== undefined && kernel < kernels.length ? { kernel } : {}),
      ...(source ? { source } : {}),
    };
  });
  return encodeGraph(name, nodes, kernels);
}

function programKernels(program: Program): GraphKernelRecord[] {
  return program.dispatches.map((d) => {
    const k = program.kernels[d.kernel]!;
    return { name: k.name, class: k.schedule, flops: k.flops, bytes: k.bytes, text: printKernel(k) };
  });
}

/** What the host computes is a step like a kernel; its bytes are those that cross. */
function hostStep({ node }: HostPart): GraphKernelRecord {
  const bytes = [node, ...node.inputs].reduce((sum, n) => sum + sizeOf(n.shape) * DTYPES[n.dtype].bytes, 0);
  return { name: node.op, class: "host", flops: 0, bytes };
}
