/**
 * SCALAR EXPRESSIONS: what one element of a kernel computes. Expressions are interned, so equal ones are the same object and
 * a shared subexpression is computed once. A width of 4 lanes makes the same expression a vector one.
 *
 * Integer arithmetic is kept in a linear normal form (`linear.ts`), so that the index arithmetic of views, pads and reshapes
 * collapses while it is being built.
 */
import type { ScalarType } from "./dtype.ts";
import type { Expr, Lanes, ScalarOp } from "./expr-nodes.ts";
import { bool, constant, extract, i32, load, localLoad, raw, splat, vec } from "./expr-nodes.ts";
import { divide, linear, remainder, sum } from "./linear.ts";

export type * from "./expr-nodes.ts";
export {
  axisVar,
  bool,
  constant,
  extract,
  f32,
  i32,
  load,
  localLoad,
  resetExpressions,
  splat,
  u32,
  variable,
  vec,
} from "./expr-nodes.ts";
export { linear } from "./linear.ts";

// ---- operations ---------------------------------------------------------------------------------------------------------

const COMPARISONS: ReadonlySet<ScalarOp> = new Set(["eq", "ne", "lt", "le"]);

/** `op` applied lane by lane; scalars among vector arguments are splatted, constants are folded. */
export function op(name: ScalarOp, args: readonly Expr[], type?: ScalarType): Expr {
  const resultType = type ?? (COMPARISONS.has(name) ? "bool" : name === "select" ? args[1]!.type : args[0]!.type);
  const folded = fold(name, args, resultType);
  if (folded) return folded;
  const lanes: Lanes = args.some((a) => a.lanes === 4) ? 4 : 1;
  const wide = lanes === 4 ? args.map(splat) : args;
  return raw(name, wide, resultType, lanes);
}
function fold(name: ScalarOp, args: readonly Expr[], type: ScalarType): Expr | undefined {
  const [a, b, c] = args;
  const i32Scalars = type === "i32" && args.every((x) => x.type === "i32" && x.lanes === 1);
  if (i32Scalars) {
    if (name === "add")
      return sum([
        [a!, 1],
        [b!, 1],
      ]);
    if (name === "sub")
      return sum([
        [a!, 1],
        [b!, -1],
      ]);
    if (name === "neg") return sum([[a!, -1]]);
    if (name === "mul" && b!.kind === "const") return sum([[a!, b!.value]]);
    if (name === "mul" && a!.kind === "const") return sum([[b!, a!.value]]);
    if (name === "div" && b!.kind === "const" && b!.value === 1) return a;
    if (name === "rem" && b!.kind === "const" && b!.value === 1) return i32(0);
    if (name === "div" && b!.kind === "const" && b!.value > 0 && a!.min >= 0) return divide(a!, b!.value);
    if (name === "rem" && b!.kind === "const" && b!.value > 0 && a!.min >= 0) return remainder(a!, b!.value);
    if (name === "min") {
      if (a!.max <= b!.min) return a;
      if (b!.max <= a!.min) return b;
    }
    if (name === "max") {
      if (a!.min >= b!.max) return a;
      if (b!.min >= a!.max) return b;
    }
  }
  if (a!.type === "i32" && a!.lanes === 1 && b?.lanes === 1) {
    if (name === "lt") {
      if (a!.max < b.min) return bool(true);
      if (a!.min >= b.max) return bool(false);
    }
    if (name === "le") {
      if (a!.max <= b.min) return bool(true);
      if (a!.min > b.max) return bool(false);
    }
    if (name === "eq") {
      if (a === b) return bool(true);
      if (a!.max < b.min || a!.min > b.max) return bool(false);
    }
  }
  if (name === "select") {
    if (a!.kind === "const") return a!.value ? b : c;
    if (b === c) return b;
  }
  if (name === "and" && type === "bool") {
    if (a!.kind === "const") return a!.value ? b : a;
    if (b!.kind === "const") return b!.value ? a : b;
    if (a === b) return a;
  }
  if (name === "or" && type === "bool") {
    if (a!.kind === "const") return a!.value ? a : b;
    if (b!.kind === "const") return b!.value ? b : a;
    if (a === b) return a;
  }
  if (name === "not" && type === "bool" && a!.kind === "const") return bool(!a!.value);
  if (name === "convert") {
    if (a!.type === type) return a;
    if (a!.kind === "const")
      return constant(
        type === "bool" ? Number(a!.value !== 0) : type === "f32" ? a!.value : Math.trunc(a!.value),
        type,
      );
  }
  if (type === "f32" && a!.type === "f32") {
    if (name === "mul") {
      if (isOne(a!)) return b;
      if (isOne(b!)) return a;
    }
    if (name === "div" && isOne(b!)) return a;
    if (name === "neg" && a!.kind === "op" && a!.op === "neg") return a!.args[0];
    if (name === "sub" && b!.kind === "const" && Object.is(b!.value, 0)) return a;
    if (a!.kind === "const" && b?.kind === "const" && !c) {
      const [x, y] = [a!.value, b.value];
      const v =
        name === "add" ? x + y : name === "sub" ? x - y : name === "mul" ? x * y : name === "div" ? x / y : undefined;
      if (v !== undefined) return constant(v, type);
    }
  }
  return undefined;
}

function isOne(e: Expr): boolean {
  return e.kind === "const" && e.value === 1;
}

// ---- traversal ----------------------------------------------------------------------------------------------------------

/** The expressions `e` is directly made of. */
export function children(e: Expr): readonly Expr[] {
  switch (e.kind) {
    case "const":
    case "var":
      return [];
    case "load":
      return e.mask ? [e.index, e.mask] : [e.index];
    case "local":
      return [e.index];
    case "op":
    case "vec":
      return e.args;
    case "splat":
    case "extract":
      return [e.value];
  }
}

/** `e` over other children, rebuilt and simplified. */
export function withChildren(e: Expr, c: readonly Expr[]): Expr {
  switch (e.kind) {
    case "const":
    case "var":
      return e;
    case "load":
      return load(e.arg, e.type, c[0]!, c[1], e.lanes);
    case "local":
      return localLoad(e.array, e.type, c[0]!, e.lanes);
    case "op":
      return op(e.op, c, e.type);
    case "vec":
      return vec(c);
    case "splat":
      return splat(c[0]!);
    case "extract":
      return extract(c[0]!, e.lane);
  }
}

/** A rewriter that maps every expression bottom-up, remembering what it has seen. `visit` may return `undefined` to keep one. */
export function rewriter(visit: (e: Expr) => Expr | undefined): (e: Expr) => Expr {
  const memo = new Map<Expr, Expr>();
  const go = (e: Expr): Expr => {
    let out = memo.get(e);
    if (out) return out;
    const direct = visit(e);
    if (direct) out = direct;
    else {
      const before = children(e);
      const after = before.map(go);
      out = after.every((x, i) => x === before[i]) ? e : withChildren(e, after);
    }
    memo.set(e, out);
    return out;
  };
  return go;
}

/** `e` with variables replaced by name. */
export function substitute(e: Expr, by: ReadonlyMap<string, Expr>): Expr {
  return rewriter((x) => (x.kind === "var" ? by.get(x.name) : undefined))(e);
}

/** As `substitute`, by 4-lane values: an expression that is made lane by lane gets the lane it is at. */
export function substituteLanes(e: Expr, by: ReadonlyMap<string, Expr>): Expr {
  const lanes = [0, 1, 2, 3].map((l) => new Map([...by].map(([name, v]) => [name, extract(v, l)])));
  return rewriter((x) => {
    if (x.kind === "var") return by.get(x.name);
    return x.kind === "vec" ? vec(x.args.map((a, l) => substitute(a, lanes[l]!))) : undefined;
  })(e);
}

/** Calls `visit` once for every expression reachable from `roots`, children first. */
export function walk(roots: Iterable<Expr>, visit: (e: Expr) => void): void {
  const seen = new Set<Expr>();
  const go = (e: Expr): void => {
    if (seen.has(e)) return;
    seen.add(e);
    for (const c of children(e)) go(c);
    visit(e);
  };
  for (const e of roots) go(e);
}

/** Whether `is` holds of `e` or of an expression in it. */
export function contains(e: Expr, is: (part: Expr) => boolean): boolean {
  let found = false;
  walk([e], (part) => {
    found ||= is(part);
  });
  return found;
}

/** The names of the variables in `e`. */
export function freeVars(e: Expr): Set<string> {
  const names = new Set<string>();
  walk([e], (x) => {
    if (x.kind === "var") names.add(x.name);
  });
  return names;
}

/** The coefficient of `name` in `e` when `e` is linear in it (0 when absent), else `undefined`. */
export function coefficient(e: Expr, name: string): number | undefined {
  let result = 0;
  for (const [term, k] of linear(e).terms) {
    if (term.kind === "var") {
      if (term.name === name) result += k;
    } else if (freeVars(term).has(name)) return undefined;
  }
  return result;
}

/**
 * `e` at four neighbouring values of the index variable `name` (its value being the first): a 4-lane expression, or `e` itself
 * when it does not depend on `name`. Loads of neighbours become vector loads; other dependent loads become four scalar ones.
 */
export function vectorize(e: Expr, name: string): Expr {
  const memo = new Map<Expr, Expr>();
  const depends = new Map<Expr, boolean>();
  const dependsOn = (x: Expr): boolean => {
    let d = depends.get(x);
    if (d === undefined) depends.set(x, (d = x.kind === "var" ? x.name === name : children(x).some(dependsOn)));
    return d;
  };
  const lane = (x: Expr, l: number): Expr =>
    substitute(
      x,
      new Map([
        [
          name,
          sum([
            [variableOf(x, name), 1],
            [i32(l), 1],
          ]),
        ],
      ]),
    );
  const go = (x: Expr): Expr => {
    if (!dependsOn(x)) return x;
    let out = memo.get(x);
    if (out) return out;
    if (x.kind === "var") out = op("add", [splat(x), vec([i32(0), i32(1), i32(2), i32(3)])]);
    else if (x.kind === "load" || x.kind === "local") {
      const maskFixed = x.kind === "local" || !x.mask || !dependsOn(x.mask);
      if (coefficient(x.index, name) === 1 && maskFixed) {
        out = x.kind === "load" ? load(x.arg, x.type, x.index, x.mask, 4) : localLoad(x.array, x.type, x.index, 4);
      } else out = vec([0, 1, 2, 3].map((l) => lane(x, l)));
    } else if (x.type === "i32" && x.kind === "op" && (x.op === "div" || x.op === "rem"))
      out = vec([0, 1, 2, 3].map((l) => lane(x, l)));
    else out = withChildren(x, children(x).map(go));
    memo.set(x, out);
    return out;
  };
  return go(e);
}

function variableOf(e: Expr, name: string): Expr {
  let found: Expr | undefined;
  walk([e], (x) => {
    if (x.kind === "var" && x.name === name) found = x;
  });
  return found!;
}
