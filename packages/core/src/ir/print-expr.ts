/** Expressions as text, for goldens and messages, and as their identity: equal expressions have equal text. */
import type { Const, Expr, Op, ScalarOp } from "./expr.ts";
import { children, walk } from "./expr.ts";

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

/** An expression whose text would repeat more than this many parts names what it uses twice. */
const PLAIN = 400;

/**
 * `e` as text. A large expression is a tree no longer: what it uses more than once is printed once, `#0 = …; #1 = …; rest`, so that
 * the text grows with the number of distinct expressions, not with the number of paths to them.
 */
export function printExpr(e: Expr): string {
  const names = new Map<Expr, string>();
  if (isPlain(e)) return printTree(e, names);
  const uses = new Map<Expr, number>();
  const order: Expr[] = [];
  walk([e], (x) => {
    order.push(x);
    for (const c of children(x)) uses.set(c, (uses.get(c) ?? 0) + 1);
  });
  const lines: string[] = [];
  for (const x of order) {
    if ((uses.get(x) ?? 0) < 2 || children(x).length === 0) continue;
    const text = printTree(x, names);
    const name = `#${names.size}`;
    names.set(x, name);
    lines.push(`${name} = ${text}`);
  }
  return [...lines, printTree(e, names)].join("; ");
}

/** Whether the text of `e` has at most `PLAIN` parts when everything shared is repeated. */
function isPlain(e: Expr): boolean {
  let left = PLAIN;
  const fits = (x: Expr): boolean => --left >= 0 && children(x).every(fits);
  return fits(e);
}

function printTree(root: Expr, names: ReadonlyMap<Expr, string>): string {
  const print = (e: Expr): string => names.get(e) ?? printOne(e, print);
  return print(root);
}

function printOne(e: Expr, print: (e: Expr) => string): string {
  switch (e.kind) {
    case "const":
      return printConst(e);
    case "var":
      return e.name;
    case "load":
      return `$${e.arg}[${print(e.index)}${e.mask ? ` if ${print(e.mask)}` : ""}]${e.lanes === 4 ? "×4" : ""}`;
    case "local":
      return `${e.array}[${print(e.index)}]${e.lanes === 4 ? "×4" : ""}`;
    case "splat":
      return `<${print(e.value)}>`;
    case "vec":
      return `<${e.args.map(print).join(", ")}>`;
    case "extract":
      return `${print(e.value)}.${e.lane}`;
    case "op":
      return printOp(e, print);
  }
}

function printConst({ type, value }: Const): string {
  if (type === "f32") return Object.is(value, -0) ? "-0.0" : Number.isInteger(value) ? value.toFixed(1) : String(value);
  if (type === "bool") return String(value !== 0);
  return `${value}${type === "u32" ? "u" : ""}`;
}

function printOp(e: Op, print: (e: Expr) => string): string {
  const infix = INFIX[e.op];
  if (infix) return `(${print(e.args[0]!)} ${infix} ${print(e.args[1]!)})`;
  const name = e.op === "convert" ? e.type : e.op === "bitcast" ? `bits_${e.type}` : e.op;
  return `${name}(${e.args.map(print).join(", ")})`;
}
