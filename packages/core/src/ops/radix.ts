/**
 * Stable sorting by digits, the lowest first. A pass counts, for each block of a row, how often every digit occurs (`radixCount`),
 * and from the running totals of the counts moves each element to its place (`radixMove`). Blocks are worked on in parallel.
 *
 * Rows to be sorted are a tensor [planes, rows, size] of uint32: keys, and in a second plane, if any, where they came from.
 */
import type { Expr } from "../ir/expr.ts";
import { i32, variable } from "../ir/expr.ts";
import type { Attrs } from "../ir/graph.ts";
import type { KernelBody, Stmt } from "../ir/kernel.ts";
import type { Target } from "../ir/target.ts";
import type { Tensor } from "../tensor.ts";
import { mergePasses } from "./merge.ts";
import type { Counters, Pass } from "./radix-pass.ts";
import { COUNTERS, digitOf, inMemory, inVariables, moveTo, passOf, placeOf, startOf } from "./radix-pass.ts";
import { countInWorkgroup, DIGIT_BITS, moveInWorkgroup, workgroupBlock } from "./radix-workgroup.ts";
import type { HostTensor, Ops, RoutineContext } from "./record.ts";
import { apply, defineOp } from "./record.ts";
import * as s from "./scalar.ts";
import { define, index, loop } from "./statements.ts";
import { OF_ROWS } from "./without.ts";

/** What is done by one worker for block `b` of row `row`. */
type BlockBody = (c: RoutineContext, p: Pass, row: Expr, b: Expr, counters: Counters) => Stmt[];

/** Each element of the block: its index and its digit are named. */
function eachElement(c: RoutineContext, p: Pass, row: Expr, b: Expr, body: (i: Expr, digit: Expr) => Stmt[]): Stmt[] {
  const i = index("i", p.size - 1);
  const key = variable("key", "u32");
  const end = variable("last", "i32", 0, p.size);
  return [
    define("last", s.min(s.mul(s.add(b, 1), p.block), p.size)),
    loop("i", s.mul(b, p.block), end, 1, [
      define("key", c.read(0, [i32(0), row, i])),
      define("digit", digitOf(key, p)),
      ...body(i, index("digit", p.radix - 1)),
    ]),
  ];
}

const countBlock: BlockBody = (c, p, row, b, counters) => [
  ...counters.start(() => i32(0)),
  ...eachElement(c, p, row, b, (_, digit) => [...counters.count(digit)]),
  ...counters.finish((d, value) => c.store([row, placeOf(p, d, b)], value)),
];

const moveBlock: BlockBody = (c, p, row, b, counters) => {
  const to = index("to", p.size - 1);
  return [
    ...counters.start((d) => startOf(c, p, row, b, d)),
    ...eachElement(c, p, row, b, (i, digit) => [
      ...counters.next(digit, "to"),
      ...moveTo(c, p, [row, i, to], variable("key", "u32")),
    ]),
  ];
};

/** A thread takes one block after the other. */
const rangeOf =
  (block: BlockBody) =>
  (c: RoutineContext): KernelBody => {
    const p = passOf(c.inputs[0]!, c.attrs);
    const task = index("task", p.rows * p.blocks - 1);
    const body = block(c, p, s.div(task, p.blocks), s.rem(task, p.blocks), inMemory(p));
    return {
      tasks: p.rows * p.blocks,
      workgroup: 1,
      cooperative: false,
      locals: [{ name: COUNTERS, type: "i32", size: p.radix }],
      flops: 4 * p.rows * (p.size + p.radix * p.blocks),
      schedule: `blocks of ${p.block}, ${p.radix} counters`,
      body: [loop("task", variable("begin"), variable("end"), 1, body)],
    };
  };

/** A workgroup takes one block; an invocation does where a CPU runs the shaders. */
const gridOf =
  (block: BlockBody, inWorkgroup: (c: RoutineContext) => KernelBody) =>
  (c: RoutineContext): KernelBody => {
    if (!c.target.software) return inWorkgroup(c);
    const p = passOf(c.inputs[0]!, c.attrs);
    const tasks = p.rows * p.blocks;
    const task = index("task", tasks - 1);
    return {
      tasks,
      workgroup: 64,
      cooperative: false,
      locals: [],
      flops: 4 * p.rows * (p.size + p.radix * p.blocks),
      schedule: `a block of ${p.block}, ${p.radix} counters`,
      body: block(c, p, s.div(task, p.blocks), s.rem(task, p.blocks), inVariables(p)),
    };
  };

const digitIn = (key: number, { shift, radix }: Pass): number => Math.floor(key / 2 ** shift) % radix;

function countReference(x: HostTensor, attrs: Attrs): Float64Array {
  const p = passOf(x, attrs);
  const out = new Float64Array(p.rows * p.radix * p.blocks);
  for (let k = 0; k < p.rows * p.size; k++) {
    const [row, i] = [Math.floor(k / p.size), k % p.size];
    out[(row * p.radix + digitIn(x.data[k]!, p)) * p.blocks + Math.floor(i / p.block)]!++;
  }
  return out;
}

function moveReference(x: HostTensor, attrs: Attrs): Float64Array {
  const p = passOf(x, attrs);
  const all = p.rows * p.size;
  const out = new Float64Array(p.planes * all);
  for (let row = 0; row < p.rows; row++) {
    const begin = row * p.size;
    const digit = (i: number): number => digitIn(x.data[begin + i]!, p);
    const order = Array.from({ length: p.size }, (_, i) => i).sort((a, b) => digit(a) - digit(b) || a - b);
    order.forEach((from, to) => {
      out[begin + to] = x.data[begin + from]!;
      if (p.planes === 2) out[all + begin + to] = x.shape[0] === 2 ? x.data[all + begin + from]! : from;
    });
  }
  return out;
}

/** Digits of each element, [rows, size]. */
const digits = (x: Tensor, attrs: Attrs, ops: Ops): Tensor => {
  const p = passOf(x, attrs);
  const keys = ops.reshape(ops.slice(x, [0, 0, 0], [1, p.rows, p.size]), [p.rows, p.size]);
  return ops.bitwiseAnd(ops.rightShift(keys, ops.fill([], p.shift, "uint32")), ops.fill([], p.radix - 1, "uint32"));
};

/** Where blocks cannot have counters: each count is a sum over its block. */
function countComposed([x]: readonly Tensor[], attrs: Attrs, ops: Ops): Tensor {
  const p = passOf(x!, attrs);
  const padded = ops.pad(
    digits(x!, attrs, ops),
    [
      [0, 0],
      [0, p.blocks * p.block - p.size],
    ],
    p.radix,
  );
  const inBlocks = ops.reshape(padded, [p.rows, 1, p.blocks, p.block]);
  const values = ops.reshape(ops.iota([p.radix], 0, "uint32"), [1, p.radix, 1, 1]);
  return ops.reshape(ops.sum(ops.cast(ops.equal(inBlocks, values), "int32"), 3), [p.rows, p.radix * p.blocks]);
}

const countRecord = defineOp({
  name: "radixCount",
  infer: ([x], attrs) => {
    const p = passOf(x!, attrs);
    return { shape: [p.rows, p.radix * p.blocks], dtype: "int32" };
  },
  reference: ([x], attrs) => countReference(x!, attrs),
  lowering: {
    kind: "routine",
    range: rangeOf(countBlock),
    grid: gridOf(countBlock, countInWorkgroup),
    compose: countComposed,
  },
  without: OF_ROWS,
  cases: [
    {
      inputs: [{ shape: [1, 3, 17], dtype: "uint32", range: [0, 99], bounded: true }],
      attrs: { shift: 2, bits: 3, block: 5 },
    },
    {
      inputs: [{ shape: [2, 1, 200], dtype: "uint32", range: [0, 99], bounded: true }],
      attrs: { shift: 0, bits: 4, block: 2 },
    },
    { inputs: [{ shape: [1, 0, 4], dtype: "uint32" }], attrs: { shift: 0, bits: 4, block: 2 } },
  ],
});

/** Moves elements to where the running totals of the counts say: in each block, those of a digit go after what was counted before. */
const moveRecord = defineOp({
  name: "radixMove",
  infer: ([x], attrs) => ({ shape: [attrs["positions"] ? 2 : 1, ...x!.shape.slice(1)], dtype: "uint32" }),
  reference: ([x], attrs) => moveReference(x!, attrs),
  lowering: {
    kind: "routine",
    once: [1],
    range: rangeOf(moveBlock),
    grid: gridOf(moveBlock, moveInWorkgroup),
    // no kernel there stores where it likes
    compose: ([x], attrs, ops) => {
      const { rows, size, planes } = passOf(x!, attrs);
      const sorted = mergePasses(ops.reshape(digits(x!, attrs, ops), [1, rows, size]), true, ops);
      const order = ops.cast(ops.reshape(ops.slice(sorted, [1, 0, 0], [1, rows, size]), [rows, size]), "int32");
      const plane = (i: number): Tensor => ops.reshape(ops.slice(x!, [i, 0, 0], [1, rows, size]), [rows, size]);
      const positions = (): Tensor =>
        x!.shape[0] === 2 ? ops.gather(plane(1), order, 1, 1) : ops.cast(order, "uint32");
      return ops.stack([ops.gather(plane(0), order, 1, 1), ...(planes === 2 ? [positions()] : [])]);
    },
  },
  // equal digits in one block: the only counts that a table can hold
  without: OF_ROWS,
  cases: [
    {
      inputs: [
        { shape: [1, 3, 17], dtype: "uint32", range: [5, 5], bounded: true },
        { shape: [3, 8], dtype: "int32", range: [0, 0], bounded: true },
      ],
      attrs: { shift: 0, bits: 3, block: 17, positions: true },
    },
    {
      inputs: [
        { shape: [2, 70, 1], dtype: "uint32", range: [0, 99], bounded: true },
        { shape: [70, 16], dtype: "int32", range: [0, 0], bounded: true },
      ],
      attrs: { shift: 0, bits: 4, block: 1, positions: true },
    },
    {
      inputs: [
        { shape: [2, 2, 5], dtype: "uint32", range: [3, 3], bounded: true },
        { shape: [2, 16], dtype: "int32", range: [0, 0], bounded: true },
      ],
      attrs: { shift: 0, bits: 4, block: 5, positions: false },
    },
    {
      inputs: [
        { shape: [1, 0, 4], dtype: "uint32" },
        { shape: [0, 32], dtype: "int32" },
      ],
      attrs: { shift: 0, bits: 4, block: 2, positions: true },
    },
  ],
});

/** Bits of a digit: larger ones save passes, but each block of a row has a counter for every value. */
function digitBits(size: number, target: Target): number {
  if (target.shape === "range") return size >= 8192 ? 11 : size >= 512 ? 8 : 6;
  return DIGIT_BITS;
}

/** Elements of a block. */
function blockSize(rows: number, size: number, target: Target): number {
  if (target.shape === "range") {
    const wanted = target.parallelism === 1 || rows >= 2 * target.parallelism ? 1 : 2 * target.parallelism;
    return Math.max(Math.ceil(size / wanted), Math.min(size, 8192));
  }
  if (!target.software) return workgroupBlock(size, target);
  return Math.min(256, Math.max(16, 2 ** Math.ceil(Math.log2((rows * size) / 1024))));
}

/**
 * The rows of `keys` [1, rows, size] (uint32, less than 2^`bits`) in stable order, as [1, rows, size]; with `positions`, what was at
 * each place before as a second plane.
 */
export function radixPasses(keys: Tensor, bits: number, positions: boolean, ops: Ops, target: Target): Tensor {
  const [, rows, size] = keys.shape as [number, number, number];
  const passes = Math.max(1, Math.ceil(bits / digitBits(size, target)));
  const each = Math.ceil(bits / passes);
  const block = blockSize(rows, size, target);
  let x = keys;
  for (let shift = 0; shift < bits; shift += each) {
    const attrs = { shift, bits: Math.min(each, bits - shift), block, positions };
    const counts = apply(countRecord, [x], { shift, bits: attrs.bits, block });
    x = apply(moveRecord, [x, ops.cumsum(counts, 1)], attrs);
  }
  return x;
}
