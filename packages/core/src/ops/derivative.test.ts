// Every derivative rule of the table against central differences in float64, first and second order.
import { expectGradient, sample } from "@weir/testing";
import { describe, expect, test } from "vitest";
import { isFloat } from "../ir/dtype.ts";
import type { Node } from "../ir/graph.ts";
import { NO_ORIGIN, inputNode } from "../ir/graph.ts";
import { evaluateGraph } from "../oracle.ts";
import { differentiate } from "../stages/2-differentiate/differentiate.ts";
import { Tensor, composer } from "../tensor.ts";
import { pushforward } from "../transform/linearize.ts";
import type { Case, HostTensor, OpRecord } from "./record.ts";
import { apply, opTable } from "./record.ts";
import * as ops from "./index.ts";

/** Σ weights·output: a scalar that depends on every element of the output. */
function weighted(output: Node, seed: number): { loss: Node; weights: Node; values: HostTensor } {
  const weights = inputNode(output.shape, "float32", `w${seed}`);
  const loss = composer.onBehalfOf(NO_ORIGIN, () => ops.sum(ops.mul(new Tensor(output), new Tensor(weights))).node);
  return { loss, weights, values: sample({ shape: output.shape }, 900 + seed) };
}

function gradients(loss: Node, wrt: readonly Node[]): (Node | undefined)[] {
  const one = composer.onBehalfOf(NO_ORIGIN, () => ops.ones([]));
  return differentiate([loss], [one], wrt, composer).map((g) => g?.node);
}

/** Checks ∂loss/∂inputs, and returns the gradients. `fixed` are further inputs of the graph. */
function check(
  loss: Node,
  inputs: readonly Node[],
  values: readonly HostTensor[],
  fixed: readonly Node[],
  fixedValues: readonly HostTensor[],
  tolerance: number,
): (Node | undefined)[] {
  const wrt = inputs.map((n) => isFloat(n.dtype));
  const found = gradients(
    loss,
    inputs.filter((_, i) => wrt[i]),
  );
  const grads = inputs.map((_, i) => (wrt[i] ? found.shift() : undefined));
  const all = [...inputs, ...fixed];
  const f = (x: readonly Float64Array[]): number =>
    evaluateGraph({ inputs: all, outputs: [loss] }, [
      ...values.map((v, i) => ({ ...v, data: x[i]! })),
      ...fixedValues,
    ])[0]!.data[0]!;
  const present = grads.filter((g) => g !== undefined);
  const computed = evaluateGraph({ inputs: all, outputs: present }, [...values, ...fixedValues]);
  present.forEach((g, i) => expect(computed[i]!.data.length).toBe(g.shape.reduce((p, d) => p * d, 1)));
  grads.forEach((g, i) => g && expect(g.shape).toEqual(inputs[i]!.shape));
  // an input without a gradient must have none: its derivative is 0
  const data = grads.map((g, i) =>
    g ? computed[present.indexOf(g)]!.data : wrt[i] ? new Float64Array(values[i]!.data.length) : undefined,
  );
  expectGradient(
    f,
    values.map((v) => v.data),
    data,
    { tolerance, h: 1e-5 },
  );
  return grads;
}

function differentiable(record: OpRecord, c: Case): boolean {
  const inputs = c.inputs.map((i) => sample(i, 0));
  const attrs = c.attrs ?? {};
  const output = record.infer(inputs, attrs);
  if (record.vjp === undefined || !inputs.some((i) => isFloat(i.dtype)) || !isFloat(output.dtype)) return false;
  // the maximum of nothing is −∞, which has no differences
  return record.reference(inputs, attrs, output).every(Number.isFinite);
}

/** The value of these is a constant for the derivative, on purpose. */
const STOPS: ReadonlySet<string> = new Set(["stopGradient", "customGrad"]);

const rows = [...opTable().values()]
  .filter((r) => !STOPS.has(r.name))
  .flatMap((r) => r.cases.filter((c) => differentiable(r, c)).map((c, i) => ({ name: r.name, i, record: r, c })));

describe.each(rows)("$name case $i", ({ i, record, c }) => {
  const inputs = c.inputs.map((x, k) => inputNode(x.shape, x.dtype ?? "float32", `x${k}`));
  const values = c.inputs.map((x, k) => sample(x, 77 * i + k));
  const output = (): Node =>
    composer.onBehalfOf(
      NO_ORIGIN,
      () =>
        apply(
          record,
          inputs.map((n) => new Tensor(n)),
          c.attrs ?? {},
        ).node,
    );

  test("first and second derivative agree with finite differences", () => {
    const first = weighted(output(), i);
    const grads = check(first.loss, inputs, values, [first.weights], [first.values], 1e-6);
    grads.forEach((g, k) => {
      if (!g) return;
      const second = weighted(g, 100 + k);
      check(second.loss, inputs, values, [first.weights, second.weights], [first.values, second.values], 1e-5);
    });
  });

  test("forward mode is the transpose of reverse mode", () => {
    const y = output();
    const floats = inputs.filter((n) => isFloat(n.dtype));
    const tangents = floats.map((n, k) => inputNode(n.shape, n.dtype, `t${k}`));
    const weights = inputNode(y.shape, "float32", "w");
    const dot = (a: Node, b: Tensor | undefined): Tensor => (b ? ops.sum(ops.mul(new Tensor(a), b)) : ops.zeros([]));
    const both = composer.onBehalfOf(NO_ORIGIN, () => {
      const [pushed] = pushforward([new Tensor(y)], floats)(tangents.map((t) => new Tensor(t)));
      const pulled = differentiate([y], [new Tensor(weights)], floats, composer);
      const sums = pulled.map((g, k) => dot(tangents[k]!, g));
      return [dot(weights, pushed), sums.reduce((p, q) => p.add(q))];
    });
    const given = [...tangents, weights].map((n, k) => sample({ shape: n.shape }, 500 + k));
    const graph = { inputs: [...inputs, ...tangents, weights], outputs: both.map((t) => t.node) };
    const [forward, reverse] = evaluateGraph(graph, [...values, ...given]).map((v) => v.data[0]!);
    expect(Math.abs(forward! - reverse!)).toBeLessThanOrEqual(1e-9 * (1 + Math.abs(reverse!)));
  });
});
