// Attention with learned projections: multi-head, and grouped-query, whose heads share keys and values.
import { add, dotProductAttention, matMul, OpError, reshape, type Tensor } from "@weir/core";
import { inRange, positiveInteger } from "../arguments.ts";
import { toInitializer, type InitializerLike } from "../initializers/initializer.ts";
import { showBatched, sizeOf, type Shape } from "../shape.ts";
import type { Layer, LayerCall, LayerOptions, VariableSpec } from "./layer.ts";

interface AttentionLayerOptions extends LayerOptions {
  /** Probability with which a key is left out while training. Default 0. */
  readonly dropout?: number;
  /** Mixed into the model's seed. Default 0. */
  readonly seed?: number;
  /** Whether projections add a bias. Default `true`. */
  readonly useBias?: boolean;
  /** Whether each position sees itself and those before it only. Default `false`. */
  readonly useCausalMask?: boolean;
  /** Default `glorotUniform`. */
  readonly kernelInitializer?: InitializerLike;
  /** Default `zeros`. */
  readonly biasInitializer?: InitializerLike;
}

/** Settings of {@link multiHeadAttention}. */
export interface MultiHeadAttentionOptions extends AttentionLayerOptions {
  readonly numHeads: number;
  /** Size of each head's queries and keys. */
  readonly keyDim: number;
  /** Size of each head's values. Default `keyDim`. */
  readonly valueDim?: number;
}

/** Settings of {@link groupQueryAttention}. */
export interface GroupQueryAttentionOptions extends AttentionLayerOptions {
  /** Size of each head. */
  readonly headDim: number;
  readonly numQueryHeads: number;
  /** Heads of keys and values; divides `numQueryHeads`. */
  readonly numKeyValueHeads: number;
}

/**
 * Returns a layer of multi-head attention (Vaswani et al. 2017). Inputs: query [batch, T, dim], value [batch, S, dim] and key, where
 * value is the query and key is the value when they are not given. Output [batch, T, dim of query], float32.
 *
 * Variables: kernel [dim, heads, size] and bias [heads, size] of query, key and value, then outputKernel [heads, valueDim, dim] and
 * outputBias [dim]: Keras's order.
 * @throws OpError when a size is not a whole number from 1, or an input is not a sequence
 * @example multiHeadAttention({ numHeads: 4, keyDim: 32, useCausalMask: true }).outputShape([128, 64]) // [128, 64]
 */
export function multiHeadAttention(options: MultiHeadAttentionOptions): Layer {
  const [numHeads, keyDim] = [options.numHeads, options.keyDim];
  const sizes = { heads: numHeads, keyHeads: numHeads, keyDim, valueDim: options.valueDim ?? keyDim };
  return attention("multiHeadAttention", "MultiHeadAttention", options, sizes);
}

/**
 * Returns a layer of attention in which groups of query heads share one head of keys and values (Ainslie et al. 2023). Inputs, output
 * and variables as of {@link multiHeadAttention}. That makes query and output [batch, T, dim], float32.
 * @throws OpError when a size is not a whole number from 1, or `numQueryHeads` is no multiple of `numKeyValueHeads`
 * @example
 * const { variables } = groupQueryAttention({ headDim: 32, numQueryHeads: 4, numKeyValueHeads: 2 });
 * variables([128, 64])[2].shape // [64, 2, 32]
 */
export function groupQueryAttention(options: GroupQueryAttentionOptions): Layer {
  const { headDim, numQueryHeads: heads, numKeyValueHeads: keyHeads } = options;
  if (heads % keyHeads !== 0) {
    throw new OpError(
      "groupQueryAttention",
      `numQueryHeads must be a multiple of numKeyValueHeads, got ${heads} and ${keyHeads}.`,
    );
  }
  const sizes = { heads, keyHeads, keyDim: headDim, valueDim: headDim };
  return attention("groupQueryAttention", "GroupQueryAttention", options, sizes);
}

interface Sizes {
  readonly heads: number;
  readonly keyHeads: number;
  readonly keyDim: number;
  readonly valueDim: number;
}

function attention(op: string, className: string, options: AttentionLayerOptions, sizes: Sizes): Layer {
  for (const [name, n] of Object.entries(sizes)) positiveInteger(op, name, n);
  const { heads, keyHeads, keyDim, valueDim } = sizes;
  const rate = inRange(op, "dropout", options.dropout ?? 0, 0, 1);
  const useBias = options.useBias ?? true;
  const kernelInitializer = toInitializer(op, options.kernelInitializer ?? "glorotUniform");
  const biasInitializer = toInitializer(op, options.biasInitializer ?? "zeros");

  function projection(name: string, kernel: Shape, bias: Shape): VariableSpec[] {
    const spec = { name: `${name}Kernel`, shape: kernel, initializer: kernelInitializer };
    return useBias ? [spec, { name: `${name}Bias`, shape: bias, initializer: biasInitializer }] : [spec];
  }

  /** `x` · kernel over its last dimension, or over the last two for the output. */
  function project(x: Tensor, name: string, inner: number, result: Shape, { variable }: LayerCall): Tensor {
    const kernel = reshape(variable(`${name}Kernel`), [inner, sizeOf(result)]);
    const product = matMul(reshape(x, [x.size / inner, inner]), kernel);
    const y = useBias ? add(product, reshape(variable(`${name}Bias`), [sizeOf(result)])) : product;
    return reshape(y, [x.shape[0]!, x.shape[1]!, ...result]);
  }

  return {
    className,
    options,
    inputs: [1, 3],
    outputShape(query, value = query, key = value) {
      for (const shape of [query, value, key]) {
        if (shape.length !== 2)
          throw new OpError(op, `takes sequences [batch, steps, features], got ${showBatched(shape)}.`);
      }
      if (value[0] !== key[0])
        throw new OpError(op, `there is one key for each value, got ${showBatched(key)} and ${showBatched(value)}.`);
      return query;
    },
    variables: (query, value = query, key = value) => [
      ...projection("query", [query[1]!, heads, keyDim], [heads, keyDim]),
      ...projection("key", [key[1]!, keyHeads, keyDim], [keyHeads, keyDim]),
      ...projection("value", [value[1]!, keyHeads, valueDim], [keyHeads, valueDim]),
      ...projection("output", [heads, valueDim, query[1]!], [query[1]!]),
    ],
    call(query, context) {
      const [value = query, key = value] = context.others ?? [];
      const q = project(query, "query", query.shape[2]!, [heads, keyDim], context);
      const k = project(key, "key", key.shape[2]!, [keyHeads, keyDim], context);
      const v = project(value, "value", value.shape[2]!, [keyHeads, valueDim], context);
      const drops = context.training && rate > 0;
      const y = dotProductAttention(q, k, v, {
        causal: options.useCausalMask ?? false,
        ...(drops ? { dropoutRate: rate, dropoutKey: context.key(options.seed) } : {}),
      });
      return project(y, "output", heads * valueDim, [query.shape[2]!], context);
    },
  };
}
