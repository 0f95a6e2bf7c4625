/** The rules of the kernel language, checked: a kernel that passes can be printed for any target. */
import type { DeviceDType, ScalarType } from "./dtype.ts";
import { DTYPES } from "./dtype.ts";
import type { Expr, ScalarOp } from "./expr.ts";
import { children, walk } from "./expr.ts";
import { printExpr } from "./print-expr.ts";
import type { Kernel, Stmt } from "./kernel.ts";
import { blocksOf, expressionsOf, walkStatements } from "./kernel.ts";

const SAME: ReadonlySet<ScalarOp> = new Set([
  "add",
  "sub",
  "mul",
  "div",
  "rem",
  "min",
  "max",
  "pow",
  "fma",
  "eq",
  "ne",
  "lt",
  "le",
  "and",
  "or",
  "xor",
  "mulhi",
]);
const FLOAT_ONLY: ReadonlySet<ScalarOp> = new Set([
  "floor",
  "ceil",
  "rint",
  "trunc",
  "sqrt",
  "exp",
  "log",
  "sin",
  "cos",
  "tanh",
  "pow",
  "fma",
]);

/** Throws an Error that names the kernel and the expression when a rule is broken. */
export function verifyKernel(kernel: Kernel): void {
  const names = new Set(["task", "local", "begin", "end"]);
  const fail = (rule: string, e?: Expr): never => {
    throw new Error(`kernel ${kernel.name}: ${rule}${e ? `: ${printExpr(e).slice(0, 200)}` : ""}`);
  };
  // a name that is defined stays so: what was right before is right again
  const seen = new Set<Expr>();
  const check = (root: Expr, e = root): void => {
    if (seen.has(e)) return;
    seen.add(e);
    for (const c of children(e)) check(root, c);
    if (e.kind === "var" && !names.has(e.name)) fail(`${e.name} is used before it is defined`, root);
    checkExpr(kernel, e, fail);
  };
  walkStatements(kernel.body, (s) => {
    expressionsOf(s).forEach((e) => check(e));
    switch (s.kind) {
      case "let":
      case "var":
      case "for":
        names.add(s.name);
        break;
      case "assign":
        if (!names.has(s.name)) fail(`${s.name} is assigned before it is declared`);
        break;
      case "store": {
        const arg = kernel.args[s.arg];
        if (!arg || arg.access === "read") fail(`argument ${s.arg} is not writable`, s.value);
        else if (!holds(arg.dtype, s.value.type)) fail(`a ${s.value.type} is stored in ${arg.dtype}`, s.value);
        if (s.index.type !== "i32" || s.index.lanes !== 1) fail("an index is one i32", s.index);
        break;
      }
      case "barrier":
        if (!kernel.cooperative && kernel.shape !== "fragment")
          fail("a barrier needs a cooperative kernel, or one of several passes");
        break;
      default:
    }
  });
  const late = readTooLate(kernel);
  if (late) fail("what an earlier store has replaced is read", late);
}

/**
 * The first read of an updated argument's element that an earlier statement has replaced: it was meant to see the old value. Where the
 * element is stored to again after the read, in the same block or inside it, that is another part of the work, as what is left over of a
 * loop over vectors is. Elements are the same only where their indices are the same expression, so this proves nothing; but stores that
 * belong together share theirs.
 */
function readTooLate({ args, body }: Kernel): Expr | undefined {
  const updated = new Set(args.flatMap((a, i) => (a.access === "update" ? [i] : [])));
  if (updated.size === 0) return undefined;
  const replaced = new Map<number, Set<Expr>>();
  let late: Expr | undefined;
  const visit = (block: readonly Stmt[]): void =>
    block.forEach((s, at) => {
      walk(expressionsOf(s), (e) => {
        if (e.kind !== "load" || !replaced.get(e.arg)?.has(e.index)) return;
        if (!storesTo(block.slice(at), e.arg, e.index)) late ??= e;
      });
      if (s.kind === "store" && updated.has(s.arg))
        replaced.set(s.arg, (replaced.get(s.arg) ?? new Set()).add(s.index));
      blocksOf(s).forEach(visit);
    });
  visit(body);
  return late;
}

function storesTo(body: readonly Stmt[], arg: number, index: Expr): boolean {
  let found = false;
  walkStatements(body, (s) => {
    if (s.kind === "store" && s.arg === arg && s.index === index) found = true;
  });
  return found;
}

/** Whether kernels load and store memory of `dtype` as `type`: narrow ones as their bits, too. */
function holds(dtype: DeviceDType, type: ScalarType): boolean {
  return DTYPES[dtype].scalar === type || (DTYPES[dtype].bytes < 4 && type === "u32");
}

function checkExpr(kernel: Kernel, e: Expr, fail: (rule: string, e: Expr) => never): void {
  if (e.kind === "load") {
    const arg = kernel.args[e.arg];
    if (!arg) fail(`there is no argument ${e.arg}`, e);
    else if (!holds(arg.dtype, e.type)) fail(`a ${e.type} is loaded from ${arg.dtype}`, e);
    if (e.index.type !== "i32" || e.index.lanes !== 1) fail("an index is one i32", e);
    if (e.mask && e.mask.type !== "bool") fail("a mask is bool", e);
  }
  if (e.kind === "vec" && (e.args.length !== 4 || e.args.some((a) => a.type !== e.type || a.lanes !== 1)))
    fail("a vector is four scalars of its type", e);
  if (e.kind !== "op") return;
  const [a] = e.args;
  if (e.args.some((x) => x.lanes !== e.lanes)) fail("operands have the lanes of the result", e);
  if (SAME.has(e.op) && e.args.some((x) => x.type !== a!.type)) fail("operands have one type", e);
  if (FLOAT_ONLY.has(e.op) && a!.type !== "f32") fail(`${e.op} takes f32`, e);
  if (e.op === "select" && (a!.type !== "bool" || e.args[1]!.type !== e.args[2]!.type || e.args[1]!.type !== e.type))
    fail("select takes bool and two of one type", e);
}
