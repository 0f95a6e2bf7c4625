// Weir: calls under `jit`, training as the compiled step of a Keras-style model.
import * as w from "@weir/core";
import * as nn from "@weir/nn";
import { classes, parameters, place } from "../works/network.ts";
import { labels, values } from "../works/values.ts";
import type { ArraySpec, InferenceWork, Layer, Network, TrainWork } from "../works/work.ts";
import type { Job, Library } from "./library.ts";

export const weir: Library = {
  async open(device) {
    await w.setDevice(device);
  },

  async prepare(work) {
    switch (work.kind) {
      case "matMul": {
        const [a, b] = [upload(work.a), upload(work.b)];
        const compute = w.jit((p: w.Tensor, q: w.Tensor) => w.matMul(p, q));
        return call(() => compute(a, b));
      }
      case "chain": {
        const x = upload(work.x);
        const compute = w.jit(chain);
        return call(() => compute(x));
      }
      case "inference":
        return inference(work);
      case "train":
        return train(work);
    }
  },
};

function chain(x: w.Tensor): w.Tensor {
  return x.mul(2).add(1).tanh().mul(x).sub(0.5).square().add(x).exp().neg().sigmoid();
}

function inference({ network, x: images }: InferenceWork): Job {
  const weights = parameters(network).map(upload);
  const x = upload(images);
  const compute = w.jit((batch: w.Tensor, all: readonly w.Tensor[]) => apply(network, all, batch));
  return call(() => compute(x, weights));
}

function apply(network: Network, weights: readonly w.Tensor[], x: w.Tensor): w.Tensor {
  let used = 0;
  return place(network).reduce((h, { layer, output, parameters: own }) => {
    const [kernel, bias] = weights.slice(used, (used += own.length));
    switch (layer.kind) {
      case "conv2d":
        return relu(layer, w.conv2d(h, kernel!, 1, "same").add(bias!));
      case "maxPool2d":
        return w.maxPool(h, layer.size, layer.size, "valid");
      case "flatten":
        return w.reshape(h, [h.shape[0]!, ...output]);
      case "dense":
        return relu(layer, w.matMul(h, kernel!).add(bias!));
    }
  }, x);
}

function relu(layer: { readonly relu: boolean }, sum: w.Tensor): w.Tensor {
  return layer.relu ? w.relu(sum) : sum;
}

/** A job that computes one output from fixed inputs. */
function call(compute: () => w.Tensor): Job {
  let output: w.Tensor | undefined;
  return {
    start() {
      output?.dispose();
      output = compute();
    },
    // The queue is in order: one element of the newest output is there only when all of it is.
    finish: async () => void (await w.slice(w.reshape(output!, [-1]), [0], [1]).data()),
    result: () => output!.data(),
    close: () => output?.dispose(),
  };
}

async function train({ network, x: images, adam }: TrainWork): Promise<Job> {
  const model = await modelOf(network);
  model.compile({ optimizer: nn.adam(adam), loss: nn.sparseCategoricalCrossentropy({ fromLogits: true }) });
  const rows = images.shape[0] ?? 0;
  const x = upload(images);
  const y = w.tensor(labels(rows, classes(network)));
  const step = model.trainStep(rows);
  const loss = () => step.loss();
  return {
    start: () => step.run(x, y),
    finish: async () => void (await loss()),
    result: async () => [await loss()],
    close: () => model.dispose(),
  };
}

async function modelOf(network: Network): Promise<nn.Sequential> {
  const model = nn.sequential({
    layers: network.layers.map((layer, i) => layerOf(layer, i === 0 ? { inputShape: network.inputShape } : {})),
  });
  await model.setWeights(parameters(network).map(upload));
  return model;
}

function layerOf(layer: Layer, first: { readonly inputShape?: readonly number[] }) {
  switch (layer.kind) {
    case "conv2d": {
      const { filters, kernelSize } = layer;
      return nn.conv2d({ ...first, filters, kernelSize, padding: "same", ...activation(layer) });
    }
    case "maxPool2d":
      return nn.maxPooling2d({ ...first, poolSize: layer.size });
    case "flatten":
      return nn.flatten(first);
    case "dense":
      return nn.dense({ ...first, units: layer.units, ...activation(layer) });
  }
}

function activation({ relu }: { readonly relu: boolean }): { readonly activation?: "relu" } {
  return relu ? { activation: "relu" } : {};
}

function upload(spec: ArraySpec): w.Tensor {
  return w.tensor(values(spec), spec.shape);
}
