/** The truth: a graph computed node by node in float64 by each op's reference. Slow, and right. */
import { DTYPES } from "./ir/dtype.ts";
import { WeirError } from "./ir/error.ts";
import type { Graph, Node } from "./ir/graph.ts";
import { topologicalOrder } from "./ir/graph.ts";
import { formOf, indexOfResult, isResult } from "./ir/loop.ts";
import { sameShape, showShape, sizeOf } from "./ir/shape.ts";
import type { HostTensor } from "./ops/record.ts";
import { opRecord } from "./ops/record.ts";

/**
 * Returns the outputs of `graph` for `inputs`, in float64; integers are exact.
 * @throws WeirError when an input has not the shape and dtype the graph says
 */
export function evaluateGraph(graph: Graph, inputs: readonly HostTensor[]): HostTensor[] {
  const values = new Map<Node, HostTensor>();
  graph.inputs.forEach((n, i) => values.set(n, checked(n, inputs[i], i)));
  evaluateInto(values, graph.outputs);
  return graph.outputs.map((n) => values.get(n)!);
}

/** Computes what `outputs` need and `values` lacks, and enters it there. `adjust` may change each value before others see it. */
export function evaluateInto(
  values: Map<Node, HostTensor>,
  outputs: readonly Node[],
  adjust: (value: HostTensor) => HostTensor = (value) => value,
): void {
  const loops = new Map<Node, readonly HostTensor[]>();
  for (const n of topologicalOrder(outputs, (node) => values.has(node))) {
    if (values.has(n)) continue;
    const inputs = n.inputs.map((i) => values.get(i)!);
    if (n.body) loops.set(n, runLoop(n, inputs, adjust));
    else if (isResult(n)) values.set(n, loops.get(n.inputs[0]!)![indexOfResult(n)]!);
    else values.set(n, adjust(compute(n, inputs)));
  }
}

/** All results of a loop. */
function runLoop(loop: Node, inputs: readonly HostTensor[], adjust: (value: HostTensor) => HostTensor): HostTensor[] {
  const form = formOf(loop);
  const body = loop.body!;
  let carries = inputs.slice(0, form.carries);
  const sliced = inputs.slice(form.carries, form.carries + form.slices);
  const whole = inputs.slice(form.carries + form.slices);
  const stacks = body.outputs.slice(form.carries).map(({ shape, dtype }): HostTensor => {
    const all = [form.trips, ...shape];
    return { shape: all, dtype, data: new Float64Array(sizeOf(all) * DTYPES[dtype].parts) };
  });
  for (let turn = 0; turn < form.trips; turn++) {
    const t = form.reverse ? form.trips - 1 - turn : turn;
    const slices = sliced.map(({ shape, dtype, data }): HostTensor => {
      const size = data.length / shape[0]!;
      return { shape: shape.slice(1), dtype, data: data.slice(t * size, (t + 1) * size) };
    });
    const given = [...carries, ...slices, ...whole];
    const values = new Map(body.inputs.map((n, i) => [n, given[i]!]));
    evaluateInto(values, body.outputs, adjust);
    const made = body.outputs.map((n) => values.get(n)!);
    carries = made.slice(0, form.carries);
    made.slice(form.carries).forEach(({ data }, i) => stacks[i]!.data.set(data, t * data.length));
  }
  return [...carries, ...stacks];
}

function compute(n: Node, inputs: readonly HostTensor[]): HostTensor {
  const { shape, dtype } = n;
  if (n.op === "literal") {
    const data = new Float64Array(sizeOf(shape)).fill(n.attrs["value"] as number);
    return { shape, dtype, data: dtype === "complex64" ? interleave(data, new Float64Array(data.length)) : data };
  }
  if (n.op === "input")
    throw new WeirError(`oracle: input ${String(n.attrs["name"])} of the graph is not listed among its inputs`);
  const record = opRecord(n.op);
  const run = (given: readonly HostTensor[]): Float64Array => record.reference(given, n.attrs, { shape, dtype });
  if (dtype !== "complex64" || record.complex === "joins") return { shape, dtype, data: run(inputs) };
  const parts = [0, 1].map((p) =>
    run(inputs.map((x) => (x.dtype === "complex64" ? { ...x, data: x.data.filter((_, i) => i % 2 === p) } : x))),
  );
  return { shape, dtype, data: interleave(parts[0]!, parts[1]!) };
}

function interleave(re: Float64Array, im: Float64Array): Float64Array {
  return Float64Array.from({ length: 2 * re.length }, (_, i) => (i % 2 ? im : re)[i >> 1]!);
}

function checked(n: Node, given: HostTensor | undefined, i: number): HostTensor {
  if (
    !given ||
    given.dtype !== n.dtype ||
    !sameShape(given.shape, n.shape) ||
    given.data.length !== sizeOf(n.shape) * DTYPES[n.dtype].parts
  ) {
    const got = given ? `${given.dtype}${showShape(given.shape)}` : "nothing";
    throw new WeirError(`oracle: input ${i} is ${n.dtype}${showShape(n.shape)}, got ${got}`);
  }
  return given;
}
