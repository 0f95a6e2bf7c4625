/** A fragment kernel's body cut into passes, each of which is a shader of its own. */
import type { Expr } from "../../ir/expr.ts";
import { walk } from "../../ir/expr.ts";
import type { Stmt } from "../../ir/kernel.ts";
import { expressionsOf, walkStatements } from "../../ir/kernel.ts";

/** The body of each pass: what lies between the top level's barriers, after the names of earlier passes that it uses, computed anew. */
export function passesOf(body: readonly Stmt[]): readonly (readonly Stmt[])[] {
  const lets: LetStmt[] = [];
  return splitAtBarriers(body).map((own) => {
    const pass = [...carried(lets, own), ...own];
    for (const s of own) if (s.kind === "let") lets.push(s);
    return pass;
  });
}

type LetStmt = Extract<Stmt, { kind: "let" }>;

function splitAtBarriers(body: readonly Stmt[]): Stmt[][] {
  const passes: Stmt[][] = [[]];
  for (const s of body) {
    if (s.kind === "barrier") passes.push([]);
    else passes.at(-1)!.push(s);
  }
  return passes;
}

function carried(lets: readonly LetStmt[], body: readonly Stmt[]): Stmt[] {
  const wanted = new Set<string>();
  const want = (e: Expr): void => walk([e], (x) => void (x.kind === "var" && wanted.add(x.name)));
  walkStatements(body, (s) => expressionsOf(s).forEach(want));
  const kept: Stmt[] = [];
  for (const s of lets.toReversed()) {
    if (!wanted.has(s.name)) continue;
    kept.unshift(s);
    want(s.value);
  }
  return kept;
}
