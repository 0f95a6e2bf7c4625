/**
 * FOUR NEIGHBOURS THAT START AT A MULTIPLE OF FOUR: most index arithmetic is then the same for all of them, or counts up with them.
 * i / 32 is equal for all four, i % 32 grows by one from each to the next, and i < 128 holds for all or for none.
 */
import type { Expr } from "./expr.ts";
import { children, linear, op, substitute, variable, vectorize, walk, withChildren } from "./expr.ts";

/** As {@link vectorize}, for an index variable whose first value is a multiple of 4. */
export function vectorizeAligned(e: Expr, name: string): Expr {
  const index = variableIn(e, name);
  if (!index) return e;
  // what does not differ among the four is said of the first
  const first = variable(`${name} first`, "i32", index.min, index.max);
  const atFirst = (x: Expr): Expr => substitute(x, new Map([[name, first]]));
  const depends = new Map<Expr, boolean>();
  const dependsOn = (x: Expr): boolean => {
    let known = depends.get(x);
    if (known === undefined) depends.set(x, (known = x === index || children(x).some(dependsOn)));
    return known;
  };
  const memo = new Map<Expr, Expr>();
  const visit = (x: Expr): Expr => {
    if (!dependsOn(x)) return x;
    let out = memo.get(x);
    if (!out) memo.set(x, (out = settle(withChildren(x, children(x).map(visit)))));
    return out;
  };
  const settle = (x: Expr): Expr => {
    if (x.kind !== "op" || x.args.length !== 2 || x.args[0]!.type !== "i32" || x.lanes !== 1) return x;
    const [a, b] = x.args as [Expr, Expr];
    const by = b.kind === "const" ? b.value : 0;
    switch (x.op) {
      case "div":
        return by > 0 && by % 4 === 0 && countsUp(a) ? atFirst(x) : x;
      case "rem":
        if (!(by > 0 && by % 4 === 0 && countsUp(a))) return x;
        return op("add", [atFirst(x), op("sub", [index, first])]);
      case "lt":
        // a < b does not change from the first to the fourth when a − b is a multiple of 4 at the first
        return countsUp(op("sub", [a, b])) ? atFirst(x) : x;
      case "le":
        return countsUp(op("sub", [b, a])) ? atFirst(x) : x;
      default:
        return x;
    }
  };
  /** Whether `x` grows by 1 with the index, from a multiple of 4. */
  const countsUp = (x: Expr): boolean => {
    const { terms, constant } = linear(x);
    if (constant % 4 !== 0 || terms.get(index) !== 1) return false;
    return [...terms].every(([t, k]) => t === index || (isFour(t, k) && !dependsOn(t)));
  };
  const isFour = (t: Expr, k: number): boolean => {
    if (k % 4 === 0 || t === first) return true;
    if (t.kind !== "op" || t.op !== "rem") return false;
    const [of, by] = t.args as [Expr, Expr];
    if (by.kind !== "const" || by.value % 4 !== 0) return false;
    const { terms, constant } = linear(of);
    return constant % 4 === 0 && [...terms].every(([u, c]) => isFour(u, c));
  };
  return substitute(vectorize(visit(e), name), new Map([[first.kind === "var" ? first.name : "", index]]));
}

function variableIn(e: Expr, name: string): Expr | undefined {
  let found: Expr | undefined;
  walk([e], (x) => {
    if (x.kind === "var" && x.name === name) found = x;
  });
  return found;
}
