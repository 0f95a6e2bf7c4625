/**
 * The public names of `@weir/core`, and nothing else: tensors, their ops, derivatives and transforms, the compiler, devices and events.
 * @module @weir/core
 */
export { Tensor, tensor, scope, keep } from "./tensor.ts";
export type { NestedArray, TensorLike } from "./tensor.ts";
export type { DataOf, DType, HostArray } from "./ir/dtype.ts";
export { float16Bits, float16FromBits, promote } from "./dtypes.ts";
export type { Shape } from "./ir/shape.ts";
export { OpError, OutOfDeviceMemory, WeirError } from "./ir/error.ts";
export * from "./ops/index.ts";
export { customGrad, grad, grads, valueAndGrad, vjp } from "./transforms.ts";
export type { ValueAndGrad } from "./transforms.ts";
export { checkpoint } from "./transform/checkpoint.ts";
export { hessian, jacfwd, jacrev, jacrev as jacobian } from "./transform/jacobian.ts";
export type { Jacobian } from "./transform/jacobian.ts";
export { vmap } from "./transform/vmap.ts";
export type { Axes, VmapOptions } from "./transform/vmap.ts";
export { customJvp, hvp, jvp, linearize } from "./transform/linearize.ts";
export type { Tangents } from "./transform/linearize.ts";
export { cond, switchCase } from "./control/cond.ts";
export { ctcLoss } from "./control/ctc-loss.ts";
export type { CtcOptions } from "./control/ctc-loss.ts";
export { forLoop, map, scan } from "./control/scan.ts";
export type { ScanOptions } from "./control/scan.ts";
export { whileLoop } from "./control/while-loop.ts";
export type { WhileLoopOptions } from "./control/while-loop.ts";
export { fromImage, toCanvas, toPixels } from "./pixels.ts";
export type { FromImageOptions, ImageSource, Pixels } from "./pixels.ts";
export { jit } from "./jit.ts";
export type { JitOptions } from "./jit.ts";
export { compileStep } from "./step.ts";
export type { InputSpec, Step, StepStats } from "./step.ts";
export { describeStep } from "./describe.ts";
export { nameScope, phaseScope } from "./compile.ts";
export { clearCache, setProgramCache } from "./cache/program-cache.ts";
export type { ProgramCacheOptions, ProgramCacheStats } from "./cache/program-cache.ts";
export { getDevice, setDevice } from "./runtime.ts";
export type { DeviceInfo } from "./runtime.ts";
export type { DeviceOptions } from "./stages/7-run/open.ts";
export type { DeviceCounters, DeviceName } from "./stages/7-run/device.ts";
export * from "./events/index.ts";
