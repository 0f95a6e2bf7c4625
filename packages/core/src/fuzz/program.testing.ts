/**
 * From a recipe to a graph. A program grows a pool of values; each step makes one more from values of the pool, made to fit in shape,
 * dtype and range where they do not. The float64 value of everything in the pool is known while it grows, so that no
 * step leaves the domain its op is tested in.
 */
import { sample } from "@weir/testing";
import type { Graph, Node } from "../ir/graph.ts";
import { inputNode } from "../ir/graph.ts";
import { isFloat } from "../ir/dtype.ts";
import { OpError } from "../ir/error.ts";
import type { Shape } from "../ir/shape.ts";
import { broadcastShapes, sameShape, sizeOf } from "../ir/shape.ts";
import { differentiate } from "../compile.ts";
import * as ops from "../ops/index.ts";
import type { CaseInput, HostTensor } from "../ops/record.ts";
import { apply, opTable } from "../ops/record.ts";
import { evaluateInto } from "../oracle.ts";
import { recording, valueOf } from "../pending.ts";
import { cutGraph } from "../realize.ts";
import { composer, Tensor } from "../tensor.ts";
import { Draws } from "./recipe.testing.ts";
import type { Recipe } from "./recipe.testing.ts";
import type { Sizes } from "./sizes.testing.ts";

/** A graph with the numbers its inputs are given. */
export interface FuzzProgram {
  readonly graph: Graph;
  readonly inputs: readonly HostTensor[];
}

/** Where a case names no range, values are taken as they are up to this. */
const FAR = 8;
/** Ops without meaning in a random program: theirs comes from the caller. */
const LEFT_OUT: ReadonlySet<string> = new Set(["customGrad"]);

/** The program that `recipe` describes in `sizes`: always the same one. */
export function programOf(recipe: Recipe, sizes: Sizes): FuzzProgram {
  return recording(() => new Builder(recipe, sizes).run());
}

class Builder {
  private readonly leaves: Node[] = [];
  private readonly values = new Map<Node, HostTensor>();
  private readonly pool: Tensor[] = [];
  private readonly recipe: Recipe;
  readonly sizes: Sizes;

  constructor(recipe: Recipe, sizes: Sizes) {
    this.recipe = recipe;
    this.sizes = sizes;
  }

  run(): FuzzProgram {
    for (const { maker, draws } of this.recipe.steps) {
      const t = this.attempt(() => MAKERS[Math.floor((maker / 1000) * MAKERS.length)]!(this, new Draws(draws)));
      if (t && t.size <= this.sizes.mostElements && !this.leaves.includes(t.node)) this.pool.push(t);
    }
    if (this.pool.length === 0) this.pool.push(ops.identity(this.leaf({ shape: [4] })));
    // the last value, and one from the middle: it has two kinds of user
    const outputs = [...new Set([this.pool.at(-1)!, this.pool[Math.floor(this.pool.length / 2)]!])];
    const wanted = this.recipe.gradient ? [...outputs, ...this.gradients(outputs)] : outputs;
    const cut = cutGraph(
      wanted.map((t) => t.node),
      valueOf,
      this.leaves,
    );
    const constants = cut.inputs.map((v, i): HostTensor => {
      const { shape, dtype } = cut.graph.inputs[this.leaves.length + i]!;
      return { shape, dtype, data: Float64Array.from(v.host!) };
    });
    return { graph: cut.graph, inputs: [...this.leaves.map((n) => this.values.get(n)!), ...constants] };
  }

  /** Gradients of Σ y + y²/2 over the float outputs, for every float leaf that one of them depends on. */
  private gradients(outputs: readonly Tensor[]): Tensor[] {
    const floats = outputs.filter((t) => isFloat(t.dtype));
    const cotangents = floats.map((t) => ops.add(t, 1));
    const wrt = this.leaves.filter((n) => isFloat(n.dtype));
    const nodes = floats.map((t) => t.node);
    const gradients = differentiate(nodes, cotangents, wrt, composer).flatMap((g) => g ?? []);
    // a derivative may be out of its domain where the value is not: that of the determinant of a singular matrix
    return gradients.filter((g) => this.attempt(() => g));
  }

  /** What `f` makes; nothing where an op refuses what it is given. */
  private attempt(f: () => Tensor | undefined): Tensor | undefined {
    try {
      const t = f();
      if (t) this.valueOf(t);
      return t;
    } catch (error) {
      if (error instanceof OpError) return undefined;
      throw error;
    }
  }

  valueOf(t: Tensor): HostTensor {
    const known = valueOf(t.node);
    if (known?.host && !this.values.has(t.node))
      this.values.set(t.node, { shape: t.shape, dtype: t.dtype, data: Float64Array.from(known.host) });
    this.enterConstants(t.node);
    evaluateInto(this.values, [t.node]);
    return this.values.get(t.node)!;
  }

  /** Rules may make tensors of numbers: their values are not in the graph. */
  private enterConstants(n: Node): void {
    if (this.values.has(n)) return;
    const host = valueOf(n)?.host;
    if (host) this.values.set(n, { shape: n.shape, dtype: n.dtype, data: Float64Array.from(host) });
    else n.inputs.forEach((i) => this.enterConstants(i));
  }

  /** A new input. */
  leaf(spec: CaseInput): Tensor {
    const node = inputNode(spec.shape, spec.dtype ?? "float32", `x${this.leaves.length}`);
    this.values.set(node, sample(spec, 97 * this.recipe.seed + this.leaves.length));
    this.leaves.push(node);
    return new Tensor(node);
  }

  /** A value of the pool, the newest most often; sometimes a new input. */
  pick(d: Draws): Tensor {
    const at = d.below(1000) / 1000;
    const back = Math.floor(at * at * (this.pool.length + 1));
    return this.pool[this.pool.length - 1 - back] ?? this.leaf({ shape: d.of(this.sizes.shapes) });
  }

  pickFloat(d: Draws): Tensor {
    const t = this.pick(d);
    return isFloat(t.dtype) ? t : ops.cast(t, "float32");
  }

  /** `t` as an input that a case describes: its shape, its dtype, numbers in its range. A new input where that cannot be. */
  fit(t: Tensor, spec: CaseInput): Tensor {
    const dtype = spec.dtype ?? "float32";
    const { data } = this.valueOf(t);
    if (!data.every(Number.isFinite) || dtype === "uint32" || spec.distinct || (t.size === 0 && sizeOf(spec.shape) > 0))
      return this.leaf(spec);
    const shaped = resized(t, spec.shape);
    const fitted = this.inRange(shaped.dtype === dtype ? shaped : ops.cast(shaped, dtype), spec);
    const [low, high] = rangeOf(spec);
    return this.valueOf(fitted).data.every((v) => v >= low && v <= high) ? fitted : this.leaf(spec);
  }

  private inRange(t: Tensor, spec: CaseInput): Tensor {
    const [low, high] = rangeOf(spec);
    if (t.dtype === "bool" || this.valueOf(t).data.every((v) => v >= low && v <= high)) return t;
    if (!isFloat(t.dtype)) return ops.add(ops.mod(t, ops.cast(high - low + 1, t.dtype)), ops.cast(low, t.dtype));
    return ops.add(ops.mul(ops.softsign(t), 0.45 * (high - low)), (low + high) / 2);
  }
}

function rangeOf({ range, dtype }: CaseInput): readonly [number, number] {
  if (dtype === "bool") return [0, 1];
  return range ?? [-FAR, FAR];
}

/** `t` in another shape: as it is, repeated, or the first of its elements. */
function resized(t: Tensor, shape: Shape): Tensor {
  if (sameShape(t.shape, shape)) return t;
  const size = sizeOf(shape);
  if (t.size === size) return ops.reshape(t, shape);
  if (t.rank <= shape.length && repeats(t.shape, shape)) return ops.broadcastTo(t, shape);
  const flat = ops.reshape(t, [t.size]);
  const long = t.size >= size ? flat : ops.tile(flat, [Math.ceil(size / t.size)]);
  return ops.reshape(ops.slice(long, [0], [size]), shape);
}

function repeats(from: Shape, to: Shape): boolean {
  return from.every((d, i) => d === 1 || d === to[to.length - from.length + i]);
}

// ---- makers: one more value from those there are --------------------------------------------------------------------------

type Maker = (b: Builder, d: Draws) => Tensor | undefined;

const anyRecord = [...opTable().values()].filter((r) => r.cases.length > 0 && !LEFT_OUT.has(r.name));
/** Records that compute each element from the elements at its place, and take any shape: none of their attributes is a list. */
const pointwise = anyRecord.filter(
  ({ lowering, cases }) =>
    lowering.kind === "element" &&
    lowering.access === "identity" &&
    !cases.some((c) => Object.values(c.attrs ?? {}).some((v) => Array.isArray(v))),
);

const makePointwise: Maker = (b, d) => {
  const record = d.of(pointwise);
  const c = d.of(record.cases);
  const first = b.pick(d);
  return apply(
    record,
    c.inputs.map((spec, i) => b.fit(i === 0 ? first : b.pick(d), { ...spec, shape: first.shape })),
    c.attrs,
  );
};

/** Any op by one of its own cases: shapes are the case's. */
const makeByCase: Maker = (b, d) => {
  const record = d.of(anyRecord);
  const c = d.of(record.cases);
  return apply(
    record,
    c.inputs.map((spec) => b.fit(b.pick(d), spec)),
    c.attrs,
  );
};

const makeBinary: Maker = (b, d) => {
  const f = d.of([ops.add, ops.mul, ops.sub, ops.maximum, ops.squaredDifference]);
  const [x, y] = [b.pickFloat(d), b.pickFloat(d)];
  const joint = broadcastShapes(x.shape, y.shape);
  const fits = joint !== undefined && sizeOf(joint) <= b.sizes.mostElements;
  return f(x, fits ? y : b.fit(y, { shape: x.shape }));
};

const makeReduction: Maker = (b, d) => {
  const x = b.pickFloat(d);
  const f = d.of([ops.sum, ops.mean, ops.max, ops.logSumExp, ops.min]);
  const axes = [-1, null, 0, [0, -1]] as const;
  const axis = x.rank === 0 ? null : d.of(axes);
  return f(b.fit(x, { shape: x.shape }), axis, d.below(2) === 1);
};

/** Something of each row, given back to the row: what softmax and layer norm are made of. */
const makeRowWise: Maker = (b, d) => {
  const picked = b.pickFloat(d);
  const x = b.fit(picked.rank === 0 ? ops.reshape(picked, [1]) : picked, {
    shape: picked.rank === 0 ? [1] : picked.shape,
  });
  const axis = d.below(3) === 2 ? 0 : -1;
  return d.of<() => Tensor>([
    () => ops.sub(x, ops.mean(x, axis, true)),
    () => ops.softmax(x),
    () => ops.mul(x, ops.sum(ops.square(x), axis, true)),
    () => ops.logSoftmax(x),
    () => ops.div(ops.exp(x), ops.sum(ops.exp(x), axis, true)),
  ])();
};

const makeMove: Maker = (b, d) => {
  const x = b.pick(d);
  const axis = d.below(Math.max(1, x.rank));
  const length = x.shape[axis] ?? 1;
  return d.of<() => Tensor | undefined>([
    () => ops.reshape(x, [-1]),
    () => ops.transpose(x),
    () => ops.expandDims(x, axis),
    () => ops.broadcastTo(x, [3, ...x.shape]),
    () => (x.rank ? ops.reverse(x, axis) : undefined),
    () =>
      x.rank
        ? ops.slice(x, at(x.rank, axis, length > 1 ? 1 : 0), at(x.rank, axis, length > 1 ? length - 1 : length, -1))
        : undefined,
    () =>
      x.rank
        ? ops.pad(
            x,
            x.shape.map((_, i) => (i === axis ? [1, 2] : [0, 0])),
          )
        : undefined,
    () => (x.rank ? ops.concat([x, x], axis) : undefined),
    () => (x.rank ? ops.tile(x, at(x.rank, axis, 2, 1)) : undefined),
    () => ops.stack([x, x]),
  ])();
};

/** A list of `rank` numbers: `value` at `axis`, `other` elsewhere. */
function at(rank: number, axis: number, value: number, other = 0): number[] {
  return Array.from({ length: rank }, (_, i) => (i === axis ? value : other));
}

const makeMatMul: Maker = (b, d) => {
  const x = b.pickFloat(d);
  const k = x.shape.at(-1) ?? 1;
  const rows = Math.max(1, x.size / Math.max(1, k));
  const n = d.of(b.sizes.columns);
  if (x.size === 0) return undefined;
  const left = ops.reshape(b.fit(x, { shape: x.shape }), [rows, k]);
  const right = b.fit(b.pickFloat(d), { shape: [k, n], range: [-2, 2] });
  const y = ops.matMul(left, right);
  return d.below(2) ? ops.relu(ops.add(y, b.leaf({ shape: [n] }))) : y;
};

const MAKERS: readonly Maker[] = [
  makeBinary,
  makePointwise,
  makePointwise,
  makeReduction,
  makeRowWise,
  makeMove,
  makeMove,
  makeMatMul,
  makeByCase,
  makeByCase,
];
