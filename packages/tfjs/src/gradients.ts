/** Derivatives, in TensorFlow.js's forms over Weir's `vjp`. */
import * as weir from "@weir/core";
import { convert, wrap } from "./convert.ts";
import { tidy } from "./engine.ts";
import { Tensor, Variable, variables } from "./tensor.ts";
import type { TensorLike } from "./types.ts";
import { assert, arraysEqual } from "./util.ts";

type Fn = (...args: Tensor[]) => Tensor;

interface Pulled {
  readonly value: Tensor;
  readonly grads: Tensor[];
}

/**
 * The value of `run` and the gradients of its result, weighted by `dy`, for `xs`. `run` gets stand-ins for `xs`: whole numbers
 * stand as real ones, and their gradients are real.
 */
function pull(xs: readonly Tensor[], run: (xs: readonly weir.Tensor[]) => Tensor, dy?: Tensor): Pulled {
  if (xs.some((x) => x.dtype === "string") && dy?.dtype !== "float32")
    throw new Error("Cannot compute gradient: that of strings is only what a float32 dy makes it");
  const leaves = xs.map((x) =>
    x.dtype === "int32" || x.dtype === "bool" || x.dtype === "string" ? weir.cast(x.core, "float32") : x.core,
  );
  const [value, pullback] = weir.vjp((inner: readonly weir.Tensor[]) => {
    const result = run(inner);
    assert(result instanceof Tensor, "The result y returned by f() must be a tensor.");
    return result.core;
  }, leaves);
  if (dy)
    assert(
      arraysEqual(dy.shape, value.shape),
      "The shape of dy passed in grad(f)(x, dy) must match the shape returned by f(x)",
    );
  return { value: wrap(value), grads: pullback(dy?.core ?? weir.onesLike(value)).map(wrap) };
}

/** Whether any of `sources` is used on the way to `value`. */
function leadsTo(value: weir.Tensor, sources: readonly weir.Tensor[]): boolean {
  const wanted = new Set(sources.map((t) => t.node));
  const seen = new Set<weir.Tensor["node"]>();
  const stack = [value.node];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (wanted.has(node)) return true;
    if (seen.has(node)) continue;
    seen.add(node);
    stack.push(...node.inputs);
  }
  return false;
}

/** Runs `body` with each of `tensors` standing for the one of `inner`. */
function standIn<T>(tensors: readonly Tensor[], inner: readonly weir.Tensor[], body: () => T): T {
  return tensors.reduceRight<() => T>((next, t, i) => () => t.standFor(inner[i]!, next), body)();
}

/**
 * Returns a function that gives the gradient of `f` at `x`; `dy` weighs the elements of a result that is no scalar.
 * @throws Error when `f` is no function
 * @example tf.grad((x) => x.square())(tf.tensor1d([1, 2])) // [2, 4]
 */
export function grad(f: (x: Tensor) => Tensor): (x: TensorLike, dy?: TensorLike) => Tensor {
  assert(typeof f === "function", "The f passed in grad(f) must be a function");
  return (x, dy) => onlyGrads(f, [tensorOf(x, "x", "tf.grad")], dy, "tf.grad")[0]!;
}

/**
 * Returns a function that gives the gradients of `f` for each of its arguments.
 * @throws Error when `f` is no function, or the arguments are no list
 * @example tf.grads((a, b) => a.mul(b))([tf.scalar(2), tf.scalar(3)]) // [3, 2]
 */
export function grads(f: Fn): (args: readonly TensorLike[], dy?: TensorLike) => Tensor[] {
  assert(typeof f === "function", "The f passed in grads(f) must be a function");
  return (args, dy) => {
    assert(Array.isArray(args), "The args passed in grads(f)(args) must be an array of `Tensor`s or `TensorLike`s");
    const list = args.map((a) => tensorOf(a, "args", "tf.grads"));
    return onlyGrads(f, list, dy, "tf.grads");
  };
}

function onlyGrads(f: Fn, args: readonly Tensor[], dy: TensorLike | undefined, op: string): Tensor[] {
  const weight = dy === undefined || dy === null ? undefined : tensorOf(dy, "dy", op);
  const { value, grads: found } = valueAndGrads(f)(args, weight);
  value.dispose();
  return found;
}

function tensorOf(x: TensorLike, name: string, op: string): Tensor {
  return x instanceof Tensor ? x : wrap(convert(x, name, op).core);
}

/**
 * Returns a function that gives the value of `f` at `x` and its gradient.
 * @throws Error when `f` is no function, or the arguments are no tensors
 * @example tf.valueAndGrad((x) => x.square())(tf.scalar(3)) // { value: 9, grad: 6 }
 */
export function valueAndGrad(f: (x: Tensor) => Tensor): (x: Tensor, dy?: Tensor) => { value: Tensor; grad: Tensor } {
  assert(typeof f === "function", "The f passed in valueAndGrad(f) must be a function");
  return (x, dy) => {
    assert(x instanceof Tensor, "The x passed in valueAndGrad(f)(x) must be a tensor");
    assert(
      dy === undefined || dy === null || dy instanceof Tensor,
      "The dy passed in valueAndGrad(f)(x, dy) must be a tensor",
    );
    const { value, grads: list } = valueAndGrads(f)([x], dy);
    return { value, grad: list[0]! };
  };
}

/**
 * Returns a function that gives the value of `f` and its gradients for each argument.
 * @throws Error when `f` is no function, or the arguments are no list of tensors
 * @example tf.valueAndGrads((a, b) => a.mul(b))([tf.scalar(2), tf.scalar(3)]) // { value: 6, grads: [3, 2] }
 */
export function valueAndGrads(f: Fn): (args: readonly Tensor[], dy?: Tensor) => { value: Tensor; grads: Tensor[] } {
  assert(typeof f === "function", "The f passed in valueAndGrads(f) must be a function");
  return (args, dy) => {
    assert(
      Array.isArray(args) && args.every((a) => a instanceof Tensor),
      "The args passed in valueAndGrads(f)(args) must be array of tensors",
    );
    assert(
      dy === undefined || dy === null || dy instanceof Tensor,
      "The dy passed in valueAndGrads(f)(args, dy) must be a tensor",
    );
    return tidy(() =>
      pull(
        args,
        // the arguments themselves, so that it does not matter by which name `f` knows them
        (inner) => standIn(args, inner, () => f(...args)),
        dy ?? undefined,
      ),
    );
  };
}

/**
 * Returns the value of the scalar `f()` and its gradients for `varList` (default: every trainable variable), by name.
 * @throws Error when no variable is trainable, or `f` uses none or gives no scalar
 * @example
 * const x = tf.variable(tf.scalar(3), true, "x");
 * tf.variableGrads(() => x.square(), [x]) // { value: 9, grads: { x: 6 } }
 */
export function variableGrads(
  f: () => Tensor,
  varList?: readonly Variable[],
): { value: Tensor; grads: Record<string, Tensor> } {
  assert(typeof f === "function", "The f passed in variableGrads(f) must be a function");
  assert(
    varList === undefined ||
      varList === null ||
      (Array.isArray(varList) && varList.every((v) => v instanceof Variable)),
    "The varList passed in variableGrads(f, varList) must be an array of variables",
  );
  const all = varList ?? [...variables.values()];
  const list = all.filter((v) => v.trainable);
  assert(
    list.length > 0,
    `variableGrads() expects at least one of the input variables to be trainable, but none of the ${all.length} variables is trainable.`,
  );
  return tidy(() => {
    const run = (inner: readonly weir.Tensor[]): Tensor => {
      const value = standIn(list, inner, f);
      if (!leadsTo(value.core, inner))
        throw new Error(
          "Cannot find a connection between any variable and the result of the loss function y=f(x). Please make sure the operations that use variables are inside the function f passed to minimize().",
        );
      return value;
    };
    const { value, grads: found } = pull(list, run);
    assert(
      value.rank === 0,
      `The f passed in variableGrads(f) must return a scalar, but it returned a rank-${value.rank} tensor`,
    );
    return { value, grads: Object.fromEntries(list.map((v, i) => [v.name, found[i]!])) };
  });
}

/** What the function given to `customGrad` returns. */
export interface CustomResult {
  readonly value: Tensor;
  gradFunc(dy: Tensor, saved: Tensor[]): Tensor | Tensor[];
}

/**
 * Returns `f` with a derivative of its own. `f` gets its inputs and a function that saves tensors for the derivative.
 * @throws Error when `f` gives no tensor, or its rule another number of gradients
 * @example
 * const steep = tf.customGrad((x) => ({ value: x.round(), gradFunc: (dy) => dy.mul(2) }));
 * tf.grad((x) => steep(x))(tf.scalar(1.4)) // 2
 */
export function customGrad(f: (...inputs: never[]) => CustomResult): (...args: TensorLike[]) => Tensor {
  assert(typeof f === "function", "The f passed in customGrad(f) must be a function");
  return (...args) => {
    const inputs = args.map((a) => tensorOf(a, "x", "customGrad"));
    const run = weir.customGrad((...inner: weir.Tensor[]) => {
      let saved: Tensor[] = [];
      const save = (list: Tensor[]): void => void (saved = list);
      const result = (f as unknown as (...xs: unknown[]) => CustomResult | undefined)(...inner.map(wrap), save);
      assert(
        result?.value instanceof Tensor,
        "The function f passed in customGrad(f) must return an object where `obj.value` is a tensor",
      );
      assert(
        typeof result.gradFunc === "function",
        "The function f passed in customGrad(f) must return an object where `obj.gradFunc` is a function.",
      );
      const gradFunc = (dy: weir.Tensor): weir.Tensor[] => {
        const found = result.gradFunc(wrap(dy), saved);
        const list = Array.isArray(found) ? found : [found];
        assert(
          list.length === inner.length,
          "The function f passed in customGrad(f) must return an object where `obj.gradFunc` is a function that returns the same number of tensors as inputs passed to f(...).",
        );
        assert(
          list.every((t) => t instanceof Tensor),
          "The function f passed in customGrad(f) must return an object where `obj.gradFunc` is a function that returns a list of only tensors.",
        );
        return list.map((t) => t.core);
      };
      return { value: result.value.core, gradFunc };
    });
    return tidy(() => wrap(run(...inputs.map((t) => t.core))));
  };
}
