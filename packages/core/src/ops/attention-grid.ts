/**
 * Attention on GPUs. Each invocation owns rows (queries, or keys in the derivative of keys and values): its own vectors and what it
 * makes of them stay in registers, while it walks the elements of the other side, all of which every row reads. So those come
 *
 * - on a GPU through workgroup memory, a block of them at a time, for the rows of a whole workgroup;
 * - where a CPU runs the shaders by `broadcast`: each of four neighbours (a quad) loads a quarter of a vector and hands it to the others.
 */
import type { Expr } from "../ir/expr.ts";
import { extract, f32, i32, localLoad, op, splat, substitute, vec, vectorize } from "../ir/expr.ts";
import type { KernelBody, Stmt } from "../ir/kernel.ts";
import type { Target } from "../ir/target.ts";
import { causal, expOf, maskInput, scaleOf, scoreOf } from "./attention-score.ts";
import { FLOOR, sizesOf } from "./attention-sizes.ts";
import type { Aval, RoutineContext } from "./record.ts";
import type { Attrs } from "../ir/graph.ts";
import * as s from "./scalar.ts";
import { assign, declare, define, float, index, loop, storeLocal, times, when } from "./statements.ts";

const QUAD = 4;
/** Rows of a workgroup on a GPU, and elements of the other side that it holds at most. */
const ROWS = 64;
const BLOCK = 32;
/** Elements of a query and a value together: what registers hold of a row, twice in the derivative of keys and values. */
const MOST_DEPTH = 128;
/** On a software GPU, with rows no deeper than this an invocation owns two: each vector loaded is used twice. */
const TWO_ROWS = 64;

/** Whether the kernels below do: vectors of four lie along depths, and a row fits registers. */
export function fitsGrid(inputs: readonly Aval[], _: Attrs, target: Target): boolean {
  const { T, S, D, E } = sizesOf(inputs);
  if (D % 4 !== 0 || E % 4 !== 0 || D + E > MOST_DEPTH || D === 0 || E === 0 || T === 0 || S === 0) return false;
  return target.software || blockOf(D + E, target) >= 4;
}

const blockOf = (depth: number, { localBytes }: Target): number =>
  Math.min(BLOCK, Math.floor(localBytes / (4 * depth)));

// ---- rows, and the walk over the other side -------------------------------------------------------------------------------

/** Element `d` of vector `i` of one side. */
type Read = (i: Expr, d: Expr) => Expr;
/** A vector of the other side that each step of a walk needs. */
interface Side {
  readonly name: string;
  readonly depth: number;
  readonly read: Read;
}

/** Which rows an invocation owns, and how many invocations there are. */
interface Rows extends Pick<KernelBody, "tasks" | "workgroup" | "cooperative" | "schedule"> {
  readonly b: Expr;
  readonly head: Expr;
  /** First row and number of rows of those that walk together. */
  readonly first: Expr;
  readonly span: number;
  /** The rows of this invocation; those past the end are there too. */
  readonly own: readonly Expr[];
}

function rowsOf(batch: number, heads: number, count: number, depth: number, target: Target): Rows {
  const { software, maxWorkgroup } = target;
  const each = software && depth <= TWO_ROWS && count > QUAD ? 2 : 1;
  let size = Math.min(ROWS, maxWorkgroup);
  if (!software) while (size > 16 && size / 2 >= count) size /= 2;
  const span = software ? QUAD * each : size;
  const blocks = Math.ceil(count / span);
  const groups = batch * heads * blocks;
  const tasks = software ? groups * QUAD : groups;
  const task = index("task", tasks - 1);
  const group = software ? s.div(task, QUAD) : task;
  const lane = software ? s.rem(task, QUAD) : index("local", size - 1);
  const first = s.mul(s.rem(group, blocks), span);
  // few tasks are worth more when all threads have some
  if (software) while (size > QUAD && tasks / size < 16) size /= 2;
  return {
    tasks,
    workgroup: size,
    cooperative: !software,
    schedule: software ? `${span} rows by ${QUAD} invocations` : `${span} rows, the other side in workgroup memory`,
    b: s.div(group, blocks * heads),
    head: s.rem(s.div(group, blocks), heads),
    first,
    span,
    own: times(each, (r) => s.add(first, s.add(lane, QUAD * r))),
  };
}

/** The four elements from `d` on. */
function four(read: Read, i: Expr, d: Expr, depth: number): Expr {
  return splat(substitute(vectorize(read(i, index("lane", depth - 1)), "lane"), new Map([["lane", d]])));
}

/** Names the vector of `depth` elements that `read` has at `i`, in fours. */
function defineVectors(name: string, depth: number, read: Read, i: Expr): Stmt[] {
  return times(depth / 4, (x) => define(`${name}_${x}`, four(read, i, i32(4 * x), depth)));
}

/** Statements that for every j from `begin` to `end` name the vectors of `sides`, then do `body`. */
function walk(
  rows: Rows,
  target: Target,
  name: string,
  [begin, end, count]: readonly [begin: Expr | number, end: Expr | number, count: number],
  sides: readonly Side[],
  body: (j: Expr) => readonly Stmt[],
): Stmt[] {
  const j = index(name, count - 1);
  if (target.software) {
    const lane = s.rem(index("task", rows.tasks - 1), QUAD);
    const shares = target.native.has("broadcast");
    const vectors = sides.flatMap(({ name: side, depth, read }) =>
      times(depth / 4, (x): Stmt[] => {
        if (!shares) return [define(`${side}_${x}`, four(read, j, i32(4 * x), depth))];
        const quarter = float(`${side}_${x}_own`);
        const all = times(QUAD, (l) => op("broadcast", [quarter, i32(l)]));
        return [define(`${side}_${x}_own`, read(j, s.add(lane, 4 * x))), define(`${side}_${x}`, vec(all))];
      }).flat(),
    );
    return [loop(name, begin, end, 1, [...vectors, ...body(j)])];
  }
  const depth = sides.reduce((sum, side) => sum + side.depth, 0);
  const block = blockOf(depth, target);
  const start = index(`${name}_block`, count - 1);
  const bring = sides.map((side): Stmt => {
    const p = index("p", block * side.depth - 4);
    const at = s.min(s.add(start, s.div(p, side.depth)), count - 1);
    const value = four(side.read, at, s.rem(p, side.depth), side.depth);
    const mine = s.mul(index("local", rows.workgroup - 1), 4);
    return loop("p", mine, block * side.depth, 4 * rows.workgroup, [storeLocal(side.name, p, value)]);
  });
  const held = sides.flatMap((side) =>
    times(side.depth / 4, (x) => {
      const at = s.add(s.mul(s.sub(j, start), side.depth), 4 * x);
      return define(`${side.name}_${x}`, localLoad(side.name, "f32", at, 4));
    }),
  );
  return [
    loop(`${name}_block`, begin, end, block, [
      { kind: "barrier" },
      ...bring,
      { kind: "barrier" },
      loop(name, start, s.min(s.add(start, block), end), 1, [...held, ...body(j)]),
    ]),
  ];
}

const locals = (sides: readonly Side[], target: Target): KernelBody["locals"] => {
  if (target.software) return [];
  const block = blockOf(
    sides.reduce((sum, side) => sum + side.depth, 0),
    target,
  );
  return sides.map(({ name, depth }) => ({ name, type: "f32", size: block * depth }));
};

const vectors = (name: string, depth: number): Expr[] => times(depth / 4, (x) => float(`${name}_${x}`, 4));

/** Statements that call the sum of products of two named vectors `name`. */
function dot(name: string, a: readonly Expr[], b: readonly Expr[]): Stmt[] {
  const sums = a.reduce<Expr>((sum, x, i) => (i === 0 ? s.mul(x, b[i]!) : s.fma(x, b[i]!, sum)), splat(f32(0)));
  const all = float(`${name}_all`, 4);
  const [p, q, t, u] = times(4, (l) => extract(all, l)) as [Expr, Expr, Expr, Expr];
  return [define(`${name}_all`, sums), define(name, s.add(s.add(p, q), s.add(t, u)))];
}

/** result += factor·vector, of named vectors. */
function addProduct(result: string, factor: Expr, name: string, depth: number): Stmt[] {
  return vectors(name, depth).map((v, x) =>
    assign(`${result}_${x}`, s.fma(splat(factor), v, float(`${result}_${x}`, 4))),
  );
}

const zeros = (name: string, depth: number): Stmt[] => times(depth / 4, (x) => declare(`${name}_${x}`, splat(f32(0))));

/** The statements for each row of an invocation, told apart by a number. */
const each = (rows: Rows, make: (r: number, row: Expr) => readonly Stmt[]): Stmt[] =>
  rows.own.flatMap((row, r) => make(r, row));

/** `body` for rows that exist. */
const inside = (row: Expr, count: number, body: readonly Stmt[]): Stmt[] => when(s.lt(row, count), body);

function kernel(c: RoutineContext, rows: Rows, sides: readonly Side[], body: Stmt[], products: number): KernelBody {
  const { B, T, S, H, D, E } = sizesOf(c.inputs);
  const { tasks, workgroup, cooperative, schedule } = rows;
  const flops = (products * B * H * T * S * (D + E)) / (causal(c) ? 2 : 1);
  return { tasks, workgroup, cooperative, schedule, locals: locals(sides, c.target), flops, body };
}

// ---- the three kernels --------------------------------------------------------------------------------------------------

/** Where the inputs of the derivatives are. */
const [Q, K, V, DO, LSE, DELTA] = [0, 1, 2, 3, 4, 5];

/** What the kernels whose rows are queries share: rows, and the walk over the keys they may see. */
function queryRows(c: RoutineContext) {
  const { B, T, S, H, G, D, E } = sizesOf(c.inputs);
  const rows = rowsOf(B, H, T, D + E, c.target);
  const { b, head, first, span } = rows;
  const g = s.div(head, H / G);
  const sides: Side[] = [
    { name: "k", depth: D, read: (j, d) => c.read(K, [b, j, g, d]) },
    { name: "v", depth: E, read: (j, d) => c.read(V, [b, j, g, d]) },
  ];
  const end = causal(c) ? s.min(s.add(first, span), S) : S;
  const query = (row: Expr): Expr => s.min(row, T - 1);
  const score = (r: number, row: Expr, j: Expr): Stmt[] => [
    ...dot(`product${r}`, vectors(`q${r}`, D), vectors("k", D)),
    define(`score${r}`, scoreOf(c, maskInput(c), float(`product${r}`), { b, h: head, i: query(row), j }, s.lt(j, S))),
  ];
  const keys = (body: (j: Expr) => readonly Stmt[]): Stmt[] => walk(rows, c.target, "j", [0, end, S], sides, body);
  return { rows, sides, query, score, keys };
}

export function attentionGrid(c: RoutineContext): KernelBody {
  const { B, T, H, D, E } = sizesOf(c.inputs);
  const { rows, sides, query, score, keys } = queryRows(c);
  const { b, head } = rows;
  const step = (r: number, row: Expr, j: Expr): Stmt[] => {
    const [top, less, p] = [float(`top${r}`), float(`less${r}`), float(`p${r}`)];
    return [
      ...score(r, row, j),
      // by names that do not change, so that what is made of them can be named too
      define(`before${r}`, float(`highest${r}`)),
      define(`top${r}`, s.max(float(`before${r}`), float(`score${r}`))),
      define(`less${r}`, expOf(s.sub(float(`before${r}`), top))),
      define(`p${r}`, expOf(s.sub(float(`score${r}`), top))),
      assign(`highest${r}`, top),
      assign(`total${r}`, s.fma(float(`total${r}`), less, p)),
      ...vectors("v", E).map((v, x) => {
        const out = float(`out${r}_${x}`, 4);
        return assign(`out${r}_${x}`, s.fma(splat(p), v, s.mul(out, splat(less))));
      }),
    ];
  };
  const finish = (r: number, row: Expr): Stmt[] => {
    const [sum, highest, norm] = [float(`sum${r}`), float(`peak${r}`), float(`norm${r}`)];
    const out = s.mul(s.add(s.mul(s.add(s.mul(b, T), row), H), head), E);
    const lse = s.add(B * T * H * E, s.add(s.mul(s.add(s.mul(b, H), head), T), row));
    return [
      define(`sum${r}`, float(`total${r}`)),
      define(`peak${r}`, float(`highest${r}`)),
      define(`norm${r}`, s.select(s.eq(sum, 0), 1, sum)),
      define(`part${r}`, s.div(f32(1), norm)),
      ...c.store(lse, s.select(s.eq(sum, 0), 0, s.add(highest, s.log(norm)))),
      ...times(E / 4, (x) =>
        c.store(s.add(out, 4 * x), s.mul(float(`out${r}_${x}`, 4), splat(float(`part${r}`)))),
      ).flat(),
    ];
  };
  const body = [
    ...each(rows, (r, row) => [
      ...defineVectors(`q${r}`, D, (i, d) => c.read(Q, [b, i, head, d]), query(row)),
      ...zeros(`out${r}`, E),
      declare(`highest${r}`, f32(FLOOR)),
      declare(`total${r}`, f32(0)),
    ]),
    ...keys((j) => each(rows, (r, row) => step(r, row, j))),
    ...each(rows, (r, row) => inside(row, T, finish(r, row))),
  ];
  return kernel(c, rows, sides, body, 2);
}

export function gradQueryGrid(c: RoutineContext): KernelBody {
  const { T, H, D, E } = sizesOf(c.inputs);
  const { rows, sides, query, score, keys } = queryRows(c);
  const { b, head } = rows;
  const step = (r: number, row: Expr, j: Expr): Stmt[] => [
    ...score(r, row, j),
    define(`less${r}`, s.sub(float(`score${r}`), float(`lse${r}`))),
    define(`p${r}`, expOf(float(`less${r}`))),
    ...dot(`slope${r}`, vectors(`do${r}`, E), vectors("v", E)),
    define(`ds${r}`, s.mul(float(`p${r}`), s.sub(float(`slope${r}`), float(`delta${r}`)))),
    ...addProduct(`out${r}`, float(`ds${r}`), "k", D),
  ];
  const finish = (r: number, row: Expr): Stmt[] => {
    const out = s.mul(s.add(s.mul(s.add(s.mul(b, T), row), H), head), D);
    return vectors(`out${r}`, D).flatMap((v, x) => [...c.store(s.add(out, 4 * x), s.mul(v, splat(scaleOf(c))))]);
  };
  const body = [
    ...each(rows, (r, row) => [
      ...defineVectors(`q${r}`, D, (i, d) => c.read(Q, [b, i, head, d]), query(row)),
      ...defineVectors(`do${r}`, E, (i, d) => c.read(DO, [b, i, head, d]), query(row)),
      define(`lse${r}`, c.read(LSE, [b, head, query(row)])),
      define(`delta${r}`, c.read(DELTA, [b, head, query(row)])),
      ...zeros(`out${r}`, D),
    ]),
    ...keys((j) => each(rows, (r, row) => step(r, row, j))),
    ...each(rows, (r, row) => inside(row, T, finish(r, row))),
  ];
  return kernel(c, rows, sides, body, 3);
}

export function gradKeyValueGrid(c: RoutineContext): KernelBody {
  const { B, T, S, H, G, D, E } = sizesOf(c.inputs);
  const rows = rowsOf(B, G, S, D + E, c.target);
  const { b, head: g, first } = rows;
  const head = s.add(s.mul(g, H / G), index("shared", H / G - 1));
  const sides: Side[] = [
    { name: "q", depth: D, read: (i, d) => c.read(Q, [b, i, head, d]) },
    { name: "do", depth: E, read: (i, d) => c.read(DO, [b, i, head, d]) },
  ];
  const key = (row: Expr): Expr => s.min(row, S - 1);
  const step = (r: number, row: Expr, i: Expr): Stmt[] => [
    ...dot(`product${r}`, vectors(`k${r}`, D), vectors("q", D)),
    define(`score${r}`, scoreOf(c, maskInput(c), float(`product${r}`), { b, h: head, i, j: key(row) }, s.lt(i, T))),
    define(`less${r}`, s.sub(float(`score${r}`), float("lse"))),
    define(`p${r}`, expOf(float(`less${r}`))),
    ...dot(`slope${r}`, vectors(`v${r}`, E), vectors("do", E)),
    define(`ds${r}`, s.mul(float(`p${r}`), s.sub(float(`slope${r}`), float("delta")))),
    ...addProduct(`dv${r}`, float(`p${r}`), "do", E),
    ...addProduct(`dk${r}`, float(`ds${r}`), "q", D),
  ];
  const begin = causal(c) ? first : 0;
  const queries = walk(rows, c.target, "i", [begin, T, T], sides, (i) => [
    define("lse", c.read(LSE, [b, head, i])),
    define("delta", c.read(DELTA, [b, head, i])),
    ...each(rows, (r, row) => step(r, row, i)),
  ]);
  const finish = (r: number, row: Expr): Stmt[] => {
    const to = (depth: number): Expr => s.mul(s.add(s.mul(s.add(s.mul(b, S), row), G), g), depth);
    return [
      ...vectors(`dk${r}`, D).flatMap((v, x) => [...c.store(s.add(to(D), 4 * x), s.mul(v, splat(scaleOf(c))))]),
      ...vectors(`dv${r}`, E).flatMap((v, x) => [...c.store(s.add(s.add(B * S * G * D, to(E)), 4 * x), v)]),
    ];
  };
  const body = [
    ...each(rows, (r, row) => [
      ...defineVectors(`k${r}`, D, (j, d) => c.read(K, [b, j, g, d]), key(row)),
      ...defineVectors(`v${r}`, E, (j, d) => c.read(V, [b, j, g, d]), key(row)),
      ...zeros(`dk${r}`, D),
      ...zeros(`dv${r}`, E),
    ]),
    loop("shared", 0, H / G, 1, queries),
    ...each(rows, (r, row) => inside(row, S, finish(r, row))),
  ];
  return kernel(c, rows, sides, body, 4);
}
