// jax-js: everything under `jit`, a whole training step as one function. Its arguments are consumed, hence `.ref`.
import { defaultDevice, init, jit, lax, nn, numpy as np, valueAndGrad, type Array as JaxArray } from "@jax-js/jax";
import { classes, parameters, place, type PlacedLayer } from "../works/network.ts";
import { labels, oneHot, values } from "../works/values.ts";
import type { ArraySpec, Network, TrainWork } from "../works/work.ts";
import { channelsFirst, flattenedChannelsFirst, outputsFirst } from "./layout.ts";
import type { Device, Job, Library } from "./library.ts";

const backends = { wasm: "wasm", webgl2: "webgl", webgpu: "webgpu" } as const satisfies Record<Device, string>;

export const jax: Library = {
  async open(device) {
    const backend = backends[device];
    if (!(await init(backend)).includes(backend)) throw new Error(`jax-js has no ${backend} backend here`);
    defaultDevice(backend);
  },

  async prepare(work) {
    switch (work.kind) {
      case "matMul": {
        const [a, b] = [upload(work.a), upload(work.b)];
        const compute = jit((p: JaxArray, q: JaxArray) => np.matmul(p, q));
        return call(() => compute(a.ref, b.ref), [a, b, compute]);
      }
      case "chain": {
        const x = upload(work.x);
        const compute = jit(chain);
        return call(() => compute(x.ref), [x, compute]);
      }
      case "inference": {
        const x = uploadImages(work.x);
        const weights = weightsOf(work.network);
        const compute = jit((w: JaxArray[], batch: JaxArray) => apply(work.network, w, batch));
        return call(() => compute(refs(weights), x.ref), [x, ...weights, compute]);
      }
      case "train":
        return train(work);
    }
  },
};

function chain(x: JaxArray): JaxArray {
  const wave = np.tanh(x.ref.mul(2).add(1)).mul(x.ref).sub(0.5);
  return nn.sigmoid(np.exp(np.square(wave).add(x)).neg());
}

/** A job that computes one output from fixed inputs. */
function call(compute: () => JaxArray, owned: readonly { dispose(): void }[]): Job {
  let output: JaxArray | undefined;
  return {
    start() {
      output?.dispose();
      output = compute();
    },
    finish: async () => void (await output!.blockUntilReady()),
    result: () => output!.ref.data(),
    close() {
      for (const held of [...owned, output]) held?.dispose();
    },
  };
}

/** Parameters, both moments, the two running powers of the betas, and the loss that the step saw. */
type State = [weights: JaxArray[], m: JaxArray[], v: JaxArray[], power1: JaxArray, power2: JaxArray, loss: JaxArray];

function train({ network, x: images, adam }: TrainWork): Job {
  const { learningRate, beta1, beta2, epsilon } = adam;
  const x = uploadImages(images);
  const count = classes(network);
  const rows = images.shape[0] ?? 0;
  const y = np.array(oneHot(labels(rows, count), count)).reshape([rows, count]);

  const lossOf = (weights: JaxArray[], batch: JaxArray, target: JaxArray) =>
    nn
      .logSoftmax(apply(network, weights, batch))
      .mul(target)
      .sum()
      .mul(-1 / rows);

  const step = jit(
    (
      weights: JaxArray[],
      m: JaxArray[],
      v: JaxArray[],
      power1: JaxArray,
      power2: JaxArray,
      batch: JaxArray,
      target: JaxArray,
    ): State => {
      const [loss, gradients] = valueAndGrad(lossOf)(refs(weights), batch, target);
      const next1 = power1.mul(beta1);
      const next2 = power2.mul(beta2);
      // Adam as Keras writes it: the bias corrections are folded into the step size.
      const one = np.array(1);
      const rate = np.sqrt(one.ref.sub(next2.ref)).div(one.sub(next1.ref)).mul(learningRate);
      const state: State = [[], [], [], next1, next2, loss];
      gradients.forEach((g, i) => {
        const mean = m[i]!.mul(beta1).add(g.ref.mul(1 - beta1));
        const square = v[i]!.mul(beta2).add(np.square(g).mul(1 - beta2));
        state[0].push(weights[i]!.sub(mean.ref.mul(rate.ref).div(np.sqrt(square.ref).add(epsilon))));
        state[1].push(mean);
        state[2].push(square);
      });
      rate.dispose();
      return state;
    },
  );

  const weights = weightsOf(network);
  let state: State = [weights, weights.map(zeros), weights.map(zeros), np.array(1), np.array(1), np.array(0)];
  const result = () => state[5].ref.data();
  return {
    start() {
      const [w, m, v, power1, power2, loss] = state;
      loss.dispose();
      state = step(w, m, v, power1, power2, x.ref, y.ref) as State;
    },
    finish: async () => void (await result()),
    result,
    close() {
      for (const held of [...state.flat(), x, y, step]) held.dispose();
    },
  };
}

/** The network on a batch, channels first inside; the logits come out as everywhere. */
function apply(network: Network, weights: readonly JaxArray[], x: JaxArray): JaxArray {
  const batch = x.shape[0] ?? 0;
  let used = 0;
  return place(network).reduce((h, placed) => {
    const [kernel, bias] = weights.slice(used, (used += placed.parameters.length));
    return applyLayer(placed, h, batch, kernel, bias);
  }, x);
}

function applyLayer(
  { layer, input, output }: PlacedLayer,
  h: JaxArray,
  batch: number,
  kernel?: JaxArray,
  bias?: JaxArray,
): JaxArray {
  const [rows = 0, columns = 0, channels = 0] = output;
  switch (layer.kind) {
    case "conv2d": {
      const sum = lax.convGeneralDilated(h, kernel!, [1, 1], "SAME").add(bias!.reshape([1, layer.filters, 1, 1]));
      return layer.relu ? nn.relu(sum) : sum;
    }
    case "maxPool2d":
      return np.max(h.reshape([batch, channels, rows, layer.size, columns, layer.size]), [3, 5]);
    case "flatten":
      return h.reshape([batch, input.reduce((size, n) => size * n, 1)]);
    case "dense": {
      const sum = np.matmul(h, kernel!).add(bias!);
      return layer.relu ? nn.relu(sum) : sum;
    }
  }
}

function upload(spec: ArraySpec): JaxArray {
  return np.array(values(spec)).reshape([...spec.shape]);
}

function uploadImages(spec: ArraySpec): JaxArray {
  return spec.shape.length === 4 ? fromHost(channelsFirst(values(spec), spec.shape)) : upload(spec);
}

/** The parameters in jax-js's layout: OIHW kernels, and dense rows in the order of channels-first flattening. */
function weightsOf(network: Network): JaxArray[] {
  const flattened = place(network).find(({ layer }) => layer.kind === "flatten");
  return parameters(network).map((spec) => {
    if (spec.shape.length === 4) return fromHost(outputsFirst(values(spec), spec.shape));
    const follows = flattened !== undefined && spec.shape.length === 2 && spec.shape[0] === flattened.output[0];
    return follows ? fromHost(flattenedChannelsFirst(values(spec), flattened.input, spec.shape[1] ?? 0)) : upload(spec);
  });
}

function fromHost({ data, shape }: { data: Float32Array<ArrayBuffer>; shape: readonly number[] }): JaxArray {
  return np.array(data).reshape([...shape]);
}

function zeros(like: JaxArray): JaxArray {
  return np.zerosLike(like.ref);
}

function refs(arrays: readonly JaxArray[]): JaxArray[] {
  return arrays.map((array) => array.ref);
}
