/** Random keys: what every draw is a function of. */
import { OpError } from "../../ir/error.ts";
import { sameShape, showShape } from "../../ir/shape.ts";
import type { Tensor } from "../../tensor.ts";
import { cast } from "../cast.ts";
import { fill } from "../create.ts";
import { unstack } from "../join.ts";
import type { OpRecord } from "../record.ts";
import { apply, defineOp, trace } from "../record.ts";
import * as s from "../scalar.ts";
import { philoxWords } from "./philox.ts";
import { bitsOf, block, blockOnHost, DOMAIN, KEY } from "./words.ts";

/** A random key: a uint32[2] tensor, or uint32[4] where it is that of a TensorFlow seed. */
export type Key = Tensor;

const foldInRecord: OpRecord = defineOp({
  name: "foldIn",
  infer: () => ({ shape: [2], dtype: "uint32" }),
  reference: ([key, data]) => Float64Array.from(blockOnHost(key!, [data!.data[0]!, 0], DOMAIN.fold).slice(0, 2)),
  lowering: {
    kind: "element",
    access: "gather",
    element: (c) => {
      const words = block(c, [c.read(1, []), 0], DOMAIN.fold);
      return s.select(s.eq(c.index[0]!, 0), words[0]!, words[1]!);
    },
  },
  without: { rank6: "makes one key", empty: "makes one key" },
  cases: [KEY, { ...KEY, shape: [4] }].map((key) => ({ inputs: [key, { ...KEY, shape: [] }] })),
});

/**
 * Returns the key of `seed`, a non-negative integer below 2⁵³.
 * @returns uint32 [2]
 * @throws OpError for other numbers
 * @see JAX's `jax.random.key`
 * @example random.key(7) // [7, 0]
 */
export function key(seed: number): Key {
  if (!Number.isSafeInteger(seed) || seed < 0)
    throw new OpError("random.key", `a seed is a non-negative integer, got ${seed}`);
  return trace().toTensor(Uint32Array.from(words(seed)));
}

/** The lower and the upper 32 bits of an integer. */
function words(x: number): readonly [number, number] {
  return [x >>> 0, Math.floor(x / 2 ** 32) >>> 0];
}

/** Scrambles the seeds of TensorFlow's stateless functions, which people like to choose small. */
const TENSORFLOW = [0x3ec8f720, 0x02461e29] as const;

/**
 * Returns the key, uint32[4], under which `bits`, `uniform`, `normal` and `randint` draw what TensorFlow's stateless functions with
 * `seed=[a, b]` (and its Philox generator) draw: the same bits, integers and uniform numbers, and normal numbers up to the last places.
 * `split` and `foldIn` are Weir's own.
 * @returns uint32 [4]
 * @throws OpError unless both are integers
 * @see TensorFlow's `tf.random.stateless_uniform`
 * @example random.tensorFlowKey(1, 2).shape // [4]
 */
export function tensorFlowKey(a: number, b: number): Key {
  if (!Number.isSafeInteger(a) || !Number.isSafeInteger(b))
    throw new OpError("random.tensorFlowKey", `a seed is two integers, got ${a} and ${b}`);
  return trace().toTensor(Uint32Array.from(philoxWords([...words(a), ...words(b)], TENSORFLOW)));
}

export function checkKey(op: string, k: Tensor): Tensor {
  if (k.dtype !== "uint32" || !(sameShape(k.shape, [2]) || sameShape(k.shape, [4])))
    throw new OpError(
      op,
      `takes a key (uint32[2]) first, got ${k.dtype}${showShape(k.shape)}; make one with random.key(seed)`,
    );
  return k;
}

/**
 * Returns `count` new keys as uint32[count, 2]. Use each once.
 * @param count default 2
 * @see JAX's `jax.random.split`
 * @example random.split(random.key(1), 3).shape // [3, 2]
 */
export function split(k: Key, count = 2): Tensor {
  return bitsOf(checkKey("random.split", k), [count, 2], 0, DOMAIN.split);
}

/**
 * Returns a new key made of `k` and an integer, such as the number of a step or of a layer.
 * @param data an integer, or an int32 or uint32 scalar
 * @throws OpError for other data
 * @see JAX's `jax.random.fold_in`
 * @example random.foldIn(random.key(1), 5).shape // [2]
 */
export function foldIn(k: Key, data: Tensor | number): Key {
  if (typeof data === "number" && (!Number.isInteger(data) || data < 0))
    throw new OpError("random.foldIn", `data is a non-negative integer, got ${data}`);
  const d = typeof data === "number" ? fill([], data, "uint32") : data;
  if (d.rank !== 0 || (d.dtype !== "int32" && d.dtype !== "uint32")) {
    throw new OpError("random.foldIn", `data is an int32 or uint32 scalar, got ${d.dtype}${showShape(d.shape)}`);
  }
  return apply(foldInRecord, [checkKey("random.foldIn", k), cast(d, "uint32")]);
}

/** Keys for a distribution that needs several draws for one: other draws of `k` have nothing in common with theirs. */
export function innerKeys(op: string, k: Key, stream: number, count: number): readonly Key[] {
  return unstack(bitsOf(checkKey(op, k), [count, 2], stream, DOMAIN.inner));
}
