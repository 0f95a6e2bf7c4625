// The parameters and batches of the models that are no stack of layers. What they compute stands in `libs/*/losses.ts`.
import type { ArraySpec, IntSpec, Role } from "./work.ts";

type Parameters = Readonly<Record<string, ArraySpec>>;

/** Gives every parameter of a model a seed of its own, in the order of the calls. */
class Seeds {
  #next: number;
  constructor(first: number) {
    this.#next = first;
  }

  /** Uniform with He's variance 2/fan-in. */
  weight(shape: readonly number[], fanIn: number, role?: Role): ArraySpec {
    return { shape, seed: this.#next++, scale: Math.sqrt(6 / fanIn), ...(role ? { role } : {}) };
  }
  /** Small and not zero, so that a lost bias shows. */
  bias(units: number): ArraySpec {
    return { shape: [units], seed: this.#next++, scale: 0.05 };
  }
  /** A norm's factor: near one, and not one. */
  gain(units: number): ArraySpec {
    return { shape: [units], seed: this.#next++, scale: 0.05, offset: 1 };
  }
  table(shape: readonly number[]): ArraySpec {
    return { shape, seed: this.#next++, scale: 0.1 };
  }
  floats(shape: readonly number[], role?: Role): ArraySpec {
    return { shape, seed: this.#next++, scale: 1, ...(role ? { role } : {}) };
  }
  ints(shape: readonly number[], below: number): IntSpec {
    return { shape, seed: this.#next++, below };
  }
}

interface Model {
  readonly parameters: Parameters;
  readonly floats: readonly ArraySpec[];
  readonly ints: readonly IntSpec[];
}

/** Keras's LSTM: gates in the order input, forget, candidate, output; a dense head on the last hidden state. */
export function lstm(batch: number, steps: number, features: number, units: number, classes: number): Model {
  const s = new Seeds(100);
  return {
    parameters: {
      kernel: s.weight([features, 4 * units], 2 * features),
      recurrent: s.weight([units, 4 * units], 2 * units),
      bias: s.bias(4 * units),
      head: s.weight([units, classes], units),
      headBias: s.bias(classes),
    },
    floats: [s.floats([batch, steps, features])],
    ints: [s.ints([batch], classes)],
  };
}

/** A pre-norm decoder with learnt positions and a head of its own; `layers` blocks of attention and a GELU network of 4·width. */
export function gpt(batch: number, length: number, vocabulary: number, width: number, layers: number): Model {
  const s = new Seeds(200);
  const parameters: Record<string, ArraySpec> = {
    tokens: s.table([vocabulary, width]),
    positions: s.table([length, width]),
  };
  for (let i = 0; i < layers; i++) {
    Object.assign(parameters, {
      [`gain1.${i}`]: s.gain(width),
      [`shift1.${i}`]: s.bias(width),
      [`qkv.${i}`]: s.weight([width, 3 * width], 4 * width),
      [`qkvBias.${i}`]: s.bias(3 * width),
      [`mix.${i}`]: s.weight([width, width], 4 * width),
      [`mixBias.${i}`]: s.bias(width),
      [`gain2.${i}`]: s.gain(width),
      [`shift2.${i}`]: s.bias(width),
      [`up.${i}`]: s.weight([width, 4 * width], 2 * width),
      [`upBias.${i}`]: s.bias(4 * width),
      [`down.${i}`]: s.weight([4 * width, width], 8 * width),
      [`downBias.${i}`]: s.bias(width),
    });
  }
  Object.assign(parameters, {
    gain: s.gain(width),
    shift: s.bias(width),
    head: s.weight([width, vocabulary], 4 * width),
  });
  return { parameters, floats: [], ints: [s.ints([batch, length], vocabulary), s.ints([batch, length], vocabulary)] };
}

/** Three residual blocks after He et al. 2016 with batch norm in training mode; blocks two and three halve the image. */
export function resnet8(batch: number, size: number, classes: number): Model {
  const s = new Seeds(300);
  const conv = (name: string, window: number, from: number, to: number): Parameters => ({
    [name]: s.weight([window, window, from, to], window * window * from, "kernel"),
    [`${name}.gain`]: s.gain(to),
    [`${name}.shift`]: s.bias(to),
  });
  const block = (i: number, from: number, to: number): Parameters => ({
    ...conv(`a${i}`, 3, from, to),
    ...conv(`b${i}`, 3, to, to),
    ...(from === to ? {} : conv(`c${i}`, 1, from, to)),
  });
  return {
    parameters: {
      ...conv("stem", 3, 3, 16),
      ...block(1, 16, 16),
      ...block(2, 16, 32),
      ...block(3, 32, 64),
      head: s.weight([64, classes], 64),
      headBias: s.bias(classes),
    },
    floats: [s.floats([batch, size, size, 3], "image")],
    ints: [s.ints([batch], classes)],
  };
}

/** The mean of a bag of embeddings, a hidden layer, and a click or none. */
export function embeddingBag(batch: number, bag: number, items: number, width: number, units: number): Model {
  const s = new Seeds(400);
  return {
    parameters: {
      table: { ...s.table([items, width]), scale: 1 },
      hidden: s.weight([width, units], width),
      hiddenBias: s.bias(units),
      head: s.weight([units, 1], units),
      headBias: s.bias(1),
    },
    floats: [],
    ints: [s.ints([batch, bag], items), s.ints([batch], 2)],
  };
}

/** Two 3-D convolutions with a pooling between them, the mean over space, and a dense head. */
export function conv3d(batch: number, size: number, classes: number): Model {
  const s = new Seeds(500);
  return {
    parameters: {
      first: s.weight([3, 3, 3, 1, 8], 27, "kernel"),
      firstBias: s.bias(8),
      second: s.weight([3, 3, 3, 8, 16], 27 * 8, "kernel"),
      secondBias: s.bias(16),
      head: s.weight([16, classes], 16),
      headBias: s.bias(classes),
    },
    floats: [s.floats([batch, size, size, size, 1], "image")],
    ints: [s.ints([batch], classes)],
  };
}

/** Two strided convolutions down to a quarter of the size, two transposed ones up again; the loss is the mean squared error. */
export function autoencoder(batch: number, size: number): Model {
  const s = new Seeds(600);
  return {
    parameters: {
      down1: s.weight([3, 3, 1, 16], 9, "kernel"),
      down1Bias: s.bias(16),
      down2: s.weight([3, 3, 16, 32], 9 * 16, "kernel"),
      down2Bias: s.bias(32),
      up1: s.weight([3, 3, 16, 32], 9 * 32, "transposedKernel"),
      up1Bias: s.bias(16),
      up2: s.weight([3, 3, 1, 16], 9 * 16, "transposedKernel"),
      up2Bias: s.bias(1),
    },
    floats: [s.floats([batch, size, size, 1], "image")],
    ints: [],
  };
}

/** The inputs of an inverted residual of MobileNet-v2 (Sandler et al. 2018), its batch norms folded into the convolutions. */
export function mobilenetBlock(batch: number, size: number, channels: number, expansion: number): readonly ArraySpec[] {
  const s = new Seeds(700);
  const wide = channels * expansion;
  return [
    s.floats([batch, size, size, channels], "image"),
    s.weight([1, 1, channels, wide], channels, "kernel"),
    s.bias(wide),
    s.weight([3, 3, wide, 1], 9, "depthwiseKernel"),
    s.bias(wide),
    s.weight([1, 1, wide, channels], wide, "kernel"),
    s.bias(channels),
  ];
}
