// The training step of the sample run: the digits network forward, backward and with Adam, in the shape the compiler reports it.
import { encodeGraph } from "@weir/core/events";
import type { GraphEvent, GraphKernelRecord, GraphNodeRecord, Phase } from "@weir/core/events";

const BATCH = 64;

/** Returns the graph of a small convolutional network's training step. */
export function sampleGraph(): GraphEvent {
  const nodes: GraphNodeRecord[] = [];
  const kernels: GraphKernelRecord[] = [];
  const parameters: {
    readonly node: number;
    readonly scope: string;
    readonly name: string;
    readonly shape: readonly number[];
  }[] = [];
  const tape: { readonly scope: string; readonly back: (gradient: number) => number }[] = [];
  let phase: Phase = "forward";
  let line = 40;

  function add(
    scope: string,
    op: string,
    inputs: readonly number[],
    shape: readonly number[],
    kernel?: number,
    name?: string,
  ): number {
    const source = `digits.ts:${line}`;
    return (
      nodes.push({
        id: nodes.length,
        op,
        inputs,
        shape,
        dtype: "float32",
        scope,
        phase,
        source,
        ...(name && { name }),
        ...(kernel !== undefined && { kernel }),
      }) - 1
    );
  }

  function kernel(name: string, kind: string, flops: number, bytes: number): number {
    return (
      kernels.push({
        name,
        class: kind,
        flops,
        bytes,
        text: `// ${name}\n@compute @workgroup_size(256) fn main() { … }`,
      }) - 1
    );
  }

  function parameter(scope: string, name: string, shape: readonly number[]): number {
    const node = add(scope, "parameter", [], shape, undefined, name);
    parameters.push({ node, scope, name, shape });
    return node;
  }

  const gradients = new Map<number, number>();

  function convolution(x: number, scope: string, size: number, channels: number, filters: number): number {
    line += 1;
    const shape = [BATCH, size, size, filters];
    const weights = parameter(scope, "kernel", [3, 3, channels, filters]);
    const bias = parameter(scope, "bias", [filters]);
    const flops = 2 * BATCH * size * size * filters * 9 * channels;
    const k = kernel(
      `conv2d_${size}x${size}x${filters}`,
      "convolution",
      flops,
      4 * BATCH * size * size * (channels + filters),
    );
    const sum = add(scope, "add", [add(scope, "conv2d", [x, weights], shape, k), bias], shape, k);
    const y = add(scope, "relu", [sum], shape, k);
    tape.push({
      scope,
      back(g) {
        const inner = kernel(`conv2d_grad_input_${scope}`, "convolution", flops, 4 * BATCH * size * size * filters);
        const outer = kernel(`conv2d_grad_kernel_${scope}`, "convolution", flops, 4 * 9 * channels * filters);
        const masked = add(scope, "select", [add(scope, "greater", [sum], shape, inner), g], shape, inner);
        gradients.set(weights, add(scope, "conv2dGradKernel", [x, masked], [3, 3, channels, filters], outer));
        gradients.set(bias, add(scope, "sum", [masked], [filters], outer));
        return channels === 1
          ? masked
          : add(scope, "conv2dGradInput", [masked, weights], [BATCH, size, size, channels], inner);
      },
    });
    return y;
  }

  function pool(x: number, scope: string, size: number, channels: number): number {
    line += 1;
    const k = kernel(
      `maxPool_${size}`,
      "reduction",
      BATCH * size * size * channels,
      5 * BATCH * size * size * channels,
    );
    const y = add(scope, "maxPool", [x], [BATCH, size / 2, size / 2, channels], k);
    tape.push({
      scope,
      back: (g) =>
        add(
          scope,
          "maxPoolGrad",
          [x, y, g],
          [BATCH, size, size, channels],
          kernel(
            `maxPool_grad_${size}`,
            "pointwise",
            BATCH * size * size * channels,
            9 * BATCH * size * size * channels,
          ),
        ),
    });
    return y;
  }

  function dense(x: number, scope: string, inputs: number, units: number, activation: boolean): number {
    line += 1;
    const shape = [BATCH, units];
    const weights = parameter(scope, "kernel", [inputs, units]);
    const bias = parameter(scope, "bias", [units]);
    const k = kernel(`matMul_${BATCH}x${inputs}x${units}`, "matmul", 2 * BATCH * inputs * units, 4 * inputs * units);
    const sum = add(scope, "add", [add(scope, "matMul", [x, weights], shape, k), bias], shape, k);
    const y = activation ? add(scope, "relu", [sum], shape, k) : sum;
    tape.push({
      scope,
      back(g) {
        const inner = kernel(`matMul_grad_input_${scope}`, "matmul", 2 * BATCH * inputs * units, 4 * inputs * units);
        const outer = kernel(`matMul_grad_kernel_${scope}`, "matmul", 2 * BATCH * inputs * units, 4 * inputs * units);
        const masked = activation
          ? add(scope, "select", [add(scope, "greater", [sum], shape, inner), g], shape, inner)
          : g;
        gradients.set(weights, add(scope, "matMul", [x, masked], [inputs, units], outer));
        gradients.set(bias, add(scope, "sum", [masked], [units], outer));
        return add(scope, "matMul", [masked, weights], [BATCH, inputs], inner);
      },
    });
    return y;
  }

  const images = add("", "input", [], [BATCH, 28, 28, 1], undefined, "images");
  const labels = add("", "input", [], [BATCH], undefined, "labels");
  let x = convolution(images, "conv2d", 28, 1, 32);
  x = pool(x, "maxPooling2d", 28, 32);
  x = convolution(x, "conv2d_1", 14, 32, 64);
  x = pool(x, "maxPooling2d_1", 14, 64);
  x = add("flatten", "reshape", [x], [BATCH, 3136]);
  tape.push({ scope: "flatten", back: (g) => add("flatten", "reshape", [g], [BATCH, 7, 7, 64]) });
  x = dense(x, "dense", 3136, 128, true);
  line += 1;
  const dropped = kernel("dropout", "pointwise", BATCH * 128, 8 * BATCH * 128);
  const mask = add("dropout", "randomBernoulli", [], [BATCH, 128], dropped);
  x = add("dropout", "multiply", [x, mask], [BATCH, 128], dropped);
  tape.push({ scope: "dropout", back: (g) => add("dropout", "multiply", [g, mask], [BATCH, 128], dropped) });
  x = dense(x, "dense_1", 128, 10, false);
  line += 1;
  const loss = kernel("softmax_cross_entropy", "reduction", BATCH * 60, BATCH * 80);
  const probabilities = add("loss", "softmax", [x], [BATCH, 10], loss);
  const each = add("loss", "sparseCategoricalCrossEntropy", [probabilities, labels], [BATCH], loss);
  add("loss", "mean", [each], [], loss, "loss");
  add(
    "accuracy",
    "mean",
    [add("accuracy", "equal", [add("accuracy", "argMax", [x], [BATCH], loss), labels], [BATCH], loss)],
    [],
    loss,
    "accuracy",
  );

  phase = "backward";
  let g = add(
    "loss",
    "subtract",
    [probabilities, add("loss", "oneHot", [labels], [BATCH, 10], loss)],
    [BATCH, 10],
    loss,
  );
  g = add("loss", "divide", [g], [BATCH, 10], loss);
  for (const { back } of tape.toReversed()) g = back(g);

  phase = "update";
  line += 1;
  const adam = kernel("adam", "pointwise", 3_300_000, 20_000_000);
  for (const { node, scope, name, shape } of parameters) {
    const gradient = gradients.get(node) as number;
    const at = `${scope}/${name}`;
    const slots = ["momentum", "velocity"].map((slot) => add(at, "parameter", [], shape, undefined, slot));
    const m = add(at, "lerp", [slots[0] as number, gradient], shape, adam, "momentum");
    const v = add(
      at,
      "lerp",
      [slots[1] as number, add(at, "square", [gradient], shape, adam)],
      shape,
      adam,
      "velocity",
    );
    const step = add(at, "divide", [m, add(at, "add", [add(at, "sqrt", [v], shape, adam)], shape, adam)], shape, adam);
    add(at, "assign", [node, step], shape, adam);
  }
  return encodeGraph("training step", nodes, kernels);
}
