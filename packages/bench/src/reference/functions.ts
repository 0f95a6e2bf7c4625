// The functions of the bench in float64, as plain loops: the truth that all libraries are held to.
import { fingerprintOf, type Fingerprint } from "../fingerprint.ts";
import { values } from "../works/values.ts";
import type { FunctionWork } from "../works/work.ts";
import goldens from "./losses.json" with { type: "json" };

type Compute = (work: FunctionWork) => Fingerprint;

/** By the work's name. */
const functions: Readonly<Record<string, Compute>> = {
  "matmul-512": (work) => fingerprintOf(matMul(work)),
  "matmul-1024": (work) => fingerprintOf(matMul(work)),
  "matmul-2048": () => goldenOf(goldens["matmul-2048"]),
  "matmul-4096": () => goldenOf(goldens["matmul-4096"]),
  "chain-1m": ({ inputs: [x] }) => fingerprintOf(Float64Array.from(values(x!), chain)),
  "softmax-50k": (work) => fingerprintOf(softmax(work)),
  "sum-16m": ({ inputs: [x] }) => fingerprintOf([values(x!).reduce((sum, value) => sum + value, 0)]),
  "sort-1m": ({ inputs: [x] }) => fingerprintOf(values(x!).sort()),
  "mobilenet-block": () => goldenOf(goldens["mobilenet-block"]),
};

/** Returns the fingerprint of what the function gives. Throws for a work that has no reference. */
export function compute(work: FunctionWork): Fingerprint {
  const f = functions[work.name];
  if (!f) throw new Error(`bench: ${work.name} has no reference: add it to reference/functions.ts`);
  return f(work);
}

/** A fingerprint that `reference/losses.py` took. */
function goldenOf(taken: readonly number[]): Fingerprint {
  return { values: taken, scale: taken[1]! };
}

function matMul({ inputs: [a, b] }: FunctionWork): Float64Array {
  const [rows = 0, inner = 0] = a!.shape;
  const columns = b!.shape[1] ?? 0;
  const left = values(a!);
  const right = values(b!);
  const out = new Float64Array(rows * columns);
  for (let r = 0; r < rows; r++) {
    for (let k = 0; k < inner; k++) {
      const factor = left[r * inner + k]!;
      for (let c = 0; c < columns; c++) out[r * columns + c]! += factor * right[k * columns + c]!;
    }
  }
  return out;
}

function chain(x: number): number {
  const y = (Math.tanh(x * 2 + 1) * x - 0.5) ** 2 + x;
  return 1 / (1 + Math.exp(Math.exp(y)));
}

function softmax({ inputs: [x] }: FunctionWork): Float64Array {
  const columns = x!.shape[1]!;
  const y = Float64Array.from(values(x!), Math.exp);
  for (let at = 0; at < y.length; at += columns) {
    const row = y.subarray(at, at + columns);
    const total = row.reduce((sum, value) => sum + value, 0);
    row.forEach((value, i) => (row[i] = value / total));
  }
  return y;
}
