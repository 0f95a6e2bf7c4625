/** `vmap`: a function of one example becomes a function of a batch, by rewriting its graph (`ops/batch.ts`). */
import { OpError } from "../ir/error.ts";
import { inputNode } from "../ir/graph.ts";
import { showShape } from "../ir/shape.ts";
import { callerLine } from "../compile.ts";
import { Batching, batchSize } from "../ops/batch.ts";
import * as ops from "../ops/index.ts";
import { normalizeAxis } from "../ops/record.ts";
import { recording } from "../pending.ts";
import { Tensor } from "../tensor.ts";
import { isTensor } from "../transforms.ts";
import { mapTree } from "../tree.ts";

/** A batch axis: for all tensors below this place of a tree, or place by place; null: no batch axis. */
export type Axes = number | null | readonly Axes[] | { readonly [key: string]: Axes };

/** Options of {@link vmap}. */
export interface VmapOptions {
  /** The batch axis of the arguments: one for all, or a list with one (a number, null, or a tree of them) an argument. Default 0. */
  readonly inAxes?: Axes;
  /** Where results get their batch axis: a number, or a tree like the result; null for what is the same for all. Default 0. */
  readonly outAxes?: Axes;
}

/**
 * Returns `f` for a whole batch at once: `f` is traced on one example, and its graph rewritten so that every op that depends on a
 * batched argument does all of them. `vmap((x) => x.matMul(w))` is one matrix product, of more rows. Arguments and results are trees
 * of tensors; composes with `grad`, `jit`, `jvp`, loops and itself. A random key that is not batched gives every example the same numbers.
 * @throws OpError when no argument has a batch axis, batches differ in size, or outAxes is null for a result that is batched
 * @see JAX's `jax.vmap`
 * @example vmap((a, b) => a.dot(b))(tensor([[1, 2], [3, 4]]), tensor([[1, 1], [2, 0]])) // [3, 6]
 */
export function vmap<A extends readonly unknown[], R>(
  f: (...args: A) => R,
  { inAxes = 0, outAxes = 0 }: VmapOptions = {},
): (...args: A) => R {
  return (...args) =>
    recording(() => {
      const batches: { readonly one: Tensor; readonly all: Tensor }[] = [];
      const inner = mapTree(args, isTensor, (t, path) => {
        const axis = axisAt(inAxes, path);
        if (axis === null) return t;
        const all = toFront(t, axis, path);
        const one = new Tensor(inputNode(all.shape.slice(1), t.dtype, path));
        batches.push({ one, all });
        return one;
      });
      const size = batchSize(
        "vmap",
        batches.map((b) => b.all.shape[0]!),
      );
      const result = f(...(inner as A));
      const batching = new Batching(size);
      for (const { one, all } of batches) batching.enter(one.node, all.node, true);
      return mapTree(result, isTensor, (t, path) => {
        const axis = axisAt(outAxes, path);
        if (axis !== null) return fromFront(batching.whole(t.node), axis);
        const { node, batched } = batching.form(t.node);
        if (batched)
          throw new OpError("vmap", `outAxes is null for ${path || "the result"}, which is batched`, callerLine());
        return new Tensor(node);
      }) as R;
    });
}

/** What `axes` says of the leaf at `path`. */
function axisAt(axes: Axes, path: string): number | null {
  let at: Axes | undefined = axes;
  for (const key of path === "" ? [] : path.split(".")) {
    if (at === null || typeof at !== "object") break;
    at = (at as Readonly<Record<string, Axes>>)[key];
  }
  if (at === null || typeof at === "number") return at;
  throw new OpError(
    "vmap",
    `inAxes or outAxes says nothing of ${path || "the whole"}; give a number or null for it`,
    callerLine(),
  );
}

function toFront(t: Tensor, axis: number, path: string): Tensor {
  if (t.rank === 0)
    throw new OpError(
      "vmap",
      `argument ${path} is ${showShape(t.shape)}, which has no axis ${axis} to map over; inAxes may be null for it`,
      callerLine(),
    );
  const a = normalizeAxis("vmap", axis, t.rank);
  return ops.transpose(t, [a, ...t.shape.flatMap((_, i) => (i === a ? [] : [i]))]);
}

function fromFront(t: Tensor, axis: number): Tensor {
  const a = normalizeAxis("vmap", axis, t.rank);
  const perm = t.shape.slice(1).map((_, i) => i + 1);
  perm.splice(a, 0, 0);
  return ops.transpose(t, perm);
}
