/**
 * Forward mode, as the transpose of reverse mode: x̄ = Jᵀu is linear in u, and its derivative in u, transposed, is J. Every rule of the
 * op table then works in both directions, and what computed x̄ is dead: nothing of Jt depends on u but Jᵀ's structure.
 */
import { isInexact } from "../ir/dtype.ts";
import { OpError } from "../ir/error.ts";
import type { Node } from "../ir/graph.ts";
import { sameShape, showShape } from "../ir/shape.ts";
import { callerLine, differentiate } from "../compile.ts";
import * as ops from "../ops/index.ts";
import { trace } from "../ops/record.ts";
import { recording } from "../pending.ts";
import { composer } from "../tensor.ts";
import type { Tensor, TensorLike } from "../tensor.ts";
import { isTensor, nameLeaves, renamed, tensorLeaves, withRule } from "../transforms.ts";
import { mapTree } from "../tree.ts";

/** A tree like `T` whose tensors may be given as numbers. */
export type Tangents<T> = T extends Tensor
  ? TensorLike
  : T extends readonly unknown[] | object
    ? { readonly [K in keyof T]: Tangents<T[K]> }
    : T;

/** What `tangent` has at the places of the float leaves of `primal`. */
function tangentsOf(op: string, primal: unknown, tangent: unknown): Tensor[] {
  const found: Tensor[] = [];
  mapTree(primal, isTensor, (t, path) => {
    if (!isInexact(t.dtype)) return;
    const given = path === "" ? tangent : path.split(".").reduce<unknown>((at, k) => child(at, k), tangent);
    if (given === undefined)
      throw new OpError(
        op,
        `has no tangent for ${path || "the argument"}; give a tree like the argument`,
        callerLine(),
      );
    const v = trace().toTensor(given as TensorLike, t.dtype);
    if (!sameShape(v.shape, t.shape))
      throw new OpError(
        op,
        `the tangent of ${path || "the argument"} is ${showShape(v.shape)}, the value ${showShape(t.shape)}; give one of its shape`,
        callerLine(),
      );
    found.push(ops.cast(v, t.dtype));
  });
  return found;
}

function child(at: unknown, key: string): unknown {
  return at === null || typeof at !== "object" ? undefined : (at as Record<string, unknown>)[key];
}

const zeros = (t: Tensor): Tensor => trace().literal(0, t.shape, t.dtype);

/** The derivative of `outputs` along `tangents` of `wrt`: a function of the tangents. Without a tensor where nothing depends on `wrt`. */
export function pushforward(
  outputs: readonly Tensor[],
  wrt: readonly Node[],
): (tangents: readonly Tensor[]) => (Tensor | undefined)[] {
  const cotangents = outputs.map((t) => ops.identity(zeros(t)));
  const floats = outputs.flatMap((t, i) => (isInexact(t.dtype) ? [i] : []));
  const pulled = differentiate(
    floats.map((i) => outputs[i]!.node),
    floats.map((i) => cotangents[i]!),
    wrt,
    composer,
  );
  const present = pulled.flatMap((p, i) => (p ? [i] : []));
  return (tangents) => {
    const found = differentiate(
      present.map((i) => pulled[i]!.node),
      present.map((i) => tangents[i]!),
      floats.map((i) => cotangents[i]!.node),
      composer,
    );
    return outputs.map((_, i) => found[floats.indexOf(i)]);
  };
}

/**
 * Returns `[value, push]`: `f(x)`, and the function that turns a tangent of `x` (a tree like `x`) into that of the value. `f` runs
 * once, however many tangents are pushed. Leaves of integer dtypes have no tangent: theirs is ignored, and that of a result is zero.
 * @throws OpError when a tangent has not its value's shape
 * @see JAX's `jax.linearize`
 * @example linearize((x) => x.square(), tensor(3))[1](tensor(1)) // 6
 */
export function linearize<P, R>(f: (x: P) => R, x: P): [R, (tangent: Tangents<P>) => R] {
  return recording(() => {
    const { inner, wrt } = nameLeaves(x);
    const value = f(inner);
    const push = pushforward(tensorLeaves(value), wrt);
    const names = renamed(value);
    const pushTree = (tangent: Tangents<P>): R =>
      recording(() => {
        const made = push(tangentsOf("jvp", x, tangent));
        let i = 0;
        return mapTree(names, isTensor, (t) => made[i++] ?? zeros(t)) as R;
      });
    return [names, pushTree];
  });
}

/**
 * Returns `[f(x), J·tangent]`: the value, and how fast it changes when `x` moves along `tangent`, a tree like `x`. For several
 * arguments, give a list. Costs about as much as `f` itself, whatever the size of `x`.
 * @throws OpError when a tangent has not its value's shape
 * @see JAX's `jax.jvp`
 * @example jvp((x) => x.square(), tensor([1, 2]), tensor([1, 10]))[1] // [2, 40]
 */
export function jvp<P, R>(f: (x: P) => R, x: P, tangent: Tangents<P>): [R, R] {
  const [value, push] = linearize(f, x);
  return [value, push(tangent)];
}

/**
 * Returns the product of the Hessian of the scalar function `f` at `x` with `v`, a tree like `x`, without making the Hessian. Leaves are
 * float tensors.
 * @see JAX's Autodiff Cookbook, Hessian-vector products
 * @example hvp((x) => x.pow(3).sum(), tensor([1, 2]), tensor([1, 1])) // [6, 12]
 */
export function hvp<P>(f: (x: P) => Tensor, x: P, v: Tangents<P>): P {
  return jvp(gradientOf(f), x, v)[1];
}

const gradientOf =
  <P>(f: (x: P) => Tensor) =>
  (x: P): P => {
    const { inner, wrt } = nameLeaves(x);
    const value = f(inner);
    if (value.size !== 1)
      throw new OpError(
        "hvp",
        `the function returned shape ${showShape(value.shape)}; a Hessian is that of a scalar`,
        callerLine(),
      );
    const found = differentiate([value.node], [trace().literal(1, value.shape, value.dtype)], wrt, composer);
    let i = 0;
    return mapTree(x, isTensor, (t) => (isInexact(t.dtype) ? found[i++] : undefined) ?? zeros(t)) as P;
  };

/**
 * Returns a function with a forward derivative of your own: `f` gives the value and the rule that turns tangents of the arguments into
 * that of the value. The rule must be linear in the tangents: its transpose is the reverse derivative. Tangents have the shapes and float
 * dtypes of what they belong to.
 * @see JAX's `jax.custom_jvp`, and TensorFlow.js's `tf.customGrad`
 * @example grad(customJvp((x) => ({ value: x.round(), jvpFunc: (t) => t.mul(2) })))(tensor(1.4)) // 2
 */
export function customJvp(
  f: (...args: Tensor[]) => { readonly value: Tensor; readonly jvpFunc: (...tangents: Tensor[]) => Tensor },
): (...args: TensorLike[]) => Tensor {
  return withRule((inputs) => {
    const { value, jvpFunc } = f(...inputs);
    const rule = (g: Tensor): readonly Tensor[] => {
      const tangents = inputs.map((t) => ops.identity(zeros(t)));
      const wrt = tangents.map((t) => t.node);
      return differentiate([jvpFunc(...tangents).node], [g], wrt, composer).map((c, i) => c ?? zeros(inputs[i]!));
    };
    return { value, rule };
  });
}
