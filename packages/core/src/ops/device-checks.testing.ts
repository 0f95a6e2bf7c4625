/** What a device is asked of an op, with the truth from the float64 oracle: values, gradients and second derivatives. */
import { expectClose, sample } from "@weir/testing";
import type { DType, HostArray } from "../ir/dtype.ts";
import { DTYPES, hostArray, isFloat, isInexact } from "../ir/dtype.ts";
import type { Node } from "../ir/graph.ts";
import { inputNode } from "../ir/graph.ts";
import { showShape, sizeOf } from "../ir/shape.ts";
import { evaluateGraph } from "../oracle.ts";
import { recording } from "../pending.ts";
import { Tensor, tensor } from "../tensor.ts";
import { grads } from "../transforms.ts";
import type { Call } from "./edges.testing.ts";
import { bySize, hasElements } from "./edges.testing.ts";
import * as ops from "./index.ts";
import type { Aval, Case, HostTensor, OpRecord } from "./record.ts";
import { apply } from "./record.ts";

/** Gradients sum over more terms than values do. */
const GRADIENT_FACTOR = 4;

/** Half a unit of the last of 11 or 8 bits, as far as a composition's few roundings take it. */
const EPSILON: Partial<Record<DType, number>> = { float16: 4 * 2 ** -11, bfloat16: 4 * 2 ** -8 };

function toleranceOf(dtype: DType, call: Call): number {
  if (!isInexact(dtype)) return 0;
  return Math.max(call.tolerance ?? 1e-5, EPSILON[dtype] ?? 0, ...call.inputs.map((i) => EPSILON[i.dtype] ?? 0));
}

/** What a device is asked for, and the truth. */
interface Check {
  readonly where: string;
  readonly got: Tensor;
  readonly expected: Aval & { readonly data: ArrayLike<number> };
  readonly tolerance: number;
  /** Whether −0 and 0 are two numbers. */
  readonly signs?: boolean;
}

/** Computes all in one program. Resolves to what is wrong. */
export async function settle(checks: readonly Check[]): Promise<readonly string[]> {
  const data = await Promise.all(checks.map(({ got }) => got.data()));
  return checks.flatMap((check, i) => failure(check, data[i]!));
}

function failure({ where, got, expected, tolerance, signs = false }: Check, data: HostArray): readonly string[] {
  const [is, should] = [kindOf(got), kindOf(expected)];
  if (is !== should || !(data instanceof DTYPES[expected.dtype].HostArray))
    return [`${where}: ${is} in a ${data.constructor.name}, not ${should}`];
  try {
    expectClose(data, expected.data, { atol: tolerance, rtol: tolerance, signs });
    return [];
  } catch (error) {
    return [`${where}: ${(error as Error).message}`];
  }
}

const kindOf = ({ shape, dtype }: Aval): string => dtype + showShape(shape);

/** A case with its numbers; those of case `i` are always the same. */
export function callOf(c: Case, i: number): Call {
  return { ...c, attrs: c.attrs ?? {}, inputs: c.inputs.map((input, k) => sample(input, 31 * i + k)) };
}

function show({ inputs, attrs }: Call): string {
  return `${inputs.map(kindOf).join(", ")} ${JSON.stringify(attrs)}`;
}

export function valueCheck(record: OpRecord, call: Call): Check {
  const { inputs, attrs } = call;
  const output = record.infer(inputs, attrs);
  const got = apply(record, inputs.map(upload), attrs);
  const expected = { ...output, data: record.reference(inputs, attrs, output) };
  return { where: show(call), got, expected, tolerance: toleranceOf(output.dtype, call) };
}

function gradientTolerance(record: OpRecord, call: Call): number {
  return GRADIENT_FACTOR * toleranceOf(record.infer(call.inputs, call.attrs).dtype, call);
}

/** The inputs that a gradient flows to; none where the op has no derivative. */
function differentiable(record: OpRecord, { inputs, attrs }: Call): readonly number[] {
  if (!record.vjp || !isFloat(record.infer(inputs, attrs).dtype) || record.name === "customGrad") return [];
  return inputs.flatMap((t, k) => (isFloat(t.dtype) ? [k] : []));
}

export function gradientChecks(record: OpRecord, call: Call): readonly Check[] {
  const wrt = differentiable(record, call);
  if (wrt.length === 0) return [];
  const weights = weightsFor(record, call);
  const f = gradientsOf(weighted(record, call), wrt);
  return againstOracle(`gradient of ${show(call)}`, f, [...call.inputs, weights], gradientTolerance(record, call));
}

/** The gradient of the gradient, in the smallest case that has one. */
export function secondChecks(record: OpRecord): readonly Check[] {
  const [c] = record.cases
    .filter((one) => hasElements(one) && differentiable(record, callOf(one, 0)).length > 0)
    .sort(bySize);
  if (!c) return [];
  const call = callOf(c, 0);
  const wrt = differentiable(record, call);
  const first = gradientsOf(weighted(record, call), wrt);
  const weights = wrt.map((k, i) => sample({ shape: call.inputs[k]!.shape }, 950 + i));
  const given = [...call.inputs, weightsFor(record, call), ...weights];
  const sum = (xs: readonly Tensor[]): Tensor =>
    first(xs)
      .map((g, k) => dot(g, xs[call.inputs.length + 1 + k]!))
      .reduce(ops.add);
  return againstOracle(
    `second derivative of ${show(call)}`,
    gradientsOf(sum, wrt),
    given,
    GRADIENT_FACTOR * gradientTolerance(record, call),
  );
}

const dot = (a: Tensor, b: Tensor): Tensor => ops.sum(ops.mul(a, b));

function weightsFor(record: OpRecord, { inputs, attrs }: Call): HostTensor {
  return sample({ shape: record.infer(inputs, attrs).shape }, 900);
}

/** Σ weights·output: the weights are the argument after those of the call. */
function weighted(record: OpRecord, { inputs, attrs }: Call): (xs: readonly Tensor[]) => Tensor {
  const n = inputs.length;
  return (xs) => dot(apply(record, xs.slice(0, n), attrs), xs[n]!);
}

/** The gradients of `f` for the arguments numbered `wrt`; the others are held fixed. */
function gradientsOf(
  f: (xs: readonly Tensor[]) => Tensor,
  wrt: readonly number[],
): (xs: readonly Tensor[]) => Tensor[] {
  return (xs) =>
    grads((...floats) => f(xs.map((x, i) => (wrt.includes(i) ? floats[wrt.indexOf(i)]! : x))))(wrt.map((i) => xs[i]!));
}

/** What `f` makes on the device and in float64. That these are the derivatives is checked by finite differences in `derivative.test.ts`. */
function againstOracle(
  where: string,
  f: (xs: readonly Tensor[]) => readonly Tensor[],
  given: readonly HostTensor[],
  limit: number,
): readonly Check[] {
  const nodes = given.map((t, i): Node => inputNode(t.shape, t.dtype, `x${i}`));
  const traced = recording(() => f(nodes.map((n) => new Tensor(n))));
  const truth = evaluateGraph({ inputs: nodes, outputs: traced.map((t) => t.node) }, given);
  return f(given.map(upload)).map((got, k) => ({
    where: `${where}, input ${k}`,
    got,
    expected: truth[k]!,
    tolerance: limit,
  }));
}

function upload({ shape, dtype, data }: HostTensor): Tensor {
  const host = hostArray(dtype, sizeOf(shape));
  host.set(data);
  return tensor(host, shape, dtype);
}
