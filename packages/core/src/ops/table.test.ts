// The op table tested as a table: every record by its own cases. No device: kernels' scalar rules run in the expression interpreter.
import { isClose, sample } from "@weir/testing";
import { describe, expect, test } from "vitest";
import type { DType } from "../ir/dtype.ts";
import { DTYPES } from "../ir/dtype.ts";
import { evaluate } from "../ir/evaluate.ts";
import type { Expr } from "../ir/expr.ts";
import { axisVar, load, resetExpressions } from "../ir/expr.ts";
import { flatten } from "../ir/indexing.ts";
import { sizeOf } from "../ir/shape.ts";
import { BASIC_OPS } from "../ir/target.ts";
import { expandMath } from "../stages/5-lower/expand.ts";
import "./index.ts";
import type { Call } from "./edges.testing.ts";
import { allCases, edgeCalls } from "./edges.testing.ts";
import type { ContractionAxes, ElementContext, OpRecord } from "./record.ts";
import { opTable } from "./record.ts";
import { tabulate, times, wrap } from "./reference.ts";

const NATIVE = new Set(BASIC_OPS);

const COMBINE: Record<string, (a: number, b: number, dtype: DType) => number> = {
  sum: (a, b, dtype) => wrap(a + b, dtype),
  prod: times,
  max: (a, b) => Math.max(a, b),
  min: (a, b) => Math.min(a, b),
  any: (a, b) => a | b,
  all: (a, b) => a & b,
};

/** What a reduction over nothing is. */
function startOf(reducer: string, dtype: DType): number {
  const [lowest, highest] = DTYPES[dtype].range;
  return { sum: 0, prod: 1, max: lowest, min: highest, any: 0, all: 1 }[reducer]!;
}

/** Runs the lowering of one case, an output element at a time. Whole kernels are tested on devices. */
function lowered(record: OpRecord, { inputs, attrs }: Call): Float64Array | undefined {
  const { lowering } = record;
  if (lowering.kind === "compose" || lowering.kind === "represent") return undefined;
  if (lowering.kind === "routine" || lowering.kind === "host") return undefined;
  const output = record.infer(inputs, attrs);
  resetExpressions();
  const axes = (prefix: string, sizes: readonly number[]): Expr[] =>
    sizes.map((size, i) => axisVar({ name: `${prefix}${i}`, size }));
  const context = (index: readonly Expr[]): ElementContext => ({
    index,
    inputs,
    output,
    attrs,
    read: (i, at, mask) => load(i, DTYPES[inputs[i]!.dtype].scalar, flatten(at, inputs[i]!.shape), mask),
  });
  const buffers = inputs.map((t) => (t.dtype === "float32" ? Float64Array.from(t.data, Math.fround) : t.data));
  const run = (e: Expr, vars: Record<string, number>): number =>
    evaluate(e, {
      variable: (name) => vars[name]!,
      load: (arg, index) => {
        const v = buffers[arg]![index];
        if (v === undefined)
          throw new Error(`read element ${index} of input ${arg}, which has ${buffers[arg]!.length}`);
        return v;
      },
    }) as number;
  const bind = (prefix: string, index: readonly number[]): Record<string, number> =>
    Object.fromEntries(index.map((v, i) => [`${prefix}${i}`, v]));

  if (lowering.kind === "element") {
    const e = expandMath(lowering.element(context(axes("i", output.shape))), NATIVE);
    return tabulate(output.shape, (index) => run(e, bind("i", index)));
  }
  if (lowering.kind === "reduce") {
    const sizes = lowering.sizes(inputs, attrs);
    const e = lowering.element(context(axes("i", output.shape)), axes("r", sizes));
    const reducer = lowering.reducer(attrs);
    return tabulate(output.shape, (index) => {
      const vars = bind("i", index);
      const values = [...tabulate(sizes, (r) => run(e, { ...vars, ...bind("r", r) }))];
      // NaN is passed over
      if (reducer === "argmax") return values.indexOf(Math.max(...values.filter((v) => !Number.isNaN(v))));
      if (reducer === "argmin") return values.indexOf(Math.min(...values.filter((v) => !Number.isNaN(v))));
      return values.reduce((p, v) => COMBINE[reducer]!(p, v, output.dtype), startOf(reducer, output.dtype));
    });
  }
  if (lowering.kind !== "contraction") throw new Error(`no rule to check in a ${lowering.kind}`);
  const sizes = lowering.axes(inputs, output, attrs);
  const named = { batch: axes("b", sizes.batch), m: axes("m", sizes.m), n: axes("n", sizes.n), k: axes("k", sizes.k) };
  const [a, b] = [lowering.a(context([]), named), lowering.b(context([]), named)];
  const inOrder = <T>(x: ContractionAxes<T>): readonly T[] => [
    ...(lowering.layout?.(x, attrs) ?? [...x.batch, ...x.m]),
    ...x.n,
  ];
  const [shape, names] = [inOrder(sizes), inOrder(named)];
  expect(sizeOf(shape)).toBe(sizeOf(output.shape));
  if (!lowering.layout) expect(shape).toEqual(output.shape);
  return tabulate(shape, (index) => {
    const vars = Object.fromEntries(names.map((e, i) => [(e as Expr & { name: string }).name, index[i]!]));
    let sum = 0;
    tabulate(sizes.k, (k) => {
      const at = { ...vars, ...bind("k", k) };
      sum += times(run(a, at), run(b, at), output.dtype);
      return 0;
    });
    return wrap(sum, output.dtype);
  });
}

describe.each([...opTable().values()])("$name", (record) => {
  test("has cases", () => {
    expect(record.cases.length).toBeGreaterThan(0);
  });

  test.each(allCases(record).map((c, i) => [i, c] as const))(
    "case %i: shape, dtype and kernel agree with the reference",
    (i, c) => {
      const inputs = c.inputs.map((input, k) => sample(input, 31 * i + k));
      const expected = agree(record, { ...c, inputs, attrs: c.attrs ?? {} }, 2e-6, false);
      expect(expected.every((v) => !Number.isNaN(v))).toBe(true);
    },
  );

  test("special and large numbers: the kernel agrees with the reference", () => {
    for (const call of edgeCalls(record)) agree(record, call, 1e-5, !record.without?.zeroSign);
  });
});

/** Throws unless the lowering gives what the reference does, which is returned. */
function agree(record: OpRecord, call: Call, usual: number, signs: boolean): Float64Array {
  const output = record.infer(call.inputs, call.attrs);
  const expected = record.reference(call.inputs, call.attrs, output);
  expect(expected.length).toBe(sizeOf(output.shape) * DTYPES[output.dtype].parts);
  const got = lowered(record, call);
  const tolerance = output.dtype === "float32" ? (call.tolerance ?? usual) : 0;
  got?.forEach((v, k) => {
    if (!isClose(v, expected[k]!, { atol: tolerance, rtol: tolerance, signs }))
      throw new Error(`element ${k}: kernel ${v}, reference ${expected[k]}`);
  });
  return expected;
}
