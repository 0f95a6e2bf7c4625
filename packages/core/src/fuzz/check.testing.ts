/** Whether a device computes a random program: against the float64 oracle, with fusion and without. */
import { sequence } from "@weir/testing";
import type { HostArray } from "../ir/dtype.ts";
import { hostArray, isFloat } from "../ir/dtype.ts";
import { OpError } from "../ir/error.ts";
import type { Node } from "../ir/graph.ts";
import { printGraph } from "../ir/graph.ts";
import { sizeOf } from "../ir/shape.ts";
import type { HostTensor } from "../ops/record.ts";
import { evaluateInto } from "../oracle.ts";
import { Executable, run, Value } from "../runtime.ts";
import { tensorFrom } from "../tensor.ts";
import type { FuzzProgram } from "./program.testing.ts";

/** Times the oracle is run with every value a little off, to see how much a program makes of rounding. */
const DISTURBED_RUNS = 4;
/** By how much, relatively: some float32 roundings, and what the polynomials of `exp` and others are off. */
const DISTURBANCE = 2e-6;
/** What is allowed beyond what the disturbances made of it. */
const FACTOR = 8;
const FLOOR = 2e-5;
/** An output this sensitive is a matter of luck: it stands at a jump, or cancels to nothing. */
const HOPELESS = 1e-2;

/** How many outputs were compared, and how many were too sensitive to be. */
export interface Judged {
  readonly compared: number;
  readonly skipped: number;
}

/** Throws where the fused or the unfused program gives other values than the oracle. */
export async function checkProgram(program: FuzzProgram): Promise<Judged> {
  const { graph } = program;
  const expected = oracle(program);
  const allowed = tolerances(program, expected);
  if (!allowed) return { compared: 0, skipped: expected.length };
  const fused = await onDevice(program, true);
  const unfused = await onDevice(program, false);
  graph.outputs.forEach((_, o) => {
    for (const [how, got] of [
      ["fused", fused[o]!],
      ["unfused", unfused[o]!],
    ] as const) {
      const message = difference(got, expected[o]!, allowed[o]!);
      if (message) throw new Error(`output ${o}, ${how}: ${message}\n${printGraph(graph)}`);
    }
  });
  const skipped = allowed.filter((t) => t === undefined).length;
  return { compared: allowed.length - skipped, skipped };
}

function oracle({ graph, inputs }: FuzzProgram, adjust?: (v: HostTensor) => HostTensor): HostTensor[] {
  const values = new Map<Node, HostTensor>(graph.inputs.map((n, i) => [n, inputs[i]!]));
  evaluateInto(values, graph.outputs, adjust);
  return graph.outputs.map((n) => values.get(n)!);
}

/** As `oracle`; nothing where an op refuses what its input has become. */
function disturbedOracle(program: FuzzProgram, adjust: (v: HostTensor) => HostTensor): HostTensor[] | undefined {
  try {
    return oracle(program, adjust);
  } catch (error) {
    if (error instanceof OpError) return undefined;
    throw error;
  }
}

/**
 * What each output may be off by, relative to 1 + |value|; `undefined` where only luck would tell. Nothing at all where an op refuses
 * what a little makes of its input: it may do so on a device.
 */
function tolerances(program: FuzzProgram, expected: readonly HostTensor[]): (number | undefined)[] | undefined {
  const spread = expected.map(() => 0);
  for (let seed = 1; seed <= DISTURBED_RUNS; seed++) {
    const next = sequence(seed);
    // once rounded as a device rounds: differences that are not 0 in float64 vanish
    const disturb = seed === 1 ? Math.fround : (x: number) => x * (1 + (next() < 0.5 ? -1 : 1) * DISTURBANCE);
    const disturbed = disturbedOracle(program, (v) => ({
      ...v,
      data: isFloat(v.dtype) ? v.data.map((x) => disturb(x)) : v.data,
    }));
    if (!disturbed) return undefined;
    expected.forEach(({ data }, o) => {
      data.forEach((x, i) => {
        const y = disturbed[o]!.data[i]!;
        if (Object.is(x, y)) return;
        spread[o] = Math.max(spread[o]!, Number.isFinite(x - y) ? Math.abs(x - y) / (1 + Math.abs(x)) : Infinity);
      });
    });
  }
  return expected.map(({ dtype, data }, o) => {
    // beyond what float32 can hold, or below its normal numbers' neighbourhood, the oracle knows better than any device
    if (spread[o]! > HOPELESS || data.some((x) => Math.abs(x) > 1e30 && Number.isFinite(x))) return undefined;
    return isFloat(dtype) ? Math.max(FLOOR, FACTOR * spread[o]!) : spread[o]! > 0 ? undefined : 0;
  });
}

function difference(got: HostArray, { data }: HostTensor, tolerance: number | undefined): string | undefined {
  if (got.length !== data.length) return `${got.length} numbers, not ${data.length}`;
  if (tolerance === undefined) return undefined;
  for (let i = 0; i < data.length; i++) {
    const [a, b] = [got[i]!, data[i]!];
    const close = Number.isFinite(a - b)
      ? Math.abs(a - b) <= tolerance * (1 + Math.abs(b))
      : Object.is(a, b) || (Number.isNaN(a) && Number.isNaN(b));
    if (!close) return `element ${i} is ${a}, not ${b} (allowed ${tolerance})`;
  }
  return undefined;
}

async function onDevice({ graph, inputs }: FuzzProgram, fuse: boolean): Promise<HostArray[]> {
  const executable = new Executable(graph, { fuse });
  const given = inputs.map(({ dtype, shape, data }) => {
    const host = hostArray(dtype, sizeOf(shape));
    host.set(data);
    return new Value(dtype, sizeOf(shape), host);
  });
  const outputs = graph.outputs.map((n) => new Value(n.dtype, sizeOf(n.shape)));
  try {
    run(executable, given, outputs);
    const data: HostArray[] = [];
    for (const v of outputs) data.push((await tensorFrom(v, [v.size]).data()).slice());
    return data;
  } finally {
    executable.destroy();
    for (const v of [...given, ...outputs]) v.destroy();
  }
}
