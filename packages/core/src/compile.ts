/**
 * THE WHOLE COMPILER ON ONE PAGE: a graph of tensors becomes a program of kernels. Every step has a name, and the same name shows
 * in printed IR, in the goldens and on the board.
 *
 *   trace → differentiate → represent → decompose → simplify → cut → split → fuse → lower → schedule → plan → emit → run
 *
 * Tracing and differentiation have happened when a graph arrives here (`tensor.ts`, `transforms.ts`); emission and running are
 * the device's (`stages/6-emit`, `stages/7-run`). Few graphs are cut: only at ops that the host computes.
 */
import { WeirError } from "./ir/error.ts";
import { resetExpressions } from "./ir/expr.ts";
import type { Graph, Node, Origin } from "./ir/graph.ts";
import { everywhere, printGraph } from "./ir/graph.ts";
import type { Kernel } from "./ir/kernel.ts";
import { printKernel } from "./ir/kernel.ts";
import { printNest } from "./ir/nest.ts";
import type { PlannedProgram, Program } from "./ir/program.ts";
import { bytesOf, printProgram, programBytes } from "./ir/program.ts";
import type { DevicePart, HostPart, Parts } from "./ir/parts.ts";
import { printParts } from "./ir/parts.ts";
import type { Composer } from "./stages/3-simplify/decompose.ts";
import { decompose } from "./stages/3-simplify/decompose.ts";
import { cutAtHost } from "./stages/3-simplify/cut.ts";
import { settleLoops, simplifyLoops } from "./stages/3-simplify/loops.ts";
import { readNarrow, represent } from "./stages/3-simplify/represent.ts";
import { simplify } from "./stages/3-simplify/simplify.ts";
import { splitReductions } from "./stages/3-simplify/split-reductions.ts";
import { fuse, oneByOne } from "./stages/4-fuse/fuse.ts";
import { printFused } from "./ir/group.ts";
import { kernelsOf, lowerInOrder } from "./stages/5-lower/lower.ts";
import { mergeKernels } from "./stages/5-lower/merge.ts";
import { alternatives, schedule } from "./stages/5-lower/schedule.ts";
import type { Target } from "./ir/target.ts";
import { planWithin } from "./stages/5-lower/budget.ts";

// The doors to the first two stages and the last, which happen outside `compile`: nothing else imports a stage.
export { callerLine, currentOrigin, nameScope, onBehalfOf, phaseScope } from "./stages/1-trace/origin.ts";
export { differentiate } from "./stages/2-differentiate/differentiate.ts";
export { openDevice } from "./stages/7-run/open.ts";

export interface CompileOptions {
  readonly target: Target;
  /** Outputs that replace an input in place: output index → input index. */
  readonly updates?: ReadonlyMap<number, number>;
  /** `false` stores every value in a kernel of its own: the plain reading of the graph that fused kernels are checked against. */
  readonly fuse?: boolean;
  /** Bytes of all buffers together at most: what does not fit is computed again instead of being kept. */
  readonly memoryBudget?: number;
  /** Is given the kernels there are for each class of problems that `target` names no pick for, by the name of the schedule, the default first. */
  readonly untuned?: Map<string, ReadonlyMap<string, Kernel>>;
  /** Called after every step with its name and a printer of what it made. */
  readonly observe?: (step: string, print: () => string) => void;
}

export interface Compiled {
  /** The values that parts are given and hand over: inputs of the graph, its outputs, then those between. */
  readonly values: Parts["values"];
  /** In the order in which they run: one program, unless the graph has ops that the host computes. */
  readonly parts: readonly (CompiledPart | HostPart)[];
  /** The step (a dispatch, or a part on the host; counted through all parts) in which the ops of an origin ended up. */
  readonly dispatchOf: ReadonlyMap<Origin, number>;
}

/** A part of the graph as a program of the device; `inputs` and `outputs` are numbers of values. */
export interface CompiledPart extends Pick<DevicePart, "kind" | "graph" | "inputs" | "outputs"> {
  readonly program: PlannedProgram;
}

type Stepper = <T>(name: string, make: () => T, print: (made: T) => string) => T;

/** Compiles `graph` for `options.target`. Pure: nothing is allocated, no device is touched. */
export function compile(graph: Graph, composer: Composer, options: CompileOptions): Compiled {
  const {
    target,
    updates = new Map<number, number>(),
    fuse: merging = true,
    memoryBudget = Infinity,
    untuned,
    observe,
  } = options;
  const step: Stepper = (name, make, print) => {
    const made = make();
    observe?.(name, () => print(made));
    return made;
  };

  resetExpressions();
  const traced = step("graph", () => graph, printGraph);
  const real = step("represent", () => represent(simplifyLoops(traced), composer, target), printGraph);
  const primitive = step("decompose", () => everywhere((g) => decompose(g, composer, target))(real), printGraph);
  const simple = step("simplify", () => everywhere(simplify)(primitive), printGraph);
  const { values, parts } = step("cut", () => cutAtHost(simple, updates), printParts);
  const steps: (readonly Node[])[] = [];
  let temporaries = 0;
  const compiled = parts.map((part) => {
    if (part.kind === "host") {
      steps.push([part.node]);
      return part;
    }
    const elsewhere = values.reduce((sum, v, i) => sum + (isOf(part, i) ? 0 : bytesOf(v)), temporaries);
    const { program, dispatched } = compilePart(part, target, merging, memoryBudget - elsewhere, step, untuned);
    temporaries += programBytes(program, "temporary");
    steps.push(...dispatched);
    return { kind: part.kind, graph: part.graph, program, inputs: part.inputs, outputs: part.outputs };
  });
  return { values, parts: compiled, dispatchOf: originsOf(steps) };
}

function isOf({ inputs, outputs }: DevicePart, value: number): boolean {
  return inputs.includes(value) || outputs.includes(value);
}

/** The program of one part, and the nodes that each of its dispatches computes. */
function compilePart(
  { graph, updates }: DevicePart,
  target: Target,
  merging: boolean,
  budget: number,
  step: Stepper,
  untuned: CompileOptions["untuned"],
): { program: PlannedProgram; dispatched: (readonly Node[])[] } {
  const splitting = (g: Graph): Graph => splitReductions(g, target);
  // shaders store whole vectors
  const unit = target.shape === "range" ? 1 : 4;
  const split = step("split", () => settleLoops(everywhere((g) => splitting(readNarrow(g)))(graph), unit), printGraph);
  const fused = step(
    "fuse",
    () => (merging ? fuse(split, target) : oneByOne(split)),
    (f) => printFused(f, split),
  );
  const lowered = step(
    "lower",
    () => lowerInOrder(split, fused, updates, target),
    (l) =>
      kernelsOf(l)
        .map((g) => printNest(g.nest))
        .join("\n"),
  );
  const kernels = step(
    "schedule",
    () => kernelsOf(lowered).map((g): Kernel => schedule(g.nest, target)),
    (ks) => ks.map(printKernel).join("\n"),
  );
  if (untuned) {
    for (const [i, { nest }] of kernelsOf(lowered).entries()) {
      const { choice } = kernels[i]!;
      if (choice && choice.picked === undefined && !untuned.has(choice.problem))
        untuned.set(choice.problem, alternatives(nest, target));
    }
  }
  const merged = merging ? mergeKernels(lowered, kernels, target) : { lowered, kernels };
  const made = step(
    "plan",
    () => planWithin(split, merged, target, budget),
    (m) => printProgram(m.program),
  );
  return {
    program: made.program,
    dispatched: kernelsOf(made.lowered)
      .filter((_, i) => made.kernels[i]!.tasks > 0)
      .map((g) => g.nodes),
  };
}

/** The program of a graph that is one part: for tests and goldens. */
export function onlyProgram({ parts }: Compiled): Program {
  const [part] = parts;
  if (parts.length !== 1 || part!.kind === "host")
    throw new WeirError("the graph has ops that the host computes, so it is not one program");
  return part!.program;
}

function originsOf(groups: readonly (readonly Node[])[]): Map<Origin, number> {
  const out = new Map<Origin, number>();
  groups.forEach((nodes, i) => nodes.forEach((n) => out.has(n.origin) || out.set(n.origin, i)));
  return out;
}
