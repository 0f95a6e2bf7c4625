/** From a group to loops: every value of the group becomes an expression over the group's axes and what it reads from memory. */
import { deviceDType, DTYPES } from "../../ir/dtype.ts";
import type { Expr } from "../../ir/expr.ts";
import { axisVar, constant, i32, load, op, splat, substitute, variable, vectorize } from "../../ir/expr.ts";
import type { Node } from "../../ir/graph.ts";
import { flatten, unflatten } from "../../ir/indexing.ts";
import type { Stmt } from "../../ir/kernel.ts";
import type { Window } from "../../ir/loop.ts";
import type { Arg, Axis, Nest, Stage, Store } from "../../ir/nest.ts";
import type { Shape } from "../../ir/shape.ts";
import { sizeOf } from "../../ir/shape.ts";
import type { Target } from "../../ir/target.ts";
import type { ContractionAxes, ElementContext } from "../../ops/record.ts";
import type { Group } from "../../ir/group.ts";
import { groupInputs } from "../../ir/group.ts";
import { loweringOf, reduceSizes } from "../../ops/lowering.ts";

/** A nest with the nodes its arguments stand for. */
export interface LoweredGroup {
  readonly nest: Nest;
  readonly args: readonly Node[];
}

/**
 * Lowers one group. `stored` values of other groups are arguments. `updates` maps a root to the input it replaces in place: the
 * two share one argument. `windows`: which values are a part of a buffer that moves from turn to turn.
 */
export function lowerGroup(
  group: Group,
  stored: ReadonlySet<Node>,
  updates: ReadonlyMap<Node, Node>,
  name: string,
  target: Target,
  windows: ReadonlyMap<Node, Window> = new Map(),
): LoweredGroup {
  return new GroupLowering(group, stored, updates).run(name, target, windows);
}

class GroupLowering {
  private readonly args: Node[] = [];
  private readonly argOf = new Map<Node, number>();
  private readonly access: Arg["access"][] = [];
  private readonly own: ReadonlySet<Node>;
  private readonly stages = new Map<Node, { name: string; type: Expr["type"] }>();
  private readonly memo = new Map<Node, Map<string, Expr>>();

  private readonly group: Group;
  private readonly stored: ReadonlySet<Node>;

  constructor(group: Group, stored: ReadonlySet<Node>, updates: ReadonlyMap<Node, Node>) {
    this.group = group;
    this.stored = stored;
    this.own = new Set([...group.roots, ...group.anchors]);
    for (const n of groupInputs(group, stored)) this.bind(n, "read");
    for (const root of group.roots) {
      const input = updates.get(root);
      if (input && this.argOf.has(input)) {
        this.access[this.argOf.get(input)!] = "update";
        this.argOf.set(root, this.argOf.get(input)!);
      } else if (input) this.argOf.set(root, this.bind(input, "write"));
      else this.bind(root, "write");
    }
  }

  private bind(n: Node, access: Arg["access"]): number {
    const i = this.args.push(n) - 1;
    this.argOf.set(n, i);
    this.access.push(access);
    return i;
  }

  run(name: string, target: Target, windows: ReadonlyMap<Node, Window>): LoweredGroup {
    const parts = this.parts(target);
    const args = this.args.map((n, i): Arg => ({
      dtype: deviceDType(n.dtype),
      size: Math.max(1, sizeOf(n.shape)),
      access: this.access[i]!,
      ...(windows.has(n) ? { window: windows.get(n)! } : {}),
    }));
    return { nest: { name, args, ...parts }, args: this.args };
  }

  private parts(target: Target): Omit<Nest, "name" | "args"> {
    const [anchor] = this.group.anchors;
    const kind = anchor && loweringOf(anchor)!.kind;
    if (kind === "contraction") return this.contraction(anchor!);
    if (kind === "routine") return this.routine(anchor!, target);
    return this.group.columns > 1 ? this.rows() : this.points();
  }

  /** One point per output element; reductions, if any, are over axes of their own. */
  private points(): Omit<Nest, "name" | "args"> {
    const { group } = this;
    const parted = group.roots.find((r) => this.isParted(r));
    const shape = group.roots.reduce<Shape>(
      (best, r) => (!parted && r.shape.length > best.length ? r.shape : best),
      (parted?.inputs ?? group.roots)[0]!.shape,
    );
    const axes = axesOf("i", shape);
    const index = fullIndex(shape, axes);
    const flat = flatten(index, shape);
    const stages = group.anchors.map((a, s) => this.reduceStage(a, s, unflatten(flat, a.shape)));
    return {
      class: stages.length ? "reduce" : "pointwise",
      axes,
      stages,
      stores: group.roots.flatMap((r) => (this.isParted(r) ? this.storeParts(r, index) : [this.store(r, flat, [])])),
    };
  }

  /** Whether `root` is stored in parts, each of which has the points of the group. */
  private isParted(root: Node): boolean {
    return sizeOf(root.shape) > this.group.rows;
  }

  /** Rows, each reduced and then perhaps walked again. */
  private rows(): Omit<Nest, "name" | "args"> {
    const { group } = this;
    const reduced = group.anchors[0]!;
    const domain = reduced.inputs[0]!.shape;
    const outer = domain.slice(0, domain.length - (reduced.attrs["axes"] as readonly number[]).length);
    const axes = axesOf("i", outer);
    const row = flatten(fullIndex(outer, axes), outer);
    const stages = group.anchors.map((a, s) => this.reduceStage(a, s, unflatten(row, a.shape)));
    const inner: Axis = { name: "j", size: group.columns };
    const full = op("add", [op("mul", [row, i32(group.columns)]), axisVar(inner)]);
    const stores = group.roots.map((r) =>
      sizeOf(r.shape) === group.rows ? this.store(r, row, []) : this.store(r, full, [inner]),
    );
    return { class: stores.some((s) => s.axes.length) ? "row" : "reduce", axes, stages, stores };
  }

  private contraction(anchor: Node): Omit<Nest, "name" | "args"> {
    const lowering = loweringOf(anchor)!;
    if (lowering.kind !== "contraction") throw new Error("not a contraction");
    // a split contraction has its parts as a leading batch axis, each a piece of the first k axis
    const parts = (anchor.attrs["parts"] as number | undefined) ?? 1;
    const whole = lowering.axes(
      anchor.inputs,
      parts === 1 ? anchor : { ...anchor, shape: anchor.shape.slice(1) },
      anchor.attrs,
    );
    const sizes: ContractionAxes<number> =
      parts === 1 ? whole : { ...whole, batch: [parts, ...whole.batch], k: [whole.k[0]! / parts, ...whole.k.slice(1)] };
    const axes: ContractionAxes<Axis> = {
      batch: axesOf("b", sizes.batch),
      m: axesOf("m", sizes.m),
      n: axesOf("n", sizes.n),
      k: axesOf("k", sizes.k),
    };
    const index: ContractionAxes<Expr> = {
      batch: fullIndex(sizes.batch, axes.batch),
      m: fullIndex(sizes.m, axes.m),
      n: fullIndex(sizes.n, axes.n),
      k: fullIndex(sizes.k, axes.k),
    };
    const seen: ContractionAxes<Expr> =
      parts === 1
        ? index
        : {
            ...index,
            batch: index.batch.slice(1),
            k: [op("add", [op("mul", [index.batch[0]!, i32(sizes.k[0]!)]), index.k[0]!]), ...index.k.slice(1)],
          };
    const c = this.context(anchor, []);
    const [a, b] = [lowering.a(c, seen), lowering.b(c, seen)];
    // the parts of a split lie outside the op's own layout
    const outer = parts === 1 ? 0 : 1;
    const inOrder = <T>(all: ContractionAxes<T>): readonly T[] => {
      const own = { ...all, batch: all.batch.slice(outer) };
      const rows = lowering.layout?.(own, anchor.attrs) ?? [...own.batch, ...own.m];
      return [...all.batch.slice(0, outer), ...rows, ...all.n];
    };
    const parallel = inOrder(axes);
    const flat = flatten(inOrder(index), inOrder(sizes));
    this.stages.set(anchor, { name: "r0", type: DTYPES[anchor.dtype].scalar });
    const stage: Stage = { name: "r0", reducer: "sum", axes: axes.k, value: op("mul", [a, b]) };
    const stores = this.group.roots.map((r) => this.store(r, flat, []));
    return { class: "contraction", axes: parallel, stages: [stage], stores, contraction: { ...axes, a, b } };
  }

  private routine(anchor: Node, target: Target): Omit<Nest, "name" | "args"> {
    const lowering = loweringOf(anchor)!;
    if (lowering.kind !== "routine") throw new Error("not a routine");
    const type = DTYPES[anchor.dtype].scalar;
    this.stages.set(anchor, { name: "result", type });
    const routine = lowering[target.shape]!({
      inputs: anchor.inputs,
      output: anchor,
      attrs: anchor.attrs,
      target,
      read: this.context(anchor, []).read,
      store: (index, value) => this.group.roots.map((root) => this.storeResult(root, anchor, index, value)),
    });
    return { class: "routine", axes: [], stages: [], stores: [], routine };
  }

  /** Stores the element of `root` that is made of element `index` of the routine's result, or four of them. */
  private storeResult(root: Node, anchor: Node, index: Expr | readonly Expr[], value: Expr): Stmt {
    const [outer, inner] = "kind" in index ? [[], index] : [index.slice(0, -1), index.at(-1) ?? i32(0)];
    const flatOf = (last: Expr): Expr =>
      "kind" in index ? last : index.length === 0 ? last : flatten([...outer, last], anchor.shape);
    // the index of the first lane gets a name, so that the others can be derived from it
    const lane = variable("lane", "i32", inner.min, inner.max + value.lanes - 1);
    const at = this.value(root, unflatten(flatOf(lane), root.shape));
    const wide = value.lanes === 4 ? splat(vectorize(at, "lane")) : at;
    const names = new Map([
      ["lane", inner],
      ["result", value],
    ]);
    return { kind: "store", arg: this.argOf.get(root)!, index: flatOf(inner), value: substitute(wide, names) };
  }

  private store(root: Node, flat: Expr, axes: readonly Axis[]): Store {
    return { arg: this.argOf.get(root)!, axes, index: flat, value: this.value(root, unflatten(flat, root.shape)) };
  }

  private storeParts(root: Node, index: readonly Expr[]): Store[] {
    const lowering = loweringOf(root)!;
    if (lowering.kind !== "element") throw new Error(`${root.op} is not made of parts`);
    return root.inputs.map((part, i) => ({
      arg: this.argOf.get(root)!,
      axes: [],
      index: flatten(lowering.place!(root, i, index), root.shape),
      value: this.value(part, index),
    }));
  }

  /** Reduction `a` at output index `index`, over loops r{s}_0, r{s}_1 … */
  private reduceStage(a: Node, s: number, index: readonly Expr[]): Stage {
    const lowering = loweringOf(a)!;
    if (lowering.kind !== "reduce") throw new Error("not a reduction");
    const sizes = reduceSizes(a);
    const axes = axesOf(`r${s}_`, sizes);
    const stage: Stage = {
      name: `r${s}`,
      reducer: lowering.reducer(a.attrs),
      axes,
      value: lowering.element(this.context(a, index), fullIndex(sizes, axes)),
    };
    this.stages.set(a, { name: stage.name, type: DTYPES[a.dtype].scalar });
    return stage;
  }

  private context(n: Node, index: readonly Expr[], mask?: Expr): ElementContext {
    return {
      index,
      inputs: n.inputs,
      output: n,
      attrs: n.attrs,
      read: (i, at, m) => this.value(n.inputs[i]!, at, m && mask ? op("and", [m, mask]) : (m ?? mask)),
    };
  }

  /** Element `index` of `n`, 0 where `mask` is false. */
  private value(n: Node, index: readonly Expr[], mask?: Expr): Expr {
    const type = DTYPES[n.dtype].scalar;
    if (n.op === "literal") return masked(constant(n.attrs["value"] as number, type), mask);
    const stage = this.stages.get(n);
    if (stage) return masked(variable(stage.name, stage.type), mask);
    const key = `${index.map((e) => e.id).join(",")}|${mask?.id}`;
    const known = this.memo.get(n)?.get(key);
    if (known) return known;
    const e = this.compute(n, index, mask);
    const table = this.memo.get(n) ?? new Map<string, Expr>();
    this.memo.set(n, table.set(key, e));
    return e;
  }

  private compute(n: Node, index: readonly Expr[], mask?: Expr): Expr {
    if (n.op === "input" || (this.stored.has(n) && !this.own.has(n))) {
      return load(this.argOf.get(n)!, DTYPES[n.dtype].scalar, flatten(index, n.shape), mask);
    }
    const lowering = loweringOf(n)!;
    if (lowering.kind !== "element") throw new Error(`${n.op} is not computed in this group`);
    const e = lowering.element(this.context(n, index, mask));
    // a view of masked reads is masked already; arithmetic on zeros is not
    return lowering.access === "view" && n.op !== "pad" && n.op !== "concat" ? e : masked(e, mask);
  }
}

function masked(e: Expr, mask?: Expr): Expr {
  return mask ? op("select", [mask, e, constant(0, e.type)]) : e;
}

/** One axis per dimension longer than 1; an index of 0 stands for the others. */
function axesOf(prefix: string, shape: Shape): Axis[] {
  return shape.map((size, i) => ({ name: `${prefix}${i}`, size }));
}

function fullIndex(shape: Shape, axes: readonly Axis[]): Expr[] {
  return shape.map((d, i) => (d === 1 ? i32(0) : axisVar(axes[i]!)));
}
