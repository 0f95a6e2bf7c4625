/** Matrices in float64 on the host, and how an op on them becomes a record: the same computation for every matrix of a batch. */
import { OpError } from "../../ir/error.ts";
import type { Attrs } from "../../ir/graph.ts";
import type { Shape } from "../../ir/shape.ts";
import { showShape, sizeOf } from "../../ir/shape.ts";
import type { Tensor, TensorLike } from "../../tensor.ts";
import { cast } from "../cast.ts";
import { computeDType, jointShape } from "../elementwise.ts";
import { broadcastTo, reshape, transpose } from "../movement.ts";
import type { Aval, Case, HostTensor, OpRecord } from "../record.ts";
import { defineOp, trace } from "../record.ts";
import { slice } from "../slice.ts";
import { OF_MATRICES } from "../without.ts";

/** A matrix in row-major order. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly data: Float64Array;
}

/** A matrix of zeros, or with the elements that `f` gives. */
export function matrixOf(rows: number, columns: number, f?: (i: number, j: number) => number): Matrix {
  const data = new Float64Array(rows * columns);
  if (f) for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) data[i * columns + j] = f(i, j);
  return { rows, columns, data };
}

export function transposed({ rows, columns, data }: Matrix): Matrix {
  return matrixOf(columns, rows, (i, j) => data[j * columns + i]!);
}

export function product(a: Matrix, b: Matrix): Matrix {
  const out = matrixOf(a.rows, b.columns);
  for (let i = 0; i < a.rows; i++)
    for (let k = 0; k < a.columns; k++) {
      const v = a.data[i * a.columns + k]!;
      for (let j = 0; j < b.columns; j++) out.data[i * b.columns + j]! += v * b.data[k * b.columns + j]!;
    }
  return out;
}

export function identityMatrix(n: number): Matrix {
  return matrixOf(n, n, (i, j) => Number(i === j));
}

/** What an op on matrices is: its record computes `each` for every matrix of the batch (all inputs have the same batch shape). */
export interface MatrixOp {
  readonly name: string;
  /** The shape of one result, of the shapes of one matrix of each input. */
  shape(inputs: readonly (readonly [number, number])[], attrs: Attrs): readonly number[];
  /** The results for one matrix of each input, those of an op with several one after the other. */
  each(inputs: readonly Matrix[], attrs: Attrs): readonly ArrayLike<number>[];
  readonly vjp?: OpRecord["vjp"];
  readonly cases: readonly Case[];
}

const dims = ({ shape }: Pick<Aval, "shape">): [number, number] => [shape.at(-2)!, shape.at(-1)!];

/** The case of one matrix for a batch of them. */
function inBatch(c: Case, batch: Shape): Case {
  return { ...c, inputs: c.inputs.map((i) => ({ ...i, shape: [...batch, ...i.shape] })) };
}

/** Enters an op on matrices into the table: the host computes it. */
export function matrixOp({ name, shape, each, vjp, cases }: MatrixOp): OpRecord {
  const reference = (inputs: readonly HostTensor[], attrs: Attrs, output: Aval): Float64Array => {
    const out = new Float64Array(sizeOf(output.shape));
    const batch = sizeOf(inputs[0]!.shape.slice(0, -2));
    let at = 0;
    for (let b = 0; b < batch; b++) {
      const matrices = inputs.map((t): Matrix => {
        const [rows, columns] = dims(t);
        return { rows, columns, data: t.data.subarray(b * rows * columns, (b + 1) * rows * columns) };
      });
      for (const part of each(matrices, attrs)) {
        out.set(part, at);
        at += part.length;
      }
    }
    return out;
  };
  const isScalar = shape(cases[0]!.inputs.map(dims), cases[0]!.attrs ?? {}).length === 0;
  return defineOp({
    name,
    infer: (inputs, attrs) => ({
      shape: [...inputs[0]!.shape.slice(0, -2), ...shape(inputs.map(dims), attrs)],
      dtype: inputs[0]!.dtype,
    }),
    reference,
    lowering: { kind: "host" },
    ...(vjp ? { vjp } : {}),
    without: { ...(isScalar ? {} : OF_MATRICES), special: "the host computes the reference itself" },
    cases: [...cases, inBatch(cases[0]!, [1, 2, 1, 1]), inBatch(cases[0]!, [0])],
  });
}

/** `x` as float32 matrices. */
export function toMatrices(op: string, x: TensorLike): Tensor {
  const t = trace().toTensor(x);
  if (t.rank < 2)
    throw new OpError(op, `takes matrices [..., rows, columns], got ${showShape(t.shape)}; expandDims it first`);
  if (computeDType(op, "float", t.dtype) === "complex64")
    throw new OpError(op, "takes real matrices, got complex64; split it into real and imag");
  return cast(t, "float32");
}

/** `x` as float32 square matrices. */
export function toSquare(op: string, x: TensorLike): Tensor {
  const t = toMatrices(op, x);
  if (t.shape.at(-1) !== t.shape.at(-2))
    throw new OpError(op, `takes square matrices [..., n, n], got ${showShape(t.shape)}`);
  return t;
}

/** `a` and `b` with their leading dimensions broadcast. */
export function shareBatch(op: string, a: Tensor, b: Tensor): [Tensor, Tensor] {
  const batch = jointShape(op, [a.shape.slice(0, -2), b.shape.slice(0, -2)]);
  return [broadcastTo(a, [...batch, ...a.shape.slice(-2)]), broadcastTo(b, [...batch, ...b.shape.slice(-2)])];
}

/** The transposed matrices of a batch. */
export function T(x: Tensor): Tensor {
  const axes = x.shape.map((_, i) => i);
  return transpose(x, [...axes.slice(0, -2), x.rank - 1, x.rank - 2]);
}

/** The results packed one after the other along the last axis of `packed`, with these shapes after the batch. */
export function unpack(packed: Tensor, shapes: readonly (readonly number[])[]): Tensor[] {
  const batch = packed.shape.slice(0, -1);
  let at = 0;
  return shapes.map((shape) => {
    const size = sizeOf(shape);
    const part = slice(packed, [...batch.map(() => 0), at], [...batch, size]);
    at += size;
    return reshape(part, [...batch, ...shape]);
  });
}

/** Refuses a derivative that the mathematics does not give. */
export function noDerivative(op: string, why: string): never {
  throw new OpError(op, `has no derivative here: ${why}`);
}
