/** One of several functions, chosen by a value. */
import { OpError } from "../ir/error.ts";
import { sameShape, showShape } from "../ir/shape.ts";
import { callerLine } from "../compile.ts";
import * as ops from "../ops/index.ts";
import { trace } from "../ops/record.ts";
import { valueOf } from "../pending.ts";
import type { Tensor, TensorLike } from "../tensor.ts";
import { isTensor, tensorLeaves } from "../transforms.ts";
import { structure } from "../tree.ts";
import { refill } from "./scan.ts";

/**
 * Returns what `whenTrue` gives for the operands where `pred`, a scalar, is true, else what `whenFalse` gives: trees of tensors of one
 * structure, shapes and dtypes. Where the value of `pred` is known (a number, a boolean, a tensor made of numbers), only that function is
 * called. Else both are computed and the result is selected: a GPU would take both ways anyhow; for work that must not be done in vain,
 * await the predicate and use `if`.
 * @throws OpError when `pred` is no scalar, or the results differ in structure, shape or dtype
 * @see JAX's `jax.lax.cond`
 * @example cond(tensor(1).greater(0), (x) => x.add(1), (x) => x.sub(1), tensor(5)) // 6
 */
export function cond<A extends readonly unknown[], R>(
  pred: TensorLike,
  whenTrue: (...operands: A) => R,
  whenFalse: (...operands: A) => R,
  ...operands: A
): R {
  const flag = scalar("cond", pred);
  const known = knownValue(flag);
  if (known !== undefined) return (known ? whenTrue : whenFalse)(...operands);
  return select("cond", ops.cast(flag, "bool"), whenTrue(...operands), whenFalse(...operands));
}

/**
 * Returns what branch number `index` gives for the operands; an index out of range stands for the nearest branch, as in
 * `jax.lax.switch`. As {@link cond}: only one branch is called where the value of `index` is known, else all are computed.
 * @throws OpError without branches, when `index` is no scalar, or the results differ in structure, shape or dtype
 * @see JAX's `jax.lax.switch`
 * @example switchCase(2, [(x) => x, (x) => x.neg(), (x) => x.square()], tensor(3)) // 9
 */
export function switchCase<A extends readonly unknown[], R>(
  index: TensorLike,
  branches: readonly ((...operands: A) => R)[],
  ...operands: A
): R {
  if (branches.length === 0) throw new OpError("switchCase", "needs at least one branch", callerLine());
  const at = scalar("switchCase", index);
  const known = knownValue(at);
  const last = branches.length - 1;
  if (known !== undefined) return branches[Math.min(last, Math.max(0, Math.trunc(known)))]!(...operands);
  const results = branches.map((f) => f(...operands));
  const whole = ops.cast(at, "int32");
  return results.reduceRight((rest, result, i) =>
    select("switchCase", ops.lessEqual(whole, ops.fill([], i, "int32")), result, rest),
  );
}

function scalar(op: string, x: TensorLike): Tensor {
  const t = trace().toTensor(x);
  if (t.size !== 1) throw new OpError(op, `chooses by a scalar, got ${t.dtype}${showShape(t.shape)}`, callerLine());
  return ops.reshape(t, []);
}

/** The number in `t`, if it is on the host. */
function knownValue(t: Tensor): number | undefined {
  let { node } = t;
  while (node.op === "reshape") node = node.inputs[0]!;
  if (node.op === "literal") return node.attrs["value"] as number;
  return valueOf(node)?.host?.[0];
}

function select<R>(op: string, flag: Tensor, a: R, b: R): R {
  const form = (tree: unknown): string => structure(tree, isTensor, () => "tensor");
  if (form(a) !== form(b))
    throw new OpError(
      op,
      `its functions give ${form(a)} and ${form(b)}; return results of one structure`,
      callerLine(),
    );
  const others = tensorLeaves(b);
  const chosen = tensorLeaves(a).map((t, i) => {
    const other = others[i]!;
    if (t.dtype !== other.dtype || !sameShape(t.shape, other.shape))
      throw new OpError(
        op,
        `its functions give ${t.dtype}${showShape(t.shape)} and ${other.dtype}${showShape(other.shape)}; cast or reshape one like the other`,
        callerLine(),
      );
    return ops.where(flag, t, other);
  });
  return refill(a, chosen) as R;
}
