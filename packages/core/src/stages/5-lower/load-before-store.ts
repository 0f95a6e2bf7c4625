/** In-place kernels read what they replace before they write any of it, however many outputs share the reads. */
import type { Expr } from "../../ir/expr.ts";
import { rewriter, variable } from "../../ir/expr.ts";
import type { Kernel, Stmt } from "../../ir/kernel.ts";
import { withBlocks } from "../../ir/kernel.ts";

type StoreStmt = Extract<Stmt, { kind: "store" }>;

/** `kernel` with the reads of updated buffers named ahead of each run of consecutive stores. */
export function loadBeforeStore(kernel: Kernel): Kernel {
  const updated = new Set(kernel.args.flatMap((a, i) => (a.access === "update" ? [i] : [])));
  if (updated.size === 0) return kernel;
  let count = 0;
  const visit = (body: readonly Stmt[]): Stmt[] => {
    const out: Stmt[] = [];
    let run: StoreStmt[] = [];
    const flush = (): void => {
      const names = new Map<Expr, Expr>();
      const map = rewriter((e) => {
        if (e.kind !== "load" || !updated.has(e.arg)) return undefined;
        let name = names.get(e);
        if (!name) names.set(e, (name = variable(`old${count++}`, e.type, undefined, undefined, e.lanes)));
        return name;
      });
      const stores = run.map((s) => ({ ...s, value: map(s.value) }));
      for (const [value, v] of names)
        out.push({ kind: "let", name: (v as Extract<Expr, { kind: "var" }>).name, value });
      out.push(...stores);
      run = [];
    };
    for (const s of body) {
      if (s.kind === "store") {
        run.push(s);
        continue;
      }
      flush();
      out.push(withBlocks(s, visit));
    }
    flush();
    return out;
  };
  return { ...kernel, body: visit(kernel.body) };
}
