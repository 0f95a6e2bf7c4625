/** The micro-kernel of a contraction: a tile of sums in registers, along one block of k. */
import type { Expr } from "../../ir/expr.ts";
import { constant, i32, load, localLoad, op, splat, substitute, variable } from "../../ir/expr.ts";
import type { Stmt } from "../../ir/kernel.ts";
import { decode } from "./coalesce.ts";
import { add, sub, times, least, index, define, loop } from "./contraction-statements.ts";
import { product } from "./contraction-plan.ts";
import { epilogue } from "./contraction-epilogue.ts";
import type { Plan } from "./contraction-shape.ts";

const UNROLL = 4;

/** The statements for the tile whose first row is `i` and first column `j`. */
export function microKernel(c: Plan, a: Expr, b: Expr): (i: Expr) => Stmt[] {
  const { rows, vectors } = c.tile;
  const { blocks } = c;
  const type = c.a.type;
  const j = index("j", c.N - 1);
  const n0 = index("n0", c.N - 1);
  const m0 = index("m0", c.M - 1);
  const s0 = index("k0", blocks.axis.size - 1);
  const inside = product(blocks.inner);
  const count = times(sub(index("k1", blocks.axis.size), s0), inside);
  const steps = blocks.axis.size % blocks.chunk === 0 ? i32(blocks.steps) : least(count, i32(blocks.steps));
  const sumName = (r: number, v: number): string => `s${r}_${v}`;
  const sum = (r: number, v: number): Expr => variable(sumName(r, v), type, undefined, undefined, 4);

  return (i) => {
    // the last rows of a that is read in place are those of a tile that ends with the last row
    const overlaps = c.modeA === "direct" && c.M % rows !== 0;
    const first = overlaps ? index("top", c.M - rows) : i;
    // an operand read in place moves by one step from each k of the block to the next: the innermost axis counts them all
    const kAt = (k: Expr): (readonly [string, Expr])[] => [
      [blocks.axis.name, blocks.inner.length > 0 ? s0 : add(s0, k)],
      ...blocks.inner.map((x, at) => [x.name, at === blocks.inner.length - 1 ? k : i32(0)] as const),
    ];
    const elementA = (k: Expr, r: number): Expr => {
      if (c.modeA === "direct") {
        const by = new Map([...decode(c.mAxes, add(first, i32(r))), ...kAt(k)]);
        return substitute(a, by);
      }
      const local = add(sub(i, index("g0", c.M - 1)), i32(r));
      return localLoad(
        "panel_a",
        type,
        c.modeA === "columns" ? add(times(k, c.strideA), local) : add(times(local, c.strideA), k),
      );
    };
    const vectorB = (k: Expr, v: number): Expr => {
      if (c.packsB)
        return localLoad("panel_b", type, add(times(sub(j, n0), blocks.steps), times(k, 4 * vectors), i32(4 * v)), 4);
      const by = new Map([...decode(c.nAxes, add(j, i32(4 * v))), ...kAt(k)]);
      const e = substitute(b, by);
      return e.kind === "load" ? load(e.arg, e.type, e.index, undefined, 4) : e;
    };
    const step = (k: Expr, u: number | string): Stmt[] => {
      const out: Stmt[] = [];
      for (let v = 0; v < vectors; v++) out.push(define(`b${u}_${v}`, vectorB(k, v)));
      for (let r = 0; r < rows; r++) {
        out.push(define(`a${u}_${r}`, splat(elementA(k, r))));
        const av = variable(`a${u}_${r}`, type, undefined, undefined, 4);
        for (let v = 0; v < vectors; v++) {
          const bv = variable(`b${u}_${v}`, type, undefined, undefined, 4);
          const value = type === "f32" ? op("fma", [av, bv, sum(r, v)]) : add(op("mul", [av, bv]), sum(r, v));
          out.push({ kind: "assign", name: sumName(r, v), value });
        }
      }
      return out;
    };
    const k = index("kk", blocks.steps - 1);
    const count4 = sub(steps, op("rem", [steps, i32(UNROLL)]));
    const unrolled = Array.from({ length: UNROLL }, (_, u) => step(add(k, i32(u)), u)).flat();
    const out: Stmt[] = [];
    if (overlaps) out.push(define("top", least(i, i32(c.M - rows))));
    for (let r = 0; r < rows; r++)
      for (let v = 0; v < vectors; v++) out.push({ kind: "var", name: sumName(r, v), init: splat(constant(0, type)) });
    if (!(count4.kind === "const" && count4.value === 0)) out.push(loop("kk", i32(0), count4, UNROLL, unrolled));
    if (count4 !== steps) out.push(loop("kt", count4, steps, 1, step(index("kt", blocks.steps - 1), "t")));

    const last = index("j_end", c.N);
    const each = (f: (r: number, v: number) => Stmt): Stmt[] => {
      const all: Stmt[] = [];
      for (let r = 0; r < rows; r++) for (let v = 0; v < vectors; v++) all.push(f(r, v));
      return all;
    };
    if (blocks.count === 1) {
      out.push(
        ...each((r, v) => ({ kind: "storeLocal", array: "sums", index: i32(r * c.strideC + 4 * v), value: sum(r, v) })),
      );
      const rowEnd = least(add(i, i32(rows)), index("m1", c.M));
      const sumAt = (er: Expr, en: Expr): Expr => add(times(sub(er, first), c.strideC), sub(en, j));
      out.push(define("j_end", least(add(j, i32(4 * vectors)), i32(c.N))));
      out.push(loop("er", i, rowEnd, 1, [loop("en", j, last, 4, epilogue(c, sumAt))]));
      return out;
    }
    const at = (r: number, v: number): Expr =>
      add(times(sub(first, m0), c.strideC), sub(j, n0), i32(r * c.strideC + 4 * v));
    const isFirst = op("eq", [index("kb", blocks.count - 1), i32(0)]);
    // of the last tile, rows that are not the matrix's, or were done by the tile before, are left out
    const guarded = (r: number, body: Stmt[]): Stmt[] => {
      if (c.M % rows === 0) return body;
      const row = add(first, i32(r));
      const valid = overlaps ? op("le", [i, row]) : op("lt", [row, i32(c.M)]);
      return [{ kind: "if", condition: valid, then: body }];
    };
    const write = (withOld: boolean): Stmt[] =>
      Array.from({ length: rows }, (_, r) =>
        guarded(
          r,
          Array.from({ length: vectors }, (_x, v): Stmt => ({
            kind: "storeLocal",
            array: "sums",
            index: at(r, v),
            value: withOld ? add(localLoad("sums", type, at(r, v), 4), sum(r, v)) : sum(r, v),
          })),
        ),
      ).flat();
    out.push({ kind: "if", condition: isFirst, then: write(false), else: write(true) });
    return out;
  };
}
