/** Which instructions an operation becomes, scalar and vector. */
import type { ScalarOp } from "../../ir/expr.ts";
import type { Expr, Op } from "../../ir/expr.ts";
import { constant } from "../../ir/expr.ts";
import { BASIC_OPS } from "../../ir/target.ts";
import type { Emitter } from "./wasm.ts";
import type { Opcode } from "./wasm-assembler.ts";

/** The operations that become a few instructions each. Others are expanded into these before emission. */
export const WASM_NATIVE: ReadonlySet<ScalarOp> = new Set<ScalarOp>([...BASIC_OPS, "fma", "mulhi"]);

type Table = Partial<Record<ScalarOp, Opcode>>;

/** Operations whose operands are pushed in order, by operand type: scalar, then vector. */
const FLOAT: Table = {
  add: "f32.add",
  sub: "f32.sub",
  mul: "f32.mul",
  div: "f32.div",
  min: "f32.min",
  max: "f32.max",
  neg: "f32.neg",
  abs: "f32.abs",
  floor: "f32.floor",
  ceil: "f32.ceil",
  rint: "f32.nearest",
  trunc: "f32.trunc",
  sqrt: "f32.sqrt",
  eq: "f32.eq",
  ne: "f32.ne",
  lt: "f32.lt",
  le: "f32.le",
};
const FLOAT4: Table = {
  add: "f32x4.add",
  sub: "f32x4.sub",
  mul: "f32x4.mul",
  div: "f32x4.div",
  min: "f32x4.min",
  max: "f32x4.max",
  neg: "f32x4.neg",
  abs: "f32x4.abs",
  floor: "f32x4.floor",
  ceil: "f32x4.ceil",
  rint: "f32x4.nearest",
  trunc: "f32x4.trunc",
  sqrt: "f32x4.sqrt",
  eq: "f32x4.eq",
  ne: "f32x4.ne",
  lt: "f32x4.lt",
  le: "f32x4.le",
};
const BITS: Table = {
  add: "i32.add",
  sub: "i32.sub",
  mul: "i32.mul",
  and: "i32.and",
  or: "i32.or",
  xor: "i32.xor",
  shl: "i32.shl",
  eq: "i32.eq",
  ne: "i32.ne",
};
const BITS4: Table = {
  add: "i32x4.add",
  sub: "i32x4.sub",
  mul: "i32x4.mul",
  and: "v128.and",
  or: "v128.or",
  xor: "v128.xor",
  eq: "i32x4.eq",
  ne: "i32x4.ne",
  not: "v128.not",
  neg: "i32x4.neg",
};
const INT: Table = { ...BITS, lt: "i32.lt_s", le: "i32.le_s", shr: "i32.shr_s" };
const INT4: Table = {
  ...BITS4,
  lt: "i32x4.lt_s",
  le: "i32x4.le_s",
  min: "i32x4.min_s",
  max: "i32x4.max_s",
  abs: "i32x4.abs",
};
const UINT: Table = { ...BITS, lt: "i32.lt_u", le: "i32.le_u", shr: "i32.shr_u" };
const UINT4: Table = { ...BITS4, lt: "i32x4.lt_u", le: "i32x4.le_u", min: "i32x4.min_u", max: "i32x4.max_u" };
const BOOL: Table = { ...UINT, not: "i32.eqz" };
const TABLES = { f32: [FLOAT, FLOAT4], i32: [INT, INT4], u32: [UINT, UINT4], bool: [BOOL, UINT4] } as const;

/** Leaves the value of `e` on the stack. Throws for an operation that should have been expanded. */
export function emitOperation(e: Op, w: Emitter): void {
  const type = e.args[0]!.type;
  const wide = e.lanes === 4;
  const [a, b, c] = e.args as [Expr, Expr, Expr];
  switch (e.op) {
    case "select":
      return emitSelect(e, a, b, c, w);
    case "fma":
      return emitFma(e, a, b, c, w);
    case "convert":
      return emitConvert(e, a, w);
    case "bitcast":
      w.expression(a);
      if (!wide && type === "f32" && e.type !== "f32") w.emit("i32.reinterpret_f32");
      if (!wide && type !== "f32" && e.type === "f32") w.emit("f32.reinterpret_i32");
      return;
    case "mulhi":
      return emitMulhi(wide, a, b, w);
    case "min":
    case "max":
      if (type === "f32" ? wide && isNumber(b, a) : !wide) return emitExtremum(e.op, type, a, b, w);
      break;
    case "div":
    case "rem":
      if (type !== "f32") return wide ? emitByLane(e, w) : emitDivision(e.op, type, a, b, w);
      break;
    case "shl":
    case "shr":
      if (wide) return emitShift(e, a, b, w);
      break;
    case "neg":
      if (!wide && type !== "f32") return binary(w, "i32.sub", constant(0, type), a);
      break;
    case "abs":
      if (type === "u32") return w.expression(a);
      if (type === "i32" && !wide) return emitIntegerAbs(a, w);
      break;
    case "not":
      if (!wide && type !== "bool") return binary(w, "i32.xor", a, constant(-1, type));
      break;
    case "floor":
    case "ceil":
    case "rint":
    case "trunc":
      if (type !== "f32") return w.expression(a);
      break;
  }
  const code = TABLES[type][wide ? 1 : 0][e.op];
  if (!code)
    throw new Error(
      `emitWasm: no instruction for ${e.op} of ${type}${wide ? "x4" : ""}. Expand it while lowering: it is not in the target's native operations.`,
    );
  for (const x of e.args) w.expression(x);
  w.emit(code);
}

function binary(w: Emitter, code: Opcode, a: Expr, b: Expr): void {
  w.expression(a);
  w.expression(b);
  w.emit(code);
}

function constantOf(e: Expr): number | undefined {
  if (e.kind === "splat") return constantOf(e.value);
  return e.kind === "const" ? e.value : undefined;
}

/** Whether one of the two is a constant that is not NaN. */
function isNumber(...es: readonly Expr[]): boolean {
  return es.some((e) => {
    const v = constantOf(e);
    return v !== undefined && !Number.isNaN(v);
  });
}

/** min and max by comparison. `pmin(x, c)` = c < x ? c : x keeps a NaN in x when c is a number, in one instruction. */
function emitExtremum(name: "min" | "max", type: Expr["type"], a: Expr, b: Expr, w: Emitter): void {
  if (type === "f32") {
    const [x, c] = constantOf(b) === undefined ? [b, a] : [a, b];
    return binary(w, name === "min" ? "f32x4.pmin" : "f32x4.pmax", x, c);
  }
  w.withTemporary("i32", (x) => {
    w.expression(a);
    w.emit("local.set", x);
    w.withTemporary("i32", (y) => {
      w.expression(b);
      w.emit("local.set", y);
      for (const local of [x, y, x, y]) w.emit("local.get", local);
      if (type === "i32") w.emit(name === "min" ? "i32.lt_s" : "i32.gt_s");
      else w.emit(name === "min" ? "i32.lt_u" : "i32.gt_u");
      w.emit("select");
    });
  });
}

function emitIntegerAbs(a: Expr, w: Emitter): void {
  w.withTemporary("i32", (x) => {
    w.emit("i32.const", 0);
    w.expression(a);
    w.emit("local.tee", x);
    w.emit("i32.sub");
    for (const local of [x, x]) w.emit("local.get", local);
    w.emit("i32.const", 0);
    w.emit("i32.lt_s");
    w.emit("select");
  });
}

function emitSelect(e: Op, c: Expr, yes: Expr, no: Expr, w: Emitter): void {
  w.expression(yes);
  w.expression(no);
  if (e.lanes === 1 || c.kind === "splat") {
    w.expression(c.kind === "splat" ? c.value : c);
    return w.emit("select");
  }
  w.expression(c);
  w.emit(w.features.relaxedSimd ? "i32x4.relaxed_laneselect" : "v128.bitselect");
}

function emitFma(e: Op, a: Expr, b: Expr, c: Expr, w: Emitter): void {
  if (e.type === "f32" && e.lanes === 4 && w.features.relaxedSimd) {
    for (const x of [a, b, c]) w.expression(x);
    return w.emit("f32x4.relaxed_madd");
  }
  const [mul, add] = e.type === "f32" ? (["f32.mul", "f32.add"] as const) : (["i32.mul", "i32.add"] as const);
  const [mul4, add4] = e.type === "f32" ? (["f32x4.mul", "f32x4.add"] as const) : (["i32x4.mul", "i32x4.add"] as const);
  binary(w, e.lanes === 4 ? mul4 : mul, a, b);
  w.expression(c);
  w.emit(e.lanes === 4 ? add4 : add);
}

function emitConvert(e: Op, a: Expr, w: Emitter): void {
  const wide = e.lanes === 4;
  const from = a.type;
  w.expression(a);
  if (from === e.type) return;
  if (e.type === "bool") {
    if (wide) w.emit("v128.const", 0, 0, 0, 0);
    else if (from === "f32") w.emit("f32.const", 0);
    else w.emit("i32.const", 0);
    return w.emit(from === "f32" ? (wide ? "f32x4.ne" : "f32.ne") : wide ? "i32x4.ne" : "i32.ne");
  }
  if (from === "bool") {
    if (!wide) return e.type === "f32" ? w.emit("f32.convert_i32_u") : undefined;
    const one = e.type === "f32" ? 0x3f800000 : 1;
    w.vectorConstant(one, one, one, one);
    return w.emit("v128.and");
  }
  if (e.type === "f32") {
    if (wide) return w.emit(from === "i32" ? "f32x4.convert_i32x4_s" : "f32x4.convert_i32x4_u");
    return w.emit(from === "i32" ? "f32.convert_i32_s" : "f32.convert_i32_u");
  }
  if (from === "f32") {
    if (wide) return w.emit(e.type === "i32" ? "i32x4.trunc_sat_f32x4_s" : "i32x4.trunc_sat_f32x4_u");
    return w.emit(e.type === "i32" ? "i32.trunc_sat_f32_s" : "i32.trunc_sat_f32_u");
  }
}

function emitMulhi(wide: boolean, a: Expr, b: Expr, w: Emitter): void {
  if (wide) {
    binary(w, "i64x2.extmul_low_i32x4_u", a, b);
    binary(w, "i64x2.extmul_high_i32x4_u", a, b);
    return w.emit("i8x16.shuffle", 4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23, 28, 29, 30, 31);
  }
  w.expression(a);
  w.emit("i64.extend_i32_u");
  w.expression(b);
  w.emit("i64.extend_i32_u");
  w.emit("i64.mul");
  w.emit("i64.const", 32);
  w.emit("i64.shr_u");
  w.emit("i32.wrap_i64");
}

/** WebAssembly traps on x / 0 and on −2³¹ / −1. Both divide by 1 here, as WGSL has it: a kernel must not trap. */
function emitDivision(name: "div" | "rem", type: Expr["type"], a: Expr, b: Expr, w: Emitter): void {
  w.expression(a);
  w.expression(b);
  const divisor = constantOf(b);
  divide(name, type, divisor === undefined || divisor === 0 || divisor === -1, w);
}

/** Divides the two scalars on the stack. */
function divide(name: "div" | "rem", type: Expr["type"], guard: boolean, w: Emitter): void {
  const signed = type === "i32";
  if (guard) {
    const a = w.local(":dividend", "i32");
    const b = w.local(":divisor", "i32");
    w.emit("local.set", b);
    w.emit("local.tee", a);
    w.emit("i32.const", 1);
    w.emit("local.get", b);
    w.emit("local.get", b);
    w.emit("i32.eqz");
    if (signed) {
      w.emit("local.get", a);
      w.emit("i32.const", -(2 ** 31));
      w.emit("i32.eq");
      w.emit("local.get", b);
      w.emit("i32.const", -1);
      w.emit("i32.eq");
      w.emit("i32.and");
      w.emit("i32.or");
    }
    w.emit("select");
  }
  w.emit(name === "div" ? (signed ? "i32.div_s" : "i32.div_u") : signed ? "i32.rem_s" : "i32.rem_u");
}

/** A vector operation that has no instruction: four scalar ones. */
function emitByLane(e: Op, w: Emitter): void {
  const type = e.args[0]!.type;
  w.withTemporary("v128", (a) => {
    w.expression(e.args[0]!);
    w.emit("local.set", a);
    w.withTemporary("v128", (b) => {
      w.expression(e.args[1]!);
      w.emit("local.set", b);
      const lane = (l: number): void => {
        for (const x of [a, b]) {
          w.emit("local.get", x);
          w.emit("i32x4.extract_lane", l);
        }
        if (e.op === "div" || e.op === "rem") divide(e.op, type, true, w);
        else w.emit(e.op === "shl" ? "i32.shl" : type === "i32" ? "i32.shr_s" : "i32.shr_u");
      };
      lane(0);
      w.emit("i32x4.splat");
      for (let l = 1; l < 4; l++) {
        lane(l);
        w.emit("i32x4.replace_lane", l);
      }
    });
  });
}

/** Vector shifts take one distance for all lanes. */
function emitShift(e: Op, a: Expr, distance: Expr, w: Emitter): void {
  if (distance.kind !== "splat") return emitByLane(e, w);
  w.expression(a);
  w.expression(distance.value);
  w.emit(e.op === "shl" ? "i32x4.shl" : e.type === "i32" ? "i32x4.shr_s" : "i32x4.shr_u");
}
