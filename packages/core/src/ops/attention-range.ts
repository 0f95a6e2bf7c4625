/**
 * Attention on CPU threads. A task is a block of rows (queries, or keys in the derivative of keys and values) of one head; it walks
 * blocks of the other side. Three products make up each step, all with four lanes along contiguous memory:
 *
 * - `scoreTile`: rows · columns over the depth. The columns are packed first, transposed, so that lanes are neighbouring columns;
 * - `addProducts`: tile · rows of the other side, added to a result that stays in the task's local memory.
 */
import { extract, f32, localLoad, splat, substitute, variable, vec, vectorize } from "../ir/expr.ts";
import type { Expr } from "../ir/expr.ts";
import type { KernelBody, LocalArray, Stmt } from "../ir/kernel.ts";
import { causal, expOf, maskInput, scaleOf, scoreOf } from "./attention-score.ts";
import { FLOOR, sizesOf } from "./attention-sizes.ts";
import type { Aval, RoutineContext } from "./record.ts";
import * as s from "./scalar.ts";
import { assign, declare, define, float, index, loop, storeLocal, times } from "./statements.ts";

/** Rows of a task and columns of a step at most; rows and vectors of the register tile. */
const ROWS = 64;
const COLUMNS = 64;
const TILE_ROWS = 4;
const TILE_VECTORS = 2;
const TILE_COLUMNS = 4 * TILE_VECTORS;
/** Of a thread's scratch: what a core's second cache holds. */
const LOCAL_BYTES = 2 ** 18;

const upTo = (size: number, most: number, multiple: number): number =>
  Math.min(most, Math.ceil(Math.max(1, size) / multiple) * multiple);

/** Whether the kernels below do: lanes run along depths, and blocks lie in local memory. */
export function fitsRange(inputs: readonly Aval[]): boolean {
  const { T, S, D, E } = sizesOf(inputs);
  const elements = (COLUMNS + ROWS) * (D + E) + 2 * ROWS * COLUMNS + 4 * ROWS;
  return D % 4 === 0 && E % 4 === 0 && T > 0 && S > 0 && 4 * elements <= LOCAL_BYTES;
}

// ---- the parts ----------------------------------------------------------------------------------------------------------

interface Block {
  /** Rows of a task, columns of a step. */
  readonly rows: number;
  readonly columns: number;
}

/** Packs columns: element `c` of depth `d` lies at d·columns + c. */
function pack(array: string, depth: number, { columns }: Block, read: (c: Expr, d: Expr) => Expr): Stmt {
  const [d, c] = [index("pd", depth - 1), index("pc", columns - 4)];
  const four = vec(times(4, (l) => read(s.add(c, l), d)));
  return loop("pc", 0, columns, 4, [loop("pd", 0, depth, 1, [storeLocal(array, s.add(s.mul(d, columns), c), four)])]);
}

/** Computes every row · packed column; `finish` does something with four neighbours, `row` and `column` counting inside the block. */
function scoreTile(
  { rows, columns }: Block,
  depth: number,
  packed: string,
  read: (row: Expr, d: Expr) => Expr,
  finish: (row: Expr, column: Expr, products: Expr) => readonly Stmt[],
): Stmt {
  const [r, c, d] = [index("r", rows - TILE_ROWS), index("c", columns - TILE_COLUMNS), index("d", depth - 1)];
  const name = (u: number, v: number): string => `a${u}_${v}`;
  const each = (f: (u: number, v: number) => readonly Stmt[]): Stmt[] =>
    times(TILE_ROWS, (u) => times(TILE_VECTORS, (v) => f(u, v)).flat()).flat();
  const step = (at: Expr, x: number): Stmt[] => [
    ...times(TILE_VECTORS, (v) =>
      define(`y${x}_${v}`, localLoad(packed, "f32", s.add(s.mul(at, columns), s.add(c, 4 * v)), 4)),
    ),
    ...each((u, v) => [
      assign(name(u, v), s.fma(splat(read(s.add(r, u), at)), float(`y${x}_${v}`, 4), float(name(u, v), 4))),
    ]),
  ];
  return loop("r", 0, rows, TILE_ROWS, [
    loop("c", 0, columns, TILE_COLUMNS, [
      ...each((u, v) => [declare(name(u, v), splat(f32(0)))]),
      loop("d", 0, depth, 4, times(4, (x) => step(s.add(d, x), x)).flat()),
      // by a name that does not change, so that what is made of them can be named too
      ...each((u, v) => [define(`s${u}_${v}`, float(name(u, v), 4))]),
      ...each((u, v) => finish(s.add(r, u), s.add(c, 4 * v), float(`s${u}_${v}`, 4))),
    ]),
  ]);
}

/** result[row] = result[row]·factor(row) + Σ of tile[row][column]·read(column), over the columns of the block from `start` that are among `total`. */
function addProducts(
  { rows, columns }: Block,
  width: number,
  names: { readonly tile: string; readonly result: string },
  [start, total]: readonly [start: Expr, total: number],
  read: (column: Expr, e: Expr) => Expr,
  factor?: (row: Expr) => Expr,
): Stmt[] {
  const count = s.min(s.sub(total, start), columns);
  const unroll = total % 4 === 0 ? 4 : 1;
  const chunk = (vectors: number, begin: number, end: number): Stmt[] => {
    if (begin === end) return [];
    const [r, e, k] = [
      index("r", rows - TILE_ROWS),
      index("e", end - 4 * vectors, begin),
      index("k", columns - unroll),
    ];
    const name = (u: number, v: number): string => `a${u}_${v}`;
    const at = (u: number, v: number): Expr => s.add(s.mul(s.add(r, u), width), s.add(e, 4 * v));
    const each = (f: (u: number, v: number) => Stmt): Stmt[] =>
      times(TILE_ROWS, (u) => times(vectors, (v) => f(u, v))).flat();
    const old = (u: number, v: number): Expr => {
      const value = localLoad(names.result, "f32", at(u, v), 4);
      return factor ? s.mul(value, splat(factor(s.add(r, u)))) : value;
    };
    const four = (at: Expr, v: number): Expr =>
      // what is broadcast along the depth is one number
      splat(substitute(vectorize(read(at, index("lane", width - 1)), "lane"), new Map([["lane", s.add(e, 4 * v)]])));
    const product = (at: Expr, n: number): Stmt[] => [
      ...times(vectors, (v) => define(`y${n}_${v}`, four(at, v))),
      ...times(TILE_ROWS, (u) =>
        define(`p${n}_${u}`, splat(localLoad(names.tile, "f32", s.add(s.mul(s.add(r, u), columns), at)))),
      ),
      ...each((u, v) =>
        assign(name(u, v), s.fma(float(`p${n}_${u}`, 4), float(`y${n}_${v}`, 4), float(name(u, v), 4))),
      ),
    ];
    return [
      loop("r", 0, rows, TILE_ROWS, [
        loop("e", begin, end, 4 * vectors, [
          ...each((u, v) => declare(name(u, v), old(u, v))),
          loop("k", 0, count, unroll, times(unroll, (n) => product(s.add(k, n), n)).flat()),
          ...each((u, v) => storeLocal(names.result, at(u, v), float(name(u, v), 4))),
        ]),
      ]),
    ];
  };
  const whole = width - (width % TILE_COLUMNS);
  return [...chunk(TILE_VECTORS, 0, whole), ...chunk(1, whole, width)];
}

const fill = (array: string, size: number, value: number): Stmt =>
  loop("z", 0, size, 4, [storeLocal(array, index("z", size - 4), splat(f32(value)))]);

const local = (name: string, size: number): LocalArray => ({ name, type: "f32", size });

/** Batch, head and first row of the block that is the task. */
interface Place {
  readonly tasks: number;
  readonly b: Expr;
  readonly head: Expr;
  readonly first: Expr;
}

function placeOf(batch: number, headCount: number, count: number, { rows }: Block): Place {
  const blocks = Math.ceil(count / rows);
  const tasks = batch * headCount * blocks;
  const task = index("task", tasks - 1);
  const [head, first] = [s.rem(s.div(task, blocks), headCount), s.mul(s.rem(task, blocks), rows)];
  return { tasks, b: s.div(task, blocks * headCount), head, first };
}

/** Four neighbours of `make(column)` from `column` on. */
function fourFrom(column: Expr, last: number, make: (column: Expr) => Expr): Expr {
  return splat(substitute(vectorize(make(index("lane", last + 3)), "lane"), new Map([["lane", column]])));
}

function kernel(
  c: RoutineContext,
  place: Place,
  { rows, columns }: Block,
  locals: LocalArray[],
  body: Stmt[],
  products: number,
): KernelBody {
  const { B, T, S, H, D, E } = sizesOf(c.inputs);
  return {
    tasks: place.tasks,
    workgroup: 1,
    cooperative: false,
    locals,
    schedule: `${rows} rows by blocks of ${columns}, tile ${TILE_ROWS}×${TILE_COLUMNS}`,
    flops: (products * B * H * T * S * (D + E)) / (c.attrs["causal"] === true ? 2 : 1),
    body: [loop("task", variable("begin"), variable("end"), 1, body)],
  };
}

/** Columns of a loop over `count` of them in blocks: the first of the block. */
const blockStart = (name: string, count: number, columns: number): Expr =>
  index(name, (Math.ceil(count / columns) - 1) * columns);

// ---- the three kernels --------------------------------------------------------------------------------------------------

export function attentionRange(c: RoutineContext): KernelBody {
  const sizes = sizesOf(c.inputs);
  const { B, T, S, H, G, D, E } = sizes;
  const block = { rows: upTo(T, ROWS, TILE_ROWS), columns: upTo(S, COLUMNS, TILE_COLUMNS) };
  const { rows, columns } = block;
  const place = placeOf(B, H, T, block);
  const { b, head, first } = place;
  const g = s.div(head, H / G);
  const j0 = blockStart("j0", S, columns);
  const query = (row: Expr): Expr => s.min(s.add(first, row), T - 1);
  const key =
    (i: number) =>
    (column: Expr, d: Expr): Expr => {
      const j = s.add(j0, column);
      return c.read(i, [b, j, g, d], s.lt(j, S));
    };
  const at = (row: Expr, column: Expr): Expr => s.add(s.mul(row, columns), column);
  const finish = (row: Expr, column: Expr, products: Expr): Stmt[] => {
    const score = fourFrom(column, columns - 4, (x) =>
      scoreOf(c, maskInput(c), products, { b, h: head, i: query(row), j: s.add(j0, x) }, s.lt(s.add(j0, x), S)),
    );
    return [storeLocal("tile", at(row, column), score)];
  };
  const r = index("r", rows - 1);
  const inside = s.min(s.sub(T, first), rows);
  const e = index("e", E - 4);
  const position = s.add(first, r);
  const out = s.add(s.mul(s.add(s.mul(s.add(s.mul(b, T), position), H), head), E), e);
  const lse = s.add(B * T * H * E, s.add(s.mul(s.add(s.mul(b, H), head), T), position));
  const body = [
    fill("out", rows * E, 0),
    fill("total", rows, 0),
    fill("highest", rows, FLOOR),
    loop("j0", 0, causal(c) ? s.min(s.add(first, rows), S) : S, columns, [
      pack("keys", D, block, key(1)),
      scoreTile(block, D, "keys", (row, d) => c.read(0, [b, query(row), head, d]), finish),
      softmaxRows(block),
      ...addProducts(
        block,
        E,
        { tile: "tile", result: "out" },
        [j0, S],
        (k, x) => c.read(2, [b, s.add(j0, k), g, x]),
        (row) => localLoad("shrink", "f32", row),
      ),
    ]),
    loop("r", 0, inside, 1, [
      define("sum", localLoad("total", "f32", r)),
      define("unseen", s.eq(float("sum"), 0)),
      define("norm", s.select(variable("unseen", "bool"), 1, float("sum"))),
      define("part", s.div(f32(1), float("norm"))),
      ...c.store(
        lse,
        s.select(variable("unseen", "bool"), 0, s.add(localLoad("highest", "f32", r), s.log(float("norm")))),
      ),
      loop("e", 0, E, 4, [
        ...c.store(out, s.mul(localLoad("out", "f32", s.add(s.mul(r, E), e), 4), splat(float("part")))),
      ]),
    ]),
  ];
  const locals = [
    local("keys", D * columns),
    local("tile", rows * columns),
    local("out", rows * E),
    local("highest", rows),
    local("total", rows),
    local("shrink", rows),
  ];
  return kernel(c, place, block, locals, body, 2);
}

/** Makes probabilities of the tile's scores, relative to each row's highest score so far; `shrink` is what that does to older ones. */
function softmaxRows({ rows, columns }: Block): Stmt {
  const [r, x] = [index("r", rows - 1), index("x", columns - 4)];
  const tile = localLoad("tile", "f32", s.add(s.mul(r, columns), x), 4);
  const [top4, sum4] = [float("top4", 4), float("sum4", 4)];
  const fold = (f: (a: Expr, b: Expr) => Expr, v: Expr): Expr => {
    const [p, q, t, u] = times(4, (l) => extract(v, l)) as [Expr, Expr, Expr, Expr];
    return f(f(p, q), f(t, u));
  };
  return loop("r", 0, rows, 1, [
    declare("top4", splat(f32(FLOOR))),
    loop("x", 0, columns, 4, [assign("top4", s.max(top4, tile))]),
    define("before", localLoad("highest", "f32", r)),
    define("top", s.max(float("before"), fold(s.max, top4))),
    define("less", expOf(s.sub(float("before"), float("top")))),
    declare("sum4", splat(f32(0))),
    loop("x", 0, columns, 4, [
      define("s4", s.sub(tile, splat(float("top")))),
      define("p4", expOf(float("s4", 4))),
      storeLocal("tile", s.add(s.mul(r, columns), x), float("p4", 4)),
      assign("sum4", s.add(sum4, float("p4", 4))),
    ]),
    storeLocal("total", r, s.add(s.mul(localLoad("total", "f32", r), float("less")), fold(s.add, sum4))),
    storeLocal("highest", r, float("top")),
    storeLocal("shrink", r, float("less")),
  ]);
}

/** Where the inputs of the derivatives are. */
const [Q, K, V, DO, LSE, DELTA] = [0, 1, 2, 3, 4, 5];

export function gradQueryRange(c: RoutineContext): KernelBody {
  const { B, T, S, H, G, D, E } = sizesOf(c.inputs);
  const block = { rows: upTo(T, ROWS, TILE_ROWS), columns: upTo(S, COLUMNS, TILE_COLUMNS) };
  const { rows, columns } = block;
  const place = placeOf(B, H, T, block);
  const { b, head, first } = place;
  const g = s.div(head, H / G);
  const j0 = blockStart("j0", S, columns);
  const query = (row: Expr): Expr => s.min(s.add(first, row), T - 1);
  const key =
    (input: number) =>
    (column: Expr, d: Expr): Expr => {
      const j = s.add(j0, column);
      return c.read(input, [b, j, g, d], s.lt(j, S));
    };
  const row4 =
    (input: number) =>
    (row: Expr, d: Expr): Expr =>
      c.read(input, [b, query(row), head, d]);
  const scalar = (input: number, row: Expr): Expr => c.read(input, [b, head, query(row)]);
  const at = (row: Expr, column: Expr): Expr => s.add(s.mul(row, columns), column);
  const probability = (row: Expr, column: Expr, products: Expr): Stmt[] => {
    const p = fourFrom(column, columns - 4, (x) => {
      const j = s.add(j0, x);
      const score = scoreOf(c, maskInput(c), products, { b, h: head, i: query(row), j }, s.lt(j, S));
      return expOf(s.sub(score, splat(scalar(LSE, row))));
    });
    return [storeLocal("tile", at(row, column), p)];
  };
  const derivative = (row: Expr, column: Expr, products: Expr): Stmt[] => {
    const p = localLoad("tile", "f32", at(row, column), 4);
    return [storeLocal("tile", at(row, column), s.mul(p, s.sub(products, splat(scalar(DELTA, row)))))];
  };
  const [r, d] = [index("r", rows - 1), index("d", D - 4)];
  const out = s.add(s.mul(s.add(s.mul(s.add(s.mul(b, T), s.add(first, r)), H), head), D), d);
  const body = [
    fill("out", rows * D, 0),
    loop("j0", 0, causal(c) ? s.min(s.add(first, rows), S) : S, columns, [
      pack("keys", D, block, key(K)),
      pack("values", E, block, key(V)),
      scoreTile(block, D, "keys", row4(Q), probability),
      scoreTile(block, E, "values", row4(DO), derivative),
      ...addProducts(block, D, { tile: "tile", result: "out" }, [j0, S], (k, x) => c.read(K, [b, s.add(j0, k), g, x])),
    ]),
    loop("r", 0, s.min(s.sub(T, first), rows), 1, [
      loop("d", 0, D, 4, [
        ...c.store(out, s.mul(localLoad("out", "f32", s.add(s.mul(r, D), d), 4), splat(scaleOf(c)))),
      ]),
    ]),
  ];
  const locals = [
    local("keys", D * columns),
    local("values", E * columns),
    local("tile", rows * columns),
    local("out", rows * D),
  ];
  return kernel(c, place, block, locals, body, 3);
}

export function gradKeyValueRange(c: RoutineContext): KernelBody {
  const { B, T, S, H, G, D, E } = sizesOf(c.inputs);
  const block = { rows: upTo(S, ROWS, TILE_ROWS), columns: upTo(T, COLUMNS, TILE_COLUMNS) };
  const { rows, columns } = block;
  const place = placeOf(B, G, S, block);
  const { b, head: g, first } = place;
  const head = s.add(s.mul(g, H / G), index("shared", H / G - 1));
  const i0 = blockStart("i0", T, columns);
  const key = (row: Expr): Expr => s.min(s.add(first, row), S - 1);
  const query =
    (input: number) =>
    (column: Expr, d: Expr): Expr => {
      const i = s.add(i0, column);
      return c.read(input, [b, i, head, d], s.lt(i, T));
    };
  const row4 =
    (input: number) =>
    (row: Expr, d: Expr): Expr =>
      c.read(input, [b, key(row), g, d]);
  const at = (row: Expr, column: Expr): Expr => s.add(s.mul(row, columns), column);
  const perQuery = (input: number, column: Expr): Expr => {
    const i = s.add(i0, column);
    return c.read(input, [b, head, i], s.lt(i, T));
  };
  const probability = (row: Expr, column: Expr, products: Expr): Stmt[] => {
    const p = fourFrom(column, columns - 4, (x) => {
      const i = s.add(i0, x);
      const score = scoreOf(c, maskInput(c), products, { b, h: head, i, j: key(row) }, s.lt(i, T));
      return expOf(s.sub(score, perQuery(LSE, x)));
    });
    return [storeLocal("tile", at(row, column), p)];
  };
  const derivative = (row: Expr, column: Expr, products: Expr): Stmt[] => {
    const p = localLoad("tile", "f32", at(row, column), 4);
    const delta = fourFrom(column, columns - 4, (x) => perQuery(DELTA, x));
    return [storeLocal("slopes", at(row, column), s.mul(p, s.sub(products, delta)))];
  };
  const other =
    (input: number) =>
    (k: Expr, x: Expr): Expr =>
      c.read(input, [b, s.add(i0, k), head, x]);
  const r = index("r", rows - 1);
  const stored = (name: string, begin: number, width: number, factor: Expr): Stmt => {
    const x = index("x", width - 4);
    const to = s.add(begin, s.add(s.mul(s.add(s.mul(s.add(s.mul(b, S), s.add(first, r)), G), g), width), x));
    const value = localLoad(name, "f32", s.add(s.mul(r, width), x), 4);
    return loop("x", 0, width, 4, c.store(to, s.mul(value, splat(factor))));
  };
  const start = causal(c) ? s.mul(s.div(first, columns), columns) : 0;
  const body = [
    fill("dk", rows * D, 0),
    fill("dv", rows * E, 0),
    loop("shared", 0, H / G, 1, [
      loop("i0", start, T, columns, [
        pack("queries", D, block, query(Q)),
        pack("slopesOut", E, block, query(DO)),
        scoreTile(block, D, "queries", row4(K), probability),
        scoreTile(block, E, "slopesOut", row4(V), derivative),
        ...addProducts(block, E, { tile: "tile", result: "dv" }, [i0, T], other(DO)),
        ...addProducts(block, D, { tile: "slopes", result: "dk" }, [i0, T], other(Q)),
      ]),
    ]),
    loop("r", 0, s.min(s.sub(S, first), rows), 1, [
      stored("dk", 0, D, scaleOf(c)),
      stored("dv", B * S * G * D, E, f32(1)),
    ]),
  ];
  const locals = [
    local("queries", D * columns),
    local("slopesOut", E * columns),
    local("tile", rows * columns),
    local("slopes", rows * columns),
    local("dk", rows * D),
    local("dv", rows * E),
  ];
  return kernel(c, place, block, locals, body, 4);
}
