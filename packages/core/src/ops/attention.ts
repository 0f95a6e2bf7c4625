/**
 * Scaled dot-product attention: softmax(scale·q·kᵀ + mask)·v without a tensor of queries × keys, by a running softmax over blocks of
 * keys (Dao et al. 2022, FlashAttention). The backward pass computes the probabilities again from each query's log-sum-exp.
 *
 * Three records. Here q is [B, T, H, D], k [B, S, G, D], v [B, S, G, E]; head h of the queries reads head ⌊h·G/H⌋ of keys and values.
 * Results that belong together are one flat tensor, its parts one after the other: slices of it cost nothing.
 *
 * | record | inputs | result |
 * |---|---|---|
 * | `attention` | q, k, v, mask? | o [B, T, H, E], then lse [B, H, T]: log Σ exp of each query's scores |
 * | `attentionGradQuery` | q, k, v, do, lse, delta, mask? | dq |
 * | `attentionGradKeyValue` | the same | dk, then dv |
 *
 * delta [B, H, T] = Σ do·o − dlse: the derivative of a score is p·(do·v − delta).
 */
import { OpError } from "../ir/error.ts";
import { showShape, sizeOf } from "../ir/shape.ts";
import type { Tensor, TensorLike } from "../tensor.ts";
import * as composed from "./attention-compose.ts";
import { attentionWith, part } from "./attention-compose.ts";
import { attentionGrid, fitsGrid, gradKeyValueGrid, gradQueryGrid } from "./attention-grid.ts";
import { attentionRange, gradKeyValueRange, gradQueryRange, fitsRange } from "./attention-range.ts";
import * as reference from "./attention-reference.ts";
import type { Sizes } from "./attention-sizes.ts";
import { checkShapes, sizesOf } from "./attention-sizes.ts";
import { mul, sub } from "./binary.ts";
import { cast } from "./cast.ts";
import { dropout } from "./seeded.ts";
import { broadcastTo, reshape, transpose } from "./movement.ts";
import type { Aval, Case, OpRecord, Routine } from "./record.ts";
import { apply, defineOp, trace } from "./record.ts";
import { sum } from "./reduce.ts";

const fits: NonNullable<Routine["fits"]> = (inputs, attrs, target) =>
  target.shape === "grid" ? fitsGrid(inputs, attrs, target) : fitsRange(inputs);

const flatOf = (size: number): Aval => ({ shape: [size], dtype: "float32" });

const HEADS = "takes batches of heads";
const OF_HEADS = { rank0: HEADS, rank6: HEADS };

const attentionRecord: OpRecord = defineOp({
  name: "attention",
  infer: (inputs) => {
    const { B, T, H, E } = sizesOf(inputs);
    return flatOf(B * T * H * (E + 1));
  },
  reference: reference.attention,
  lowering: {
    kind: "routine",
    range: attentionRange,
    grid: attentionGrid,
    fits,
    compose: (inputs, attrs) => composed.attention(inputs, attrs),
  },
  vjp: (g, { inputs, output, attrs, needs }) => {
    const { B, T, H, E } = sizesOf(inputs);
    const [q, k, v, mask] = inputs as [Tensor, Tensor, Tensor, Tensor | undefined];
    const all = B * T * H * E;
    const dOut = part(g, 0, [B, T, H, E]);
    const products = mul(dOut, part(output, 0, [B, T, H, E]));
    const delta = sub(sum(transpose(products, [0, 2, 1, 3]), -1), part(g, all, [B, H, T]));
    const lse = part(output, all, [B, H, T]);
    const given = [q, k, v, dOut, lse, delta, ...(mask ? [mask] : [])];
    const dKeyValue = (): Tensor => apply(gradKeyValueRecord, given, attrs);
    return [
      needs[0] ? apply(gradQueryRecord, given, attrs) : undefined,
      needs[1] ? part(dKeyValue(), 0, k.shape) : undefined,
      needs[2] ? part(dKeyValue(), sizeOf(k.shape), v.shape) : undefined,
      ...(mask ? [needs[3] ? composed.gradMask(given, attrs) : undefined] : []),
    ];
  },
  without: OF_HEADS,
  cases: attentionCases(3),
});

const gradQueryRecord: OpRecord = defineOp({
  name: "attentionGradQuery",
  infer: ([q]) => q!,
  reference: reference.gradQuery,
  lowering: {
    kind: "routine",
    range: gradQueryRange,
    grid: gradQueryGrid,
    fits,
    compose: (inputs, attrs) => composed.gradQuery(inputs, attrs),
  },
  vjp: "compose",
  without: OF_HEADS,
  cases: attentionCases(6),
});

const gradKeyValueRecord: OpRecord = defineOp({
  name: "attentionGradKeyValue",
  infer: ([, k, v]) => flatOf(sizeOf(k!.shape) + sizeOf(v!.shape)),
  reference: reference.gradKeyValue,
  lowering: {
    kind: "routine",
    range: gradKeyValueRange,
    grid: gradKeyValueGrid,
    fits,
    compose: (inputs, attrs) => composed.gradKeyValue(inputs, attrs),
  },
  vjp: "compose",
  without: { ...OF_HEADS, special: "a key that is masked adds 0·∞ or nothing" },
  cases: attentionCases(6),
});

/** Cases of a record with 3 inputs, or with the 6 of a derivative. lse lies above the scores, as a log-sum-exp does. */
function attentionCases(count: 3 | 6): Case[] {
  const make = ([B, T, S, H, G, D, E]: readonly number[], causal: boolean, mask?: Case["inputs"][number]): Case => {
    const qkv = [{ shape: [B!, T!, H!, D!] }, { shape: [B!, S!, G!, D!] }, { shape: [B!, S!, G!, E!] }];
    const rest = [
      { shape: [B!, T!, H!, E!] },
      { shape: [B!, H!, T!], range: [3, 5] as const },
      { shape: [B!, H!, T!], range: [-1, 1] as const },
    ];
    const inputs = [...qkv, ...(count === 6 ? rest : []), ...(mask ? [mask] : [])];
    return { inputs, attrs: { causal, scale: 0.5 } };
  };
  return [
    make([1, 3, 3, 1, 1, 2, 2], false),
    make([0, 3, 3, 1, 1, 2, 2], false),
    make([1, 1, 1, 1, 1, 4, 4], true),
    make([2, 5, 7, 2, 1, 4, 8], true),
    make([1, 6, 5, 4, 2, 4, 4], false, { shape: [1, 1, 6, 5], dtype: "bool" }),
    make([1, 3, 9, 2, 2, 4, 4], false, { shape: [1, 2, 1, 9] }),
  ];
}

/** Settings of {@link dotProductAttention}. */
export interface AttentionOptions {
  /** Which keys a query may see (bool: `true` is seen), or what is added to its scores (float32): broadcasts to [..., H, T, S]. */
  readonly mask?: TensorLike | undefined;
  /** Whether query i sees the keys 0 … i only. Default `false`. */
  readonly causal?: boolean | undefined;
  /** What scores are multiplied by. Default 1/√D. */
  readonly scale?: number | undefined;
  /** Probability with which a key is left out, for each query anew; the others weigh 1/(1 − rate) of theirs. Default 0. */
  readonly dropoutRate?: number | undefined;
  /** The key of the dropped ones, needed with `dropoutRate`; see {@link random.key}. */
  readonly dropoutKey?: Tensor | undefined;
}

/**
 * Returns softmax(scale·query·keyᵀ + mask)·value for each head: [..., T, H, E], float32.
 *
 * On wasm and WebGPU the T × S scores are never held, forward or backward, when depths are multiples of 4 (on WebGPU D + E ≤ 128) and
 * nothing is dropped. WebGL2 holds them, and so do second derivatives, dropout and the gradient of a mask. A query that sees no key gives 0s.
 * @param query [..., T, H, D]
 * @param key [..., S, G, D], where H is a multiple of G: head h of the queries uses head ⌊h·G/H⌋ (grouped-query attention)
 * @param value [..., S, G, E]
 * @throws OpError when shapes do not go together, a mask does not broadcast, or the dropout rate is not in [0, 1)
 * @see JAX's `jax.nn.dot_product_attention`
 * @example dotProductAttention([[[1, 0]]], [[[1, 0]]], [[[5, 6]]]) // [[[5, 6]]]
 */
export function dotProductAttention(
  query: TensorLike,
  key: TensorLike,
  value: TensorLike,
  options: AttentionOptions = {},
): Tensor {
  const given = [query, key, value].map((x) => cast(trace().toTensor(x), "float32"));
  checkShapes("dotProductAttention", given);
  const [q, k, v] = given.map((t) => reshape(t, [sizeOf(t.shape.slice(0, -3)), ...t.shape.slice(-3)])) as [
    Tensor,
    Tensor,
    Tensor,
  ];
  const sizes = sizesOf([q, k, v]);
  const mask = options.mask === undefined ? undefined : maskOf(options.mask, given[0]!, sizes);
  const attrs = { causal: options.causal ?? false, scale: options.scale ?? 1 / Math.sqrt(Math.max(1, sizes.D)) };
  const shape = [...given[0]!.shape.slice(0, -1), sizes.E];
  const rate = options.dropoutRate ?? 0;
  if (rate !== 0) {
    const drop = (p: Tensor): Tensor => dropout(p, rate, undefined, options.dropoutKey);
    return reshape(attentionWith([q, k, v, mask], attrs, drop), shape);
  }
  return part(apply(attentionRecord, mask ? [q, k, v, mask] : [q, k, v], attrs), 0, shape);
}

/** The mask with axes [B, H, T, S], of which those it is repeated along are 1. */
function maskOf(given: TensorLike, query: Tensor, { B, T, S, H }: Sizes): Tensor {
  const mask = trace().toTensor(given);
  const lead = query.shape.slice(0, -3);
  const wanted = [...lead, H, T, S];
  const padded = [...Array.from({ length: wanted.length - mask.rank }, () => 1), ...mask.shape];
  if (mask.rank > wanted.length || padded.some((d, i) => d !== 1 && d !== wanted[i]))
    throw new OpError(
      "dotProductAttention",
      `a mask broadcasts to [..., heads, queries, keys] = ${showShape(wanted)}, got ${showShape(mask.shape)}`,
    );
  const own = padded.slice(0, -3);
  const full = own.every((d) => d === 1) || own.every((d, i) => d === lead[i]);
  const batch = full ? sizeOf(own) : B;
  const typed = mask.dtype === "bool" ? mask : cast(mask, "float32");
  const whole = full ? typed : broadcastTo(typed, [...lead, ...padded.slice(-3)]);
  return reshape(whole, [batch, ...padded.slice(-3)]);
}
