/** LINEAR FORMS: sums of integers as Σ cᵢ·tᵢ + c with known bounds, so that index arithmetic collapses while it is being built. */
import type { Const, Expr } from "./expr-nodes.ts";
import { i32, raw } from "./expr-nodes.ts";

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

/** Σ scale·part in the normal form. */
export function sum(parts: readonly (readonly [Expr, number])[]): Expr {
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

/** `a` / `d` of non-negative `a`, as few divisions as its form allows. */
export function divide(a: Expr, d: number): Expr {
  if (d === 1) return a;
  // an index of an empty shape: there is no element to compute it for
  if (d === 0) return i32(0);
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
  // -1 / 2 / 2 is 0: truncated quotients of a negative number are not those of one division by the forms above
  if (a.kind === "op" && a.op === "div" && a.args[1]!.kind === "const" && a.args[0]!.min >= 0)
    return divide(a.args[0]!, (a.args[1] as Const).value * d);
  // (Σ kᵢtᵢ) / d where d and all kᵢ share a factor that the rest does not reach
  const g = [...linear(rest).terms.values()].reduce(gcd, d);
  if (g > 1 && rest === a) {
    const { terms, constant: c } = linear(a);
    if (c >= 0 && c % g === 0) return divide(fromLinear(new Map([...terms].map(([t, k]) => [t, k / g])), c / g), d / g);
  }
  return raw("div", [a, i32(d)], "i32", 1);
}

/** `a` % `d` of non-negative `a`. */
export function remainder(a: Expr, d: number): Expr {
  if (d === 1 || d === 0) return i32(0);
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
