/** A compiled graph as plain data: kernels are what they were printed as, and what belongs to the graph's own objects is numbers. */
import type { Compiled } from "../compile.ts";
import type { Graph, Node, Origin } from "../ir/graph.ts";
import { topologicalOrder } from "../ir/graph.ts";
import type { Kernel, Printed } from "../ir/kernel.ts";
import { printKernel } from "../ir/kernel.ts";
import type { PlannedProgram } from "../ir/program.ts";

type StoredKernel = Omit<Kernel, "body" | "printed"> & { readonly printed: Printed };

export interface StoredProgram {
  readonly values: Compiled["values"];
  readonly parts: readonly {
    readonly inputs: readonly number[];
    readonly outputs: readonly number[];
    readonly program: PlannedProgram<StoredKernel>;
  }[];
  /** For each node of the graph, in topological order, the step it ended up in, or -1. */
  readonly steps: Int32Array;
}

const nodesOf = ({ inputs, outputs }: Graph): Node[] => topologicalOrder([...inputs, ...outputs]);

/** `compiled` as data; undefined where the host has a part in it. */
export function storeProgram(
  { values, parts, dispatchOf }: Compiled,
  graph: Graph,
  code: (kernel: Kernel) => unknown,
): StoredProgram | undefined {
  const stored: StoredProgram["parts"][number][] = [];
  for (const part of parts) {
    if (part.kind === "host") return undefined;
    const { inputs, outputs, program } = part;
    const kernels = program.kernels.map((kernel): StoredKernel => {
      const stripped: Omit<Kernel, "body"> & { body?: Kernel["body"] } = { ...kernel };
      delete stripped.body;
      return { ...stripped, printed: { text: printKernel(kernel), code: code(kernel) } };
    });
    stored.push({ inputs, outputs, program: { ...program, kernels } });
  }
  return {
    values: values.map(({ shape, dtype }) => ({ shape, dtype })),
    parts: stored,
    steps: Int32Array.from(nodesOf(graph), (n) => dispatchOf.get(n.origin) ?? -1),
  };
}

/** What `storeProgram` was given, for an equal graph; kernels have no body. */
export function restoreProgram({ values, parts, steps }: StoredProgram, graph: Graph): Compiled {
  const dispatchOf = new Map<Origin, number>();
  nodesOf(graph).forEach((n, i) => steps[i]! >= 0 && dispatchOf.set(n.origin, steps[i]!));
  return {
    values,
    dispatchOf,
    parts: parts.map(({ inputs, outputs, program }) => ({
      kind: "device",
      graph,
      inputs,
      outputs,
      program: { ...program, kernels: program.kernels.map((k): Kernel => ({ ...k, body: [] })) },
    })),
  };
}
