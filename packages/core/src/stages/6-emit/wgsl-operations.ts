/** How WGSL spells each scalar operation. Arguments come printed; scalar and 4-lane values are spelled alike except for type names. */
import type { ScalarType } from "../../ir/dtype.ts";
import type { Expr, Lanes, Op, ScalarOp } from "../../ir/expr.ts";

/** Functions the module defines when the body calls them. Integers test for NaN: a GPU may assume that no float is one. */
export type Helper = "maximum" | "minimum" | "atLeast" | "atMost" | "mulhi";

/** `f32`, or `vec4<f32>`. */
export function wgslType(type: ScalarType, lanes: Lanes): string {
  return lanes === 4 ? `vec4<${type}>` : type;
}

type Spelling = (args: readonly string[], e: Op, need: (helper: Helper) => void) => string;

const infix =
  (symbol: string): Spelling =>
  ([a, b]) =>
    `(${a} ${symbol} ${b})`;
const call =
  (name: string): Spelling =>
  (args) =>
    `${name}(${args.join(", ")})`;
const shift =
  (symbol: string): Spelling =>
  ([a, b], e) =>
    `(${a} ${symbol} ${e.args[1]!.type === "u32" ? b : `${wgslType("u32", e.lanes)}(${b})`})`;

/** min and max of floats give NaN for NaN; the built-in ones may not. Where one side is a plain number, only the other is looked at. */
function extremum(builtin: "max" | "min", both: "maximum" | "minimum", one: "atLeast" | "atMost"): Spelling {
  return ([a, b], e, need) => {
    const [x, y] = e.args as [Expr, Expr];
    if (e.type !== "f32") return `${builtin}(${a}, ${b})`;
    const helper = isNumber(x) || isNumber(y) ? one : both;
    need(helper);
    const suffix = e.lanes === 4 ? "4" : "";
    return isNumber(x) && !isNumber(y) ? `${helper}${suffix}(${b}, ${a})` : `${helper}${suffix}(${a}, ${b})`;
  };
}

function isNumber(e: Expr): boolean {
  return e.kind === "splat" ? isNumber(e.value) : e.kind === "const" && !Number.isNaN(e.value);
}

export const OPERATIONS: { readonly [O in ScalarOp]: Spelling } = {
  add: infix("+"),
  sub: infix("-"),
  mul: infix("*"),
  div: infix("/"),
  rem: infix("%"),
  min: extremum("min", "minimum", "atMost"),
  max: extremum("max", "maximum", "atLeast"),
  // unsigned integers have no negation, but they wrap around
  neg: ([a], e) => (e.type === "u32" ? `(${wgslType("u32", e.lanes)}(0) - ${a})` : `(-${a})`),
  abs: call("abs"),
  floor: call("floor"),
  ceil: call("ceil"),
  // WGSL rounds halves to even
  rint: call("round"),
  trunc: call("trunc"),
  sqrt: call("sqrt"),
  exp: call("exp"),
  log: call("log"),
  sin: call("sin"),
  cos: call("cos"),
  tanh: call("tanh"),
  pow: call("pow"),
  fma: call("fma"),
  eq: infix("=="),
  // a NaN is unequal to everything; `!=` of floats may be an ordered comparison, which is false for it
  ne: ([a, b], e) => (e.args[0]!.type === "f32" ? `!(${a} == ${b})` : `(${a} != ${b})`),
  lt: infix("<"),
  le: infix("<="),
  and: infix("&"),
  or: infix("|"),
  xor: ([a, b], e) => (e.type === "bool" ? `(${a} != ${b})` : `(${a} ^ ${b})`),
  not: ([a], e) => (e.type === "bool" ? `!${a}` : `~${a}`),
  shl: shift("<<"),
  shr: shift(">>"),
  mulhi: (args, e, need) => {
    need("mulhi");
    return `mulhi${e.lanes === 4 ? "4" : ""}(${args.join(", ")})`;
  },
  select: ([c, a, b]) => `select(${b}, ${a}, ${c})`,
  convert: ([a], e) => {
    const from = e.args[0]!;
    if (e.type !== "bool") return `${wgslType(e.type, e.lanes)}(${a})`;
    const zero = `${wgslType("u32", e.lanes)}(0)`;
    // not ±0 by its bits, so that NaN is true
    if (from.type === "f32")
      return `((bitcast<${wgslType("u32", e.lanes)}>(${a}) << ${wgslType("u32", e.lanes)}(1)) != ${zero})`;
    return `(${a} != ${wgslType(from.type, e.lanes)}(0))`;
  },
  bitcast: ([a], e) => `bitcast<${wgslType(e.type, e.lanes)}>(${a})`,
  broadcast: call("quadBroadcast"),
};

const NAN = "> vec4<u32>(0x7f800000u)";

/** A helper's definition, for one value or four. */
export function helperText(helper: Helper, lanes: Lanes): string {
  const suffix = lanes === 4 ? "4" : "";
  if (helper === "mulhi") {
    const t = wgslType("u32", lanes);
    const s = lanes === 4 ? "vec4<u32>(16u)" : "16u";
    const mask = lanes === 4 ? "vec4<u32>(0xffffu)" : "0xffffu";
    return `// the upper half of a 64-bit product, from products of 16-bit halves
fn mulhi${suffix}(a: ${t}, b: ${t}) -> ${t} {
  let low = (a & ${mask}) * (b & ${mask});
  let cross = (a >> ${s}) * (b & ${mask}) + (low >> ${s});
  let other = (a & ${mask}) * (b >> ${s}) + (cross & ${mask});
  return (a >> ${s}) * (b >> ${s}) + (cross >> ${s}) + (other >> ${s});
}`;
  }
  const t = wgslType("f32", lanes);
  const u = wgslType("u32", lanes);
  const nan = lanes === 4 ? NAN : "> 0x7f800000u";
  const mask = lanes === 4 ? "vec4<u32>(0x7fffffffu)" : "0x7fffffffu";
  const builtin = helper === "maximum" || helper === "atLeast" ? "max" : "min";
  if (helper === "atLeast" || helper === "atMost")
    return `fn ${helper}${suffix}(a: ${t}, number: ${t}) -> ${t} {
  return select(${builtin}(a, number), a, (bitcast<${u}>(a) & ${mask}) ${nan});
}`;
  return `fn ${helper}${suffix}(a: ${t}, b: ${t}) -> ${t} {
  let number = select(${builtin}(a, b), b, (bitcast<${u}>(b) & ${mask}) ${nan});
  return select(number, a, (bitcast<${u}>(a) & ${mask}) ${nan});
}`;
}
