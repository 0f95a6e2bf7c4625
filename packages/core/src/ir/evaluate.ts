/** An interpreter of scalar expressions, rounding to float32 at every step as a device does: for tests, and to explain a kernel. */
import type { ScalarType } from "./dtype.ts";
import type { Expr, ScalarOp } from "./expr.ts";

/** A scalar, or the four lanes of a vector; bool as 0 and 1. */
export type Value = number | readonly number[];

export interface Environment {
  /** The value of a variable. */
  variable(name: string): Value;
  /** Element `index` of buffer argument `arg`. */
  load(arg: number, index: number): number;
  /** Element `index` of a local array. */
  local?(array: string, index: number): number;
}

/** The value of `e`; shared subexpressions are computed once. */
export function evaluate(e: Expr, env: Environment): Value {
  const memo = new Map<Expr, Value>();
  const go = (x: Expr): Value => {
    let v = memo.get(x);
    if (v === undefined) memo.set(x, (v = step(x, env, go)));
    return v;
  };
  return go(e);
}

function step(e: Expr, env: Environment, go: (e: Expr) => Value): Value {
  switch (e.kind) {
    case "const":
      return e.value;
    case "var":
      return env.variable(e.name);
    case "splat":
      return lanesOf(go(e.value));
    case "vec":
      return e.args.map((a) => go(a) as number);
    case "extract":
      return lanesOf(go(e.value))[e.lane]!;
    case "load": {
      const mask = e.mask ? (go(e.mask) as number) : 1;
      const read = (i: number): number => (mask ? env.load(e.arg, i) : 0);
      const index = go(e.index) as number;
      return e.lanes === 1 ? read(index) : [0, 1, 2, 3].map((l) => read(index + l));
    }
    case "local": {
      const index = go(e.index) as number;
      return e.lanes === 1 ? env.local!(e.array, index) : [0, 1, 2, 3].map((l) => env.local!(e.array, index + l));
    }
    case "op": {
      const args = e.args.map(go);
      const types = e.args.map((a) => a.type);
      if (e.lanes === 1) return apply(e.op, args as number[], types[0]!, e.type);
      return [0, 1, 2, 3].map((l) =>
        apply(
          e.op,
          args.map((a) => lanesOf(a)[l]!),
          types[0]!,
          e.type,
        ),
      );
    }
  }
}

function lanesOf(v: Value): readonly number[] {
  return typeof v === "number" ? [v, v, v, v] : v;
}

/** `v` as a value of `type`. */
function round(v: number, type: ScalarType): number {
  switch (type) {
    case "f32":
      return Math.fround(v);
    case "i32":
      return v | 0;
    case "u32":
      return v >>> 0;
    case "bool":
      return Number(v !== 0);
  }
}

const bytes = new DataView(new ArrayBuffer(4));

function reinterpret(v: number, from: ScalarType, to: ScalarType): number {
  if (from === "f32") bytes.setFloat32(0, v);
  else bytes.setInt32(0, v);
  return to === "f32" ? bytes.getFloat32(0) : to === "i32" ? bytes.getInt32(0) : bytes.getUint32(0);
}

function saturate(v: number, type: ScalarType): number {
  if (type === "f32" || type === "bool") return round(v, type);
  const [low, high] = type === "i32" ? [-(2 ** 31), 2 ** 31 - 1] : [0, 2 ** 32 - 1];
  return Number.isNaN(v) ? 0 : Math.trunc(Math.min(Math.max(v, low), high));
}

function halfToEven(x: number): number {
  const r = Math.round(x);
  return Math.abs(x - Math.trunc(x)) === 0.5 && r % 2 !== 0 ? r - 1 : r;
}

type Arithmetic = (a: number, b: number, c: number, type: ScalarType) => number;

const ARITHMETIC: { readonly [O in Exclude<ScalarOp, "convert" | "bitcast" | "broadcast">]: Arithmetic } = {
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b, _c, type) => (type === "f32" ? a * b : Math.imul(a, b)),
  // an integer divided by 0 is itself, as on a GPU, and the remainder is 0
  div: (a, b, _c, type) => (type === "f32" ? a / b : b === 0 ? a : Math.trunc(a / b)),
  rem: (a, b) => a % b,
  min: (a, b) => Math.min(a, b),
  max: (a, b) => Math.max(a, b),
  neg: (a) => -a,
  abs: Math.abs,
  floor: Math.floor,
  ceil: Math.ceil,
  rint: halfToEven,
  trunc: Math.trunc,
  sqrt: Math.sqrt,
  exp: Math.exp,
  log: Math.log,
  sin: Math.sin,
  cos: Math.cos,
  tanh: Math.tanh,
  pow: (a, b) => a ** b,
  fma: (a, b, c, type) => (type === "f32" ? a * b : Math.imul(a, b)) + c,
  eq: (a, b) => Number(a === b),
  ne: (a, b) => Number(a !== b),
  lt: (a, b) => Number(a < b),
  le: (a, b) => Number(a <= b),
  and: (a, b) => a & b,
  or: (a, b) => a | b,
  xor: (a, b) => a ^ b,
  not: (a, _b, _c, type) => (type === "bool" ? 1 - a : ~a),
  shl: (a, b) => a << b,
  shr: (a, b, _c, type) => (type === "u32" ? a >>> b : a >> b),
  mulhi: (a, b) => Number((BigInt(a) * BigInt(b)) >> 32n),
  select: (a, b, c) => (a ? b : c),
};

function apply(name: ScalarOp, args: readonly number[], from: ScalarType, to: ScalarType): number {
  const [a, b, c] = args as [number, number, number];
  if (name === "bitcast") return reinterpret(a, from, to);
  if (name === "convert") return from === "f32" ? saturate(a, to) : round(a, to);
  if (name === "broadcast")
    throw new Error("evaluate: broadcast passes values between invocations, and there is only one here");
  return round(ARITHMETIC[name](a, b, c, from), to);
}
