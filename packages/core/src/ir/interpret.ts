/**
 * Runs a scheduled kernel in JavaScript, statement by statement: the slow path that needs no device. float32 is rounded after
 * every operation. Workgroups that cooperate are run in lockstep between barriers only as far as `grid` kernels without `local` go.
 */
import type { HostArray } from "./dtype.ts";
import type { Expr, ScalarOp } from "./expr.ts";
import type { Kernel, Stmt } from "./kernel.ts";

/** A scalar, or four. bool is 0 or 1. */
type Cell = number | readonly number[];

const bits = new DataView(new ArrayBuffer(8));

const BINARY: Partial<Record<ScalarOp, (a: number, b: number) => number>> = {
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: (a, b) => a / b,
  rem: (a, b) => a % b,
  min: (a, b) => Math.min(a, b),
  max: (a, b) => Math.max(a, b),
  pow: (a, b) => a ** b,
  eq: (a, b) => Number(a === b),
  ne: (a, b) => Number(a !== b),
  lt: (a, b) => Number(a < b),
  le: (a, b) => Number(a <= b),
  and: (a, b) => a & b,
  or: (a, b) => a | b,
  xor: (a, b) => a ^ b,
  shl: (a, b) => a << b,
};
const UNARY: Partial<Record<ScalarOp, (a: number) => number>> = {
  neg: (a) => -a,
  abs: Math.abs,
  floor: Math.floor,
  ceil: Math.ceil,
  trunc: Math.trunc,
  sqrt: Math.sqrt,
  exp: Math.exp,
  log: Math.log,
  sin: Math.sin,
  cos: Math.cos,
  tanh: Math.tanh,
  not: (a) => ~a,
  rint: (a) => {
    const r = Math.round(a);
    return Math.abs(a % 1) === 0.5 && r % 2 !== 0 ? r - 1 : r;
  },
};

function scalarOp(e: Extract<Expr, { kind: "op" }>, args: readonly number[]): number {
  const [a, b, c] = args as [number, number, number];
  const from = e.args[0]!.type;
  switch (e.op) {
    case "select":
      return a ? b : c;
    case "fma":
      return round(Math.fround(a * b) + c, e.type);
    case "convert":
      return e.type === "bool" ? Number(a !== 0) : round(e.type === "f32" ? a : Math.trunc(a), e.type);
    case "bitcast":
      if (from === "f32") bits.setFloat32(0, a);
      else bits.setInt32(0, a | 0);
      return e.type === "f32" ? bits.getFloat32(0) : e.type === "u32" ? bits.getUint32(0) : bits.getInt32(0);
    case "mulhi":
      return Number((BigInt(a >>> 0) * BigInt(b >>> 0)) >> 32n);
    case "shr":
      return e.type === "u32" ? (a >>> 0) >>> b : a >> b;
    case "not":
      if (e.type === "bool") return Number(!a);
      break;
    case "mul":
      if (e.type === "i32") return Math.imul(a, b);
      if (e.type === "u32") return Math.imul(a, b) >>> 0;
      break;
    case "div":
      if (e.type !== "f32") return round(Math.trunc(a / b), e.type);
      break;
    default:
  }
  const f = BINARY[e.op];
  return round(f ? f(a, b) : UNARY[e.op]!(a), e.type);
}

function round(v: number, type: Expr["type"]): number {
  return type === "f32" ? Math.fround(v) : type === "i32" ? v | 0 : type === "u32" ? v >>> 0 : v;
}

/** Runs every task of `kernel` on `buffers`, one per argument, in order. */
export function interpretKernel(kernel: Kernel, buffers: readonly HostArray[]): void {
  const locals = new Map(kernel.locals.map((l) => [l.name, new Float64Array(l.size)]));
  let env = new Map<string, Cell>();
  let memo = new Map<Expr, Cell>();

  const lane = (v: Cell, l: number): number => (typeof v === "number" ? v : v[l]!);
  const value = (e: Expr): Cell => {
    const known = memo.get(e);
    if (known !== undefined) return known;
    const v = compute(e);
    memo.set(e, v);
    return v;
  };
  const gather = (array: ArrayLike<number>, index: number, lanes: number): Cell =>
    lanes === 1 ? (array[index] ?? 0) : [0, 1, 2, 3].map((l) => array[index + l] ?? 0);
  const compute = (e: Expr): Cell => {
    switch (e.kind) {
      case "const":
        return e.value;
      case "var": {
        const v = env.get(e.name);
        if (v === undefined) throw new Error(`${kernel.name}: ${e.name} is not defined here`);
        return v;
      }
      case "load": {
        const mask = e.mask ? value(e.mask) : 1;
        const all = gather(buffers[e.arg]!, value(e.index) as number, e.lanes);
        return typeof all === "number" ? (lane(mask, 0) ? all : 0) : all.map((v, l) => (lane(mask, l) ? v : 0));
      }
      case "local":
        return gather(locals.get(e.array)!, value(e.index) as number, e.lanes);
      case "splat": {
        const v = value(e.value) as number;
        return [v, v, v, v];
      }
      case "vec":
        return e.args.map((a) => value(a) as number);
      case "extract":
        return lane(value(e.value), e.lane);
      case "op": {
        const args = e.args.map(value);
        if (e.lanes === 1) return scalarOp(e, args as number[]);
        return [0, 1, 2, 3].map((l) =>
          scalarOp(
            e,
            args.map((a) => lane(a, l)),
          ),
        );
      }
    }
  };
  const write = (array: HostArray | Float64Array, index: number, v: Cell): void => {
    if (typeof v === "number") array[index] = v;
    else
      v.forEach((x, l) => {
        if (index + l < array.length) array[index + l] = x;
      });
  };
  const exec = (body: readonly Stmt[]): void => {
    for (const s of body) {
      switch (s.kind) {
        case "let":
          env.set(s.name, value(s.value));
          memo = new Map();
          break;
        case "var":
          env.set(s.name, value(s.init));
          memo = new Map();
          break;
        case "assign":
          env.set(s.name, value(s.value));
          memo = new Map();
          break;
        case "store":
          write(buffers[s.arg]!, value(s.index) as number, value(s.value));
          memo = new Map();
          break;
        case "storeLocal":
          write(locals.get(s.array)!, value(s.index) as number, value(s.value));
          memo = new Map();
          break;
        case "if":
          exec(value(s.condition) ? s.then : (s.else ?? []));
          memo = new Map();
          break;
        case "barrier":
          throw new Error("barriers need a device");
        case "for": {
          const end = value(s.end) as number;
          for (let i = value(s.begin) as number; i < end; i += s.step) {
            env.set(s.name, i);
            memo = new Map();
            exec(s.body);
          }
          memo = new Map();
        }
      }
    }
  };
  if (kernel.shape === "range") {
    env.set("begin", 0).set("end", kernel.tasks);
    exec(kernel.body);
    return;
  }
  for (let task = 0; task < kernel.tasks; task++) {
    env = new Map<string, Cell>([["task", task]]);
    memo = new Map();
    exec(kernel.body);
  }
}
