/** The largest number an index is known to be a multiple of, seen through names and loops. */
import type { Expr } from "../../ir/expr.ts";
import type { Stmt } from "../../ir/kernel.ts";

/** What zero is a multiple of: every number. 2³⁰ stands for it. */
const ANY = 2 ** 30;

export class Alignment {
  private readonly names = new Map<string, number>();

  constructor(body: readonly Stmt[]) {
    this.learn(body);
  }

  /** Statements in order: a name is defined before it is used. */
  private learn(body: readonly Stmt[]): void {
    for (const s of body) {
      if (s.kind === "let" && s.value.type === "i32") this.names.set(s.name, this.of(s.value));
      if (s.kind === "for") {
        this.names.set(s.name, gcd(this.of(s.begin), s.step));
        this.learn(s.body);
      }
      if (s.kind === "if") [s.then, s.else ?? []].forEach((b) => this.learn(b));
    }
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
