/** The memory plan: which buffer every value lives in. Temporaries whose lives do not overlap share whole buffers. */
import { deviceDType } from "../../ir/dtype.ts";
import type { Graph, Node } from "../../ir/graph.ts";
import type { Kernel } from "../../ir/kernel.ts";
import { printKernel } from "../../ir/kernel.ts";
import { formOf, indexOfResult } from "../../ir/loop.ts";
import type { Dispatch, PlannedProgram, ProgramLoop, ProgramValue, Slot, SlotKind } from "../../ir/program.ts";
import { bytesOf } from "../../ir/program.ts";
import { sizeOf } from "../../ir/shape.ts";
import type { Target } from "../../ir/target.ts";
import type { Extent } from "../../ir/texture.ts";
import { bufferExtent } from "../../ir/texture.ts";
import type { Lowered } from "./lower.ts";

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

/** A temporary value, and the steps from the one that makes it to the last one that needs it. */
interface Life {
  readonly node: Node;
  readonly from: number;
  readonly to: number;
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

/** How a device lets values share slots. */
interface Places {
  /** The temporaries, in sets whose slots must have one form. */
  readonly sets: readonly Together[];
  /** The form of a slot that is made for a value. */
  readonly form: (value: Node) => string;
  /** Whether a value fits into a slot that was made for another. */
  readonly fits: (value: Node, first: Node) => boolean;
}

interface Together {
  readonly lives: readonly Life[];
  /** Whether the form is the values' own: values that are no temporaries have it as well. */
  readonly own?: boolean;
}

/** A slot in the making: the value it is made for, and all that live in it. */
interface Shared {
  readonly first: Node;
  readonly form: string;
  readonly users: Life[];
}

/**
 * A slot for every temporary. The largest choose first, and each takes the smallest slot that nobody uses while it lives, so that a
 * slot is never larger than its first value (greedy by size: Pisarchyk and Lee, Efficient Memory Management for Deep Neural Net
 * Inference, 2020). A set takes the form for which the fewest bytes are added.
 */
function shareSlots({ sets, form, fits }: Places): Shared[] {
  const slots: Shared[] = [];
  const largest = ({ lives }: Together): Life => lives.reduce((p, q) => (bytesOf(q.node) > bytesOf(p.node) ? q : p));
  const order = sets
    .map((set) => ({ ...set, largest: largest(set) }))
    .sort((p, q) => bytesOf(q.largest.node) - bytesOf(p.largest.node) || p.largest.from - q.largest.from);
  for (const {
    lives,
    own,
    largest: { node },
  } of order) {
    const ownForm = form(node);
    const forms = own
      ? []
      : slots.filter((s) => fits(node, s.first)).sort((s, t) => elements(s.first) - elements(t.first));
    const tries = [...new Set([ownForm, ...forms.map((s) => s.form)])].map((f) => place(lives, f, f === ownForm));
    const best = tries.reduce((p, q) => (q && (!p || q.bytes < p.bytes) ? q : p))!;
    slots.push(...best.made);
    for (const [slot, users] of best.users) slot.users.push(...users);
  }
  return slots;

  /** Who would live where, in slots of one form. Slots are made only if `mayMake`; `undefined` if there are too few then. */
  function place(lives: readonly Life[], f: string, mayMake: boolean): Placement | undefined {
    const users = new Map<Shared, Life[]>();
    const made: Shared[] = [];
    for (const life of lives) {
      const apart = (u: Life): boolean => u.to < life.from || life.to < u.from;
      let slot: Shared | undefined;
      for (const s of [...slots, ...made]) {
        const isSmaller = !slot || elements(s.first) < elements(slot.first);
        if (s.form !== f || !isSmaller || !fits(life.node, s.first)) continue;
        if (s.users.every(apart) && (users.get(s)?.every(apart) ?? true)) slot = s;
      }
      if (!slot && !mayMake) return undefined;
      if (!slot) made.push((slot = { first: life.node, form: f, users: [] }));
      users.set(slot, [...(users.get(slot) ?? []), life]);
    }
    return { users, made, bytes: made.reduce((sum, { first }) => sum + bytesOf(first), 0) };
  }
}

/** Where a set's values would live, and the slots that would have to be made for it. */
interface Placement {
  readonly users: ReadonlyMap<Shared, readonly Life[]>;
  readonly made: readonly Shared[];
  readonly bytes: number;
}

/** Memory has one form: a value fits where there is room for it. */
function inMemory(lives: readonly Life[]): Places {
  return {
    sets: lives.map((life) => ({ lives: [life] })),
    form: () => "",
    fits: (value, first) => deviceDType(value.dtype) === deviceDType(first.dtype) && elements(value) <= elements(first),
  };
}

/**
 * A kernel knows the width of its textures as a constant, so that textures are shared at equal widths, and the smaller value leaves rows
 * unused. What is written together with other values must have textures of one size: WebGL renders to no others.
 */
function inTextures(lives: readonly Life[], together: readonly (readonly Node[])[]): Places {
  const extent = (n: Node): Extent => bufferExtent(elements(n));
  const { fits } = inMemory(lives);
  return {
    sets: setsOf(lives, together),
    form: (n) => `${extent(n).width}×${extent(n).height}`,
    fits: (value, first) => fits(value, first) && extent(value).width === extent(first).width,
  };
}

/** `lives` in sets: those that are written together, directly or through others. */
function setsOf(lives: readonly Life[], together: readonly (readonly Node[])[]): Together[] {
  const sets = new Map<Node, Set<Node>>();
  for (const nodes of together) {
    const joined = new Set(nodes.flatMap((n) => [...(sets.get(n) ?? [n])]));
    for (const n of joined) sets.set(n, joined);
  }
  const lifeOf = new Map(lives.map((life) => [life.node, life]));
  const alone = lives.filter(({ node }) => !sets.has(node)).map((life) => ({ lives: [life] }));
  const joined = [...new Set(sets.values())].map((nodes) => {
    const temporaries = [...nodes].flatMap((n) => lifeOf.get(n) ?? []);
    return { lives: temporaries, own: temporaries.length < nodes.size };
  });
  return [...alone, ...joined.filter((set) => set.lives.length > 0)];
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

function elements(n: Node): number {
  return Math.max(1, sizeOf(n.shape));
}
