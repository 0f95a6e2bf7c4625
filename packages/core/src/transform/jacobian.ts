/** Whole derivatives: a row or a column at a time, all of them at once by `vmap`. */
import { isInexact } from "../ir/dtype.ts";
import { OpError } from "../ir/error.ts";
import { callerLine } from "../compile.ts";
import * as ops from "../ops/index.ts";
import { trace } from "../ops/record.ts";
import { recording } from "../pending.ts";
import type { Tensor } from "../tensor.ts";
import { grad, isTensor, tensorLeaves, vjp } from "../transforms.ts";
import { mapTree } from "../tree.ts";
import type { MapTree } from "../tree.ts";
import { linearize } from "./linearize.ts";
import type { Tangents } from "./linearize.ts";
import { vmap } from "./vmap.ts";

/** A tree like the result, at each tensor of it a tree like the argument, of tensors [...shape of the result, ...shape of the argument]. */
export type Jacobian<R, P> = MapTree<R, Tensor, MapTree<P, Tensor, Tensor>>;

const zeros = (t: Tensor): Tensor => trace().literal(0, t.shape, t.dtype);

/** `tree` of zeros, but for leaf `at`, which is `value`. */
function only<T>(tree: T, at: number, value: Tensor): T {
  let i = 0;
  return mapTree(tree, isTensor, (t) => (i++ === at ? value : zeros(t))) as T;
}

/** All tensors like `t` with a one in one place, stacked. */
function basis(t: Tensor): Tensor {
  return ops.cast(ops.reshape(ops.eye(t.size), [t.size, ...t.shape]), t.dtype);
}

function checkFloats(op: string, tree: unknown, what: string): void {
  mapTree(tree, isTensor, (t, path) => {
    if (isInexact(t.dtype)) return;
    throw new OpError(
      op,
      `${what}${path && ` ${path}`} is ${t.dtype}; only float tensors have derivatives: cast it`,
      callerLine(),
    );
  });
}

/**
 * Returns a function that gives the Jacobian of `f` with respect to its argument, a row at a time (reverse mode): good for results
 * smaller than the argument. Also called `jacobian`. For a tensor x and result y it has the shape [...shape of y, ...shape of x].
 * @throws OpError when a leaf of the argument or of the result is not float
 * @see JAX's `jax.jacrev`
 * @example jacrev((x) => x.square())(tensor([1, 2])) // [[2, 0], [0, 4]]
 */
export function jacrev<P, R>(f: (x: P) => R): (x: P) => Jacobian<R, P> {
  return (x) =>
    recording(() => {
      checkFloats("jacrev", x, "argument");
      const [value, pull] = vjp(f, x);
      checkFloats("jacrev", value, "result");
      let i = 0;
      return mapTree(value, isTensor, (y) => {
        const at = i++;
        const rows = vmap((g: Tensor) => pull(only(value, at, g) as Parameters<typeof pull>[0]))(basis(y));
        return mapTree(rows, isTensor, (t) => ops.reshape(t, [...y.shape, ...t.shape.slice(1)]));
      }) as Jacobian<R, P>;
    });
}

/**
 * Returns a function that gives the Jacobian of `f` with respect to its argument, a column at a time (forward mode): good for
 * arguments not bigger than the result. For a tensor x and result y it has the shape [...shape of y, ...shape of x].
 * @throws OpError when a leaf of the argument or of the result is not float
 * @see JAX's `jax.jacfwd`
 * @example jacfwd((x) => x.square())(tensor([1, 2])) // [[2, 0], [0, 4]]
 */
export function jacfwd<P, R>(f: (x: P) => R): (x: P) => Jacobian<R, P> {
  return (x) =>
    recording(() => {
      checkFloats("jacfwd", x, "argument");
      const [value, push] = linearize(f, x);
      checkFloats("jacfwd", value, "result");
      const columns = tensorLeaves(x).map((t, at) => {
        const all = vmap((v: Tensor) => push(only(x, at, v) as Tangents<P>), { outAxes: -1 })(basis(t));
        return tensorLeaves(all).map((y) => ops.reshape(y, [...y.shape.slice(0, -1), ...t.shape]));
      });
      let i = 0;
      return mapTree(value, isTensor, () => {
        const [row, j] = [i++, { at: 0 }];
        return mapTree(x, isTensor, () => columns[j.at++]![row]!);
      }) as Jacobian<R, P>;
    });
}

/**
 * Returns a function that gives the second derivatives of the scalar function `f`: for a tensor x, [...shape of x, ...shape of x]; for a
 * tree, a tree of trees. Forward over reverse. For products with vectors use `hvp`, which is far cheaper. Leaves are float tensors, and so
 * are the derivatives.
 * @see JAX's `jax.hessian`
 * @example hessian((x) => x.pow(3).sum())(tensor([1, 2])) // [[6, 0], [0, 12]]
 */
export function hessian<P>(f: (x: P) => Tensor): (x: P) => Jacobian<MapTree<P, Tensor, Tensor>, P> {
  return jacfwd(grad(f) as (x: P) => MapTree<P, Tensor, Tensor>);
}
