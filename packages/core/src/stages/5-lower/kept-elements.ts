/**
 * What a stage computes of every element of a row, as softmax's sum does of its exponentials, is kept where the row's result will be, if the
 * result needs it again and it costs more than memory does. For kernels that walk a row from one thread: what it wrote it may read.
 */
import { axisVar, contains, load, rewriter, substitute } from "../../ir/expr.ts";
import type { Expr, ScalarOp } from "../../ir/expr.ts";
import type { Stmt } from "../../ir/kernel.ts";
import type { Axis, Nest, Stage, Store } from "../../ir/nest.ts";
import { isArgReducer } from "./reduction.ts";

/** Operations that take a CPU longer than a store and a load. */
const COSTLY: ReadonlySet<ScalarOp> = new Set(["exp", "log", "sin", "cos", "tanh", "pow"]);

/** Where a stage stores its values as it goes: an argument, and the index by the stage's axis. */
export type Kept = Pick<Store, "arg" | "index">;

/** `nest` with stores and later stages that read what is kept, and where each stage that keeps its values does. */
export function keepElements(nest: Nest): { readonly nest: Nest; readonly kept: ReadonlyMap<Stage, Kept> } {
  const kept = new Map<Stage, Kept>();
  const stages: Stage[] = [];
  let [left, stores] = [nest.stages, nest.stores];
  while (left.length > 0) {
    const [stage, ...later] = left as readonly [Stage, ...Stage[]];
    stages.push(stage);
    left = later;
    const user = userOf(stage, stores);
    if (!user || [...kept.values()].some((k) => k.arg === user.arg) || !isOwn(nest, user)) continue;
    const at = (axis: Axis): Expr => substitute(user.index, new Map([[user.axes[0]!.name, axisVar(axis)]]));
    kept.set(stage, { arg: user.arg, index: at(stage.axes[0]!) });
    const reading = <T extends Stage | Store>(part: T): T => {
      const value = valueAlong(stage, part);
      return value ? { ...part, value: replace(part.value, value, load(user.arg, "f32", at(part.axes[0]!))) } : part;
    };
    left = later.map(reading);
    stores = stores.map((s) => (s === user ? reading(s) : s));
  }
  return { nest: { ...nest, stages, stores }, kept };
}

/** The only store along the row that needs the values of `stage` again, if they are worth keeping. */
function userOf(stage: Stage, stores: readonly Store[]): Store | undefined {
  if (stage.axes.length !== 1 || isArgReducer(stage.reducer) || !isCostly(stage.value)) return undefined;
  const users = stores.filter((s) => {
    const value = valueAlong(stage, s);
    return contains(s.value, (e) => e === value);
  });
  // a second one would have to compute them all the same
  return users.length === 1 ? users[0] : undefined;
}

/** Whether what `store` writes to is the kernel's own until it is done, and keeps every bit. */
function isOwn({ args }: Nest, { arg }: Store): boolean {
  return args[arg]!.access === "write" && args[arg]!.dtype === "float32";
}

/** The value of `stage` at the element that `part` is at, if that walks the same row. */
function valueAlong(stage: Stage, { axes }: Stage | Store): Expr | undefined {
  const [axis] = axes;
  const [own] = stage.axes;
  if (axes.length !== 1 || axis!.size !== own!.size) return undefined;
  return substitute(stage.value, new Map([[own!.name, axisVar(axis!)]]));
}

function isCostly(value: Expr): boolean {
  return value.type === "f32" && contains(value, (e) => e.kind === "op" && COSTLY.has(e.op));
}

function replace(whole: Expr, part: Expr, by: Expr): Expr {
  return rewriter((e) => (e === part ? by : undefined))(whole);
}

/** The store of one value, or of four neighbours, as a stage takes it in. */
export function keeping(kept: Kept | undefined, value: Expr): readonly Stmt[] {
  return kept ? [{ kind: "store", ...kept, value }] : [];
}
