/** Every op at the top level of the package. */
export * from "./unary.ts";
export * from "./binary.ts";
export * from "./compare.ts";
export * from "./reduce.ts";
export * from "./create.ts";
export * from "./move.ts";
export * from "./matrix.ts";
