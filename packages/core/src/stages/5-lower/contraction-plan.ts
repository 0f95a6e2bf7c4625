/** Sizes of a contraction's schedule for CPU threads: register tile, blocks of k, and tasks. Numbers only, no code. */
import type { Axis } from "../../ir/nest.ts";

/** Rows and 4-lane columns that one micro-kernel keeps in registers. */
export interface Tile {
  readonly rows: number;
  readonly vectors: number;
}

/** x64 engines leave 15 vector registers: accumulators, one row of b, one splatted element of a. */
const REGISTERS = 15;
const FMA_LATENCY = 4;

/**
 * The tile that needs the fewest cycles for m × n, counting two multiply-adds and two loads a cycle, and the latency
 * that too few accumulators would expose.
 */
export function chooseTile(m: number, n: number): Tile {
  let best: Tile = { rows: 1, vectors: 1 };
  let bestCost = Infinity;
  for (let vectors = 1; vectors <= 8; vectors++) {
    for (let rows = 1; rows <= Math.min(12, m); rows++) {
      if (rows * vectors + vectors + 1 > REGISTERS) continue;
      const step = Math.max((rows * vectors) / 2, (rows + vectors) / 2, FMA_LATENCY) + 0.5;
      const cost = Math.ceil(m / rows) * Math.ceil(n / (4 * vectors)) * step;
      if (cost < bestCost * 0.999) {
        best = { rows, vectors };
        bestCost = cost;
      }
    }
  }
  return best;
}

/** k is walked in blocks: chunks of one axis, whole axes inside it, one index of each axis outside it. */
export interface Blocks {
  /** Axes outside the chunked one. */
  readonly outer: readonly Axis[];
  readonly axis: Axis;
  readonly chunk: number;
  readonly chunks: number;
  readonly inner: readonly Axis[];
  /** Blocks in all. */
  readonly count: number;
  /** k steps of a full block. */
  readonly steps: number;
}

/** The longest sum that is kept in registers from end to end. */
const LONGEST = 1152;
/** Steps of a block where the sum must be cut. */
const BLOCK = 512;

export function chooseBlocks(k: readonly Axis[]): Blocks {
  const total = product(k);
  const limit = total <= LONGEST ? LONGEST : BLOCK;
  let at = k.length - 1;
  let inside = 1;
  while (at > 0 && inside * k[at]!.size <= limit) inside *= k[at--]!.size;
  const axis = k[at]!;
  const most = Math.max(1, Math.floor(limit / inside));
  let chunks = Math.ceil(axis.size / most);
  let chunk = Math.ceil(axis.size / chunks);
  // blocks of the innermost axis stay a multiple of the vector width
  if (inside === 1 && chunks > 1) {
    chunk = Math.ceil(chunk / 8) * 8;
    chunks = Math.ceil(axis.size / chunk);
  }
  const outer = k.slice(0, at);
  return { outer, axis, chunk, chunks, inner: k.slice(at + 1), count: product(outer) * chunks, steps: chunk * inside };
}

/** How the m × n results of each batch entry are cut into tasks. */
export interface Grid {
  readonly blockM: number;
  readonly blocksM: number;
  readonly blockN: number;
  readonly blocksN: number;
}

interface GridInput {
  readonly batch: number;
  readonly m: number;
  readonly n: number;
  readonly k: number;
  readonly tile: Tile;
  /** Rows of a that are packed together: blocks are multiples of it. */
  readonly rowStep: number;
  readonly packsA: boolean;
  readonly packsB: boolean;
  readonly blockSteps: number;
  readonly threads: number;
}

/** A block of b is to stay in the second-level cache. */
const BLOCK_B_BYTES = 1 << 20;
/** Cycles to pack an element, beside the multiply-adds of a cycle. */
const PACK_CYCLES = 1;
const MULTIPLY_ADDS_PER_CYCLE = 8;
/** Cycles to start a task, with what the first rows and columns cost. */
const TASK_CYCLES = 2000;
const MOST_BLOCKS = 64;

/** The cut with the least time on `threads` threads, counting what is packed twice; of nearly equal ones that with most tasks, up to 4 a thread. */
export function chooseGrid({ batch, m, n, k, tile, rowStep, packsA, packsB, blockSteps, threads }: GridInput): Grid {
  const width = 4 * tile.vectors;
  const mostColumns = Math.max(width, Math.floor(BLOCK_B_BYTES / 4 / blockSteps / width) * width);
  let best: Grid | undefined;
  let bestCost = Infinity;
  for (const blockN of sizes(n, width)) {
    if (blockN > mostColumns && best) continue;
    for (const blockM of sizes(m, rowStep)) {
      const [blocksM, blocksN] = [Math.ceil(m / blockM), Math.ceil(n / blockN)];
      const tasks = batch * blocksM * blocksN;
      const packed = (packsA ? blockM * k : 0) + (packsB ? blockN * k : 0);
      const cycles = (blockM * blockN * k) / MULTIPLY_ADDS_PER_CYCLE + packed * PACK_CYCLES + TASK_CYCLES;
      const finer = threads === 1 ? 0 : 0.04 * Math.min(4, tasks / threads);
      const cost = Math.ceil(tasks / threads) * cycles * (1 - finer);
      if (cost < bestCost) {
        bestCost = cost;
        best = { blockM, blocksM, blockN, blocksN };
      }
    }
  }
  return best!;
}

/** Sizes of equal blocks of `total`, in multiples of `step`; smallest first. */
function sizes(total: number, step: number): number[] {
  const all = new Set<number>();
  for (let blocks = Math.min(MOST_BLOCKS, Math.ceil(total / step)); blocks >= 1; blocks--)
    all.add(roundUp(Math.ceil(total / blocks), step));
  return [...all];
}

/** The step of an index from one k of a block to the next, if it is the same for all. */
export function stepOverBlock(
  coefficientOf: (axis: string) => number | undefined,
  { axis, inner }: Blocks,
): number | undefined {
  const axes = [axis, ...inner];
  const step = coefficientOf(axes.at(-1)!.name);
  if (step === undefined) return undefined;
  let expected = step;
  for (let i = axes.length - 1; i >= 0; i--) {
    if (axes[i]!.size > 1 && coefficientOf(axes[i]!.name) !== expected) return undefined;
    expected *= axes[i]!.size;
  }
  return step;
}

export function product(axes: readonly Axis[]): number {
  return axes.reduce((p, a) => p * a.size, 1);
}

export function roundUp(x: number, to: number): number {
  return Math.ceil(x / to) * to;
}
