/** Lowers all groups of a graph, and decides which outputs can replace their inputs in place and in what order that is safe. */
import type { Expr } from "../../ir/expr.ts";
import { walk } from "../../ir/expr.ts";
import type { Graph, Node } from "../../ir/graph.ts";
import type { KernelBody } from "../../ir/kernel.ts";
import { expressionsOf, walkStatements } from "../../ir/kernel.ts";
import type { Window } from "../../ir/loop.ts";
import { formOf, isResult, sliceWindow } from "../../ir/loop.ts";
import type { Nest } from "../../ir/nest.ts";
import { sizeOf } from "../../ir/shape.ts";
import type { Target } from "../../ir/target.ts";
import type { Fused, Group } from "../../ir/group.ts";
import { groupInputs, isLeaf, loopOf } from "../../ir/group.ts";
import type { LoweredGroup } from "./nest.ts";
import { lowerGroup } from "./nest.ts";

export interface LoweredKernel extends LoweredGroup {
  /** What the kernel computes, for tracing it back to the user's ops. */
  readonly nodes: readonly Node[];
}

export interface LoweredLoop {
  readonly loop: Node;
  readonly results: readonly Node[];
  readonly body: Lowered;
}

export interface Lowered {
  /** In an order in which they can run. */
  readonly groups: readonly (LoweredKernel | LoweredLoop)[];
  /** Values that live in the memory of another: root → the input it replaces. */
  readonly replaced: ReadonlyMap<Node, Node>;
  /** The node that holds each output of the graph once all groups have run. */
  readonly outputs: readonly Node[];
}

/** All kernels of `lowered`, those of loops once, in the order of the program. */
export function kernelsOf(lowered: Lowered): LoweredKernel[] {
  return lowered.groups.flatMap((g) => ("loop" in g ? kernelsOf(g.body) : [g]));
}

/** Where a graph stands: how many loops are around it, and which of its inputs and outputs are windows because of them. */
interface Place {
  readonly depth: number;
  readonly windows: ReadonlyMap<Node, Window>;
}
const OUTERMOST: Place = { depth: 0, windows: new Map() };

/** `updates` maps an output index to the index of the input that it replaces. */
export function lowerInOrder(
  graph: Graph,
  fused: Fused,
  updates: ReadonlyMap<number, number>,
  target: Target,
  place: Place = OUTERMOST,
): Lowered {
  const stored = new Set(fused.stored);
  const groups: Group[] = [...fused.groups];
  const copy = (of: Node): Node => {
    const node: Node = { op: "copy", inputs: [of], attrs: {}, shape: of.shape, dtype: of.dtype, origin: of.origin };
    groups.push({ roots: [node], anchors: [], rows: sizeOf(of.shape), columns: 1 });
    stored.add(node);
    return node;
  };
  const probes = new Map<Group, LoweredGroup>();
  /** A group as it would read and write apart. */
  const probe = (g: Group): LoweredGroup => {
    const known = probes.get(g) ?? lowerGroup(g, stored, new Map(), "probe", target);
    probes.set(g, known);
    return known;
  };
  const replaced = new Map<Node, Node>();
  // every output has memory of its own: one that equals another is a copy of it
  const taken = new Set<Node>();
  const outputs = graph.outputs.map((root, o) => {
    const input = updates.has(o) ? graph.inputs[updates.get(o)!] : undefined;
    if (root === input) return root;
    const direct =
      !isLeaf(root) &&
      !taken.has(root) &&
      (input === undefined || (!isResult(root) && canReplace(groups, root, input, stored, probe)));
    const holder = direct ? root : copy(root);
    taken.add(holder);
    if (input) replaced.set(holder, input);
    return holder;
  });

  let circular: boolean | undefined;
  // a value that replaces an input is written after everybody has read the input; where that is impossible it is copied last
  for (;;) {
    const { order, stuck } = orderGroups(groups, stored, replaced);
    if (order.length === groups.length) {
      const names = new Names();
      return {
        groups: order.map((g) => {
          const loop = loopOf(g);
          if (loop) return { loop, results: g.roots, body: lowerBody(loop, fused.bodies.get(loop)!, target, place) };
          const kernel = lowerGroup(g, stored, replaced, names.of(g), target, place.windows);
          return { ...kernel, nodes: nodesOf(g, stored) };
        }),
        replaced,
        outputs,
      };
    }
    if (!stuck || (circular ??= isCircular(groups, stored))) {
      const waiting = groups.filter((g) => !order.includes(g)).map((g) => g.roots[0]!.op);
      throw new Error(
        `lower: kernels of this graph would have to wait for one another (${waiting.join(", ")}). This is a fault of fusion: please report the program.`,
      );
    }
    const root = stuck.roots.find((r) => replaced.has(r))!;
    const input = replaced.get(root)!;
    replaced.delete(root);
    const holder = copy(root);
    replaced.set(holder, input);
    outputs[outputs.indexOf(root)] = holder;
  }
}

/** The body of a loop: each next carry replaces the one before. */
function lowerBody(loop: Node, fused: Fused, target: Target, { depth, windows }: Place): Lowered {
  const form = formOf(loop);
  const body = loop.body!;
  const inner = new Map<Node, Window>();
  body.inputs.forEach((n, i) => {
    const around = windows.get(loop.inputs[i]!);
    const isSlice = i >= form.carries && i < form.carries + form.slices;
    if (isSlice) inner.set(n, sliceWindow(sizeOf(n.shape), form, depth, around));
    else if (around && i >= form.carries) inner.set(n, around);
  });
  for (const n of body.outputs.slice(form.carries)) inner.set(n, sliceWindow(sizeOf(n.shape), form, depth));
  const carries = new Map(Array.from({ length: form.carries }, (_, i) => [i, i]));
  return lowerInOrder(body, fused, carries, target, { depth: depth + 1, windows: inner });
}

/** Whether the kernel of `root` reads `input` only at the element it then writes. */
function canReplace(
  groups: readonly Group[],
  root: Node,
  input: Node,
  stored: ReadonlySet<Node>,
  probe: (g: Group) => LoweredGroup,
): boolean {
  if (sizeOf(root.shape) !== sizeOf(input.shape) || root.dtype !== input.dtype) return false;
  const group = groups.find((g) => g.roots.includes(root))!;
  if (!groupInputs(group, stored).includes(input)) return true;
  const { nest, args } = probe(group);
  const [read, written] = [args.indexOf(input), args.indexOf(root)];
  return nest.routine ? routineReadsOnlyAtStore(nest.routine, read) : readsOnlyAtStore(nest, read, written);
}

/** The same of a routine: all reads are in stores (which are of one element in every root), at the index stored to. */
function routineReadsOnlyAtStore(routine: KernelBody, read: number): boolean {
  let legal = true;
  walkStatements(routine.body, (s) => {
    const allowed = (e: Expr): boolean =>
      s.kind === "store" && e.kind === "load" && e.index === s.index && e.lanes === s.value.lanes && !e.mask;
    walk(expressionsOf(s), (e) => {
      if (e.kind === "load" && e.arg === read && !allowed(e)) legal = false;
    });
  });
  return legal;
}

function readsOnlyAtStore(nest: Nest, read: number, written: number): boolean {
  const store = nest.stores.find((s) => s.arg === written)!;
  let legal = true;
  for (const s of nest.stages)
    walk([s.value], (e) => {
      if (e.kind === "load" && e.arg === read) legal = false;
    });
  for (const s of nest.stores) {
    walk([s.value, s.index], (e) => {
      if (
        e.kind === "load" &&
        e.arg === read &&
        (e.index !== store.index || e.mask || s.axes.length !== store.axes.length)
      )
        legal = false;
    });
  }
  return legal;
}

/** Groups after those they read from, and after every reader of the inputs they replace. `stuck`: a replacement that waits for itself. */
function orderGroups(
  groups: readonly Group[],
  stored: ReadonlySet<Node>,
  replaced: ReadonlyMap<Node, Node>,
): { order: Group[]; stuck?: Group } {
  const maker = new Map<Node, Group>();
  for (const g of groups) for (const r of g.roots) maker.set(r, g);
  const reads = new Map(groups.map((g) => [g, groupInputs(g, stored)]));
  const waits = new Map<Group, Set<Group>>(groups.map((g) => [g, new Set()]));
  for (const g of groups) {
    for (const r of reads.get(g)!) if (maker.has(r) && maker.get(r) !== g) waits.get(g)!.add(maker.get(r)!);
    for (const root of g.roots) {
      const input = replaced.get(root);
      if (input) for (const h of groups) if (h !== g && reads.get(h)!.includes(input)) waits.get(g)!.add(h);
    }
  }
  const order: Group[] = [];
  const done = new Set<Group>();
  for (let progress = true; progress;) {
    progress = false;
    for (const g of groups) {
      if (done.has(g) || [...waits.get(g)!].some((w) => !done.has(w))) continue;
      order.push(g);
      done.add(g);
      progress = true;
    }
  }
  const stuck = groups.find((g) => !done.has(g) && g.roots.some((r) => replaced.has(r)));
  return stuck ? { order, stuck } : { order };
}

/** Whether groups read from one another in a circle, whatever is replaced. */
function isCircular(groups: readonly Group[], stored: ReadonlySet<Node>): boolean {
  return orderGroups(groups, stored, new Map()).order.length < groups.length;
}

function nodesOf(group: Group, stored: ReadonlySet<Node>): Node[] {
  const out: Node[] = [];
  const seen = new Set<Node>();
  const own = new Set([...group.roots, ...group.anchors]);
  const visit = (n: Node): void => {
    if (seen.has(n) || isLeaf(n) || (stored.has(n) && !own.has(n))) return;
    seen.add(n);
    out.push(n);
    n.inputs.forEach(visit);
  };
  // what characterises the kernel comes first
  [...group.anchors, ...group.roots].forEach(visit);
  return out;
}

/** Kernel names: the anchor and what is stored, `conv2d_relu`. */
class Names {
  of(g: Group): string {
    const anchor = g.anchors[0]?.op;
    const root = g.roots[0]!.op;
    const name = anchor && anchor !== root ? `${anchor}_${root}` : root;
    return g.roots.length > 1 ? `${name}_and_${g.roots.length - 1}` : name;
  }
}
