/**
 * Runs a scheduled kernel in JavaScript, statement by statement: the slow path that needs no device. A thread's local arrays are
 * there; workgroups that cooperate, and kernels of several passes, need a device.
 */
import type { HostArray, ScalarType } from "./dtype.ts";
import { DTYPES } from "./dtype.ts";
import type { Environment, Value } from "./evaluate.ts";
import { evaluate } from "./evaluate.ts";
import type { Expr } from "./expr.ts";
import type { Kernel, Stmt } from "./kernel.ts";

/** Runs every task of `kernel` on `buffers`, one per argument, in order. Reads past the end of a buffer give 0, writes there are lost. */
export function interpretKernel(kernel: Kernel, buffers: readonly HostArray[]): void {
  if (kernel.shape === "range") {
    interpret(kernel, buffers, [
      ["begin", 0],
      ["end", kernel.tasks],
    ]);
    return;
  }
  for (let task = 0; task < kernel.tasks; task++) interpret(kernel, buffers, [["task", task]]);
}

/** Runs the body once, with `given` names defined. */
function interpret(
  kernel: Kernel,
  buffers: readonly HostArray[],
  given: readonly (readonly [name: string, value: number])[],
): void {
  const names = new Map<string, Value>(given);
  const locals = new Map(kernel.locals.map((l) => [l.name, { type: l.type, values: new Float64Array(l.size) }]));
  const environment: Environment = {
    variable(name) {
      const v = names.get(name);
      if (v === undefined) throw new Error(`${kernel.name}: ${name} is not defined here`);
      return v;
    },
    load: (arg, index) => element(buffers[arg]!, index, DTYPES[kernel.args[arg]!.dtype].scalar),
    local: (array, index) => element(locals.get(array)!.values, index, locals.get(array)!.type),
  };
  const value = (e: Expr): Value => evaluate(e, environment);
  const scalar = (e: Expr): number => value(e) as number;
  const run = (s: Stmt): void => {
    switch (s.kind) {
      case "let":
      case "assign":
        names.set(s.name, value(s.value));
        break;
      case "var":
        names.set(s.name, value(s.init));
        break;
      case "store":
        write(buffers[s.arg]!, scalar(s.index), value(s.value));
        break;
      case "storeLocal":
        write(locals.get(s.array)!.values, scalar(s.index), value(s.value));
        break;
      case "if":
        (scalar(s.condition) ? s.then : (s.else ?? [])).forEach(run);
        break;
      case "for": {
        const end = scalar(s.end);
        for (let i = scalar(s.begin); i < end; i += s.step) {
          names.set(s.name, i);
          s.body.forEach(run);
        }
        break;
      }
      case "barrier":
        throw new Error(`${kernel.name}: barriers need a device`);
    }
  };
  kernel.body.forEach(run);
}

function element(array: HostArray | Float64Array, index: number, type: ScalarType): number {
  const v = array[index] ?? 0;
  return type === "bool" ? Number(v !== 0) : v;
}

function write(array: HostArray | Float64Array, index: number, v: Value): void {
  // a typed array ignores what is written past its end
  if (typeof v === "number") array[index] = v;
  else for (const [lane, x] of v.entries()) array[index + lane] = x;
}
