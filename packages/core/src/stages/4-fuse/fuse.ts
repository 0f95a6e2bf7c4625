/**
 * Which values share a kernel. First every value is either stored or recomputed where it is used; that makes one group per stored
 * value. Then a group is merged into one that uses it whenever both visit the same points: an elementwise tail joins the
 * contraction or reduction before it, a row's reductions join what is done to the row, the outputs of an optimizer join
 * each other. In a loop's body, what reads a carry joins what replaces it. A merged value that nobody else needs is never stored.
 */
import type { Graph, Node } from "../../ir/graph.ts";
import { consumersOf, topologicalOrder } from "../../ir/graph.ts";
import { variable, walk } from "../../ir/expr.ts";
import { DTYPES } from "../../ir/dtype.ts";
import { WeirError } from "../../ir/error.ts";
import { formOf, isResult } from "../../ir/loop.ts";
import { sizeOf } from "../../ir/shape.ts";
import type { Target } from "../../ir/target.ts";
import type { Fused, Group } from "../../ir/group.ts";
import { groupInputs, isLeaf, loopOf } from "../../ir/group.ts";
import { isSolitary, loweringOf, rereads } from "../../ops/lowering.ts";
import type { Relations } from "./relation.ts";
import { partsOf, relationsOf, rowLength } from "./relation.ts";

export type FuseTarget = Pick<Target, "shape" | "maxArgs" | "maxOutputs">;

/** Element ops whose scalar form is at most this long are recomputed rather than stored for a second user. */
const CHEAP = 12;
/** Full-size buffers that a recomputed value may read. */
const CHEAP_READS = 2;
/** Longest row that one fragment walks again for every four elements it owns. */
const FRAGMENT_ROW = 64;

/** What there is to know of the outputs of a loop's body. */
interface Turn {
  /** Those that are written a slice a turn. */
  readonly stacked: ReadonlySet<Node>;
  /** The next carries, by the ones that they replace. */
  readonly next: ReadonlyMap<Node, Node>;
}
const NO_TURN: Turn = { stacked: new Set(), next: new Map() };

/** The groups of `graph`, which may be a loop's body, in an order in which they can run. */
export function fuse(graph: Graph, target: FuseTarget, turn = NO_TURN): Fused {
  const order = topologicalOrder(graph.outputs);
  const stored = chooseStored(order, new Set(graph.outputs));
  storeForBudget(order, stored, target.maxArgs);
  const fused = new Merger(order, stored, new Set(graph.outputs), target, turn).run();
  return { ...fused, bodies: new Map(order.flatMap((n) => (n.body ? [[n, fuseBody(n, target)]] : []))) };
}

function fuseBody(loop: Node, target: FuseTarget): Fused {
  const { inputs, outputs } = loop.body!;
  const { carries } = formOf(loop);
  const next = new Map(inputs.slice(0, carries).map((n, i) => [n, outputs[i]!]));
  return fuse(loop.body!, target, { stacked: new Set(outputs.slice(carries)), next });
}

/** Every value of `graph` in a group of its own; but the results of a loop are one. */
export function oneByOne(graph: Graph): Fused {
  const order = topologicalOrder(graph.outputs);
  const groups = order.flatMap((n): Group[] => {
    if (isLeaf(n) || isResult(n)) return [];
    if (!n.body) return [{ roots: [n], anchors: isAnchor(n) ? [n] : [], ...domainOf(n) }];
    const roots = order.filter((r) => isResult(r) && r.inputs[0] === n);
    return [{ roots, anchors: [n], rows: 0, columns: 0 }];
  });
  const bodies = new Map(order.flatMap((n) => (n.body ? [[n, oneByOne(n.body)]] : [])));
  return { groups, stored: new Set(groups.flatMap((g) => g.roots)), bodies };
}

// ---- which values are stored --------------------------------------------------------------------------------------------

function chooseStored(order: readonly Node[], outputs: ReadonlySet<Node>): Set<Node> {
  const consumers = consumersOf(order);
  const stored = new Set<Node>();
  // the stored values whose kernels compute a node: known once all users are
  const users = new Map<Node, Set<Node>>();
  for (const n of [...order].reverse()) {
    if (isLeaf(n)) continue;
    if (n.body) {
      users.set(n, new Set(consumers.get(n)));
      continue;
    }
    const kind = loweringOf(n)!.kind;
    const kernels = new Set<Node>();
    for (const c of consumers.get(n)!) for (const k of stored.has(c) ? [c] : users.get(c)!) kernels.add(k);
    users.set(n, kernels);
    if (outputs.has(n) || kind !== "element" || mustStore(n, consumers, kernels.size)) stored.add(n);
  }
  return stored;
}

/** Stores more values where a kernel would read more buffers than one can bind: those on the way that gather the most. */
function storeForBudget(order: readonly Node[], stored: Set<Node>, maxArgs: number): void {
  for (const n of order) {
    if (!stored.has(n) || isResult(n)) continue;
    for (let reads = readsOf(n, stored).length; reads + 1 > maxArgs; reads = readsOf(n, stored).length) {
      const parts = inlinedIn(n, stored).map((part) => ({ part, reads: readsOf(part, stored).length }));
      const best = parts
        .filter((p) => p.reads > 1 && p.reads < maxArgs)
        .reduce((p, q) => (q.reads > p.reads ? q : p), { part: n, reads: 0 });
      if (best.part === n)
        throw new WeirError(
          `${n.op}: reads ${reads} buffers, and this device binds ${maxArgs} at once; give it fewer inputs at a time`,
        );
      stored.add(best.part);
    }
  }
}

/** The values that the kernel of `n` reads from memory. */
function readsOf(n: Node, stored: ReadonlySet<Node>): Node[] {
  return groupInputs({ roots: [n], anchors: [], rows: 0, columns: 0 }, stored);
}

/** The values that are computed on the way to `n`, in its own kernel. */
function inlinedIn(n: Node, stored: ReadonlySet<Node>): Node[] {
  const inside = new Set<Node>();
  const visit = (x: Node): void => {
    for (const i of x.inputs) {
      if (isLeaf(i) || stored.has(i) || inside.has(i)) continue;
      inside.add(i);
      visit(i);
    }
  };
  visit(n);
  return [...inside];
}

/** Views are never stored for their users' sake: an index expression is free. What they pass on is judged by who reads it in the end. */
function mustStore(n: Node, consumers: Map<Node, Node[]>, kernels: number): boolean {
  const lowering = loweringOf(n)!;
  if (lowering.kind !== "element") return true;
  if (lowering.access === "view") return false;
  return isReread(n, consumers) || (kernels > 1 && !isCheap(n));
}

/** Whether some user reads elements of `n` more than once, or in an order of its own. */
function isReread(n: Node, consumers: Map<Node, Node[]>): boolean {
  return consumers.get(n)!.some((c) => {
    const lowering = loweringOf(c)!;
    if (rereads(c, n)) return true;
    if (lowering.kind === "reduce") return !Array.isArray(c.attrs["axes"]); // windows overlap
    if (lowering.kind !== "element" || lowering.access === "identity") return false;
    if (lowering.access === "gather" || sizeOf(c.shape) > sizeOf(n.shape)) return true;
    return c.op === "reshape" || c.op === "transpose" || c.op === "broadcastTo" ? isReread(c, consumers) : true;
  });
}

function isCheap(n: Node): boolean {
  const reads = new Set<Node>();
  let cost = 0;
  const visit = (x: Node): void => {
    if (x.op === "literal" || reads.has(x)) return;
    if (isLeaf(x) || loweringOf(x)!.kind !== "element") {
      reads.add(x);
      return;
    }
    cost += scalarCost(x);
    if (cost <= CHEAP) x.inputs.forEach(visit);
  };
  visit(n);
  const size = sizeOf(n.shape);
  return cost <= CHEAP && [...reads].filter((r) => sizeOf(r.shape) >= size).length <= CHEAP_READS;
}

/** How many scalar operations one element takes. */
function scalarCost(n: Node): number {
  const lowering = loweringOf(n)!;
  if (lowering.kind !== "element" || lowering.access === "view") return 0;
  let ops = 0;
  const index = n.shape.map((d, i) => variable(`i${i}`, "i32", 0, d - 1));
  const read = (i: number): ReturnType<typeof variable> => variable(`x${i}`, DTYPES[n.inputs[i]!.dtype].scalar);
  const e = lowering.element({ index, inputs: n.inputs, output: n, attrs: n.attrs, read });
  walk([e], (x) => {
    if (x.kind === "op") ops += TRANSCENDENTAL.has(x.op) ? 8 : 1;
  });
  return ops;
}
const TRANSCENDENTAL: ReadonlySet<string> = new Set(["exp", "log", "sin", "cos", "tanh", "pow"]);

// ---- which groups are merged --------------------------------------------------------------------------------------------

interface Draft extends Group {
  readonly id: number;
}

class Merger {
  private readonly groups = new Map<number, Draft>();
  private readonly groupOf = new Map<Node, number>();
  private readonly position: Map<Node, number>;
  /** Stored values that the kernel of a stored value reads. */
  private readonly reads = new Map<Node, Node[]>();

  private readonly order: readonly Node[];
  private readonly stored: Set<Node>;
  private readonly outputs: ReadonlySet<Node>;
  private readonly target: FuseTarget;
  private readonly turn: Turn;

  constructor(order: readonly Node[], stored: Set<Node>, outputs: ReadonlySet<Node>, target: FuseTarget, turn: Turn) {
    this.turn = turn;
    this.order = order;
    this.stored = stored;
    this.outputs = outputs;
    this.target = target;
    this.position = new Map(order.map((n, i) => [n, i]));
  }

  run(): Pick<Fused, "groups" | "stored"> {
    for (const n of this.order) {
      if (!this.stored.has(n)) continue;
      if (isResult(n)) {
        this.addResult(n);
        continue;
      }
      const id = this.groups.size;
      this.groups.set(id, { id, roots: [n], anchors: isAnchor(n) ? [n] : [], ...domainOf(n) });
      this.groupOf.set(n, id);
    }
    for (const n of this.order)
      if (this.stored.has(n)) this.reads.set(n, groupInputs(this.groups.get(this.groupOf.get(n)!)!, this.stored));
    // Users before producers, so that tails have grown before an anchor looks for one; repeated, since a merge can allow another.
    for (let changed = true; changed;) {
      changed = false;
      for (const n of [...this.order].reverse()) if (this.groupOf.has(n) && this.mergeDown(n)) changed = true;
    }
    return { groups: this.schedule(), stored: this.stored };
  }

  /** All results of a loop are one group, which nothing joins. */
  private addResult(n: Node): void {
    const loop = n.inputs[0]!;
    const known = [...this.groups.values()].find((g) => g.anchors[0] === loop);
    const id = known?.id ?? this.groups.size;
    this.groups.set(id, { id, roots: [...(known?.roots ?? []), n], anchors: [loop], rows: 0, columns: 0 });
    this.groupOf.set(n, id);
  }

  /** Merges the group of `n` into the first group that waits for it and can take it. */
  private mergeDown(n: Node): boolean {
    const a = this.groups.get(this.groupOf.get(n)!)!;
    for (const b of [...this.usersOf(a), ...this.replacersOf(a)]) {
      const merged = this.tryMerge(a, b);
      if (!merged) continue;
      this.groups.delete(a.id);
      this.groups.delete(b.id);
      this.groups.set(merged.id, merged);
      for (const root of [...a.roots, ...b.roots]) this.groupOf.delete(root);
      for (const root of merged.roots) this.groupOf.set(root, merged.id);
      return true;
    }
    return false;
  }

  /** Groups that read a root of `a`, first in graph order. */
  private usersOf(a: Draft): Draft[] {
    const users = new Set<number>();
    for (const [n, reads] of this.reads) {
      const id = this.groupOf.get(n)!;
      if (id !== a.id && reads.some((r) => this.groupOf.get(r) === a.id)) users.add(id);
    }
    return this.inOrder(users);
  }

  /** Groups that replace a carry which `a` reads, first in graph order. */
  private replacersOf(a: Draft): Draft[] {
    const read = new Set(a.roots.flatMap((r) => this.reads.get(r)!));
    const replacers = new Set<number>();
    for (const [before, next] of this.turn.next) {
      const id = this.groupOf.get(next);
      if (id !== undefined && id !== a.id && read.has(before)) replacers.add(id);
    }
    return this.inOrder(replacers);
  }

  private inOrder(ids: ReadonlySet<number>): Draft[] {
    return [...ids].map((id) => this.groups.get(id)!).sort((p, q) => this.firstPosition(p) - this.firstPosition(q));
  }

  private firstPosition(g: Draft): number {
    return Math.min(...g.roots.map((r) => this.position.get(r)!));
  }

  private tryMerge(a: Draft, b: Draft): Draft | undefined {
    if (loopOf(a) || loopOf(b)) return undefined;
    const anchors = [...new Set([...a.anchors, ...b.anchors])].sort(
      (p, q) => this.position.get(p)! - this.position.get(q)!,
    );
    if (anchors.length > 1 && anchors.some(isSolitary)) return undefined;
    const roots = [...new Set([...a.roots, ...b.roots])].sort((p, q) => this.position.get(p)! - this.position.get(q)!);
    const domain = commonDomain(a, b, anchors) ?? this.domainOfParts(a, b);
    return domain && this.fits(a, b, roots, anchors, domain);
  }

  /** The points of the parts that a value of one group is made of, when the other's are those; a fragment has no other place to store to. */
  private domainOfParts(a: Draft, b: Draft): Domain | undefined {
    const rows = Math.min(a.rows, b.rows);
    const parted = [...a.roots, ...b.roots].some((r) => sizeOf(r.shape) > rows && partsOf(r) !== undefined);
    return parted && this.target.shape !== "fragment" ? { rows, columns: 1 } : undefined;
  }

  private fits(
    a: Draft,
    b: Draft,
    roots: readonly Node[],
    anchors: readonly Node[],
    domain: Domain,
  ): Draft | undefined {
    const { rows, columns } = domain;
    const relations = relationsOf(roots, new Set(anchors), rows, columns, this.stored);
    if (!relations || this.losesPlace(a, b, relations, columns)) return undefined;
    for (const n of [...a.roots, ...b.roots, ...anchors]) {
      const seen = relations.get(n);
      const wanted = columns > 1 && sizeOf(n.shape) === rows ? "row" : "full";
      // a value made here is only there at its own point
      if (seen && (seen.size > 1 || !seen.has(wanted))) return undefined;
    }
    // a tail that no longer needs to be stored disappears; what others read, or the caller wants, stays
    const keep = roots.filter((r) => this.outputs.has(r) || this.isReadOutside(r, a, b));
    if (keep.length === 0 || keep.length > this.target.maxOutputs) return undefined;
    // a fragment writes the same texel of all its targets
    if (this.target.shape === "fragment" && new Set(keep.map((r) => this.turn.stacked.has(r))).size > 1)
      return undefined;
    if (
      columns > 1 &&
      this.target.shape === "fragment" &&
      (columns > FRAGMENT_ROW || new Set(keep.map((r) => sizeOf(r.shape))).size > 1)
    )
      return undefined;
    if (this.wouldCycle(a, b) || this.wouldCycle(b, a)) return undefined;
    const merged: Draft = { id: b.id, roots: keep, anchors, rows, columns };
    const dropped = roots.filter((r) => !keep.includes(r));
    for (const r of dropped) this.stored.delete(r);
    const reads = groupInputs(merged, this.stored);
    if (reads.length + keep.length > this.target.maxArgs) {
      for (const r of dropped) this.stored.add(r);
      return undefined;
    }
    for (const r of dropped) this.reads.delete(r);
    for (const r of keep) this.reads.set(r, reads);
    return merged;
  }

  /** Whether `b` could replace a carry in place if `a`, of which it needs nothing else, did not read that all over. */
  private losesPlace(a: Draft, b: Draft, relations: Relations, columns: number): boolean {
    if (this.usersOf(a).includes(b)) return false;
    const apart = relationsOf(b.roots, new Set(b.anchors), b.rows, b.columns, this.stored)!;
    const inPlace = (before: Node, seen: Relations, width: number): boolean =>
      [...(seen.get(before) ?? [])].every((r) => r === "full" && width === 1);
    return [...this.turn.next].some(
      ([before, next]) =>
        b.roots.includes(next) && inPlace(before, apart, b.columns) && !inPlace(before, relations, columns),
    );
  }

  private isReadOutside(root: Node, a: Draft, b: Draft): boolean {
    for (const [n, reads] of this.reads) {
      const id = this.groupOf.get(n);
      if (id !== a.id && id !== b.id && reads.includes(root)) return true;
    }
    return false;
  }

  /** Whether a path leads from `a` to `b` through a third group: merged, they would wait for each other. */
  private wouldCycle(a: Draft, b: Draft): boolean {
    const seen = new Set<number>([a.id]);
    const stack = this.usersOf(a).filter((g) => g.id !== b.id);
    while (stack.length > 0) {
      const g = stack.pop()!;
      if (g.id === b.id) return true;
      if (seen.has(g.id)) continue;
      seen.add(g.id);
      stack.push(...this.usersOf(g));
    }
    return false;
  }

  /** The groups, each after those it reads from; otherwise in graph order. */
  private schedule(): Group[] {
    const done = new Set<number>();
    const out: Group[] = [];
    const visit = (g: Draft): void => {
      if (done.has(g.id)) return;
      done.add(g.id);
      for (const r of groupInputs(g, this.stored)) if (!isLeaf(r)) visit(this.groups.get(this.groupOf.get(r)!)!);
      out.push({ roots: g.roots, anchors: g.anchors, rows: g.rows, columns: g.columns });
    };
    [...this.groups.values()].sort((p, q) => this.firstPosition(p) - this.firstPosition(q)).forEach(visit);
    return out;
  }
}

/** Whether `n` is what a kernel is built around, a reduction or a contraction, rather than arithmetic at a point. */
function isAnchor(n: Node): boolean {
  return loweringOf(n)!.kind !== "element";
}

interface Domain {
  readonly rows: number;
  readonly columns: number;
}

function domainOf(n: Node): Domain {
  const columns = rowLength(n);
  return { rows: sizeOf(n.shape), columns: loweringOf(n)!.kind === "reduce" && columns !== undefined ? columns : 1 };
}

/** The domain in which two groups could be one: that of rows when one has rows, else their common points. */
function commonDomain(a: Draft, b: Draft, anchors: readonly Node[]): Domain | undefined {
  const rowed = [a, b].filter((g) => g.columns > 1);
  if (rowed.length > 0 && anchors.every((n) => rowLength(n) === rowed[0]!.columns))
    return { rows: rowed[0]!.rows, columns: rowed[0]!.columns };
  return a.rows * a.columns === b.rows * b.columns || a.rows === b.rows ? { rows: a.rows, columns: 1 } : undefined;
}
