/** Which indices are multiples of four, and so which arrays can be declared as arrays of vectors. */
import type { Expr } from "../../ir/expr.ts";
import { walk } from "../../ir/expr.ts";
import type { Stmt } from "../../ir/kernel.ts";
import { expressionsOf, walkStatements } from "../../ir/kernel.ts";

/** What zero is a multiple of: every number. 2³⁰ stands for it. */
const ANY = 2 ** 30;

/** The largest number an index is known to be a multiple of, seen through names and loops. */
export class Alignment {
  private readonly names = new Map<string, number>();

  constructor(body: readonly Stmt[]) {
    // in the text's order: a name is defined before it is used
    walkStatements(body, (s) => {
      if (s.kind === "let" && s.value.type === "i32") this.names.set(s.name, this.of(s.value));
      if (s.kind === "for") this.names.set(s.name, gcd(this.of(s.begin), s.step));
    });
  }

  /** A number that divides the value of the i32 expression `e` whatever its variables are; 1 when nothing is known. */
  of(e: Expr): number {
    if (e.kind === "const") return e.value === 0 ? ANY : Math.abs(e.value);
    if (e.kind === "var") return this.names.get(e.name) ?? 1;
    if (e.kind !== "op" || e.type !== "i32") return 1;
    const [a, b] = e.args as [Expr, Expr];
    switch (e.op) {
      case "add":
      case "sub":
      case "min":
      case "max":
        return gcd(this.of(a), this.of(b));
      case "mul":
        return Math.min(ANY, this.of(a) * this.of(b));
      case "rem":
        return b.kind === "const" ? gcd(this.of(a), Math.abs(b.value)) : 1;
      case "div":
        return b.kind === "const" && b.value > 0 && this.of(a) % b.value === 0 ? this.of(a) / b.value : 1;
      case "select":
        return gcd(this.of(b), this.of(e.args[2]!));
      default:
        return 1;
    }
  }
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}

/** The arrays whose 4-lane accesses are all aligned, and that have one. */
export function vectorArrays(
  body: readonly Stmt[],
  alignment: Alignment,
): { readonly args: ReadonlySet<number>; readonly locals: ReadonlySet<string> } {
  const aligned = new Set<number | string>();
  const unaligned = new Set<number | string>();
  const note = (array: number | string, index: Expr, lanes: number): void => {
    if (lanes === 4) (alignment.of(index) % 4 === 0 ? aligned : unaligned).add(array);
  };
  const visit = (e: Expr): void => {
    if (e.kind === "load") note(e.arg, e.index, e.lanes);
    if (e.kind === "local") note(e.array, e.index, e.lanes);
  };
  walkStatements(body, (s) => {
    if (s.kind === "store") note(s.arg, s.index, s.value.lanes);
    if (s.kind === "storeLocal") note(s.array, s.index, s.value.lanes);
    walk(expressionsOf(s), visit);
  });
  const vectors = [...aligned].filter((a) => !unaligned.has(a));
  return {
    args: new Set(vectors.filter((a) => typeof a === "number")),
    locals: new Set(vectors.filter((a) => typeof a === "string")),
  };
}
