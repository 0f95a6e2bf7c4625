/** Ops that write their own kernels, on a device: bodies, what is fused into them, and what they are made of where they have none. */
import { beforeAll, describe, expect, test } from "vitest";
import { f32, i32, op, vec, variable } from "../ir/expr.ts";
import type { Expr } from "../ir/expr.ts";
import { unflatten } from "../ir/indexing.ts";
import type { KernelBody, KernelShape, Stmt } from "../ir/kernel.ts";
import type { Shape } from "../ir/shape.ts";
import { sizeOf } from "../ir/shape.ts";
import { setDevice } from "../runtime.ts";
import type { DeviceName } from "../stages/7-run/device.ts";
import type { Tensor } from "../tensor.ts";
import { tensor } from "../tensor.ts";
import { broadcastTo, expandDims, iota, lessEqual, sum, where } from "./index.ts";
import type { OpRecord, RoutineBodies, RoutineContext } from "./record.ts";
import { apply, defineOp } from "./record.ts";

const rest = { workgroup: 1, cooperative: false, locals: [], flops: 0 };
const task = (count: number): Expr => variable("task", "i32", 0, count - 1);

/** One row after the other: each element plus all before it. */
function rowBody(c: RoutineContext): Stmt[] {
  const [rows, size] = c.output.shape as [number, number];
  const j = variable("j", "i32", 0, size - 1);
  const at = [task(rows), j];
  const total = variable("total", "f32");
  return [
    { kind: "var", name: "total", init: f32(0) },
    {
      kind: "for",
      name: "j",
      begin: i32(0),
      end: i32(size),
      step: 1,
      body: [{ kind: "assign", name: "total", value: op("add", [total, c.read(0, at)]) }, ...c.store(at, total)],
    },
  ];
}

function range(c: RoutineContext): KernelBody {
  const tasks = c.output.shape[0]!;
  const body: Stmt[] = [
    { kind: "for", name: "task", begin: variable("begin"), end: variable("end"), step: 1, body: rowBody(c) },
  ];
  return { ...rest, tasks, schedule: "row by row", body };
}

const grid = (c: RoutineContext): KernelBody => ({
  ...rest,
  tasks: c.output.shape[0]!,
  workgroup: 64,
  schedule: "one row",
  body: rowBody(c),
});

/** Four results, each with a loop of its own. */
function fragment(c: RoutineContext): KernelBody {
  const elements = sizeOf(c.output.shape);
  const tasks = Math.ceil(elements / 4);
  const first = op("mul", [task(tasks), i32(4)]);
  const sums = [0, 1, 2, 3].map((l) => {
    const [row, column] = unflatten(op("add", [first, i32(l)]), c.output.shape) as [Expr, Expr];
    const j = variable(`j${l}`, "i32", 0, c.output.shape[1]! - 1);
    const total = variable(`total${l}`, "f32");
    const add: Stmt = { kind: "assign", name: `total${l}`, value: op("add", [total, c.read(0, [row, j])]) };
    const end = op("add", [column, i32(1)]);
    const body: Stmt[] = [
      { kind: "var", name: `total${l}`, init: f32(0) },
      { kind: "for", name: `j${l}`, begin: i32(0), end, step: 1, body: [add] },
    ];
    return { body, total };
  });
  const body = [...sums.flatMap((s) => s.body), ...c.store(first, vec(sums.map((s) => s.total)))];
  return { ...rest, tasks, schedule: "4 results", body };
}

function runningSum(name: string, bodies: RoutineBodies): OpRecord {
  return defineOp({
    name,
    infer: ([x]) => x!,
    reference: ([x]) => Float64Array.from(rowSums(x!.shape, x!.data)),
    lowering: {
      kind: "routine",
      ...bodies,
      once: [0],
      fits: ([x]) => x!.shape[0]! < 100,
      compose: ([x]) => {
        const [rows, size] = x!.shape as [number, number];
        const square = [rows, size, size];
        return sum(where(lessEqual(iota(square, 2), iota(square, 1)), broadcastTo(expandDims(x!, 1), square), 0), 2);
      },
    },
    cases: [],
  });
}

function rowSums(shape: Shape, data: ArrayLike<number>): number[] {
  let total = 0;
  return Array.from(data, (v, i) => (total = i % shape[1]! === 0 ? v : total + v));
}

/** The record with all bodies, and one that has none. */
export const RUNNING_SUM = runningSum("testRunningSum", { range, grid, fragment } satisfies Record<
  KernelShape,
  unknown
>);
export const COMPOSED_SUM = runningSum("testComposedSum", {});

/** A value computed in the read, the routine, and two results computed on its store. */
export function tails(record: OpRecord, x: Tensor, y: Tensor): Tensor[] {
  const sums = apply(record, [x.mul(2)]);
  return [sums.add(y).relu(), sums.square()];
}

/** What `tails` gives for rows of `shape`. */
export function expectedTails(shape: Shape, x: Float32Array, y: Float32Array): number[][] {
  const sums = rowSums(
    shape,
    x.map((v) => 2 * v),
  );
  return [sums.map((v, i) => Math.max(0, v + y[i]!)), sums.map((v) => v * v)];
}

export function ramp(count: number, seed: number): Float32Array {
  return Float32Array.from({ length: count }, (_, i) => Math.round(20 * Math.sin(i * 12.9898 + seed)) / 8);
}

export function describeRoutines(device: DeviceName): void {
  describe(`routines on ${device}`, () => {
    beforeAll(async () => {
      await setDevice(device);
    }, 60_000);
    test.each([
      [1, 1],
      [3, 5],
      [17, 8],
      [200, 4],
      [0, 3],
    ])("%i rows of %i", async (...shape) => {
      const [x, y] = [ramp(sizeOf(shape), 1), ramp(sizeOf(shape), 2)];
      const expected = expectedTails(shape, x, y);
      for (const record of [RUNNING_SUM, COMPOSED_SUM]) {
        const got = tails(record, tensor(x, shape), tensor(y, shape));
        for (const [i, t] of got.entries()) expect([...(await t.data())]).toEqual(expected[i]);
      }
    });
  });
}
