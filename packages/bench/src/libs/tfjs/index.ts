// TensorFlow.js: eager ops and its Layers API; a step is `optimizer.minimize`, which reads nothing back.
import * as tf from "@tensorflow/tfjs-core";
import * as layers from "@tensorflow/tfjs-layers";
import { classes, parameters } from "../../works/network.ts";
import { integers, labels, oneHot, values } from "../../works/values.ts";
import type { AdamSpec, ArraySpec, FunctionWork, Layer, LossWork, Network, TrainWork } from "../../works/work.ts";
import type { Device, Job, Library } from "../library.ts";
import { functions } from "./functions.ts";
import { losses } from "./losses.ts";

const backends: Readonly<Record<Device, string>> = { wasm: "wasm", webgl2: "webgl", webgpu: "webgpu" };

export const tfjs: Library = {
  async open(device) {
    await load(device);
    // A backend that cannot start makes setBackend resolve to false.
    if (!(await tf.setBackend(backends[device]))) throw new Error(`TFJS has no ${backends[device]} backend here`);
    await tf.ready();
  },

  async prepare(work) {
    switch (work.kind) {
      case "function":
        return callOf(work);
      case "inference":
        return inference(work.network, upload(work.x));
      case "train":
        return train(work);
      case "loss":
        return minimize(work);
    }
  },
};

async function load(device: Device): Promise<void> {
  if (device === "webgpu") await import("@tensorflow/tfjs-backend-webgpu");
  else if (device === "webgl2") await import("@tensorflow/tfjs-backend-webgl");
  else (await import("@tensorflow/tfjs-backend-wasm")).setWasmPaths(new URL("tfjs-wasm/", location.href).pathname);
}

function upload(spec: ArraySpec): tf.Tensor {
  return tf.tensor(values(spec), [...spec.shape]);
}

function callOf({ name, inputs }: FunctionWork): Job {
  const given = inputs.map(upload);
  return call(() => tf.tidy(() => functions[name]!(...given)), given);
}

function inference(network: Network, x: tf.Tensor): Job {
  const model = modelOf(network);
  return call(() => tf.tidy(() => model.predictOnBatch(x) as tf.Tensor), [x, model]);
}

/** A job that computes one output from fixed inputs. */
function call(compute: () => tf.Tensor, owned: readonly { dispose(): unknown }[]): Job {
  let output: tf.Tensor | undefined;
  return {
    start() {
      output?.dispose();
      output = compute();
    },
    // The queue is in order: one element of the newest output is there only when all of it is.
    async finish() {
      const element = tf.tidy(() => tf.slice(tf.reshape(output!, [-1]), 0, 1));
      await element.data();
      element.dispose();
    },
    result: () => output!.data(),
    close() {
      for (const held of [...owned, output]) held?.dispose();
    },
  };
}

function train({ network, x: images, adam }: TrainWork): Job {
  const model = modelOf(network);
  const x = upload(images);
  const count = classes(network);
  const rows = images.shape[0] ?? 0;
  const y = tf.tensor2d(oneHot(labels(rows, count), count), [rows, count]);
  return descend(adam, () => tf.losses.softmaxCrossEntropy(y, model.apply(x) as tf.Tensor), [x, y, model]);
}

function minimize({ name, parameters: specs, floats, ints, adam }: LossWork): Job {
  const batch = [...floats.map(upload), ...ints.map((spec) => tf.tensor(integers(spec), [...spec.shape], "int32"))];
  const variables = Object.fromEntries(Object.entries(specs).map(([n, spec]) => [n, tf.variable(upload(spec))]));
  return descend(adam, () => losses[name]!(variables, ...batch), [...batch, ...Object.values(variables)]);
}

/** A job of Adam steps on all trainable variables. */
function descend(adam: AdamSpec, cost: () => tf.Tensor, owned: readonly { dispose(): unknown }[]): Job {
  const optimizer = tf.train.adam(adam.learningRate, adam.beta1, adam.beta2, adam.epsilon);
  let loss: tf.Scalar | undefined;
  const result = () => loss!.data();
  const start = () => {
    loss?.dispose();
    loss = optimizer.minimize(() => cost() as tf.Scalar, true) ?? undefined;
  };
  return {
    start,
    finish: async () => void (await result()),
    result,
    peakBytes: async () => (await tf.profile(() => start())).peakBytes,
    close() {
      for (const held of [...owned, optimizer, loss]) held?.dispose();
    },
  };
}

function modelOf(network: Network): layers.Sequential {
  const model = layers.sequential({
    layers: network.layers.map((layer, i) => layerOf(layer, i === 0 ? { inputShape: [...network.inputShape] } : {})),
  });
  const weights = parameters(network).map(upload);
  model.setWeights(weights);
  tf.dispose(weights);
  return model;
}

function layerOf(layer: Layer, first: { inputShape?: number[] }): layers.layers.Layer {
  switch (layer.kind) {
    case "conv2d":
      return layers.layers.conv2d({ ...first, ...sizeOf(layer), padding: "same", activation: activation(layer) });
    case "maxPool2d":
      return layers.layers.maxPooling2d({ ...first, poolSize: layer.size });
    case "flatten":
      return layers.layers.flatten(first);
    case "dense":
      return layers.layers.dense({ ...first, units: layer.units, activation: activation(layer) });
  }
}

function sizeOf({ filters, kernelSize }: { filters: number; kernelSize: number }) {
  return { filters, kernelSize };
}

function activation({ relu }: { relu: boolean }) {
  return relu ? "relu" : "linear";
}
