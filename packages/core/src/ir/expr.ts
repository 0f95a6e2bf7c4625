/**
 * SCALAR EXPRESSIONS: what one element of a kernel computes. Expressions are interned, so equal ones are the same object and
 * a shared subexpression is computed once. A width of 4 lanes makes the same expression a vector one.
 *
 * Integer arithmetic is kept in a linear normal form (Σ cᵢ·tᵢ + c) with known bounds, so that the index arithmetic of views,
 * pads and reshapes collapses while it is being built.
 */
import type { ScalarType } from "./dtype.ts";

export type Lanes = 1 | 4;

/** Every operation a target can print. Division and remainder of integers truncate. Comparisons give `bool`. */
export type ScalarOp =
  | "add"
  | "sub"
  | "mul"
  | "div"
  | "rem"
  | "min"
  | "max"
  | "neg"
  | "abs"
  | "floor"
  | "ceil"
  | "rint"
  | "trunc"
  | "sqrt"
  | "exp"
  | "log"
  | "sin"
  | "cos"
  | "tanh"
  | "pow"
  | "fma"
  | "eq"
  | "ne"
  | "lt"
  | "le"
  | "and"
  | "or"
  | "xor"
  | "not"
  | "shl"
  | "shr"
  | "mulhi"
  | "select"
  | "convert"
  | "bitcast"
  /** The value that invocation `args[1]` (a constant) of every four neighbouring invocations has: `grid` targets that list it as native. */
  | "broadcast";

interface Common {
  /** Unique among live expressions; orders terms deterministically. */
  readonly id: number;
  readonly type: ScalarType;
  readonly lanes: Lanes;
  /** Bounds of an i32 value, inclusive. */
  readonly min: number;
  readonly max: number;
}
/** `value` in every lane. */
export interface Const extends Common {
  readonly kind: "const";
  readonly value: number;
}
/** A loop index, a task index, or a named value made by a statement or stage. */
export interface Var extends Common {
  readonly kind: "var";
  readonly name: string;
}
/** Element `index` (of 4: the first of four neighbours) of buffer argument `arg`; 0 where `mask` is false, and then not read. */
export interface Load extends Common {
  readonly kind: "load";
  readonly arg: number;
  readonly index: Expr;
  readonly mask?: Expr | undefined;
}
/** Element `index` of a kernel's local array (workgroup memory on a GPU, per-thread scratch on `wasm`). */
export interface LocalLoad extends Common {
  readonly kind: "local";
  readonly array: string;
  readonly index: Expr;
}
export interface Op extends Common {
  readonly kind: "op";
  readonly op: ScalarOp;
  readonly args: readonly Expr[];
}
/** A scalar repeated in all four lanes. */
export interface Splat extends Common {
  readonly kind: "splat";
  readonly value: Expr;
}
/** Four scalars as one vector. */
export interface Vec extends Common {
  readonly kind: "vec";
  readonly args: readonly Expr[];
}
/** One lane of a vector. */
export interface Extract extends Common {
  readonly kind: "extract";
  readonly value: Expr;
  readonly lane: number;
}

export type Expr = Const | Var | Load | LocalLoad | Op | Splat | Vec | Extract;

const I32_MIN = -(2 ** 31);
const I32_MAX = 2 ** 31 - 1;
let interned = new Map<string, Expr>();
let nextId = 0;

/** Forgets every interned expression: called once per program being compiled, so that the table cannot grow without bound. Ids are never used again. */
export function resetExpressions(): void {
  interned = new Map();
}

function intern<E extends Expr>(key: string, make: (id: number) => E): E {
  let e = interned.get(key);
  if (!e) interned.set(key, (e = make(nextId++)));
  return e as E;
}

function bounds(type: ScalarType, min = I32_MIN, max = I32_MAX): { min: number; max: number } {
  // a result that may wrap around can be anything
  if (type === "i32") return min < I32_MIN || max > I32_MAX ? { min: I32_MIN, max: I32_MAX } : { min, max };
  return { min: -Infinity, max: Infinity };
}

// ---- leaves -------------------------------------------------------------------------------------------------------------

export function constant(value: number, type: ScalarType): Const {
  const v =
    type === "i32"
      ? value | 0
      : type === "u32"
        ? value >>> 0
        : type === "bool"
          ? Number(value !== 0)
          : Math.fround(value);
  const key = `c${type}${Object.is(v, -0) ? "-0" : v}`;
  return intern(key, (id) => ({ kind: "const", id, type, lanes: 1, value: v, ...bounds(type, v, v) }));
}
export const f32 = (v: number): Const => constant(v, "f32");
export const i32 = (v: number): Const => constant(v, "i32");
export const u32 = (v: number): Const => constant(v, "u32");
export const bool = (v: boolean): Const => constant(v ? 1 : 0, "bool");

/** A named value. Index variables give their inclusive bounds. */
export function variable(name: string, type: ScalarType = "i32", min?: number, max?: number, lanes: Lanes = 1): Var {
  return intern(`v${name}:${type}:${min}:${max}:${lanes}`, (id) => ({
    kind: "var",
    id,
    type,
    lanes,
    name,
    ...bounds(type, min, max),
  }));
}

/** The index of a loop of `size` turns: 0 … size−1. */
export function axisVar(axis: { readonly name: string; readonly size: number }): Var {
  return variable(axis.name, "i32", 0, Math.max(0, axis.size - 1));
}

export function load(arg: number, type: ScalarType, index: Expr, mask?: Expr, lanes: Lanes = 1): Expr {
  if (mask?.kind === "const") {
    if (!mask.value) return lanes === 1 ? constant(0, type) : splat(constant(0, type));
    mask = undefined;
  }
  return intern(`l${arg}:${type}:${index.id}:${mask?.id}:${lanes}`, (id) => ({
    kind: "load",
    id,
    type,
    lanes,
    arg,
    index,
    mask,
    ...bounds(type),
  }));
}

export function localLoad(array: string, type: ScalarType, index: Expr, lanes: Lanes = 1): LocalLoad {
  return intern(`L${array}:${type}:${index.id}:${lanes}`, (id) => ({
    kind: "local",
    id,
    type,
    lanes,
    array,
    index,
    ...bounds(type),
  }));
}

// ---- lanes --------------------------------------------------------------------------------------------------------------

export function splat(value: Expr): Expr {
  if (value.lanes === 4) return value;
  return intern(`s${value.id}`, (id) => ({
    kind: "splat",
    id,
    type: value.type,
    lanes: 4,
    value,
    min: value.min,
    max: value.max,
  }));
}

export function vec(args: readonly Expr[]): Expr {
  const [a] = args;
  if (args.every((x) => x === a)) return splat(a!);
  const type = a!.type;
  return intern(`V${args.map((x) => x.id).join(",")}`, (id) => ({
    kind: "vec",
    id,
    type,
    lanes: 4,
    args,
    min: Math.min(...args.map((x) => x.min)),
    max: Math.max(...args.map((x) => x.max)),
  }));
}

export function extract(value: Expr, lane: number): Expr {
  if (value.lanes === 1) return value;
  if (value.kind === "splat") return value.value;
  if (value.kind === "vec") return value.args[lane]!;
  return intern(`x${value.id}:${lane}`, (id) => ({
    kind: "extract",
    id,
    type: value.type,
    lanes: 1,
    value,
    lane,
    min: value.min,
    max: value.max,
  }));
}

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

function raw(name: ScalarOp, args: readonly Expr[], type: ScalarType, lanes: Lanes): Expr {
  const key = `o${name}:${type}:${lanes}:${args.map((a) => a.id).join(",")}`;
  return intern(key, (id) => ({
    kind: "op",
    id,
    type,
    lanes,
    op: name,
    args,
    ...bounds(type, ...intBounds(name, args)),
  }));
}

function intBounds(name: ScalarOp, args: readonly Expr[]): [number?, number?] {
  const [a, b, c] = args;
  if (a === undefined) return [];
  switch (name) {
    case "add":
      return [a.min + b!.min, a.max + b!.max];
    case "sub":
      return [a.min - b!.max, a.max - b!.min];
    case "mul": {
      const corners = [a.min * b!.min, a.min * b!.max, a.max * b!.min, a.max * b!.max];
      return [Math.min(...corners), Math.max(...corners)];
    }
    case "div":
      return b!.kind === "const" && b!.value > 0 ? [Math.trunc(a.min / b!.value), Math.trunc(a.max / b!.value)] : [];
    case "rem":
      return b!.kind === "const" && b!.value > 0
        ? [a.min >= 0 ? 0 : 1 - b!.value, Math.min(b!.value - 1, Math.max(a.max, 0))]
        : [];
    case "min":
      return [Math.min(a.min, b!.min), Math.min(a.max, b!.max)];
    case "max":
      return [Math.max(a.min, b!.min), Math.max(a.max, b!.max)];
    case "select":
      return [Math.min(b!.min, c!.min), Math.max(b!.max, c!.max)];
    case "convert":
      return a.type === "bool" ? [0, 1] : [];
    default:
      return [];
  }
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

// ---- linear integer forms -----------------------------------------------------------------------------------------------

/** Σ coefficient·term + constant, the normal form of i32 sums. */
export interface Linear {
  readonly terms: ReadonlyMap<Expr, number>;
  readonly constant: number;
}

/** `e` as a linear form; terms are expressions that are not themselves sums or multiples. */
export function linear(e: Expr): Linear {
  const terms = new Map<Expr, number>();
  const constantPart = collect(e, 1, terms);
  return { terms, constant: constantPart };
}

function collect(e: Expr, scale: number, terms: Map<Expr, number>): number {
  if (e.kind === "const") return Math.imul(e.value, scale);
  if (e.kind === "op" && e.lanes === 1) {
    if (e.op === "add") return collect(e.args[0]!, scale, terms) + collect(e.args[1]!, scale, terms);
    if (e.op === "mul" && e.args[1]!.kind === "const")
      return collect(e.args[0]!, Math.imul(scale, (e.args[1] as Const).value), terms);
  }
  const coefficient = (terms.get(e) ?? 0) + scale;
  if (coefficient === 0) terms.delete(e);
  else terms.set(e, coefficient);
  return 0;
}

function sum(parts: readonly (readonly [Expr, number])[]): Expr {
  const terms = new Map<Expr, number>();
  let c = 0;
  for (const [e, scale] of parts) c += collect(e, scale, terms);
  c += rejoin(terms);
  return fromLinear(terms, c);
}

/** (x / c)·(k·c) + (x % c)·k is x·k: what flattening does to an index that was just unflattened. Gives the constant part of x·k. */
function rejoin(terms: Map<Expr, number>): number {
  for (const [term, k] of [...terms]) {
    if (term.kind !== "op" || term.op !== "rem" || term.args[1]!.kind !== "const" || terms.get(term) !== k) continue;
    const [x, c] = term.args as [Expr, Const];
    const quotient = divide(x, c.value);
    if (quotient.kind !== "op" || terms.get(quotient) !== k * c.value) continue;
    terms.delete(term);
    terms.delete(quotient);
    return collect(x, k, terms) + rejoin(terms);
  }
  return 0;
}

function fromLinear(terms: ReadonlyMap<Expr, number>, c: number): Expr {
  let total: Expr | undefined;
  for (const [term, k] of [...terms].sort((p, q) => p[0].id - q[0].id)) {
    const scaled = k === 1 ? term : raw("mul", [term, i32(k)], "i32", 1);
    total = total ? raw("add", [total, scaled], "i32", 1) : scaled;
  }
  if (!total) return i32(c);
  return c === 0 ? total : raw("add", [total, i32(c)], "i32", 1);
}

/** Splits Σ into the part divisible by `d` and the rest. */
function split(a: Expr, d: number): { quotient: Map<Expr, number>; quotientConstant: number; rest: Expr } {
  const { terms, constant: c } = linear(a);
  const quotient = new Map<Expr, number>();
  const rest = new Map<Expr, number>();
  for (const [t, k] of terms) {
    if (k % d === 0) quotient.set(t, k / d);
    else rest.set(t, k);
  }
  const restConstant = ((c % d) + d) % d;
  return { quotient, quotientConstant: (c - restConstant) / d, rest: fromLinear(rest, restConstant) };
}

function divide(a: Expr, d: number): Expr {
  if (d === 1) return a;
  const { quotient, quotientConstant, rest } = split(a, d);
  if (rest.min >= 0 && (quotient.size > 0 || quotientConstant !== 0 || rest.max < d)) {
    const q = fromLinear(quotient, quotientConstant);
    if (rest.max < d) return q;
    // the divisible part must not turn a truncation into a floor of a negative number
    if (q.min >= 0)
      return sum([
        [q, 1],
        [divide(rest, d), 1],
      ]);
  }
  if (a.kind === "op" && a.op === "div" && a.args[1]!.kind === "const")
    return divide(a.args[0]!, (a.args[1] as Const).value * d);
  // (Σ kᵢtᵢ) / d where d and all kᵢ share a factor that the rest does not reach
  const g = [...linear(rest).terms.values()].reduce(gcd, d);
  if (g > 1 && rest === a) {
    const { terms, constant: c } = linear(a);
    if (c >= 0 && c % g === 0) return divide(fromLinear(new Map([...terms].map(([t, k]) => [t, k / g])), c / g), d / g);
  }
  return raw("div", [a, i32(d)], "i32", 1);
}

function remainder(a: Expr, d: number): Expr {
  if (d === 1) return i32(0);
  const { rest } = split(a, d);
  if (rest.min >= 0) {
    if (rest.max < d) return rest;
    a = rest;
  }
  if (a.kind === "op" && a.op === "rem" && (a.args[1] as Const).value % d === 0) return remainder(a.args[0]!, d);
  return raw("rem", [a, i32(d)], "i32", 1);
}

function gcd(a: number, b: number): number {
  return b === 0 ? Math.abs(a) : gcd(b, a % b);
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

// ---- printing -----------------------------------------------------------------------------------------------------------

const INFIX: Partial<Record<ScalarOp, string>> = {
  add: "+",
  sub: "-",
  mul: "*",
  div: "/",
  rem: "%",
  eq: "==",
  ne: "!=",
  lt: "<",
  le: "<=",
  and: "&",
  or: "|",
  xor: "^",
  shl: "<<",
  shr: ">>",
};

/** `e` as text, for goldens and messages. */
export function printExpr(e: Expr): string {
  switch (e.kind) {
    case "const":
      return e.type === "f32"
        ? Number.isInteger(e.value)
          ? e.value.toFixed(1)
          : String(e.value)
        : e.type === "bool"
          ? String(e.value !== 0)
          : `${e.value}${e.type === "u32" ? "u" : ""}`;
    case "var":
      return e.name;
    case "load":
      return `$${e.arg}[${printExpr(e.index)}${e.mask ? ` if ${printExpr(e.mask)}` : ""}]${e.lanes === 4 ? "×4" : ""}`;
    case "local":
      return `${e.array}[${printExpr(e.index)}]${e.lanes === 4 ? "×4" : ""}`;
    case "splat":
      return `<${printExpr(e.value)}>`;
    case "vec":
      return `<${e.args.map(printExpr).join(", ")}>`;
    case "extract":
      return `${printExpr(e.value)}.${e.lane}`;
    case "op": {
      const infix = INFIX[e.op];
      if (infix) return `(${printExpr(e.args[0]!)} ${infix} ${printExpr(e.args[1]!)})`;
      const name = e.op === "convert" || e.op === "bitcast" ? (e.op === "bitcast" ? `bits_${e.type}` : e.type) : e.op;
      return `${name}(${e.args.map(printExpr).join(", ")})`;
    }
  }
}
