/** What scalar expressions are, and how they are interned: `expr.ts` is the door to them, and makes operations of them. */
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
/** Operations of up to two operands, by operation and then by operands: most of what is made, and a number is looked up faster than a text. */
let operations: Map<number, Map<number, Expr>> = new Map();
let nextId = 0;
/** Two ids below this make one exact number. */
const ID_SPAN = 2 ** 26;

/** Forgets every interned expression: called once per program being compiled, so that the table cannot grow without bound. Ids are never used again. */
export function resetExpressions(): void {
  interned = new Map();
  operations = new Map();
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

/** The operation as it is: nothing is folded. `op` of `expr.ts` is for everyone else. */
export function raw(name: ScalarOp, args: readonly Expr[], type: ScalarType, lanes: Lanes): Expr {
  const [a, b] = args as [Expr, Expr?];
  if (args.length > 2 || nextId >= ID_SPAN)
    return intern(`o${name}:${type}:${lanes}:${args.map((x) => x.id).join(",")}`, (id) =>
      operation(id, name, args, type, lanes),
    );
  const kind = (codeOf(name) * 256 + codeOf(type)) * 8 + lanes;
  let table = operations.get(kind);
  if (!table) operations.set(kind, (table = new Map()));
  const key = b ? a.id * ID_SPAN + b.id : a.id;
  let e = table.get(key);
  if (!e) table.set(key, (e = operation(nextId++, name, args, type, lanes)));
  return e;
}

const codes = new Map<string, number>();

/** A small number for a name. */
function codeOf(name: string): number {
  let code = codes.get(name);
  if (code === undefined) codes.set(name, (code = codes.size));
  return code;
}

function operation(id: number, name: ScalarOp, args: readonly Expr[], type: ScalarType, lanes: Lanes): Op {
  const [low, high] = type === "i32" ? intBounds(name, args) : [];
  const { min, max } = bounds(type, low, high);
  return { kind: "op", id, type, lanes, op: name, args, min, max };
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
