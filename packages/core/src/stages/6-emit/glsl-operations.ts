/** How GLSL ES 3.00 spells each scalar operation. Arguments come printed; where scalars and vectors are spelled apart, helpers hide it. */
import type { ScalarType } from "../../ir/dtype.ts";
import type { Expr, Lanes, Op, ScalarOp } from "../../ir/expr.ts";

/** Defines the function `name` with `text` when the body calls it first. */
export type Need = (name: string, text: () => string) => string;

type Spelling = (args: readonly string[], e: Op, need: Need) => string;

const VECTOR: { readonly [T in ScalarType]: string } = { f32: "vec4", i32: "ivec4", u32: "uvec4", bool: "bvec4" };
const SCALAR: { readonly [T in ScalarType]: string } = { f32: "float", i32: "int", u32: "uint", bool: "bool" };

/** `float`, or `vec4`. */
export function glslType(type: ScalarType, lanes: Lanes): string {
  return lanes === 4 ? VECTOR[type] : SCALAR[type];
}

/** The components of a texel, by lane. */
export const COMPONENTS = "xyzw";

/** Integer quotients up to this are exact when computed in float32: (x + ½)·(1/d) is off by less than ½/d. */
const EXACT_QUOTIENT = 2 ** 21;

const lower = (type: ScalarType, lanes: Lanes): string => `${type}${lanes === 4 ? "x4" : ""}`;

/** A vector made lane by lane from what `lane` says of each component. */
const lanewise = (type: string, lane: (component: string) => string): string =>
  `${type}(${Array.from(COMPONENTS, lane).join(", ")})`;

const infix =
  (symbol: string): Spelling =>
  ([a, b]) =>
    `(${a} ${symbol} ${b})`;

const call =
  (name: string): Spelling =>
  (args) =>
    `${name}(${args.join(", ")})`;

/** Comparisons of vectors are functions. */
const compare =
  (symbol: string, name: string): Spelling =>
  ([a, b], e) =>
    e.lanes === 4 ? `${name}(${a}, ${b})` : `(${a} ${symbol} ${b})`;

/** Bitwise on integers; on bool the logical operator, which vectors lack. */
const logical =
  (bits: string, bool: string, name: string): Spelling =>
  ([a, b], e, need) => {
    if (e.type !== "bool") return `(${a} ${bits} ${b})`;
    if (e.lanes === 1) return `(${a} ${bool} ${b})`;
    const f = need(
      name,
      () => `bvec4 ${name}(bvec4 a, bvec4 b) { return ${lanewise("bvec4", (c) => `a.${c} ${bool} b.${c}`)}; }`,
    );
    return `${f}(${a}, ${b})`;
  };

/** Whether `v` is NaN, by its bits. */
const isNaN = (v: string, lanes: Lanes): string =>
  lanes === 4
    ? `greaterThan(floatBitsToInt(${v}) & 0x7fffffff, ivec4(0x7f800000))`
    : `(floatBitsToInt(${v}) & 0x7fffffff) > 0x7f800000`;

/** min and max of floats give NaN for NaN; the built-in ones may not. Bits are tested: a GPU may assume that no float is NaN. */
const extremum =
  (builtin: "max" | "min"): Spelling =>
  ([a, b], e, need) => {
    if (e.type !== "f32") return `${builtin}(${a}, ${b})`;
    const [x, y] = e.args as [Expr, Expr];
    if (isNumber(x) && !isNumber(y)) [a, b] = [b, a];
    const name = `${builtin}imum_${lower("f32", e.lanes)}`;
    const t = glslType("f32", e.lanes);
    const nan = (v: string): string => isNaN(v, e.lanes);
    if (isNumber(x) || isNumber(y)) {
      const one = `${name}_number`;
      need(one, () => `${t} ${one}(${t} a, ${t} number) { return mix(${builtin}(a, number), a, ${nan("a")}); }`);
      return `${one}(${a}, ${b})`;
    }
    need(
      name,
      () => `${t} ${name}(${t} a, ${t} b) { return mix(mix(${builtin}(a, b), b, ${nan("b")}), a, ${nan("a")}); }`,
    );
    return `${name}(${a}, ${b})`;
  };

function isNumber(e: Expr): boolean {
  return e.kind === "splat" ? isNumber(e.value) : e.kind === "const" && !Number.isNaN(e.value);
}

const isPowerOfTwo = (n: number): boolean => n > 0 && (n & (n - 1)) === 0;

/** The built-in logarithm says nothing of NaN, negative numbers and 0: NaN, NaN and −∞, made of bits that no compiler sees through. */
const log: Spelling = ([a], e, need) => {
  const name = `log_${lower("f32", e.lanes)}`;
  const [t, u] = [glslType("f32", e.lanes), glslType("u32", e.lanes)];
  const is = (symbol: string, f: string, x: string, y: string): string =>
    e.lanes === 4 ? `${f}(${x}, uvec4(${y}))` : `${x} ${symbol} ${y}`;
  return `${need(
    name,
    () => `${t} ${name}(${t} a) {
  ${u} bits = floatBitsToUint(a);
  bits *= ${u}(${is("!=", "notEqual", "bits", "0x80000000u")}); // −0 is not negative
  ${u} other = bits | ${u}(0x7fc00000u) << ${u}(${is("==", "equal", "bits", "0u")});
  return mix(log(a), uintBitsToFloat(other), ${is(">=", "greaterThanEqual", "bits - 1u", "0x7f800000u")});
}`,
  )}(${a})`;
};

/** As with the logarithm: what the built-in function makes of NaN is not said. */
const exp: Spelling = ([a], e, need) => {
  const t = glslType("f32", e.lanes);
  const name = `exp_${lower("f32", e.lanes)}`;
  return `${need(name, () => `${t} ${name}(${t} a) { return mix(exp(a), a, ${isNaN("a", e.lanes)}); }`)}(${a})`;
};

/** Index arithmetic avoids integer division, which many GPUs, and every emulated one, do bit by bit or lane by lane. */
const divide: Spelling = ([a, b], e, need) => {
  const [x, d] = e.args as [Expr, Expr];
  if (e.type !== "i32" || e.lanes !== 1 || d.kind !== "const" || x.min < 0 || d.value <= 0) return `(${a} / ${b})`;
  if (isPowerOfTwo(d.value)) return `(${a} >> ${Math.log2(d.value)})`;
  if (x.max >= EXACT_QUOTIENT) return `(${a} / ${b})`;
  need("quotient", () => "int quotient(int a, float reciprocal) { return int((float(a) + 0.5) * reciprocal); }");
  return `quotient(${a}, ${glslFloat(Math.fround(1 / d.value))})`;
};

/** `%` is undefined for negative operands, so that signed remainders are made of quotients. */
const remainder: Spelling = ([a, b], e, need) => {
  const [x, d] = e.args as [Expr, Expr];
  const t = glslType(e.type, e.lanes);
  if (e.type === "f32") {
    need(`rem_${t}`, () => `${t} rem_${t}(${t} a, ${t} b) { return a - b * trunc(a / b); }`);
    return `rem_${t}(${a}, ${b})`;
  }
  if (e.type === "u32") return `(${a} % ${b})`;
  if (e.lanes === 1 && d.kind === "const" && d.value > 0 && x.min >= 0) {
    if (isPowerOfTwo(d.value)) return `(${a} & ${d.value - 1})`;
    if (x.max >= EXACT_QUOTIENT) return `(${a} % ${b})`;
    need("quotient", () => "int quotient(int a, float reciprocal) { return int((float(a) + 0.5) * reciprocal); }");
    need("modulo", () => "int modulo(int a, int b, float reciprocal) { return a - b * quotient(a, reciprocal); }");
    return `modulo(${a}, ${b}, ${glslFloat(Math.fround(1 / d.value))})`;
  }
  need(`rem_${t}`, () => `${t} rem_${t}(${t} a, ${t} b) { return a - b * (a / b); }`);
  return `rem_${t}(${a}, ${b})`;
};

/**
 * By bits where there is no `mix`: a `?:` with a fetch in it is a branch, and each of a pooling window's doubles the time that SwiftShader
 * takes to compile the shader.
 */
const select: Spelling = ([c, a, b], e, need) => {
  if (e.type === "f32") return `mix(${b}, ${a}, ${c})`;
  if (e.type === "bool") {
    const int = glslType("i32", e.lanes);
    const chosen = select([c!, `${int}(${a})`, `${int}(${b})`], { ...e, type: "i32" }, need);
    return `${glslType("bool", e.lanes)}(${chosen})`;
  }
  const t = glslType(e.type, e.lanes);
  const name = `select_${t}`;
  const condition = glslType("bool", e.lanes);
  need(name, () => `${t} ${name}(${condition} c, ${t} a, ${t} b) { return b ^ ((a ^ b) & -${t}(c)); }`);
  return `${name}(${c}, ${a}, ${b})`;
};

/** The upper half of a 64-bit product, from products of 16-bit halves. */
const mulhi: Spelling = (args, e, need) => {
  const t = glslType("u32", e.lanes);
  const name = `mulhi_${t}`;
  need(
    name,
    () => `${t} ${name}(${t} a, ${t} b) {
  ${t} low = (a & 0xffffu) * (b & 0xffffu);
  ${t} cross_ = (a >> 16) * (b & 0xffffu) + (low >> 16);
  ${t} other = (a & 0xffffu) * (b >> 16) + (cross_ & 0xffffu);
  return (a >> 16) * (b >> 16) + (cross_ >> 16) + (other >> 16);
}`,
  );
  return `${name}(${args.join(", ")})`;
};

const bitcast: Spelling = ([a], e) => {
  const from = e.args[0]!.type;
  if (from === e.type) return a!;
  if (from === "f32") return `${e.type === "i32" ? "floatBitsToInt" : "floatBitsToUint"}(${a})`;
  if (e.type === "f32") return `${from === "i32" ? "intBitsToFloat" : "uintBitsToFloat"}(${a})`;
  return `${glslType(e.type, e.lanes)}(${a})`;
};

const convert: Spelling = ([a], e) => {
  const from = e.args[0]!;
  // not ±0 by its bits, so that NaN is true
  if (e.type === "bool" && from.type === "f32") {
    const bits = `(floatBitsToUint(${a}) << 1)`;
    return e.lanes === 4 ? `notEqual(${bits}, uvec4(0u))` : `(${bits} != 0u)`;
  }
  return `${glslType(e.type, e.lanes)}(${a})`;
};

export const OPERATIONS: { readonly [O in ScalarOp]?: Spelling } = {
  add: infix("+"),
  sub: infix("-"),
  mul: infix("*"),
  div: divide,
  rem: remainder,
  min: extremum("min"),
  max: extremum("max"),
  neg: ([a]) => `(-${a})`,
  // there is none for unsigned integers
  abs: ([a], e) => (e.type === "u32" ? a! : `abs(${a})`),
  floor: call("floor"),
  ceil: call("ceil"),
  rint: call("roundEven"),
  trunc: call("trunc"),
  sqrt: call("sqrt"),
  exp,
  log,
  sin: call("sin"),
  cos: call("cos"),
  tanh: call("tanh"),
  pow: call("pow"),
  fma: ([a, b, c]) => `(${a} * ${b} + ${c})`,
  eq: compare("==", "equal"),
  ne: compare("!=", "notEqual"),
  lt: compare("<", "lessThan"),
  le: compare("<=", "lessThanEqual"),
  and: logical("&", "&&", "both"),
  or: logical("|", "||", "either"),
  xor: logical("^", "^^", "unequal"),
  not: ([a], e) => (e.type !== "bool" ? `(~${a})` : e.lanes === 4 ? `not(${a})` : `(!${a})`),
  shl: infix("<<"),
  shr: infix(">>"),
  mulhi,
  select,
  convert,
  bitcast,
};

/** The shortest decimal that is the float32 `value`, as a GLSL literal. Finite values only. */
export function glslFloat(value: number): string {
  let text = String(value);
  for (let digits = 1; digits <= 9; digits++) {
    const short = String(Number(value.toPrecision(digits)));
    if (Math.fround(Number(short)) === value) {
      text = short;
      break;
    }
  }
  if (!/[.e]/.test(text)) text += ".0";
  return value < 0 ? `(${text})` : text;
}
