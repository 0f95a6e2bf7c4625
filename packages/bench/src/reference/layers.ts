// Every layer forward and backward in float64, as plain loops: the truth that all libraries are held to.
import type { PlacedLayer } from "../works/network.ts";

/** Values of one layer for a batch, and what it keeps for the way back. */
export interface Forward {
  readonly y: Float64Array;
  /** Given the loss's gradient in `y`, returns that in the input and in the parameters. */
  readonly backward: (gy: Float64Array) => { readonly gx: Float64Array; readonly gradients: readonly Float64Array[] };
}

/** Runs one layer on a batch of inputs in row-major order. */
export function forward(placed: PlacedLayer, parameters: readonly Float64Array[], x: Float64Array): Forward {
  const [kernel, bias] = parameters;
  switch (placed.layer.kind) {
    case "flatten":
      return { y: x, backward: (gy) => ({ gx: gy, gradients: [] }) };
    case "maxPool2d":
      return maxPool2d(placed, placed.layer.size, x);
    case "dense":
      return relu(placed.layer.relu, dense(kernel!, bias!, x));
    case "conv2d":
      return relu(placed.layer.relu, conv2d(placed, placed.layer.kernelSize, kernel!, bias!, x));
  }
}

function relu(on: boolean, inner: Forward): Forward {
  if (!on) return inner;
  return {
    y: inner.y.map((value) => Math.max(value, 0)),
    backward: (gy) => inner.backward(gy.map((g, i) => (inner.y[i]! > 0 ? g : 0))),
  };
}

/** y = x·kernel + bias for rows of x. */
function dense(kernel: Float64Array, bias: Float64Array, x: Float64Array): Forward {
  const outs = bias.length;
  const ins = kernel.length / outs;
  const rows = x.length / ins;
  const y = new Float64Array(rows * outs);
  for (let r = 0; r < rows; r++) {
    y.set(bias, r * outs);
    for (let i = 0; i < ins; i++) {
      const value = x[r * ins + i]!;
      for (let o = 0; o < outs; o++) y[r * outs + o]! += value * kernel[i * outs + o]!;
    }
  }
  return { y, backward };

  function backward(gy: Float64Array) {
    const gx = new Float64Array(x.length);
    const gKernel = new Float64Array(kernel.length);
    for (let r = 0; r < rows; r++) {
      for (let i = 0; i < ins; i++) {
        const value = x[r * ins + i]!;
        let sum = 0;
        for (let o = 0; o < outs; o++) {
          const g = gy[r * outs + o]!;
          sum += g * kernel[i * outs + o]!;
          gKernel[i * outs + o]! += g * value;
        }
        gx[r * ins + i] = sum;
      }
    }
    return { gx, gradients: [gKernel, columnSums(gy, outs)] };
  }
}

/** Every output pixel and kernel tap: "same" padding, stride 1, channels last, HWIO kernel. */
function conv2d(
  { input, output }: PlacedLayer,
  size: number,
  kernel: Float64Array,
  bias: Float64Array,
  x: Float64Array,
): Forward {
  const [height = 0, width = 0, ins = 0] = input;
  const outs = output[2] ?? 0;
  const batch = x.length / (height * width * ins);
  const y = new Float64Array(batch * height * width * outs);
  for (let at = 0; at < y.length; at += outs) y.set(bias, at);
  eachTap((xAt, kAt, yAt) => {
    for (let i = 0; i < ins; i++) {
      const value = x[xAt + i]!;
      const k = kAt + i * outs;
      for (let o = 0; o < outs; o++) y[yAt + o]! += value * kernel[k + o]!;
    }
  });
  return { y, backward };

  function backward(gy: Float64Array) {
    const gx = new Float64Array(x.length);
    const gKernel = new Float64Array(kernel.length);
    eachTap((xAt, kAt, yAt) => {
      for (let i = 0; i < ins; i++) {
        const value = x[xAt + i]!;
        const k = kAt + i * outs;
        let sum = 0;
        for (let o = 0; o < outs; o++) {
          const g = gy[yAt + o]!;
          sum += g * kernel[k + o]!;
          gKernel[k + o]! += g * value;
        }
        gx[xAt + i]! += sum;
      }
    });
    return { gx, gradients: [gKernel, columnSums(gy, outs)] };
  }

  /** Calls back with the offsets of the input pixel, the kernel tap and the output pixel that meet. */
  function eachTap(meet: (xAt: number, kAt: number, yAt: number) => void): void {
    const before = (size - 1) >> 1;
    for (let b = 0; b < batch; b++) {
      for (let row = 0; row < height; row++) {
        for (let column = 0; column < width; column++) {
          for (let tap = 0; tap < size * size; tap++) {
            const fromRow = row + Math.floor(tap / size) - before;
            const fromColumn = column + (tap % size) - before;
            if (fromRow < 0 || fromRow >= height || fromColumn < 0 || fromColumn >= width) continue;
            const pixel = (b * height + fromRow) * width + fromColumn;
            meet(pixel * ins, tap * ins * outs, ((b * height + row) * width + column) * outs);
          }
        }
      }
    }
  }
}

/** The largest of each size×size window; the gradient goes back to where it was found first. */
function maxPool2d({ input, output }: PlacedLayer, size: number, x: Float64Array): Forward {
  const [height = 0, width = 0, channels = 0] = input;
  const [rows = 0, columns = 0] = output;
  const batch = x.length / (height * width * channels);
  const y = new Float64Array(batch * rows * columns * channels);
  const winner = new Int32Array(y.length);
  for (let at = 0; at < y.length; at++) {
    const channel = at % channels;
    const column = Math.floor(at / channels) % columns;
    const row = Math.floor(at / (channels * columns)) % rows;
    const b = Math.floor(at / (channels * columns * rows));
    let best = -Infinity;
    for (let tap = 0; tap < size * size; tap++) {
      const fromRow = row * size + Math.floor(tap / size);
      const fromColumn = column * size + (tap % size);
      const from = ((b * height + fromRow) * width + fromColumn) * channels + channel;
      if (x[from]! <= best) continue;
      best = x[from]!;
      winner[at] = from;
    }
    y[at] = best;
  }
  return {
    y,
    backward: (gy) => {
      const gx = new Float64Array(x.length);
      winner.forEach((from, at) => (gx[from]! += gy[at]!));
      return { gx, gradients: [] };
    },
  };
}

function columnSums(rows: Float64Array, columns: number): Float64Array {
  const sums = new Float64Array(columns);
  rows.forEach((value, i) => (sums[i % columns]! += value));
  return sums;
}
