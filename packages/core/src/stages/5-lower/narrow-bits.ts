/** Loads and stores of narrow dtypes on targets that move their bits: the kernel converts, in operations that every target has. */
import type { NarrowDType } from "../../ir/dtype.ts";
import type { Expr } from "../../ir/expr.ts";
import { load, rewriter, vec } from "../../ir/expr.ts";
import type { Kernel, Stmt } from "../../ir/kernel.ts";
import { withBlocks, withExpressions } from "../../ir/kernel.ts";
import type { Target } from "../../ir/target.ts";
import { FROM_BITS, TO_BITS } from "../../ops/narrow.ts";

/** `kernel` with every load and store of a dtype that `target` moves as bits one of u32. */
export function moveBits(kernel: Kernel, { narrow }: Target): Kernel {
  const dtypes = kernel.args.map(({ dtype }) =>
    narrow[dtype as NarrowDType] === "bits" ? (dtype as NarrowDType) : undefined,
  );
  if (dtypes.every((d) => d === undefined)) return kernel;
  const dtypeOf = (e: Expr): NarrowDType | undefined => (e.kind === "load" ? dtypes[e.arg] : undefined);
  /** The bits that a number was made of: what is only moved stays as it is. */
  const known = new Map<NarrowDType, Map<Expr, Expr>>();
  const numberOf = (dtype: NarrowDType, from: Expr): Expr => {
    const number = FROM_BITS[dtype](from);
    known.set(dtype, (known.get(dtype) ?? new Map<Expr, Expr>()).set(number, from));
    return number;
  };
  const bits = (e: Expr): Expr =>
    e.kind === "load" ? load(e.arg, "u32", map(e.index), e.mask && map(e.mask), e.lanes) : e;
  const map: (e: Expr) => Expr = rewriter((e) => {
    // four loads of one dtype are converted together
    const [first] = e.kind === "vec" ? e.args : [e];
    const dtype = dtypeOf(first!);
    if (!dtype) return undefined;
    if (e.kind !== "vec") return numberOf(dtype, bits(e));
    return e.args.every((a) => dtypeOf(a) === dtype) ? numberOf(dtype, vec(e.args.map(bits))) : undefined;
  });
  const visit = (s: Stmt): Stmt => {
    const inner = withBlocks(withExpressions(s, map), (body) => body.map(visit));
    const dtype = inner.kind === "store" ? dtypes[inner.arg] : undefined;
    if (inner.kind !== "store" || !dtype) return inner;
    return { ...inner, value: known.get(dtype)?.get(inner.value) ?? TO_BITS[dtype](inner.value) };
  };
  return { ...kernel, body: kernel.body.map(visit) };
}
