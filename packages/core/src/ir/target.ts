/** What the compiler must know of a device, as data. */
import type { DeviceDType, DType, NarrowDType } from "./dtype.ts";
import { DTYPES } from "./dtype.ts";
import type { ScalarOp } from "./expr.ts";
import type { KernelShape } from "./kernel.ts";

/** What every target prints as it is. `Target.native` of a device adds to these. */
export const BASIC_OPS: readonly ScalarOp[] = [
  ...(["add", "sub", "mul", "div", "rem", "min", "max", "neg", "abs"] as const),
  ...(["floor", "ceil", "rint", "trunc", "sqrt"] as const),
  ...(["eq", "ne", "lt", "le", "and", "or", "xor", "not", "shl", "shr"] as const),
  ...(["select", "convert", "bitcast"] as const),
];

/** Schedules by the class of problems that the device was measured to be fastest at with them. */
export type Picks = Readonly<Record<string, string>>;

/** What the scheduler must know of the device it schedules for: data, so that goldens can be made for a device that is not there. */
export interface Target {
  readonly shape: KernelShape;
  /** Storage buffers one kernel may bind (textures read plus targets written on `webgl2`). */
  readonly maxArgs: number;
  /** Buffers one kernel may write. */
  readonly maxOutputs: number;
  /** Threads that run tasks in parallel, roughly: sizes splits of long reductions. */
  readonly parallelism: number;
  /** A GPU whose shaders are run by the CPU: no shared-memory tiles, few large tasks. */
  readonly software: boolean;
  /** Invocations per workgroup at most; 0 where there are no workgroups. */
  readonly maxWorkgroup: number;
  /** Bytes of workgroup memory. */
  readonly localBytes: number;
  /** Scalar operations the target prints as they are, accurately; the rest are expanded into polynomials before emission. */
  readonly native: ReadonlySet<ScalarOp>;
  /**
   * The dtypes of fewer than 32 bits that memory holds as they are; others take 4 bytes. `values`: a load or store converts. `bits`: it
   * moves the bits as a u32, and the kernel converts (`stages/5-lower/narrow-bits.ts`).
   */
  readonly narrow: { readonly [D in NarrowDType]?: "values" | "bits" };
  /** What was measured on the device; without it schedules are chosen by estimate. A name that is not known, or does not fit, is ignored. */
  readonly picks?: Picks;
}

/** What memory of a device with this target holds for numbers of `dtype`. */
export function storedAs(dtype: DType, { narrow }: Pick<Target, "narrow">): DeviceDType {
  return dtype in narrow ? (dtype as NarrowDType) : DTYPES[dtype].device;
}
