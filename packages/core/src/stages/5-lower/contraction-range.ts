/**
 * Schedules a sum of products for CPU threads, in the manner of BLIS: blocks of k; panels of b (and of a, where its elements are
 * not found in one line of memory) packed into the thread's scratch; a micro-kernel that keeps a tile of sums in registers.
 * The patches of a convolution are formed while packing: `a` and `b` are any expressions over the axes.
 */
import { i32, substitute, variable } from "../../ir/expr.ts";
import type { Stmt } from "../../ir/kernel.ts";
import { mapBody } from "../../ir/kernel.ts";
import type { Nest } from "../../ir/nest.ts";
import { add, times, least, index, define, loop } from "./contraction-statements.ts";
import { decode } from "./coalesce.ts";
import { product } from "./contraction-plan.ts";
import { prepare } from "./contraction-shape.ts";
import { packA, packB } from "./contraction-pack.ts";
import { microKernel } from "./contraction-micro.ts";
import { finalEpilogue } from "./contraction-epilogue.ts";
import type { Plan } from "./contraction-shape.ts";
import type { Scheduled } from "./schedule.ts";
import type { Target } from "../../ir/target.ts";

/** The kernel's tasks, locals and body for a `contraction` nest. */
export function scheduleContractionRange(nest: Nest, target: Target): Scheduled {
  const c = prepare(nest, target);
  const { grid, blocks } = c;
  const tasks = product(c.batch) * grid.blocksM * grid.blocksN;
  const task = index("task", tasks - 1);
  const perBatch = decode(
    [...c.batch, { name: "block_n", size: grid.blocksN }, { name: "block_m", size: grid.blocksM }],
    task,
  );
  const firstM = times(perBatch.get("block_m")!, grid.blockM);
  const firstN = times(perBatch.get("block_n")!, grid.blockN);
  const bounds: Stmt[] = [
    define("m0", firstM),
    define("m1", least(add(firstM, i32(grid.blockM)), i32(c.M))),
    define("n0", firstN),
    define("n1", least(add(firstN, i32(grid.blockN)), i32(c.N))),
  ];
  const block = blockBody(c);
  const work: Stmt[] =
    blocks.count === 1 ? block : [loop("kb", i32(0), i32(blocks.count), 1, block), ...finalEpilogue(c)];
  return {
    tasks,
    workgroup: 1,
    cooperative: false,
    locals: c.locals,
    body: [
      loop(
        "task",
        variable("begin"),
        variable("end"),
        1,
        mapBody([...bounds, ...work], (e) => substitute(e, perBatch)),
      ),
    ],
    schedule: `tile ${c.tile.rows}×${4 * c.tile.vectors}, block ${grid.blockM}×${grid.blockN}×${blocks.steps}, a ${c.modeA}, b ${c.packsB ? "packed" : "direct"}`,
  };
}

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
