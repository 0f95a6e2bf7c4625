/** The memory plan: which buffer every value lives in. Temporaries whose lives do not overlap share whole buffers. */
import { deviceDType } from "../../ir/dtype.ts";
import type { Graph, Node } from "../../ir/graph.ts";
import type { Kernel } from "../../ir/kernel.ts";
import { printKernel } from "../../ir/kernel.ts";
import type { Dispatch, Program, ProgramValue, Slot, SlotKind } from "../../ir/program.ts";
import { sizeOf } from "../../ir/shape.ts";
import type { Target } from "../../ir/target.ts";
import type { Lowered } from "./lower.ts";

/** A buffer taken by a value may be this many times larger than it. */
const SLACK = 2;

/**
 * The program of `lowered` groups and their `kernels`. A value and an input of the dispatch that makes it never share a buffer:
 * WebGPU forbids it, and elsewhere it would be overwritten while being read.
 */
export function plan(graph: Graph, lowered: Lowered, kernels: readonly Kernel[], target: Target): Program {
  const slots: { kind: SlotKind; dtype: Slot["dtype"]; size: number }[] = [];
  const slotOf = new Map<Node, number>();
  const add = (n: Node, kind: SlotKind): number =>
    slots.push({ kind, dtype: deviceDType(n.dtype), size: elements(n) }) - 1;
  const state = new Set(lowered.replaced.values());
  for (const n of graph.inputs) slotOf.set(n, add(n, state.has(n) ? "state" : "input"));
  for (const [root, input] of lowered.replaced) slotOf.set(root, slotOf.get(input)!);
  for (const n of lowered.outputs) if (!slotOf.has(n)) slotOf.set(n, add(n, "output"));

  const lastUse = new Map<Node, number>();
  lowered.groups.forEach((g, i) => g.args.forEach((n) => lastUse.set(n, i)));
  const free: number[] = [];
  const dispatches: Dispatch[] = [];
  const unique = new Map<string, number>();
  const programKernels: Kernel[] = [];
  lowered.groups.forEach((g, i) => {
    const released: number[] = [];
    for (const n of g.args) {
      if (!slotOf.has(n)) slotOf.set(n, take(n));
      const slot = slotOf.get(n)!;
      if (lastUse.get(n) === i && slots[slot]!.kind === "temporary") released.push(slot);
    }
    // a dispatch over no elements does nothing
    if (kernels[i]!.tasks > 0)
      dispatches.push({ kernel: kernelIndex(kernels[i]!), slots: g.args.map((n) => slotOf.get(n)!) });
    free.push(...released);
  });

  const value = (n: Node): ProgramValue => ({ slot: slotOf.get(n)!, shape: n.shape, dtype: deviceDType(n.dtype) });
  return {
    kernels: programKernels,
    slots,
    dispatches,
    inputs: graph.inputs.map(value),
    outputs: lowered.outputs.map(value),
  };

  /** The best free temporary for `n`, grown if need be, or a new one. */
  function take(n: Node): number {
    const size = elements(n);
    let best = -1;
    for (const s of free) {
      const slot = slots[s]!;
      // a texture's layout follows its size, so there only equals are shared
      const fits =
        slot.dtype === n.dtype &&
        (target.shape === "fragment" ? slot.size === size : slot.size <= size * SLACK && size <= slot.size * SLACK);
      if (fits && (best < 0 || Math.abs(slot.size - size) < Math.abs(slots[best]!.size - size))) best = s;
    }
    if (best < 0) return add(n, "temporary");
    free.splice(free.indexOf(best), 1);
    slots[best]!.size = Math.max(slots[best]!.size, size);
    return best;
  }

  function kernelIndex(kernel: Kernel): number {
    const text = printKernel(kernel);
    let index = unique.get(text);
    if (index === undefined) unique.set(text, (index = programKernels.push(kernel) - 1));
    return index;
  }
}

function elements(n: Node): number {
  return Math.max(1, sizeOf(n.shape));
}
