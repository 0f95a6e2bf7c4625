/**
 * THE LOOP LANGUAGE: one fused kernel before anyone has decided how to run it. A nest has parallel axes, reduction stages over
 * them in order, and stores. Everything a value depends on is explicit: views, pads and gathers are index expressions.
 *
 * Expressions name axes by `Axis.name` and the result of an earlier stage by `Stage.name`.
 */
import type { DeviceDType } from "./dtype.ts";
import type { Expr } from "./expr.ts";
import { printExpr } from "./print-expr.ts";
import type { KernelBody } from "./kernel.ts";
import { printBody } from "./kernel.ts";
import type { Window } from "./loop.ts";
import { showArgs } from "./loop.ts";

/** A loop of `size` turns whose index is called `name`. */
export interface Axis {
  readonly name: string;
  readonly size: number;
}

/** A buffer the kernel is given: `size` elements. `update` reads and writes one buffer, each element only at its own index. */
export interface Arg {
  readonly dtype: DeviceDType;
  readonly size: number;
  readonly access: "read" | "write" | "update";
  /** Where in its buffer the argument lies, when that changes from turn to turn of a loop. */
  readonly window?: Window;
}

export type Reducer = "sum" | "prod" | "max" | "min" | "any" | "all" | "argmax" | "argmin";

/** A reduction over `axes`, one result for every point of the nest's parallel axes. arg-reducers give the flat i32 index, the first of equals. */
export interface Stage {
  readonly name: string;
  readonly reducer: Reducer;
  readonly axes: readonly Axis[];
  readonly value: Expr;
}

/** A store for every point of the nest's axes and, for a row kernel, of `axes` beyond them. */
export interface Store {
  readonly arg: number;
  readonly axes: readonly Axis[];
  readonly index: Expr;
  readonly value: Expr;
}

/** A sum of products: the single stage of a `contraction` nest, whose value is `a · b`. Each parallel axis plays one role. */
export interface Contraction {
  readonly batch: readonly Axis[];
  readonly m: readonly Axis[];
  readonly n: readonly Axis[];
  readonly k: readonly Axis[];
  /** Depends on batch, m and k axes only. */
  readonly a: Expr;
  /** Depends on batch, k and n axes only. */
  readonly b: Expr;
}

/**
 * - `pointwise`: no stage
 * - `reduce`: stages, stores at the parallel axes only
 * - `row`: stages, and stores that walk the reduced row again (softmax, layer norm)
 * - `contraction`: one sum-of-products stage (matmul, convolution) with an epilogue in its stores
 * - `routine`: no loops here; an op wrote the kernel's body itself
 */
export type NestClass = "pointwise" | "reduce" | "row" | "contraction" | "routine";

export interface Nest {
  readonly name: string;
  readonly class: NestClass;
  readonly args: readonly Arg[];
  /** Parallel axes, outermost first. For a contraction: batch, then m, then n. */
  readonly axes: readonly Axis[];
  readonly stages: readonly Stage[];
  readonly stores: readonly Store[];
  readonly contraction?: Contraction;
  /** The body of a `routine` nest, which has neither axes, stages nor stores. */
  readonly routine?: KernelBody;
}

/** How many points the loops visit. */
export function pointsOf(axes: readonly Axis[]): number {
  return axes.reduce((p, a) => p * a.size, 1);
}

const showAxes = (axes: readonly Axis[]): string => axes.map((a) => `${a.name}<${a.size}`).join(", ");

/** The nest as text, for goldens. */
export function printNest(nest: Nest): string {
  const head = `${nest.class} ${nest.name}(${showArgs(nest.args)})`;
  if (nest.routine) return [head, ...printBody(nest.routine).map((line) => `  ${line}`)].join("\n") + "\n";
  const lines = [head, `  for ${showAxes(nest.axes)}`];
  for (const s of nest.stages)
    lines.push(`    ${s.name} = ${s.reducer} over ${showAxes(s.axes)} of ${printExpr(s.value)}`);
  for (const s of nest.stores) {
    const inner = s.axes.length ? `for ${showAxes(s.axes)}: ` : "";
    lines.push(`    ${inner}$${s.arg}[${printExpr(s.index)}] = ${printExpr(s.value)}`);
  }
  return lines.join("\n") + "\n";
}
