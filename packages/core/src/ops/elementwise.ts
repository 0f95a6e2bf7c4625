/** What ops of two arguments share: dtypes are promoted and shapes broadcast by explicit nodes, then one record does the rest. */
import type { DType } from "../ir/dtype.ts";
import { isInexact, isInteger, promote, weakNumber } from "../ir/dtype.ts";
import { OpError } from "../ir/error.ts";
import type { Expr } from "../ir/expr.ts";
import type { Shape } from "../ir/shape.ts";
import { broadcastShapes, sameShape, showShape } from "../ir/shape.ts";
import type { Tensor, TensorLike } from "../tensor.ts";
import { cast } from "./cast.ts";
import { broadcastTo } from "./movement.ts";
import type { Aval, Case, OpRecord, Ops } from "./record.ts";
import { apply, defineOp, trace } from "./record.ts";
import { wrap } from "./reference.ts";

/** Which dtypes an op computes in; others are cast to them or refused. */
export type Takes = "number" | "float" | "int" | "bool";

export interface BinarySpec {
  readonly name: string;
  readonly takes: Takes;
  /** The truth for one pair. */
  reference(a: number, b: number, dtype: DType): number;
  /** The same for a kernel. */
  scalar(a: Expr, b: Expr): Expr;
  /** The cotangents of a and b; each is a thunk, so that only what is needed is traced. */
  vjp?(
    g: Tensor,
    a: Tensor,
    b: Tensor,
    y: Tensor,
    ops: Ops,
  ): readonly [() => Tensor | undefined, () => Tensor | undefined];
  /** dtype of the result; default that of the operands. */
  readonly gives?: DType;
  /** Intervals that tests draw a and b from. */
  readonly domain?: readonly [readonly [number, number], readonly [number, number]];
  readonly distinct?: boolean;
  readonly tolerance?: number;
  readonly complex?: OpRecord["complex"];
  readonly without?: OpRecord["without"];
}

/** A public op of two arguments that broadcast. */
export type Binary = (a: TensorLike, b: TensorLike) => Tensor;

/** Throws unless all inputs have one shape and one dtype; gives that aval. */
export function inferSame(op: string, inputs: readonly Aval[]): Aval {
  const [first] = inputs;
  for (const x of inputs) {
    if (!sameShape(x.shape, first!.shape) || x.dtype !== first!.dtype) {
      const got = inputs.map((i) => `${i.dtype}${showShape(i.shape)}`).join(", ");
      throw new OpError(op, `operands must have one shape and dtype, got ${got}; the public function makes them so`);
    }
  }
  return first!;
}

/** The shape all of `shapes` broadcast to; throws when there is none. */
export function jointShape(op: string, shapes: readonly Shape[]): Shape {
  let joint: Shape = [];
  for (const shape of shapes) {
    const next = broadcastShapes(joint, shape);
    if (!next) {
      const got = shapes
        .filter((s) => s.length > 0)
        .map(showShape)
        .join(" and ");
      throw new OpError(
        op,
        `shapes ${got} do not broadcast: sizes must be equal or 1, counted from the last axis; reshape or expandDims one of them`,
      );
    }
    joint = next;
  }
  return joint;
}

/** The dtype an op of kind `takes` computes in when its operands promote to `dtype`. */
export function computeDType(op: string, takes: Takes, dtype: DType): DType {
  if (dtype === "string") throw new OpError(op, "takes numbers, got strings");
  switch (takes) {
    case "float":
      return isInexact(dtype) ? dtype : "float32";
    case "number":
      return dtype === "bool" ? "int32" : dtype;
    case "int":
      if (!isInteger(dtype)) throw new OpError(op, `takes integers, got ${dtype}; cast it first`);
      return dtype;
    case "bool":
      if (dtype !== "bool") throw new OpError(op, `takes bool, got ${dtype}; compare it first, such as notEqual(x, 0)`);
      return dtype;
  }
}

/** The dtype that `values` promote to. A plain number is weak: it takes the others' dtype where that is float or complex, else float32. */
export function jointDType(values: readonly (Tensor | number)[]): DType {
  const tensors = values.filter((v) => typeof v !== "number");
  const joint = tensors.length ? tensors.map((t) => t.dtype).reduce(promote) : undefined;
  const weak = tensors.length < values.length ? weakNumber(joint) : undefined;
  return joint === undefined ? weak! : weak === undefined ? joint : promote(joint, weak);
}

/** `x` as a tensor of a floating-point or complex dtype: its own, or float32. */
export function inexact(x: TensorLike): Tensor {
  const t = trace().toTensor(x);
  return isInexact(t.dtype) ? t : cast(t, "float32");
}

/** `values` as tensors of one dtype and one shape; plain numbers cost no node of their own. */
export function unify(op: string, takes: Takes, values: readonly TensorLike[]): Tensor[] {
  const seen = values.map((v) => (typeof v === "number" ? v : trace().toTensor(v)));
  const dtype = computeDType(op, takes, jointDType(seen));
  const shape = jointShape(
    op,
    seen.map((v) => (typeof v === "number" ? [] : v.shape)),
  );
  return seen.map((v) =>
    typeof v === "number" ? trace().literal(v, shape, dtype) : broadcastTo(cast(v, dtype), shape),
  );
}

const TEST_DTYPES: { readonly [T in Takes]: readonly DType[] } = {
  number: ["float32", "int32", "uint32"],
  float: ["float32"],
  int: ["int32", "uint32"],
  bool: ["bool"],
};

/** The first dtype is tested in all of these, the others in the last: the edges are added by the tests. */
const TEST_SHAPES: readonly Shape[] = [[], [7], [2, 3, 4]];

/** Enters an op of two arguments into the table and returns its public function. */
export function binary(spec: BinarySpec): Binary {
  const [p, q] = spec.domain ?? [[-2, 2] as const, [-2, 2] as const];
  const widen = (r: readonly [number, number], dtype: DType): readonly [number, number] =>
    dtype === "uint32" ? [Math.max(0, r[0]), Math.max(1, r[1])] : r;
  const cases = TEST_DTYPES[spec.takes].flatMap((dtype, i) =>
    TEST_SHAPES.slice(i === 0 ? 0 : -1).map((shape): Case => ({
      inputs: [
        { shape, dtype, range: widen(p, dtype), distinct: spec.distinct ?? false },
        { shape, dtype, range: widen(q, dtype), distinct: spec.distinct ?? false },
      ],
      ...(spec.tolerance ? { tolerance: spec.tolerance } : {}),
    })),
  );
  const record: OpRecord = defineOp({
    name: spec.name,
    infer: (inputs) => {
      const { shape, dtype } = inferSame(spec.name, inputs);
      return { shape, dtype: spec.gives ?? dtype };
    },
    reference: ([a, b], _attrs, out) =>
      a!.data.map((v, i) => wrap(spec.reference(v, b!.data[i]!, a!.dtype), out.dtype)),
    lowering: {
      kind: "element",
      access: "identity",
      element: (c) => spec.scalar(c.read(0, c.index), c.read(1, c.index)),
    },
    ...(spec.vjp
      ? {
          vjp: (g, { inputs: [a, b], output, needs }, ops) => {
            const [da, db] = spec.vjp!(g, a!, b!, output, ops);
            return [needs[0] ? da() : undefined, needs[1] ? db() : undefined];
          },
        }
      : {}),
    ...(spec.complex ? { complex: spec.complex } : {}),
    ...(spec.without ? { without: spec.without } : {}),
    cases,
  });
  return (a, b) => apply(record, unify(spec.name, spec.takes, [a, b]));
}

export interface UnarySpec {
  readonly name: string;
  /** The truth for one element. */
  reference(x: number, dtype: DType): number;
  /** The same for a kernel. */
  scalar(x: Expr): Expr;
  /** The cotangent of x from that of y = f(x). */
  vjp?(g: Tensor, x: Tensor, y: Tensor, ops: Ops): Tensor;
  /** The interval that tests draw x from; default [−2, 2]. */
  readonly domain?: readonly [number, number];
  /** Which dtypes it takes; `float` ops turn integers and bools into float32 first. Default `float`. */
  readonly takes?: Takes;
  /** dtype of the result; default that of x. */
  readonly gives?: DType;
  /** Keeps test points away from kinks. */
  readonly kinked?: boolean;
  readonly tolerance?: number;
  readonly complex?: OpRecord["complex"];
  readonly without?: OpRecord["without"];
}

/** A public op of one argument. */
export type Unary = (x: TensorLike) => Tensor;

/** Enters a unary op into the table and returns its public function. */
export function unary(spec: UnarySpec): Unary {
  const takes = spec.takes ?? "float";
  const record = defineOp({
    name: spec.name,
    infer: ([x]) => ({ shape: x!.shape, dtype: spec.gives ?? x!.dtype }),
    reference: ([x], _attrs, out) => x!.data.map((v) => wrap(spec.reference(v, x!.dtype), out.dtype)),
    lowering: { kind: "element", access: "identity", element: (c) => spec.scalar(c.read(0, c.index)) },
    ...(spec.complex ? { complex: spec.complex } : {}),
    ...(spec.vjp ? { vjp: (g, { inputs, output }, ops) => [spec.vjp!(g, inputs[0]!, output, ops)] } : {}),
    ...(spec.without ? { without: spec.without } : {}),
    cases: TEST_DTYPES[takes].flatMap((dtype, i) =>
      TEST_SHAPES.slice(i === 0 ? 0 : -1).map((shape): Case => ({
        inputs: [
          {
            shape,
            dtype,
            range: dtype === "uint32" ? [0, 9] : (spec.domain ?? [-2, 2]),
            distinct: spec.kinked ?? false,
          },
        ],
        ...(spec.tolerance ? { tolerance: spec.tolerance } : {}),
      })),
    ),
  });
  return (x) => {
    const t = trace().toTensor(x);
    return apply(record, [cast(t, computeDType(spec.name, takes, t.dtype))]);
  };
}
