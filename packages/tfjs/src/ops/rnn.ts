/** Cells of recurrent networks. */
import * as weir from "@weir/core";
import { convert, convertArray, wrap } from "../convert.ts";
import { tidy } from "../engine.ts";
import { Tensor } from "../tensor.ts";
import type { TensorLike } from "../types.ts";

/**
 * Returns [c, h] after one step of an LSTM whose kernel holds input, new input, forget and output gates side by side.
 * @example tf.basicLSTMCell(0, tf.zeros([2, 4]), tf.zeros([4]), [[1]], [[2]], [[0]]) // [[[1]], [[0.3807971]]]
 */
export function basicLSTMCell(
  forgetBias: TensorLike,
  lstmKernel: TensorLike,
  lstmBias: TensorLike,
  data: TensorLike,
  c: TensorLike,
  h: TensorLike,
): [Tensor, Tensor] {
  const of = (x: TensorLike, name: string): weir.Tensor => convert(x, name, "basicLSTMCell").core;
  const [forget, kernel, bias] = [of(forgetBias, "forgetBias"), of(lstmKernel, "lstmKernel"), of(lstmBias, "lstmBias")];
  const [input, cell, hidden] = [of(data, "data"), of(c, "c"), of(h, "h")];
  const gates = weir.add(weir.matMul(weir.concat([input, hidden], 1), kernel), bias);
  const [i, j, f, o] = weir.split(gates, 4, 1) as [weir.Tensor, weir.Tensor, weir.Tensor, weir.Tensor];
  const kept = weir.mul(cell, weir.sigmoid(weir.add(forget, f)));
  const next = weir.add(weir.mul(weir.sigmoid(i), weir.tanh(j)), kept);
  return [wrap(next), wrap(weir.mul(weir.tanh(next), weir.sigmoid(o)))];
}

/** One step of a cell: data, c and h to [c, h]. */
export type LSTMCellFunc = (data: Tensor, c: Tensor, h: Tensor) => [Tensor, Tensor];

/**
 * Returns [cs, hs] of a stack of cells, each fed the one before.
 * @example
 * const cell = (data, c, h) => [c.add(data), h.add(1)];
 * tf.multiRNNCell([cell, cell], [[1]], [[[0]], [[0]]], [[[5]], [[7]]]) // [[[[1]], [[6]]], [[[6]], [[8]]]]
 */
export function multiRNNCell(
  lstmCells: readonly LSTMCellFunc[],
  data: TensorLike,
  c: readonly TensorLike[],
  h: readonly TensorLike[],
): [Tensor[], Tensor[]] {
  const [cs, hs] = [convertArray(c, "c", "multiRNNCell"), convertArray(h, "h", "multiRNNCell")];
  const first = convert(data, "data", "multiRNNCell");
  return tidy(() => {
    let input = first instanceof Tensor ? first : wrap(first.core);
    const states = lstmCells.map((cell, i) => {
      const next = cell(input, wrap(cs[i]!.core), wrap(hs[i]!.core));
      input = next[1];
      return next;
    });
    return [states.map(([x]) => x), states.map(([, y]) => y)];
  });
}
