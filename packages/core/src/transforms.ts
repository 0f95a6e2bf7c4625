/** Functions of functions: derivatives. Each runs the function once, on whatever tensors it is given, and differentiates the graph. */
import { isInexact } from "./ir/dtype.ts";
import { OpError } from "./ir/error.ts";
import type { Node } from "./ir/graph.ts";
import { sameShape, showShape } from "./ir/shape.ts";
import * as ops from "./ops/index.ts";
import { customGradRecord } from "./ops/control.ts";
import { apply, trace } from "./ops/record.ts";
import { callerLine } from "./compile.ts";
import { differentiate } from "./compile.ts";
import { recording, released } from "./pending.ts";
import { composer, customRules, Tensor } from "./tensor.ts";
import type { TensorLike } from "./tensor.ts";
import { leaves, mapTree } from "./tree.ts";
import type { MapTree } from "./tree.ts";

export const isTensor = (x: unknown): x is Tensor => x instanceof Tensor;

/** The result of {@link valueAndGrad}: the function's value, and the gradient as a tree like its argument. */
export interface ValueAndGrad<P> {
  readonly value: Tensor;
  readonly grad: MapTree<P, Tensor, Tensor>;
}

/**
 * Returns a function that gives `f`'s value and its gradient with respect to the first argument, a tree of float tensors.
 * `f` must return a scalar. Leaves that `f` does not depend on get zeros.
 * @throws OpError when `f` returns no scalar, or a leaf is not float
 * @see JAX's `jax.value_and_grad`
 * @example valueAndGrad((x) => x.square().sum())(tensor([1, 2])).grad // [2, 4]
 */
export function valueAndGrad<P, A extends readonly unknown[]>(
  f: (params: P, ...rest: A) => Tensor,
): (params: P, ...rest: A) => ValueAndGrad<P>;
/** With `hasAux`, `f` returns `{ value, aux }` and `aux` is passed on. */
export function valueAndGrad<P, A extends readonly unknown[], X>(
  f: (params: P, ...rest: A) => { readonly value: Tensor; readonly aux: X },
  options: { readonly hasAux: true },
): (params: P, ...rest: A) => ValueAndGrad<P> & { readonly aux: X };
export function valueAndGrad<P, A extends readonly unknown[], X>(
  f: (params: P, ...rest: A) => Tensor | { readonly value: Tensor; readonly aux: X },
): (params: P, ...rest: A) => ValueAndGrad<P> & { readonly aux?: X } {
  return (params, ...rest) => {
    const found = recording(() => {
      const wrt: Node[] = [];
      const inner = mapTree(params, isTensor, (t, path) => {
        if (!isInexact(t.dtype))
          throw new OpError(
            "grad",
            `argument ${path || "0"} is ${t.dtype}; only float and complex tensors have gradients: cast it, or pass it as a later argument`,
            callerLine(),
          );
        const named = ops.identity(t);
        wrt.push(named.node);
        return named;
      }) as P;
      const result = f(inner, ...rest);
      const value = result instanceof Tensor ? result : result.value;
      if (value.size !== 1)
        throw new OpError(
          "grad",
          `the function returned shape ${showShape(value.shape)}; a gradient is that of a scalar: reduce it with sum() or mean()`,
          callerLine(),
        );
      const cotangents = differentiate([value.node], [trace().literal(1, value.shape, value.dtype)], wrt, composer);
      let i = 0;
      const grad = mapTree(params, isTensor, (t) => cotangents[i++] ?? trace().literal(0, t.shape, t.dtype)) as MapTree<
        P,
        Tensor,
        Tensor
      >;
      return result instanceof Tensor ? { value, grad } : { value, grad, aux: result.aux };
    });
    released(tensorLeaves(found));
    return found;
  };
}

/**
 * Returns a function that gives the gradient of the scalar function `f` with respect to its first argument, a tree like it. Leaves are
 * float tensors, and so are their gradients, of the same shapes.
 * @see JAX's `jax.grad`
 * @example grad((x) => x.square().sum())(tensor([1, 2])) // [2, 4]
 */
export function grad<P, A extends readonly unknown[]>(
  f: (params: P, ...rest: A) => Tensor,
): (params: P, ...rest: A) => MapTree<P, Tensor, Tensor> {
  const both = valueAndGrad(f);
  return (params, ...rest) => both(params, ...rest).grad;
}

/**
 * Returns a function that gives the gradients of `f` with respect to all of its arguments, in order. Each gradient has its argument's
 * shape and dtype, which is a float one.
 * @see TensorFlow.js's `tf.grads`
 * @example grads((a, b) => a.mul(b).sum())([tensor([2]), tensor([3])]) // [[3], [2]]
 */
export function grads(f: (...args: Tensor[]) => Tensor): (args: readonly Tensor[]) => Tensor[] {
  return (args) => grad((all: readonly Tensor[]) => f(...all))(args) as Tensor[];
}

/** `x` with its float leaves under names of their own, which derivatives are taken with respect to. */
export function nameLeaves<P>(x: P): { readonly inner: P; readonly wrt: readonly Node[] } {
  const wrt: Node[] = [];
  const inner = mapTree(x, isTensor, (t) => {
    if (!isInexact(t.dtype)) return t;
    const named = ops.identity(t);
    wrt.push(named.node);
    return named;
  }) as P;
  return { inner, wrt };
}

/** `value` under names that may become leaves when they are computed, while a derivative still needs the way there. */
export function renamed<R>(value: R): R {
  return mapTree(value, isTensor, (t) => ops.identity(t)) as R;
}

/**
 * Returns `[value, pullback]`: `f(x)`, a tree, and the function that turns cotangents of the value (a tree like it) into those of `x` (a
 * tree like `x`; zeros for leaves of integer dtypes). `f` runs once, however many cotangents are pulled back.
 * @throws OpError when the cotangents are not a tree like the value
 * @see JAX's `jax.vjp`
 * @example vjp((x) => x.square(), tensor([1, 2]))[1](tensor([1, 10])) // [2, 40]
 */
export function vjp<P, R = Tensor>(
  f: (x: P) => R,
  x: P,
): [R, (g: R extends Tensor ? TensorLike : R) => MapTree<P, Tensor, Tensor>] {
  const found = recording((): [R, (g: unknown) => MapTree<P, Tensor, Tensor>] => {
    const { inner, wrt } = nameLeaves(x);
    const value = f(inner);
    const outputs = tensorLeaves(value);
    const pullback = (g: unknown): MapTree<P, Tensor, Tensor> => {
      const pulled = recording(() => {
        const given = value instanceof Tensor ? [trace().toTensor(g as TensorLike, value.dtype)] : tensorLeaves(g);
        outputs.forEach((t, i) => {
          if (!given[i] || !sameShape(given[i].shape, t.shape))
            throw new OpError(
              "vjp",
              `result ${i} is ${showShape(t.shape)}, its cotangent ${given[i] ? showShape(given[i].shape) : "missing"}; give a tree like the value`,
              callerLine(),
            );
        });
        const floats = outputs.flatMap((t, i) => (isInexact(t.dtype) ? [i] : []));
        const cotangents = differentiate(
          floats.map((i) => outputs[i]!.node),
          floats.map((i) => given[i]!),
          wrt,
          composer,
        );
        let i = 0;
        return mapTree(
          x,
          isTensor,
          (t) => (isInexact(t.dtype) ? cotangents[i++] : undefined) ?? trace().literal(0, t.shape, t.dtype),
        ) as MapTree<P, Tensor, Tensor>;
      });
      released(tensorLeaves(pulled));
      return pulled;
    };
    return [renamed(value), pullback];
  });
  released(tensorLeaves(found[0]));
  return found;
}

/**
 * Returns a function with a derivative of your own: `f` gives the value and the rule that turns its cotangent into those of the
 * arguments, in order. Cotangents have the shape and, for floats, the dtype of what they belong to.
 * @throws OpError, when the gradient is taken, if the rule gives more or fewer gradients than there are arguments
 * @see TensorFlow.js's `tf.customGrad`
 * @example grad(customGrad((x) => ({ value: x.round(), gradFunc: (g) => [g] })))(tensor(1.4)) // 1
 */
export function customGrad(
  f: (...args: Tensor[]) => { readonly value: Tensor; readonly gradFunc: (g: Tensor) => Tensor | readonly Tensor[] },
): (...args: TensorLike[]) => Tensor {
  return withRule((inputs) => {
    const { value, gradFunc } = f(...inputs);
    const rule = (g: Tensor): readonly Tensor[] => {
      const given = gradFunc(g);
      const list = given instanceof Tensor ? [given] : given;
      if (list.length !== inputs.length)
        throw new OpError("customGrad", `gradFunc returned ${list.length} gradients for ${inputs.length} arguments`);
      return list;
    };
    return { value, rule };
  });
}

/** A function whose derivative is `rule`: from the cotangent of its value to those of its arguments. */
export function withRule(
  f: (inputs: readonly Tensor[]) => { readonly value: Tensor; readonly rule: (g: Tensor) => readonly Tensor[] },
): (...args: TensorLike[]) => Tensor {
  return (...args) => {
    const inputs = args.map((a) => trace().toTensor(a));
    const { value, rule } = recording(() => f(inputs));
    const out = apply(customGradRecord, [ops.stopGradient(value), ...inputs]);
    customRules.set(out.node, (g) => [undefined, ...rule(g)]);
    return out;
  };
}

/** All tensors of a tree, in the order transforms use. */
export function tensorLeaves(tree: unknown): Tensor[] {
  return leaves(tree, isTensor);
}
