// Initial values of variables: Keras 3's initializers and their numbers, computed on the host.
import { OpError } from "@weir/core";
import { lookUp } from "../names.ts";
import type { Shape } from "../shape.ts";
import { sizeOf } from "../shape.ts";
import { orthogonal } from "./orthogonal.ts";
import { normalGenerator, uniformGenerator } from "./random.ts";

/** Makes the first value of a variable. */
export interface Initializer {
  readonly name: string;
  /**
   * Returns the values, row-major.
   * @param seed decides them unless the initializer was given a seed of its own
   */
  initialize(shape: Shape, seed: number): Float32Array;
}

/** An initializer, or the name of one with its defaults. */
export type InitializerLike = Initializer | InitializerName;

/** Settings of the random initializers. */
export interface SeedOption {
  /** Decides the values alone, so that two variables of one shape get the same. Default: the model's seed and the variable's place decide. */
  readonly seed?: number;
}

/** Settings of {@link randomUniform}. */
export interface UniformOptions extends SeedOption {
  /** Smallest value. Default −0.05. */
  readonly minval?: number;
  /** No value reaches it. Default 0.05. */
  readonly maxval?: number;
}

/** Settings of {@link randomNormal} and {@link truncatedNormal}. */
export interface NormalOptions extends SeedOption {
  /** Default 0. */
  readonly mean?: number;
  /** Standard deviation (before truncation). Default 0.05. */
  readonly stddev?: number;
}

/** Settings of {@link varianceScaling}. */
export interface VarianceScalingOptions extends SeedOption {
  /** The variance is `scale / n`. Default 1. */
  readonly scale?: number;
  /** What n is: the inputs of a unit, its outputs, or the mean of both. Default `fanIn`. */
  readonly mode?: "fanIn" | "fanOut" | "fanAvg";
  /** Default `truncatedNormal`. */
  readonly distribution?: "truncatedNormal" | "untruncatedNormal" | "uniform";
}

/**
 * Returns an initializer that fills with 0.
 * @see Keras's `keras.initializers.Zeros`
 * @example zeros().initialize([2], 0) // [0, 0]
 */
export function zeros(): Initializer {
  return { name: "zeros", initialize: (shape) => new Float32Array(sizeOf(shape)) };
}

/**
 * Returns an initializer that fills with 1.
 * @see Keras's `keras.initializers.Ones`
 * @example ones().initialize([2], 0) // [1, 1]
 */
export function ones(): Initializer {
  return { ...constant({ value: 1 }), name: "ones" };
}

/**
 * Returns an initializer that fills with `value` (default 0).
 * @see Keras's `keras.initializers.Constant`
 * @example constant({ value: 0.5 }).initialize([2], 0) // [0.5, 0.5]
 */
export function constant({ value = 0 }: { readonly value?: number } = {}): Initializer {
  return { name: "constant", initialize: (shape) => new Float32Array(sizeOf(shape)).fill(value) };
}

/**
 * Returns an initializer of numbers spread evenly over [minval, maxval), by default [−0.05, 0.05).
 * @throws OpError when minval exceeds maxval
 * @see Keras's `keras.initializers.RandomUniform`
 * @example randomUniform({ minval: -1, maxval: 1, seed: 1 }).initialize([100], 0).every((w) => -1 <= w && w < 1) // true
 */
export function randomUniform({ minval = -0.05, maxval = 0.05, seed }: UniformOptions = {}): Initializer {
  if (!(minval <= maxval)) throw new OpError("randomUniform", `minval ${minval} exceeds maxval ${maxval}.`);
  return random("randomUniform", seed, (uniform) => () => minval + (maxval - minval) * uniform());
}

/**
 * Returns an initializer of normal numbers, by default of mean 0 and standard deviation 0.05.
 * @see Keras's `keras.initializers.RandomNormal`
 * @example randomNormal({ mean: 2, stddev: 0, seed: 1 }).initialize([2], 0) // [2, 2]
 */
export function randomNormal({ mean = 0, stddev = 0.05, seed }: NormalOptions = {}): Initializer {
  return random("randomNormal", seed, (uniform) => scaled(normalGenerator(uniform), mean, stddev));
}

/**
 * Returns an initializer of normal numbers of which those further than two standard deviations from the mean are drawn again.
 * @see Keras's `keras.initializers.TruncatedNormal`
 * @example truncatedNormal({ stddev: 0.02, seed: 1 }).initialize([100], 0).every((w) => Math.abs(w) <= 0.04) // true
 */
export function truncatedNormal({ mean = 0, stddev = 0.05, seed }: NormalOptions = {}): Initializer {
  return random("truncatedNormal", seed, (uniform) => scaled(truncated(normalGenerator(uniform)), mean, stddev));
}

/** The standard deviation of a standard normal number that was truncated to [−2, 2]. */
const TRUNCATED_STDDEV = 0.87962566103423978;

/**
 * Returns an initializer whose variance is `scale / n`, n being the number of inputs or outputs of a unit, so that a
 * signal keeps its size from layer to layer.
 *
 * A kernel [..., in, out] has `in` × receptive field inputs and `out` × receptive field outputs.
 * @throws OpError when `scale` is not above 0
 * @see Keras's `keras.initializers.VarianceScaling`
 * @example
 * const initializer = varianceScaling({ scale: 3, mode: "fanIn", distribution: "uniform" });
 * initializer.initialize([9, 2], 0).every((w) => Math.abs(w) <= 1) // true
 */
export function varianceScaling(options: VarianceScalingOptions = {}): Initializer {
  return scaling("varianceScaling", options);
}

/**
 * Returns Glorot's (Xavier's) uniform initializer: even over ±√(6 / (fanIn + fanOut)). The default of every kernel.
 * @see Keras's `keras.initializers.GlorotUniform`
 * @example glorotUniform({ seed: 1 }).initialize([3, 3], 0).every((w) => Math.abs(w) <= 1) // true
 */
export function glorotUniform({ seed }: SeedOption = {}): Initializer {
  return scaling("glorotUniform", { scale: 1, mode: "fanAvg", distribution: "uniform", seed });
}

/**
 * Returns Glorot's normal initializer: truncated normal of variance 2 / (fanIn + fanOut).
 * @see Keras's `keras.initializers.GlorotNormal`
 * @example glorotNormal({ seed: 1 }).initialize([8, 4], 0).length // 32
 */
export function glorotNormal({ seed }: SeedOption = {}): Initializer {
  return scaling("glorotNormal", { scale: 1, mode: "fanAvg", distribution: "truncatedNormal", seed });
}

/**
 * Returns He's uniform initializer: even over ±√(6 / fanIn), made for relu.
 * @see Keras's `keras.initializers.HeUniform`
 * @example heUniform({ seed: 1 }).initialize([6, 4], 0).every((w) => Math.abs(w) <= 1) // true
 */
export function heUniform({ seed }: SeedOption = {}): Initializer {
  return scaling("heUniform", { scale: 2, mode: "fanIn", distribution: "uniform", seed });
}

/**
 * Returns He's normal initializer: truncated normal of variance 2 / fanIn, made for relu.
 * @see Keras's `keras.initializers.HeNormal`
 * @example heNormal().name // "heNormal"
 */
export function heNormal({ seed }: SeedOption = {}): Initializer {
  return scaling("heNormal", { scale: 2, mode: "fanIn", distribution: "truncatedNormal", seed });
}

/**
 * Returns LeCun's uniform initializer: even over ±√(3 / fanIn).
 * @see Keras's `keras.initializers.LecunUniform`
 * @example lecunUniform({ seed: 1 }).initialize([3, 4], 0).every((w) => Math.abs(w) <= 1) // true
 */
export function lecunUniform({ seed }: SeedOption = {}): Initializer {
  return scaling("lecunUniform", { scale: 1, mode: "fanIn", distribution: "uniform", seed });
}

/**
 * Returns LeCun's normal initializer: truncated normal of variance 1 / fanIn, made for selu.
 * @see Keras's `keras.initializers.LecunNormal`
 * @example lecunNormal().name // "lecunNormal"
 */
export function lecunNormal({ seed }: SeedOption = {}): Initializer {
  return scaling("lecunNormal", { scale: 1, mode: "fanIn", distribution: "truncatedNormal", seed });
}

const byName = {
  zeros,
  ones,
  constant,
  randomUniform,
  randomNormal,
  truncatedNormal,
  varianceScaling,
  glorotUniform,
  glorotNormal,
  heUniform,
  heNormal,
  lecunUniform,
  lecunNormal,
  orthogonal,
} as const;

/** The names that stand for an initializer with its defaults. */
export type InitializerName = keyof typeof byName;

/** Returns the initializer that `like` stands for. */
export function toInitializer(op: string, like: InitializerLike): Initializer {
  return typeof like === "string" ? lookUp<() => Initializer>(op, "initializer", like, byName)() : like;
}

type ScalingOptions = { readonly [K in keyof VarianceScalingOptions]: VarianceScalingOptions[K] | undefined };

function scaling(name: string, options: ScalingOptions): Initializer {
  const { scale = 1, mode = "fanIn", distribution = "truncatedNormal", seed } = options;
  if (!(scale > 0)) throw new OpError(name, `scale must be above 0, got ${scale}.`);
  return {
    name,
    initialize(shape, modelSeed) {
      const { fanIn, fanOut } = fans(shape);
      const n = { fanIn, fanOut, fanAvg: (fanIn + fanOut) / 2 }[mode];
      const stddev = Math.sqrt(scale / Math.max(1, n));
      const made = {
        uniform: () => randomUniform({ minval: -Math.sqrt(3) * stddev, maxval: Math.sqrt(3) * stddev }),
        truncatedNormal: () => truncatedNormal({ stddev: stddev / TRUNCATED_STDDEV }),
        untruncatedNormal: () => randomNormal({ stddev }),
      }[distribution]();
      return made.initialize(shape, seed ?? modelSeed);
    },
  };
}

/** How many numbers flow into and out of one unit of a kernel [..., in, out]. */
function fans(shape: Shape): { readonly fanIn: number; readonly fanOut: number } {
  if (shape.length < 2) return { fanIn: sizeOf(shape), fanOut: sizeOf(shape) };
  const field = sizeOf(shape.slice(0, -2));
  return { fanIn: field * shape.at(-2)!, fanOut: field * shape.at(-1)! };
}

function random(name: string, seed: number | undefined, draw: (uniform: () => number) => () => number): Initializer {
  return {
    name,
    initialize(shape, modelSeed) {
      const next = draw(uniformGenerator(seed ?? modelSeed));
      return Float32Array.from({ length: sizeOf(shape) }, next);
    },
  };
}

function scaled(standard: () => number, mean: number, stddev: number): () => number {
  return () => mean + stddev * standard();
}

function truncated(normal: () => number): () => number {
  return () => {
    for (;;) {
      const drawn = normal();
      if (Math.abs(drawn) <= 2) return drawn;
    }
  };
}
