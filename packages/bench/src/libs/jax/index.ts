// jax-js: everything under `jit`, a whole training step as one function. Its arguments are consumed, hence `.ref`.
import { defaultDevice, init, jit, lax, nn, numpy as np, valueAndGrad, type Array as JaxArray } from "@jax-js/jax";
import { classes, parameters, place, type PlacedLayer } from "../../works/network.ts";
import { integers, labels, oneHot, values } from "../../works/values.ts";
import type { AdamSpec, ArraySpec, FunctionWork, LossWork, Network, TrainWork } from "../../works/work.ts";
import type { Device, Job, Library } from "../library.ts";
import { functions } from "./functions.ts";
import { arrange, flattenedChannelsFirst } from "../layout.ts";
import { losses } from "./losses.ts";

const backends = { wasm: "wasm", webgl2: "webgl", webgpu: "webgpu" } as const satisfies Record<Device, string>;

export const jax: Library = {
  async open(device) {
    const backend = backends[device];
    if (!(await init(backend)).includes(backend)) throw new Error(`jax-js has no ${backend} backend here`);
    defaultDevice(backend);
  },

  async prepare(work) {
    switch (work.kind) {
      case "function":
        return callOf(work);
      case "inference": {
        const x = upload(images(work.x));
        const weights = weightsOf(work.network);
        const compute = jit((w: JaxArray[], batch: JaxArray) => apply(work.network, w, batch));
        return call(() => compute(refs(weights), x.ref), [x, ...weights, compute]);
      }
      case "train":
        return train(work);
      case "loss":
        return minimize(work);
    }
  },
};

function callOf({ name, inputs }: FunctionWork): Job {
  const given = inputs.map(upload);
  const compute = jit(functions[name]!);
  return call(() => compute(...refs(given)), [...given, compute]);
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

function train({ network, x: spec, adam }: TrainWork): Job {
  const count = classes(network);
  const rows = spec.shape[0] ?? 0;
  const y = np.array(oneHot(labels(rows, count), count)).reshape([rows, count]);
  const lossOf = (weights: JaxArray[], batch: JaxArray, target: JaxArray) =>
    nn
      .logSoftmax(apply(network, weights, batch))
      .mul(target)
      .sum()
      .mul(-1 / rows);
  return descend(adam, lossOf, weightsOf(network), [upload(images(spec)), y]);
}

function minimize({ name, parameters: specs, floats, ints, adam }: LossWork): Job {
  const names = Object.keys(specs);
  const lossOf = (weights: JaxArray[], ...batch: JaxArray[]) =>
    losses[name]!(Object.fromEntries(names.map((n, i) => [n, weights[i]!])), ...batch);
  const whole = ints.map((spec) => np.array(integers(spec)).reshape([...spec.shape]));
  return descend(
    adam,
    lossOf,
    names.map((n) => upload(specs[n]!)),
    [...floats.map(upload), ...whole],
  );
}

/** A job of Adam steps, each one call of a compiled function. */
function descend(
  { learningRate, beta1, beta2, epsilon }: AdamSpec,
  lossOf: (weights: JaxArray[], ...batch: JaxArray[]) => JaxArray,
  weights: JaxArray[],
  batch: readonly JaxArray[],
): Job {
  const step = jit(
    (w: JaxArray[], m: JaxArray[], v: JaxArray[], power1: JaxArray, power2: JaxArray, ...inputs: JaxArray[]): State => {
      const [loss, gradients] = valueAndGrad(lossOf)(refs(w), ...inputs);
      const next1 = power1.mul(beta1);
      const next2 = power2.mul(beta2);
      // Adam as Keras writes it: the bias corrections are folded into the step size.
      const one = np.array(1);
      const rate = np.sqrt(one.ref.sub(next2.ref)).div(one.sub(next1.ref)).mul(learningRate);
      const state: State = [[], [], [], next1, next2, loss];
      gradients.forEach((g, i) => {
        const mean = m[i]!.mul(beta1).add(g.ref.mul(1 - beta1));
        const square = v[i]!.mul(beta2).add(np.square(g).mul(1 - beta2));
        state[0].push(w[i]!.sub(mean.ref.mul(rate.ref).div(np.sqrt(square.ref).add(epsilon))));
        state[1].push(mean);
        state[2].push(square);
      });
      rate.dispose();
      return state;
    },
  );

  let state: State = [weights, weights.map(zeros), weights.map(zeros), np.array(1), np.array(1), np.array(0)];
  const result = () => state[5].ref.data();
  return {
    start() {
      const [w, m, v, power1, power2, loss] = state;
      loss.dispose();
      state = step(w, m, v, power1, power2, ...refs(batch)) as State;
    },
    finish: async () => void (await result()),
    result,
    close() {
      for (const held of [...state.flat(), ...batch, step]) held.dispose();
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
  const { data, shape } = spec.role
    ? arrange(values(spec), spec.shape, spec.role)
    : { data: values(spec), shape: spec.shape };
  return np.array(data).reshape([...shape]);
}

/** A network's batch, which is one of images when it has four dimensions. */
function images(spec: ArraySpec): ArraySpec {
  return spec.shape.length === 4 ? { ...spec, role: "image" } : spec;
}

/** The parameters in jax-js's layout: OIHW kernels, and dense rows in the order of channels-first flattening. */
function weightsOf(network: Network): JaxArray[] {
  const flattened = place(network).find(({ layer }) => layer.kind === "flatten");
  return parameters(network).map((spec) => {
    if (spec.shape.length === 4) return upload({ ...spec, role: "kernel" });
    const follows = flattened !== undefined && spec.shape.length === 2 && spec.shape[0] === flattened.output[0];
    if (!follows) return upload(spec);
    const { data, shape } = flattenedChannelsFirst(values(spec), flattened.input, spec.shape[1] ?? 0);
    return np.array(data).reshape([...shape]);
  });
}

function zeros(like: JaxArray): JaxArray {
  return np.zerosLike(like.ref);
}

function refs(arrays: readonly JaxArray[]): JaxArray[] {
  return arrays.map((array) => array.ref);
}
