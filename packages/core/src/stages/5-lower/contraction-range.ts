/**
 * Schedules a sum of products for CPU threads, in the manner of BLIS: blocks of k; panels of b (and of a, where its elements are
 * not found in one line of memory) packed into the thread's scratch; a micro-kernel that keeps a tile of sums in registers.
 * The patches of a convolution are formed while packing: `a` and `b` are any expressions over the axes.
 */
import type { Expr } from "../../ir/expr.ts";
import { axisVar, coefficient, constant, extract, freeVars, i32, load, localLoad, op, rewriter, splat, substitute, variable, vec, vectorize, walk } from "../../ir/expr.ts";
import type { LocalArray, Stmt } from "../../ir/kernel.ts";
import type { Arg, Axis, Nest } from "../../ir/nest.ts";
import type { Target } from "../7-run/device.ts";
import type { Blocks, Grid, Tile } from "./contraction-plan.ts";
import { chooseBlocks, chooseGrid, chooseTile, product, roundUp, stepOverBlock } from "./contraction-plan.ts";
import { decode } from "./coalesce.ts";
import type { Scheduled } from "./schedule.ts";

/** Elements past either end of a buffer that a `range` target lets a load touch. */
const SLACK = 8192;
/** A wider step from one row of b to the next would put rows in too many cache lines and pages to walk it unpacked. */
const WIDEST_UNPACKED_ROW = 256;

const add = (...xs: readonly Expr[]): Expr => xs.reduce((p, x) => op("add", [p, x]));
const sub = (a: Expr, b: Expr): Expr => op("sub", [a, b]);
const times = (a: Expr, c: number): Expr => op("mul", [a, i32(c)]);
const least = (a: Expr, b: Expr): Expr => op("min", [a, b]);
const index = (name: string, max: number): Expr => variable(name, "i32", 0, Math.max(0, max));
const define = (name: string, value: Expr): Stmt => ({ kind: "let", name, value });
const loop = (name: string, begin: Expr, end: Expr, step: number, body: readonly Stmt[]): Stmt => ({ kind: "for", name, begin, end, step, body });

/** The kernel's tasks, locals and body for a `contraction` nest. */
export function scheduleContractionRange(nest: Nest, target: Target): Scheduled {
  const c = prepare(nest, target);
  const { grid, blocks } = c;
  const tasks = product(c.batch) * grid.blocksM * grid.blocksN;
  const task = index("task", tasks - 1);
  const perBatch = decode([...c.batch, { name: "block_n", size: grid.blocksN }, { name: "block_m", size: grid.blocksM }], task);
  const firstM = times(perBatch.get("block_m")!, grid.blockM);
  const firstN = times(perBatch.get("block_n")!, grid.blockN);
  const bounds: Stmt[] = [
    define("m0", firstM),
    define("m1", least(add(firstM, i32(grid.blockM)), i32(c.M))),
    define("n0", firstN),
    define("n1", least(add(firstN, i32(grid.blockN)), i32(c.N))),
  ];
  const block = blockBody(c);
  const work: Stmt[] = blocks.count === 1 ? block : [loop("kb", i32(0), i32(blocks.count), 1, block), ...finalEpilogue(c)];
  const inBatch = (s: Stmt): Stmt => mapStatement(s, (e) => substitute(e, perBatch));
  return {
    tasks,
    workgroup: 1,
    cooperative: false,
    locals: c.locals,
    body: [loop("task", variable("begin"), variable("end"), 1, [...bounds, ...work].map(inBatch))],
    schedule: `tile ${c.tile.rows}×${4 * c.tile.vectors}, block ${grid.blockM}×${grid.blockN}×${blocks.steps}, a ${c.modeA}, b ${c.packsB ? "packed" : "direct"}`,
  };
}

/** Everything the parts of the schedule have to know. */
interface Plan {
  readonly nest: Nest;
  readonly batch: readonly Axis[];
  readonly mAxes: readonly Axis[];
  readonly nAxes: readonly Axis[];
  readonly M: number;
  readonly N: number;
  readonly a: Expr;
  readonly b: Expr;
  readonly tile: Tile;
  readonly blocks: Blocks;
  readonly grid: Grid;
  /** `direct`: read where it is; `rows`: packed along k; `columns`: packed along m. */
  readonly modeA: "direct" | "rows" | "columns";
  readonly packsB: boolean;
  /** Rows of a packed at a time. */
  readonly rowStep: number;
  /** Elements from one row of packed a to the next (`rows`), or from one k to the next (`columns`). */
  readonly strideA: number;
  /** Elements from one row of the sums in scratch to the next. */
  readonly strideC: number;
  readonly locals: readonly LocalArray[];
}

function prepare(nest: Nest, target: Target): Plan {
  const con = nest.contraction;
  if (!con) throw new Error(`scheduleContractionRange: nest ${nest.name} is a ${nest.class}; it has no contraction.`);
  const stores = nest.stores.flatMap((s) => [s.index, s.value]);
  let exprs: readonly Expr[] = [con.a, con.b, ...stores];
  let [k, m, n]: (readonly Axis[])[] = [con.k, con.m, con.n];
  [k, exprs] = mergeAxes(k!, exprs, "k");
  [m, exprs] = mergeAxes(m!, exprs, "m");
  [n, exprs] = mergeAxes(n!, exprs, "n");
  const a = exprs[0]!;
  const b = exprs[1]!;
  const merged: Nest = { ...nest, stores: nest.stores.map((s, i) => ({ ...s, index: exprs[2 + 2 * i]!, value: exprs[3 + 2 * i]! })) };
  const kAxes: readonly Axis[] = k!.length > 0 ? k! : [{ name: "k_one", size: 1 }];
  const M = product(m!);
  const N = product(n!);
  const K = product(kAxes);
  const tile = chooseTile(M, N);
  const blocks = chooseBlocks(kAxes);
  const flatM = decode(m!, index("m", M - 1));
  const modeA = chooseModeA(a, m!, blocks, flatM, nest.args, N <= 4 * tile.vectors);
  const indexB = plainLoad(b, nest.args);
  const rowOfB = indexB && stepOverBlock((name) => coefficient(indexB, name), blocks);
  const packsB = !(
    indexB &&
    rowOfB !== undefined &&
    coefficient(substitute(indexB, decode(n!, index("n", N - 1))), "n") === 1 &&
    (rowOfB <= WIDEST_UNPACKED_ROW || M <= 2 * tile.rows)
  );
  const rowStep = modeA === "columns" ? lcm(tile.rows, 4) * Math.max(1, Math.floor(24 / lcm(tile.rows, 4))) : tile.rows;
  const grid = chooseGrid({ batch: product(con.batch), m: M, n: N, k: K, tile, rowStep, packsA: modeA !== "direct", packsB, blockSteps: blocks.steps, threads: target.parallelism });
  const strideA = modeA === "columns" ? rowStep : roundUp(blocks.steps + 3, 4) + (blocks.steps % 256 === 0 ? 16 : 0);
  const width = 4 * tile.vectors;
  const strideC = blocks.count === 1 ? width : grid.blockN;
  const type = a.type;
  const locals: LocalArray[] = [{ name: "sums", type, size: blocks.count === 1 ? tile.rows * width : grid.blockM * grid.blockN }];
  if (modeA !== "direct") locals.push({ name: "panel_a", type, size: (modeA === "columns" ? blocks.steps : rowStep) * strideA + 8 });
  if (packsB) locals.push({ name: "panel_b", type, size: grid.blockN * blocks.steps });
  return { nest: merged, batch: con.batch, mAxes: m!, nAxes: n!, M, N, a, b, tile, blocks, grid, modeA, packsB, rowStep, strideA, strideC, locals };
}

/** Drops axes of size 1 and joins neighbours wherever no expression then needs a division to tell them apart. */
function mergeAxes(axes: readonly Axis[], exprs: readonly Expr[], prefix: string): [Axis[], readonly Expr[]] {
  const ones = new Map(axes.filter((x) => x.size === 1).map((x) => [x.name, i32(0)] as const));
  let out = exprs.map((e) => substitute(e, ones));
  const list = axes.filter((x) => x.size !== 1).map((x) => ({ ...x }));
  for (let i = list.length - 2; i >= 0; i--) {
    const [p, q] = [list[i]!, list[i + 1]!];
    const joined: Axis = { name: `${prefix}_${p.name}_${q.name}`, size: p.size * q.size };
    const v = axisVar(joined);
    const by = decode([p, q], v);
    const next = out.map((e) => substitute(e, by));
    if (next.some((e) => divides(e, joined.name))) continue;
    out = next;
    list.splice(i, 2, joined);
  }
  return [list, out];
}

function divides(e: Expr, name: string): boolean {
  let found = false;
  walk([e], (x) => {
    if (x.kind === "op" && (x.op === "div" || x.op === "rem") && freeVars(x).has(name)) found = true;
  });
  return found;
}

/** The index of `e` when it is nothing but an unmasked load from a buffer that is only read. */
function plainLoad(e: Expr, args: readonly Arg[]): Expr | undefined {
  return e.kind === "load" && !e.mask && e.type !== "bool" && args[e.arg]!.access === "read" ? e.index : undefined;
}

function chooseModeA(a: Expr, m: readonly Axis[], blocks: Blocks, flatM: ReadonlyMap<string, Expr>, args: readonly Arg[], usedOnce: boolean): Plan["modeA"] {
  const plain = plainLoad(a, args);
  const kAxis = blocks.inner.at(-1) ?? blocks.axis;
  if (plain && coefficient(substitute(plain, flatM), "m") !== undefined) {
    const step = stepOverBlock((name) => coefficient(plain, name), blocks);
    if (step === 1 || (step !== undefined && usedOnce)) return "direct";
  }
  if (readsAlong(a, kAxis.name) && kAxis.size >= 3) return "rows";
  const inner = m.at(-1);
  if (inner && (m.length === 1 || inner.size % 4 === 0) && readsAlong(a, inner.name)) return "columns";
  return "rows";
}

/** Whether every load of `e` that moves with `name` moves by one element. */
function readsAlong(e: Expr, name: string): boolean {
  let moves = false;
  let smooth = true;
  walk([e], (x) => {
    if (x.kind !== "load" || !freeVars(x.index).has(name)) return;
    moves = true;
    if (coefficient(x.index, name) !== 1) smooth = false;
  });
  return moves && smooth;
}

/** Masked loads whose index stays near the buffer whatever the mask says are read anyway and cleared: that can be done for four lanes at once. */
function vectorizeSafely(e: Expr, name: string, args: readonly Arg[]): Expr {
  const eager = rewriter((x) => {
    if (x.kind !== "load" || !x.mask || x.type === "bool" || !freeVars(x.mask).has(name) || coefficient(x.index, name) !== 1) return undefined;
    if (x.index.min < -SLACK || x.index.max > args[x.arg]!.size + SLACK) return undefined;
    return op("select", [x.mask, load(x.arg, x.type, x.index), constant(0, x.type)]);
  });
  return vectorize(eager(e), name);
}

// ---- one block of k -----------------------------------------------------------------------------------------------------

/** Packs b, then for every group of rows packs a and runs the micro-kernel along the columns. */
function blockBody(c: Plan): Stmt[] {
  const { blocks, tile, rowStep } = c;
  const m0 = index("m0", c.M - 1);
  const m1 = index("m1", c.M);
  const n0 = index("n0", c.N - 1);
  const n1 = index("n1", c.N);
  const kb = index("kb", blocks.count - 1);
  const where = decode([...blocks.outer, { name: "chunk", size: blocks.chunks }], kb);
  const s0 = times(where.get("chunk")!, blocks.chunk);
  const s1 = least(add(s0, i32(blocks.chunk)), i32(blocks.axis.size));
  const outer = new Map(blocks.outer.map((x) => [x.name, where.get(x.name)!]));
  const head: Stmt[] = [define("k0", s0), define("k1", s1)];
  const a = substitute(c.a, outer);
  const b = substitute(c.b, outer);
  const g0 = index("g0", c.M - 1);
  const g1 = least(add(g0, i32(rowStep)), m1);
  const body: Stmt[] = [...head];
  if (c.packsB) body.push(loop("p", n0, n1, 4 * tile.vectors, packB(c, b)));
  const micro = microKernel(c, a, b);
  const columns =
    rowStep === tile.rows
      ? loop("j", n0, n1, 4 * tile.vectors, micro(g0))
      : loop("j", n0, n1, 4 * tile.vectors, [loop("i", g0, g1, tile.rows, micro(index("i", c.M - 1)))]);
  body.push(loop("g0", m0, m1, rowStep, [...(c.modeA === "direct" ? [] : packA(c, a)), columns]));
  return body;
}

/** Loops over the k axes of a block; `body` is given the position in the block. Loops are named `prefix` + the axis. */
function kLoops(c: Plan, prefix: string, step: number, body: (position: Expr) => readonly Stmt[]): Stmt[] {
  const { axis, inner } = c.blocks;
  const axes = [axis, ...inner];
  const at = (x: Axis): Expr => axisVar({ name: prefix + x.name, size: x.size });
  let position: Expr = sub(at(axis), index("k0", axis.size - 1));
  for (const x of inner) position = add(times(position, x.size), at(x));
  const begin = (x: Axis): Expr => (x === axis ? index("k0", axis.size - 1) : i32(0));
  const end = (x: Axis): Expr => (x === axis ? index("k1", axis.size) : i32(x.size));
  return axes.reduceRight<Stmt[]>((b, x, i) => [loop(prefix + x.name, begin(x), end(x), i === axes.length - 1 ? step : 1, b)], [...body(position)]);
}

/** `e` over the names that `kLoops` gives the k axes. */
function inLoops(c: Plan, prefix: string, e: Expr): Expr {
  return substitute(e, new Map([c.blocks.axis, ...c.blocks.inner].map((x) => [x.name, axisVar({ name: prefix + x.name, size: x.size })] as const)));
}

/**
 * `e` at columns (or rows) base … base+3 of the flat index over `axes`: as one vector where the innermost axis allows it.
 * `names` makes statements that must precede the use.
 */
function fourAlong(e: Expr, axes: readonly Axis[], base: Expr, name: string, total: number, args: readonly Arg[], names: Stmt[]): Expr {
  const innerAxis = axes.at(-1);
  if (!innerAxis || !axes.some((x) => freeVars(e).has(x.name))) return e;
  if (axes.length === 1 || innerAxis.size % 4 === 0) {
    const v = variable(name, "i32", 0, innerAxis.size - 1);
    const start = total % 4 === 0 ? least(base, i32(total - 4)) : base;
    const by = decode(axes, start);
    names.push(define(name, by.get(innerAxis.name)!));
    const wide = vectorizeSafely(substitute(e, new Map([...by, [innerAxis.name, v]])), name, args);
    if (total % 4 === 0 || !gathers(wide)) return wide;
    names.pop();
  }
  const last = i32(total - 1);
  return vec([0, 1, 2, 3].map((l) => substitute(e, decode(axes, least(add(base, i32(l)), last)))));
}

/** Whether a vector is put together from four loads, each of which has an address of its own. */
function gathers(e: Expr): boolean {
  let found = false;
  walk([e], (x) => {
    if (x.kind === "vec" && x.args.some((l) => l.kind !== "const")) found = true;
  });
  return found;
}

/** The panel of columns p …: k by k, the columns of the tile side by side. */
function packB(c: Plan, b: Expr): Stmt[] {
  const { vectors } = c.tile;
  const p = index("p", c.N - 1);
  const start = times(sub(p, index("n0", c.N - 1)), c.blocks.steps);
  const names: Stmt[] = [];
  const columns = Array.from({ length: vectors }, (_, v) => fourAlong(inLoops(c, "b_", b), c.nAxes, add(p, i32(4 * v)), `p${v}`, c.N, c.nest.args, names));
  const loops = kLoops(c, "b_", 1, (k) =>
    columns.map((value, v): Stmt => ({ kind: "storeLocal", array: "panel_b", index: add(start, times(k, 4 * vectors), i32(4 * v)), value: splat(value) })),
  );
  return [...names, ...loops];
}

function packA(c: Plan, original: Expr): Stmt[] {
  const { rowStep, strideA } = c;
  const a = inLoops(c, "a_", original);
  const g0 = index("g0", c.M - 1);
  const r = index("r", rowStep - 1);
  if (c.modeA === "columns") {
    // all rows at each k: what lies side by side in memory is read together
    const names: Stmt[] = [];
    const groups = Array.from({ length: rowStep / 4 }, (_, q) => fourAlong(a, c.mAxes, add(g0, i32(4 * q)), `q${q}`, c.M, c.nest.args, names));
    const stores = (k: Expr): Stmt[] =>
      groups.map((value, q) => ({ kind: "storeLocal", array: "panel_a", index: add(times(k, strideA), i32(4 * q)), value: splat(value) }));
    return [...names, ...kLoops(c, "a_", 1, stores)];
  }
  const row = substitute(a, decode(c.mAxes, least(add(g0, r), i32(c.M - 1))));
  const innermost = c.blocks.inner.at(-1) ?? c.blocks.axis;
  const inside = `a_${innermost.name}`;
  const wide = readsAlong(row, inside) && innermost.size >= 3;
  // the last vector of a run may write past it: what follows is written later
  const value = wide ? splat(vectorizeSafely(row, inside, c.nest.args)) : row;
  return [
    loop("r", i32(0), i32(rowStep), 1, kLoops(c, "a_", wide ? 4 : 1, (k) => [{ kind: "storeLocal", array: "panel_a", index: add(times(r, strideA), k), value }])),
  ];
}

// ---- the micro-kernel ---------------------------------------------------------------------------------------------------

const UNROLL = 4;

/** The statements for the tile whose first row is `i` and first column `j`. */
function microKernel(c: Plan, a: Expr, b: Expr): (i: Expr) => Stmt[] {
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
      return localLoad("panel_a", type, c.modeA === "columns" ? add(times(k, c.strideA), local) : add(times(local, c.strideA), k));
    };
    const vectorB = (k: Expr, v: number): Expr => {
      if (c.packsB) return localLoad("panel_b", type, add(times(sub(j, n0), blocks.steps), times(k, 4 * vectors), i32(4 * v)), 4);
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
          const value = type === "f32" ? op("fma", [av, bv, sum(r, v)]) : add4(op("mul", [av, bv]), sum(r, v));
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
    for (let r = 0; r < rows; r++) for (let v = 0; v < vectors; v++) out.push({ kind: "var", name: sumName(r, v), init: splat(constant(0, type)) });
    if (!(count4.kind === "const" && count4.value === 0)) out.push(loop("kk", i32(0), count4, UNROLL, unrolled));
    if (count4 !== steps) out.push(loop("kt", count4, steps, 1, step(index("kt", blocks.steps - 1), "t")));

    const last = index("j_end", c.N);
    const each = (f: (r: number, v: number) => Stmt): Stmt[] => {
      const all: Stmt[] = [];
      for (let r = 0; r < rows; r++) for (let v = 0; v < vectors; v++) all.push(f(r, v));
      return all;
    };
    if (blocks.count === 1) {
      out.push(...each((r, v) => ({ kind: "storeLocal", array: "sums", index: i32(r * c.strideC + 4 * v), value: sum(r, v) })));
      const rowEnd = least(add(i, i32(rows)), index("m1", c.M));
      const sumAt = (er: Expr, en: Expr): Expr => add(times(sub(er, first), c.strideC), sub(en, j));
      out.push(define("j_end", least(add(j, i32(4 * vectors)), i32(c.N))));
      out.push(loop("er", i, rowEnd, 1, [loop("en", j, last, 4, epilogue(c, sumAt))]));
      return out;
    }
    const at = (r: number, v: number): Expr => add(times(sub(first, m0), c.strideC), sub(j, n0), i32(r * c.strideC + 4 * v));
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
            value: withOld ? add4(localLoad("sums", type, at(r, v), 4), sum(r, v)) : sum(r, v),
          })),
        ),
      ).flat();
    out.push({ kind: "if", condition: isFirst, then: write(false), else: write(true) });
    return out;
  };
}

const add4 = (a: Expr, b: Expr): Expr => op("add", [a, b]);

// ---- the epilogue -------------------------------------------------------------------------------------------------------

/** After the last block of k: every row of the task, four columns at a time. */
function finalEpilogue(c: Plan): Stmt[] {
  const m0 = index("m0", c.M - 1);
  const n0 = index("n0", c.N - 1);
  const sumAt = (er: Expr, en: Expr): Expr => add(times(sub(er, m0), c.strideC), sub(en, n0));
  return [loop("er", m0, index("m1", c.M), 1, [loop("en", n0, index("n1", c.N), 4, epilogue(c, sumAt))])];
}

/** The nest's stores at row `er` and columns `en` … `en`+3, as far as there are so many. All values are made before any is stored. */
function epilogue(c: Plan, sumAt: (er: Expr, en: Expr) => Expr): Stmt[] {
  const er = index("er", c.M - 1);
  const en = index("en", c.N - 1);
  const stage = c.nest.stages[0]!.name;
  const type = c.a.type;
  const whole = variable("whole", type, undefined, undefined, 4);
  const out: Stmt[] = [define("whole", localLoad("sums", type, sumAt(er, en), 4))];
  const inner = c.nAxes.at(-1);
  const rows = decode(c.mAxes, er);
  const lane = (e: Expr, l: number): Expr => substitute(e, new Map([...rows, ...decode(c.nAxes, add(en, i32(l))), [stage, extract(whole, l)]]));
  const scalars = (l: number): Stmt[] => [
    ...c.nest.stores.map((s, i) => define(`e${i}_${l}`, lane(s.value, l))),
    ...c.nest.stores.map((s, i): Stmt => ({ kind: "store", arg: s.arg, index: lane(s.index, l), value: variable(`e${i}_${l}`, s.value.type) })),
  ];
  const tail = [0, 1, 2, 3].flatMap((l): Stmt[] =>
    l === 0 ? scalars(0) : [{ kind: "if", condition: op("lt", [add(en, i32(l)), i32(c.N)]), then: scalars(l) }],
  );
  const canVector = inner !== undefined && c.N >= 4 && (c.nAxes.length === 1 || inner.size % 4 === 0) && c.nest.stores.every((s) => freeVars(s.index).has(inner.name));
  if (!canVector) return [...out, ...tail];

  const by = decode(c.nAxes, en);
  const ni = variable("ni", "i32", 0, inner.size - 1);
  // a stand-in for the sums that moves with the column, so that it becomes a vector with the rest
  const standIn = localLoad("whole", type, ni);
  const names: Stmt[] = [define("ni", by.get(inner.name)!)];
  const place = new Map<string, Expr>([...rows, ...by, [inner.name, ni], [stage, standIn]]);
  const named = rewriter((x) => (x.kind === "local" && x.array === "whole" ? (x.lanes === 4 ? whole : undefined) : undefined));
  const stores = c.nest.stores.map((s) => ({ ...s, index: substitute(s.index, place), value: named(splat(vectorizeSafely(substitute(s.value, place), "ni", c.nest.args))) }));
  const vectors: Stmt[] = [
    ...stores.map((s, i) => define(`e${i}`, s.value)),
    ...stores.flatMap((s, i): Stmt[] => {
      const value = variable(`e${i}`, s.value.type, undefined, undefined, 4);
      if (coefficient(s.index, "ni") === 1) return [{ kind: "store", arg: s.arg, index: s.index, value }];
      const at = (l: number): Expr => substitute(s.index, new Map([["ni", add(ni, i32(l))]]));
      return [0, 1, 2, 3].map((l) => ({ kind: "store", arg: s.arg, index: at(l), value: extract(value, l) }));
    }),
  ];
  const full = [...names, ...vectors];
  if (c.N % 4 === 0) return [...out, ...full];
  return [...out, { kind: "if", condition: op("le", [add(en, i32(4)), i32(c.N)]), then: full, else: tail }];
}

// ---- small things -------------------------------------------------------------------------------------------------------

function lcm(a: number, b: number): number {
  let [x, y] = [a, b];
  while (y) [x, y] = [y, x % y];
  return (a / x) * b;
}

function mapStatement(s: Stmt, f: (e: Expr) => Expr): Stmt {
  switch (s.kind) {
    case "let":
    case "assign":
      return { ...s, value: f(s.value) };
    case "var":
      return { ...s, init: f(s.init) };
    case "store":
    case "storeLocal":
      return { ...s, index: f(s.index), value: f(s.value) };
    case "for":
      return { ...s, begin: f(s.begin), end: f(s.end), body: s.body.map((t) => mapStatement(t, f)) };
    case "if":
      return { ...s, condition: f(s.condition), then: s.then.map((t) => mapStatement(t, f)), ...(s.else ? { else: s.else.map((t) => mapStatement(t, f)) } : {}) };
    case "barrier":
      return s;
  }
}
