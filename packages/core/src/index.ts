/** The public names of `@weir/core`, and nothing else. */
export { Tensor, tensor, scope, keep } from "./tensor.ts";
export type { NestedArray, TensorLike } from "./tensor.ts";
export type { DataOf, DType, HostArray } from "./ir/dtype.ts";
export { float16Bits, float16FromBits, promote } from "./dtypes.ts";
export type { Shape } from "./ir/shape.ts";
export { OpError, OutOfDeviceMemory, WeirError } from "./ir/error.ts";
export * from "./ops/index.ts";
export { customGrad, grad, grads, valueAndGrad, vjp } from "./transforms.ts";
export type { ValueAndGrad } from "./transforms.ts";
export { jit } from "./jit.ts";
export { compileStep } from "./step.ts";
export type { InputSpec, Step, StepStats } from "./step.ts";
export { describeStep } from "./describe.ts";
export { nameScope, phaseScope } from "./compile.ts";
export { getDevice, setDevice } from "./runtime.ts";
export type { DeviceInfo } from "./runtime.ts";
export type { DeviceCounters, DeviceName } from "./stages/7-run/device.ts";
export * from "./events/index.ts";
