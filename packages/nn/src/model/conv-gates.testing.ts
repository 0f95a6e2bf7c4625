// Kernels of convolutional networks: what a step launches on each device, and that it learns. Shared by the tests of all devices.
import {
  add,
  batchNorm,
  compileStep,
  conv2d as convolve,
  depthwiseConv2d as depthwise,
  type DeviceName,
  mean,
  mul,
  ones,
  relu,
  relu6,
  setDevice,
  softmaxCrossEntropy,
  sub,
  tensor,
  type Tensor,
  valueAndGrad,
} from "@weir/core";
import { beforeAll, describe, expect, test } from "vitest";
import { batchNormalization } from "../layers/batch-normalization.ts";
import { conv2d, conv3d } from "../layers/convolution.ts";
import { conv2dTranspose } from "../layers/convolution-transpose.ts";
import { dense } from "../layers/dense.ts";
import { globalAveragePooling2d, globalAveragePooling3d } from "../layers/global-pooling.ts";
import type { Layer } from "../layers/layer.ts";
import { maxPooling3d } from "../layers/pooling.ts";
import { sizeOf, type Shape } from "../shape.ts";
import { noise } from "./noise.testing.ts";
import { sequential, type Sequential } from "./sequential.ts";

/** Kernels launched on one device. A change that moves one shows it here. */
export interface ConvolutionGates {
  readonly block: number;
  readonly normalized: number;
  /** Not on an emulated WebGPU, which takes 20 s to compile its shaders: 156. */
  readonly resnet?: number;
  readonly volumes: number;
  readonly autoencoder: number;
}

type Tree = Readonly<Record<string, Tensor>>;

/** A step without state that computes `f` of tensors of these shapes. */
function stepOf(shapes: Readonly<Record<string, Shape>>, f: (x: Tree) => Tensor) {
  const inputs = Object.fromEntries(
    Object.entries(shapes).map(([name, shape]) => [name, { shape, dtype: "float32" as const }]),
  );
  return compileStep((state: Tree, x: Tree) => ({ state, outputs: f(x) }), { state: {}, inputs });
}

/** Kernels of `f` of tensors of these shapes. */
async function kernelsOf(shapes: Readonly<Record<string, Shape>>, f: (x: Tree) => Tensor): Promise<number> {
  const step = stepOf(shapes, f);
  await step.ready;
  const { dispatches } = step.stats;
  step.dispose();
  return dispatches;
}

/** An inverted residual of MobileNet-v2 with its batch norms, for images of `size` by `size`: inference. */
export function mobilenetBlock(size: number, channels: number, expansion: number) {
  const wide = channels * expansion;
  const sizes = { expand: [1, 1, channels, wide], window: [3, 3, wide, 1], project: [1, 1, wide, channels] };
  const norms = Object.entries({ a: wide, b: wide, c: channels });
  const statistics = norms.flatMap(([n, c]) => ["mean", "variance", "beta", "gamma"].map((v) => [n + v, [c]]));
  const shapes = {
    x: [1, size, size, channels],
    ...sizes,
    ...(Object.fromEntries(statistics) as Record<string, Shape>),
  };
  return stepOf(shapes, (t) => {
    const normal = (y: Tensor, n: string): Tensor =>
      batchNorm(y, t[`${n}mean`]!, t[`${n}variance`]!, t[`${n}beta`], t[`${n}gamma`]);
    let y = relu6(normal(convolve(t["x"]!, t["expand"]!, 1, "same"), "a"));
    y = relu6(normal(depthwise(y, t["window"]!, 1, "same"), "b"));
    return add(t["x"]!, normal(convolve(y, t["project"]!, 1, "same"), "c"));
  });
}

/** Layers called as functions, their variables in one tree. */
class Network {
  readonly values: Record<string, Tensor> = {};
  readonly next: Record<string, Tensor> = {};
  private readonly trainable = new Set<string>();
  private tree: Tree = this.values;
  private count = 0;

  /** Runs `f` with the variables of `tree`. */
  with<T>(tree: Tree, f: () => T): T {
    this.tree = tree;
    this.count = 0;
    return f();
  }

  isTrainable(name: string): boolean {
    return this.trainable.has(name);
  }

  apply(layer: Layer, x: Tensor): Tensor {
    const prefix = `${this.count++}`;
    const inner = x.shape.slice(1);
    for (const [i, v] of (layer.variables?.(inner) ?? []).entries()) {
      const name = `${prefix}/${v.name}`;
      if (this.values[name]) continue;
      // He's for kernels; what the layer says for the rest
      const scale = Math.sqrt(6 / sizeOf(v.shape.slice(0, -1)));
      const one = v.name === "gamma" || v.name === "movingVariance" ? 1 : 0;
      const numbers = v.shape.length > 1 ? noise(this.count * 8 + i, sizeOf(v.shape)).map((n) => n * scale) : undefined;
      this.values[name] = tensor(numbers ?? new Float32Array(sizeOf(v.shape)).fill(one), v.shape);
      if (v.trainable !== false) this.trainable.add(name);
    }
    const y = layer.call(x, {
      variable: (name) => this.tree[`${prefix}/${name}`]!,
      training: true,
      key: () => tensor(0),
      update: (name, value) => void (this.next[`${prefix}/${name}`] = value),
    });
    return layer.activation?.apply(y) ?? y;
  }
}

/** ResNet-8: a convolution, three blocks of two, and a classifier; batch-normalized. */
function resnet(net: Network, images: Tensor): Tensor {
  const convolution = (x: Tensor, filters: number, kernelSize: number, strides = 1): Tensor => {
    const layer = conv2d({ filters, kernelSize, strides, padding: "same", useBias: false });
    return net.apply(batchNormalization(), net.apply(layer, x));
  };
  let x = relu(convolution(images, 16, 3));
  for (const filters of [16, 32, 64]) {
    const strides = filters === 16 ? 1 : 2;
    const y = convolution(relu(convolution(x, filters, 3, strides)), filters, 3);
    x = relu(add(y, strides === 1 ? x : convolution(x, filters, 1, strides)));
  }
  return net.apply(dense({ units: 10 }), net.apply(globalAveragePooling2d(), x));
}

/** A step of SGD on the losses of `resnet`, and what it launches. */
export function resnetStep(batch: number) {
  const net = new Network();
  const shape = [batch, 32, 32, 3];
  resnet(net, ones(shape));
  const names = Object.keys(net.values);
  const step = compileStep(
    (state: Tree, { x, labels }: { x: Tensor; labels: Tensor }) => {
      const loss = (trained: Tree): Tensor =>
        mean(
          softmaxCrossEntropy(
            labels,
            net.with({ ...state, ...trained }, () => resnet(net, x)),
          ),
        );
      const trained = Object.fromEntries(names.filter((n) => net.isTrainable(n)).map((n) => [n, state[n]!]));
      const { value, grad } = valueAndGrad(loss)(trained);
      const next = names.map((n) => [n, n in trained ? sub(state[n]!, mul(grad[n]!, 0.05)) : net.next[n]!]);
      return { state: Object.fromEntries(next) as Tree, outputs: { loss: value } };
    },
    { state: net.values, inputs: { x: { shape, dtype: "float32" }, labels: { shape: [batch, 10], dtype: "float32" } } },
  );
  return step;
}

export function volumes(): Sequential {
  const model = sequential([
    conv3d({ filters: 8, kernelSize: 3, padding: "same", activation: "relu", inputShape: [16, 16, 16, 1] }),
    maxPooling3d(),
    conv3d({ filters: 16, kernelSize: 3, padding: "same", activation: "relu" }),
    globalAveragePooling3d(),
    dense({ units: 4, activation: "softmax" }),
  ]);
  model.compile({ optimizer: "sgd", loss: "sparseCategoricalCrossentropy" });
  return model;
}

export function autoencoder(): Sequential {
  const model = sequential([
    conv2d({ filters: 16, kernelSize: 3, strides: 2, padding: "same", activation: "relu", inputShape: [28, 28, 1] }),
    conv2d({ filters: 8, kernelSize: 3, strides: 2, padding: "same", activation: "relu" }),
    conv2dTranspose({ filters: 16, kernelSize: 3, strides: 2, padding: "same", activation: "relu" }),
    conv2dTranspose({ filters: 1, kernelSize: 3, strides: 2, padding: "same", activation: "sigmoid" }),
  ]);
  model.compile({ optimizer: "sgd", loss: "meanSquaredError" });
  return model;
}

/** Losses of `steps` steps of `model` on one batch. */
async function losses(model: Sequential, batch: number, x: Float32Array, y: Float32Array | Int32Array, steps: number) {
  const step = model.trainStep(batch);
  const out: number[] = [];
  for (let i = 0; i < steps; i++) {
    step.run(x, y);
    out.push(await step.loss());
  }
  return { first: out[0]!, last: out.at(-1)! };
}

/** Registers the gates on `device`. */
export function describeConvolutionGates(device: DeviceName, gates: ConvolutionGates): void {
  describe(`convolutional networks on ${device}`, () => {
    beforeAll(async () => {
      await setDevice(device);
    });

    test("a convolution is one kernel with its bias, activation and residual; so are its transpose, groups and depthwise ones", async () => {
      const x = [2, 8, 8, 8];
      const image = { x, kernel: [3, 3, 8, 8], bias: [8], residual: x };
      const tail = (y: Tensor, t: Tree): Tensor => relu(add(add(y, t["bias"]!), t["residual"]!));
      expect(await kernelsOf(image, (t) => tail(convolve(t["x"]!, t["kernel"]!, 1, "same"), t))).toBe(1);
      expect(
        await kernelsOf({ ...image, kernel: [1, 1, 8, 8] }, (t) => tail(convolve(t["x"]!, t["kernel"]!, 1, "same"), t)),
      ).toBe(1);
      const grouped = (t: Tree): Tensor => tail(convolve(t["x"]!, t["kernel"]!, 1, "same", "NHWC", 1, "floor", 2), t);
      expect(await kernelsOf({ ...image, kernel: [3, 3, 4, 8] }, grouped)).toBe(1);
      const byChannel = (t: Tree): Tensor => tail(depthwise(t["x"]!, t["kernel"]!, 1, "same"), t);
      expect(await kernelsOf({ ...image, kernel: [3, 3, 8, 1] }, byChannel)).toBe(1);
    });

    test("a MobileNet-v2 block is three convolutions, and the roots of their variances", async () => {
      const step = mobilenetBlock(14, 8, 6);
      await step.ready;
      expect(step.stats.dispatches).toBe(gates.block);
      step.dispose();
    });

    test("batch normalization of a batch", async () => {
      const layer = batchNormalization();
      const kernels = await kernelsOf({ x: [32, 8, 8, 16], one: [16] }, (t) =>
        relu(
          layer.call(t["x"]!, {
            variable: () => t["one"]!,
            training: true,
            key: () => t["one"]!,
            update: () => undefined,
          }),
        ),
      );
      expect(kernels).toBe(gates.normalized);
    });

    // emulated GPUs take half a minute for it; what it is made of is tested there op by op
    test.runIf(device === "wasm")("a step of ResNet-8 learns", async () => {
      const step = resnetStep(2);
      const x = noise(1, 2 * 32 * 32 * 3);
      const labels = Float32Array.from({ length: 20 }, (_, i) => Number(i === 3 || i === 17));
      step.run({ x, labels });
      const first = (await step.outputs.loss.data())[0]!;
      for (let i = 0; i < 4; i++) step.run({ x, labels });
      expect((await step.outputs.loss.data())[0]!).toBeLessThan(first);
      step.dispose();
    });

    test.runIf(gates.resnet !== undefined)("the kernels of a step of ResNet-8", async () => {
      const step = resnetStep(32);
      await step.ready;
      expect(step.stats.dispatches).toBe(gates.resnet);
      step.dispose();
    });

    test.each([
      ["volumes", volumes, 4, 16 ** 3, gates.volumes],
      ["an autoencoder", autoencoder, 32, 28 ** 2, gates.autoencoder],
    ] as const)("a step over %s learns", async (name, make, batch, size, dispatches) => {
      const model = make();
      const x = noise(3, batch * size).map(Math.abs);
      const y = name === "volumes" ? Int32Array.from({ length: batch }, (_, i) => i % 4) : x;
      const { first, last } = await losses(model, batch, x, y, 4);
      expect(last).toBeLessThan(first);
      const { dispatches: made } = model.trainStep(batch).stats;
      expect(made).toBe(dispatches);
      model.dispose();
    });
  });
}
