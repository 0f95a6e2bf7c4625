/** Random numbers as pure functions of a key, as `random`: nothing is stored, and a draw can be made twice instead of kept. */
export { categorical, exponential, gumbel } from "./exponential.ts";
export type { CategoricalOptions } from "./exponential.ts";
export { gamma } from "./gamma.ts";
export { foldIn, key, split, tensorFlowKey } from "./key.ts";
export type { Key } from "./key.ts";
export { normal, truncatedNormal } from "./normal.ts";
export { permutation, shuffle } from "./permutation.ts";
export { poisson } from "./poisson.ts";
export { bernoulli, bits, randint, uniform } from "./uniform.ts";
export type { DrawOptions, RandintOptions, UniformOptions } from "./uniform.ts";
