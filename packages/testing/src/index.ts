/** What the tests of all packages share. */
export { expectClose, isClose } from "./allclose.ts";
export type { Closeness } from "./allclose.ts";
export { examplesIn, runExample } from "./examples.ts";
export type { Example, ReadTensor } from "./examples.ts";
export { direction, directionalDifference, expectGradient } from "./finite-difference.ts";
export { sample, sequence } from "./sample.ts";
export type { Sample, SampleSpec } from "./sample.ts";
