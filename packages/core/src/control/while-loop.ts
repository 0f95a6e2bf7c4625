/** Loops whose number of turns depends on what they compute. */
import { OpError } from "../ir/error.ts";
import { showShape } from "../ir/shape.ts";
import { callerLine } from "../compile.ts";
import * as ops from "../ops/index.ts";
import { isRecording } from "../pending.ts";
import type { Tensor } from "../tensor.ts";
import { tensorLeaves } from "../transforms.ts";
import { refill, scan } from "./scan.ts";

/** How long {@link whileLoop} may go on. */
export interface WhileLoopOptions {
  /** Turns taken at most, on the device. Without it the host decides after each turn, and the result is a promise. */
  readonly maxIterations?: number;
}

/**
 * Returns the first carry, counted from `init`, for which `cond` is false; or with `maxIterations` the one after so many turns. `cond` gives a
 * scalar tensor, `body` a carry of the same structure, shapes and dtypes.
 *
 * With `maxIterations` it is one loop on the device that always takes that many turns and keeps the carry from when `cond` was
 * false; it can be part of a traced function and is differentiable, though a derivative of `body` that is infinite in such a kept turn
 * gives NaN. Without, every turn is computed by itself and `cond` awaited: for loops of unknown length, outside `jit`.
 * @throws OpError without `maxIterations` while a function is traced
 * @see JAX's `jax.lax.while_loop`
 * @example whileLoop((x) => x.less(100), (x) => x.mul(3), tensor(1), { maxIterations: 10 }) // 243
 */
export function whileLoop<C>(
  cond: (carry: C) => Tensor,
  body: (carry: C) => C,
  init: C,
  options: { readonly maxIterations: number },
): C;
export function whileLoop<C>(
  cond: (carry: C) => Tensor,
  body: (carry: C) => C,
  init: C,
  options?: { readonly maxIterations?: undefined },
): Promise<C>;
export function whileLoop<C>(
  cond: (carry: C) => Tensor,
  body: (carry: C) => C,
  init: C,
  { maxIterations }: WhileLoopOptions = {},
): C | Promise<C> {
  if (maxIterations === undefined) {
    if (isRecording())
      throw new OpError(
        "whileLoop",
        "cannot ask for the value of its condition while a function is traced; give it maxIterations, and it runs on the device",
        callerLine(),
      );
    return onHost(cond, body, init);
  }
  const turn = (carry: C): readonly [C, readonly never[]] => {
    const goOn = condition(cond(carry));
    const next = tensorLeaves(body(carry));
    return [
      refill(
        carry,
        tensorLeaves(carry).map((t, i) => choose(goOn, next[i]!, t)),
      ) as C,
      [],
    ];
  };
  return scan(turn, init, [] as readonly never[], { length: maxIterations })[0];
}

/** `next` where the loop goes on; what is not like `before` is left for `scan` to refuse. */
function choose(goOn: Tensor, next: Tensor, before: Tensor): Tensor {
  const alike = next.dtype === before.dtype && next.shape.join() === before.shape.join();
  return alike ? ops.where(goOn, next, before) : next;
}

async function onHost<C>(cond: (carry: C) => Tensor, body: (carry: C) => C, init: C): Promise<C> {
  let carry = init;
  while ((await condition(cond(carry)).data())[0] !== 0) carry = body(carry);
  return carry;
}

function condition(t: Tensor): Tensor {
  if (t.size !== 1)
    throw new OpError(
      "whileLoop",
      `cond gives a scalar, got ${t.dtype}${showShape(t.shape)}; reduce it with any() or all()`,
      callerLine(),
    );
  return ops.reshape(ops.cast(t, "bool"), []);
}
