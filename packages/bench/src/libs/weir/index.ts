// Weir: calls under `jit`, training as the compiled step of a Keras-style model.
import * as w from "@weir/core";
import * as nn from "@weir/nn";
import { classes, parameters, place } from "../../works/network.ts";
import { integers, labels, values } from "../../works/values.ts";
import type { ArraySpec, FunctionWork, InferenceWork, Layer, LossWork, Network, TrainWork } from "../../works/work.ts";
import type { Job, Library } from "../library.ts";
import { functions } from "./functions.ts";
import { losses } from "./losses.ts";

type Tensors = Readonly<Record<string, w.Tensor>>;

/** Parameters, what the optimizer keeps of each (by its name for it), and the steps taken. */
interface State {
  readonly parameters: Tensors;
  readonly slots: Readonly<Record<string, Tensors>>;
  readonly time: w.Tensor;
}

export const weir: Library = {
  async open(device) {
    await w.setDevice(device);
  },

  async prepare(work) {
    switch (work.kind) {
      case "function":
        return callOf(work);
      case "inference":
        return inference(work);
      case "train":
        return train(work);
      case "loss":
        return minimize(work);
    }
  },
};

function callOf({ name, inputs }: FunctionWork): Job {
  const given = inputs.map(upload);
  const compute = w.jit(functions[name]!);
  return call(() => compute(...given));
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
    peakBytes: () => step.stats.peakBytes,
    close: () => model.dispose(),
  };
}

/** Adam on a loss that is a function: what `model.fit` does with layers, written by hand. */
function minimize({ name, parameters: specs, floats, ints, adam: numbers }: LossWork): Job {
  const batch = [...floats.map(upload), ...ints.map((spec) => w.tensor(integers(spec), spec.shape))];
  const optimizer = nn.adam(numbers);
  const rate = w.tensor(numbers.learningRate);
  const names = Object.keys(specs);
  const each = <T>(make: (name: string) => T): Record<string, T> => Object.fromEntries(names.map((n) => [n, make(n)]));
  const zeros = (): Record<string, w.Tensor> => each((n) => w.zeros(specs[n]!.shape));
  const step = w.compileStep(
    ({ parameters: values, slots, time }: State) => {
      const { value, grad } = w.valueAndGrad((p: Tensors) => losses[name]!(p, ...batch))(values);
      const next = time.add(1);
      const updated = each((n) =>
        optimizer.update({
          variable: values[n]!,
          gradient: grad[n]!,
          slots: Object.fromEntries(optimizer.slots.map((slot) => [slot, slots[slot]![n]!])),
          time: next,
          learningRate: rate,
        }),
      );
      return {
        state: {
          parameters: each((n) => updated[n]!.variable),
          slots: Object.fromEntries(optimizer.slots.map((slot) => [slot, each((n) => updated[n]!.slots[slot]!)])),
          time: next,
        },
        outputs: { loss: value },
      };
    },
    {
      name,
      state: {
        parameters: each((n) => upload(specs[n]!)),
        slots: Object.fromEntries(optimizer.slots.map((slot) => [slot, zeros()])),
        time: w.tensor(0),
      },
      inputs: {},
    },
  );
  const loss = async (): Promise<number> => (await step.outputs.loss.data())[0]!;
  return {
    start: () => step.run({}),
    finish: async () => void (await loss()),
    result: async () => [await loss()],
    peakBytes: () => step.stats.peakBytes,
    close: () => step.dispose(),
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
