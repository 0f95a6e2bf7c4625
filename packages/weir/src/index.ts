/**
 * The one import: the core's names at the top, models under `nn`, data under `data`. The script tag's global `weir` is the same.
 * @module weir
 */
export * from "@weir/core";
/** Layers, models, losses, metrics, optimizers, callbacks. Under a name of their own: `conv2d` is an op in the core and a layer here. */
export * as nn from "@weir/nn";
/** Sources, transforms, batches. */
export * as data from "@weir/data";
