/** Waiting, timing, and the flags that programs look at. */
import type { MemoryInfo } from "./engine.ts";
import { memory } from "./engine.ts";

/**
 * Resolves at the browser's next frame, or the next turn where there are none.
 * @example tf.nextFrame() // undefined
 */
export async function nextFrame(): Promise<void> {
  await new Promise<void>((resolve) => {
    if (typeof requestAnimationFrame === "function") requestAnimationFrame(() => resolve());
    else setTimeout(resolve);
  });
}

/** How long something took. */
export interface TimeInfo {
  readonly kernelMs: number;
  readonly wallMs: number;
}

/**
 * Returns a promise of the milliseconds that `f` took. Kernels are not timed apart here.
 * @example (await tf.time(() => tf.ones([2]).data())).wallMs >= 0 // true
 */
export async function time(f: () => unknown): Promise<TimeInfo> {
  const start = performance.now();
  await f();
  const wallMs = performance.now() - start;
  return { kernelMs: wallMs, wallMs };
}

/** What a call left behind. */
export interface ProfileInfo {
  readonly newBytes: number;
  readonly newTensors: number;
  readonly peakBytes: number;
  readonly kernels: readonly unknown[];
  readonly kernelNames: readonly string[];
  readonly result: unknown;
}

/**
 * Returns a promise of what `f` left behind. Kernels are compiled, not named: the board shows them.
 * @example (await tf.profile(() => tf.ones([3]))).newBytes // 12
 */
export async function profile(f: () => unknown): Promise<ProfileInfo> {
  const before: MemoryInfo = memory();
  const result = await f();
  const after = memory();
  return {
    newBytes: after.numBytes - before.numBytes,
    newTensors: after.numTensors - before.numTensors,
    peakBytes: after.numBytes,
    kernels: [],
    kernelNames: [],
    result,
  };
}

/**
 * Flags by name.
 * @example tf.env() instanceof tf.Environment // true
 */
export class Environment {
  private readonly flags = new Map<string, number | boolean>();

  /** Returns a flag's value, false if nobody set it. */
  get(name: string): number | boolean {
    return this.flags.get(name) ?? false;
  }

  /** As `get`, for flags that are numbers. */
  getNumber(name: string): number {
    return Number(this.get(name));
  }

  /** As `get`, for flags that are true or false. */
  getBool(name: string): boolean {
    return Boolean(this.get(name));
  }

  /** Sets a flag. Weir has none of its own: it is for the program to read again. */
  set(name: string, value: number | boolean): void {
    this.flags.set(name, value);
  }

  /** Forgets every flag. */
  reset(): void {
    this.flags.clear();
  }
}

const environment = new Environment();

/**
 * Returns the flags.
 * @example
 * tf.env().set("answer", 42);
 * tf.env().getNumber("answer") // 42
 */
export function env(): Environment {
  return environment;
}

/**
 * Does nothing: checks are always on.
 * @example tf.enableProdMode() // undefined
 */
export function enableProdMode(): void {}

/**
 * Does nothing: NaN is looked for by the board.
 * @example tf.enableDebugMode() // undefined
 */
export function enableDebugMode(): void {}

/** The version of TensorFlow.js core whose names these are. */
export const version_core = "4.22.0";
