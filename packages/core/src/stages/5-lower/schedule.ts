/** From a nest to a kernel: one scheduler per nest class and kernel shape, and the steps that follow every one of them. */
import type { Kernel, KernelBody, KernelShape } from "../../ir/kernel.ts";
import { DTYPES } from "../../ir/dtype.ts";
import type { Nest, NestClass } from "../../ir/nest.ts";
import { verifyKernel } from "../../ir/verify.ts";
import { pointsOf, printNest } from "../../ir/nest.ts";
import { printExpr } from "../../ir/print-expr.ts";
import type { Target } from "../../ir/target.ts";
import { coalesce } from "./coalesce.ts";
import { scheduleContractionFragment } from "./contraction-fragment.ts";
import { contractionCandidates, scheduleContractionGrid } from "./contraction-grid.ts";
import { scheduleContractionRange } from "./contraction-range.ts";
import { expandKernel } from "./expand.ts";
import { loadBeforeStore } from "./load-before-store.ts";
import { moveBits } from "./narrow-bits.ts";
import { operations } from "./operations.ts";
import { place } from "./place.ts";
import { schedulePointwiseFragment, scheduleReduceFragment, scheduleRowFragment } from "./rows-fragment.ts";
import { schedulePointwiseGrid, scheduleReduceGrid, scheduleRowGrid } from "./rows-grid.ts";
import { schedulePointwiseRange, scheduleReduceRange, scheduleRowRange } from "./rows-range.ts";

/** What a scheduler decides; the rest of a kernel follows from the nest. */
export type Scheduled = Omit<KernelBody, "flops">;
export type Scheduler = (nest: Nest, target: Target) => Scheduled;

const SCHEDULERS: { readonly [S in KernelShape]: { readonly [C in Exclude<NestClass, "routine">]: Scheduler } } = {
  range: {
    pointwise: schedulePointwiseRange,
    reduce: scheduleReduceRange,
    row: scheduleRowRange,
    contraction: scheduleContractionRange,
  },
  grid: {
    pointwise: schedulePointwiseGrid,
    reduce: scheduleReduceGrid,
    row: scheduleRowGrid,
    contraction: scheduleContractionGrid,
  },
  fragment: {
    pointwise: schedulePointwiseFragment,
    reduce: scheduleReduceFragment,
    row: scheduleRowFragment,
    contraction: scheduleContractionFragment,
  },
};

/** Scheduled kernels by the text of their nests: a network's equal layers, and the same layers in another program, are one kernel. */
const scheduled = new WeakMap<Target, Map<string, Kernel>>();
const MOST_KEPT = 1024;

/** The kernel that runs `nest` on `target`. */
export function schedule(nest: Nest, target: Target): Kernel {
  let known = scheduled.get(target);
  if (!known || known.size >= MOST_KEPT) scheduled.set(target, (known = new Map()));
  const key = identityOf(nest);
  let kernel = known.get(key);
  if (!kernel) known.set(key, (kernel = scheduleAnew(nest, target)));
  return kernel;
}

/**
 * The kernels that `nest` can become on `target` where its kernel has a `choice`, by the name of the schedule; what it becomes unless another
 * is picked is the first.
 */
export function alternatives(nest: Nest, target: Target): ReadonlyMap<string, Kernel> {
  const { choice } = schedule(nest, target);
  if (!choice) return new Map();
  const names = contractionCandidates(coalesce(nest), target);
  const picking = (name: string): Target => ({ ...target, picks: { ...target.picks, [choice.problem]: name } });
  return new Map(names.map((name) => [name, schedule(nest, picking(name))]));
}

/** Equal for nests that become the same kernel. The text of a contraction shows its product, not which factor is which. */
function identityOf(nest: Nest): string {
  const { contraction } = nest;
  const text = printNest(nest);
  return contraction ? `${text}${printExpr(contraction.a)} · ${printExpr(contraction.b)}` : text;
}

function scheduleAnew(nest: Nest, target: Target): Kernel {
  const kernel: Kernel = {
    name: nest.name,
    args: nest.args,
    shape: target.shape,
    ...bodyOf(nest, target),
    bytes: bytes(nest),
  };
  const placed = place(expandKernel(loadBeforeStore(moveBits(kernel, target)), target.native));
  verifyKernel(placed);
  return placed;
}

function bodyOf(nest: Nest, target: Target): KernelBody {
  if (nest.class === "routine") return nest.routine!;
  const simple = coalesce(nest);
  return { ...SCHEDULERS[target.shape][nest.class](simple, target), flops: flops(simple) };
}

/** Bytes moved at the least. */
function bytes(nest: Nest): number {
  return nest.args.reduce((sum, a) => sum + a.size * DTYPES[a.dtype].bytes * (a.access === "update" ? 2 : 1), 0);
}

/** Floating-point operations. */
function flops(nest: Nest): number {
  const outer = pointsOf(nest.axes);
  let count = 0;
  for (const s of nest.stages) count += outer * pointsOf(s.axes) * (operations([s.value]) + 1);
  for (const s of nest.stores) count += outer * pointsOf(s.axes) * operations([s.value]);
  return count;
}
