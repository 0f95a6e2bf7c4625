/** The namespaces that group ops. */
import * as losses_ from "./ops/losses.ts";

const { Reduction: _, ...lossFunctions } = losses_;
/** Losses, weighted and reduced. */
export const losses = lossFunctions;
export * as image from "./ops/image.ts";
export * as sparse from "./ops/sparse.ts";
export * as string from "./ops/string.ts";
export * as linalg from "./ops/linalg.ts";
export * as signal from "./ops/signal.ts";
export * as spectral from "./ops/spectral.ts";
export * as io from "./io/index.ts";
