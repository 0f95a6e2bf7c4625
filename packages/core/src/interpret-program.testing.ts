/** For tests: compiles a function for a target that is not there, and runs its kernels in the interpreter. */
import type { Target } from "./ir/target.ts";
import { compile, onlyProgram } from "./compile.ts";
import type { DeviceArray, DType, HostArray } from "./ir/dtype.ts";
import { hostArray } from "./ir/dtype.ts";
import type { Graph } from "./ir/graph.ts";
import { inputNode } from "./ir/graph.ts";
import { interpretKernel } from "./ir/interpret.ts";
import type { KernelShape } from "./ir/kernel.ts";
import type { Program } from "./ir/program.ts";
import { sizeOf } from "./ir/shape.ts";
import { recording, valueOf } from "./pending.ts";
import { cutGraph } from "./realize.ts";
import type { Device, DeviceBuffer } from "./stages/7-run/device.ts";
import { composer, Tensor } from "./tensor.ts";

/** A modest device of each kernel shape. */
export const TARGETS: readonly Target[] = (["range", "grid", "fragment"] as const satisfies KernelShape[]).map(
  (shape) => ({
    shape,
    maxArgs: 8,
    maxOutputs: 4,
    parallelism: 4,
    software: true,
    maxWorkgroup: 256,
    localBytes: 16384,
    native: new Set(["exp", "log", "sqrt", "floor", "ceil", "rint", "trunc", "fma", "sin", "cos", "tanh", "pow"]),
    narrow: {},
  }),
);

/** A GPU that is none of a CPU's, to compile for: what its workgroups do together is not interpreted. */
export const GPU: Target = {
  shape: "grid",
  maxArgs: 8,
  maxOutputs: 8,
  parallelism: 32768,
  software: false,
  maxWorkgroup: 256,
  localBytes: 16384,
  native: new Set(["fma"]),
  narrow: {},
};

export interface Given {
  readonly shape: readonly number[];
  readonly dtype: DType;
  readonly data: HostArray;
}

/** What `f` makes of placeholders. */
export function graphFor(
  f: (...xs: Tensor[]) => readonly Tensor[],
  inputs: readonly Pick<Given, "shape" | "dtype">[],
): Graph {
  const nodes = inputs.map((x, i) => inputNode(x.shape, x.dtype, `x${i}`));
  const outs = recording(() => f(...nodes.map((n) => new Tensor(n))));
  const roots = outs.map((t) => t.node);
  return cutGraph(roots, valueOf, nodes).graph;
}

/** The program of `f` for `target`. */
export function programFor(
  target: Target,
  f: (...xs: Tensor[]) => readonly Tensor[],
  inputs: readonly Given[],
): Program {
  return onlyProgram(compile(graphFor(f, inputs), composer, { target }));
}

/** The program of `f` for `target`, and the data of its results. */
export function interpretProgram(
  target: Target,
  f: (...xs: Tensor[]) => readonly Tensor[],
  inputs: readonly Given[],
): { readonly program: Program; readonly results: readonly HostArray[] } {
  const program = programFor(target, f, inputs);
  const buffers = program.slots.map((s) => hostArray(s.dtype, s.size + 4));
  inputs.forEach((x, i) => buffers[program.inputs[i]!.slot]!.set(x.data));
  for (const d of program.dispatches)
    interpretKernel(
      program.kernels[d.kernel]!,
      d.slots.map((s) => buffers[s]!),
    );
  return { program, results: program.outputs.map((o) => buffers[o.slot]!.slice(0, sizeOf(o.shape))) };
}

/** The data of the results of `program` on `device`, which need not be the one it was made for. */
export async function runProgram(device: Device, program: Program, inputs: readonly Given[]): Promise<DeviceArray[]> {
  const prepared = await device.prepare(program);
  const buffer = ({ slot }: { readonly slot: number }): DeviceBuffer =>
    device.createBuffer(program.slots[slot]!.dtype, program.slots[slot]!.size);
  const [given, results] = [program.inputs.map(buffer), program.outputs.map(buffer)];
  inputs.forEach((x, i) => device.write(given[i]!, x.data));
  prepared.replay(given, results);
  const data = await Promise.all(results.map((b) => device.read(b)));
  [...given, ...results].forEach((b) => b.destroy());
  prepared.destroy();
  return data;
}
