/** The memory plan: which buffer every value lives in. Temporaries whose lives do not overlap share whole buffers. */
import { deviceDType } from "../../ir/dtype.ts";
import type { Graph, Node } from "../../ir/graph.ts";
import type { Kernel } from "../../ir/kernel.ts";
import { printKernel } from "../../ir/kernel.ts";
import { formOf, indexOfResult } from "../../ir/loop.ts";
import type { Dispatch, PlannedProgram, ProgramLoop, ProgramValue, Slot, SlotKind } from "../../ir/program.ts";
import { bytesOf } from "../../ir/program.ts";
import type { Target } from "../../ir/target.ts";
import type { Lowered } from "./lower.ts";
import type { Life } from "./share-slots.ts";
import { elements, inMemory, inTextures, shareSlots } from "./share-slots.ts";

/**
 * The program of `lowered` groups and their `kernels`. A value and an input of the dispatch that makes it never share a buffer:
 * WebGPU forbids it, and elsewhere it would be overwritten while being read.
 */
export function plan(graph: Graph, lowered: Lowered, kernels: readonly Kernel[], target: Target): PlannedProgram {
  const slots: Slot[] = [];
  const homes = homesOf(lowered);
  const homeOf = (n: Node): Node => (homes.has(n) ? homeOf(homes.get(n)!) : n);
  const { steps, loops } = flatten(lowered, homeOf);
  /** By home. */
  const slotOf = new Map<Node, number>();
  const add = (n: Node, kind: SlotKind): number =>
    slots.push({ kind, dtype: deviceDType(n.dtype), size: elements(n) }) - 1;
  const state = new Set(lowered.replaced.values());
  for (const n of graph.inputs) slotOf.set(n, add(n, state.has(n) ? "state" : "input"));
  for (const n of lowered.outputs) if (!slotOf.has(homeOf(n))) slotOf.set(homeOf(n), add(homeOf(n), "output"));

  const temporaries = livesOf(steps, new Set(slotOf.keys()));
  const places =
    target.shape === "fragment" ? inTextures(temporaries, writtenTogether(steps, kernels)) : inMemory(temporaries);
  for (const { first, users } of shareSlots(places)) {
    const slot = add(first, "temporary");
    for (const { node } of users) slotOf.set(node, slot);
  }
  const dispatches: Dispatch[] = [];
  /** How many dispatches there were before each step: a step over no elements is none. */
  const starts: number[] = [];
  const unique = new Map<string, number>();
  const programKernels: Kernel[] = [];
  steps.forEach((step, i) => {
    starts.push(dispatches.length);
    if (kernels[i]!.tasks > 0)
      dispatches.push({ kernel: kernelIndex(kernels[i]!), slots: step.args.map((n) => slotOf.get(n)!) });
  });
  starts.push(dispatches.length);

  const value = (n: Node): ProgramValue => ({
    slot: slotOf.get(homeOf(n))!,
    shape: n.shape,
    dtype: deviceDType(n.dtype),
  });
  return {
    kernels: programKernels,
    slots,
    dispatches,
    loops: loops
      .map(({ begin, end, trips }) => ({ begin: starts[begin]!, end: starts[end]!, trips }))
      .filter((l) => l.end > l.begin),
    inputs: graph.inputs.map(value),
    outputs: lowered.outputs.map(value),
    leastTemporaryBytes: mostAlive(temporaries, steps.length),
  };

  function kernelIndex(kernel: Kernel): number {
    const text = printKernel(kernel);
    let index = unique.get(text);
    if (index === undefined) unique.set(text, (index = programKernels.push(kernel) - 1));
    return index;
  }
}

function livesOf(steps: readonly Step[], owned: ReadonlySet<Node>): Life[] {
  const from = new Map<Node, number>();
  const to = new Map<Node, number>();
  steps.forEach((step, i) => {
    for (const n of [...step.opened, ...step.args]) if (!owned.has(n) && !from.has(n)) from.set(n, i);
    for (const n of step.released) to.set(n, i);
  });
  return [...from].map(([node, i]) => ({ node, from: i, to: Math.max(i, to.get(node) ?? i) }));
}

/** The values that each kernel writes, if it writes several. */
function writtenTogether(steps: readonly Step[], kernels: readonly Kernel[]): (readonly Node[])[] {
  const written = steps.map(({ args }, i) => args.filter((_, a) => kernels[i]!.args[a]!.access !== "read"));
  return written.filter((nodes) => nodes.length > 1);
}

/** Bytes of the temporaries alive at the worst step. */
function mostAlive(lives: readonly Life[], steps: number): number {
  const change = new Float64Array(steps + 1);
  for (const { node, from, to } of lives) {
    change[from]! += bytesOf(node);
    change[to + 1]! -= bytesOf(node);
  }
  let [alive, most] = [0, 0];
  for (const c of change) most = Math.max(most, (alive += c));
  return most;
}

/** One kernel in the order of the program, its values by home. */
interface Step {
  readonly args: readonly Node[];
  /** Stacks of the loops that begin here: their memory is theirs from then on. */
  readonly opened: Node[];
  /** Values that nobody needs after this step. */
  readonly released: Node[];
}

/** The kernels in one line. What a loop reads or makes lives until the loop's end: it is needed again in every turn. */
function flatten(lowered: Lowered, homeOf: (n: Node) => Node): { steps: Step[]; loops: ProgramLoop[] } {
  const steps: Step[] = [];
  const loops: ProgramLoop[] = [];
  const lastUse = new Map<Node, number>();
  const visit = ({ groups }: Lowered, opened: readonly Node[]): void => {
    let first = opened;
    for (const g of groups) {
      if (!("loop" in g)) {
        const args = g.args.map(homeOf);
        args.forEach((n) => lastUse.set(n, steps.length));
        steps.push({ args, opened: [...first], released: [] });
        first = [];
        continue;
      }
      const begin = steps.length;
      const loop = { begin, end: begin, trips: formOf(g.loop).trips };
      loops.push(loop);
      visit(g.body, [...first, ...g.results.map(homeOf)]);
      first = steps.length > begin ? [] : first;
      loop.end = steps.length;
      for (const n of [...g.loop.inputs, ...g.results]) lastUse.set(homeOf(n), Math.max(0, steps.length - 1));
    }
  };
  visit(lowered, []);
  for (const [n, i] of lastUse) steps[i]?.released.push(n);
  return { steps, loops };
}

/** Values that live in the memory of another. */
export function homesOf(lowered: Lowered): Map<Node, Node> {
  const homes = new Map(lowered.replaced);
  for (const g of lowered.groups) {
    if (!("loop" in g)) continue;
    const { carries } = formOf(g.loop);
    for (const [n, home] of homesOf(g.body)) homes.set(n, home);
    g.loop.body!.inputs.forEach((n, i) => homes.set(n, g.loop.inputs[i]!));
    for (const r of g.results) {
      const index = indexOfResult(r);
      if (index < carries) homes.set(r, g.loop.inputs[index]!);
      else homes.set(g.body.outputs[index]!, r);
    }
  }
  return homes;
}
