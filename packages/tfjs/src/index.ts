/**
 * The public names of `@weir/tfjs`: those of TensorFlow.js core, with its shapes, dtypes, defaults and errors, over Weir.
 * @module @weir/tfjs
 */
import "./buffer.ts";
import "./methods.ts";
export * from "./ops/index.ts";
export * from "./gradients.ts";
export * from "./backend.ts";
export { buffer, TensorBuffer } from "./buffer.ts";
export { disposeVariables, Tensor, Variable } from "./tensor.ts";
export { dispose, keep, memory, tidy } from "./engine.ts";
export type { MemoryInfo } from "./engine.ts";
export type * from "./types.ts";
export * as util from "./util.ts";
export * as math from "./math.ts";
export * from "./namespaces.ts";
export * as browser from "./browser.ts";
export * from "./runtime.ts";
export { Optimizer } from "./optimizers/optimizer.ts";
export * from "./optimizers/optimizers.ts";
