// What follows from a network's layers: shapes, parameters, number of classes.
import type { ArraySpec, Layer, Network } from "./work.ts";

/** A layer with the shape it is given and the shape it gives, without the batch. */
export interface PlacedLayer {
  readonly layer: Layer;
  readonly input: readonly number[];
  readonly output: readonly number[];
  /** Kernel (HWIO for a convolution, [in, out] for a dense layer) and bias; empty where nothing is learnt. */
  readonly parameters: readonly ArraySpec[];
}

/** Returns the network's layers with their shapes and parameters, from input to output. */
export function place({ inputShape, layers }: Network): readonly PlacedLayer[] {
  let input = inputShape;
  return layers.map((layer, i) => {
    const placed = {
      layer,
      input,
      output: outputShape(layer, input),
      parameters: parametersOf(layer, input, 10 + 2 * i),
    };
    input = placed.output;
    return placed;
  });
}

/** Returns kernel and bias of every layer in order: the list that Keras's `setWeights` takes. */
export function parameters(network: Network): readonly ArraySpec[] {
  return place(network).flatMap((placed) => placed.parameters);
}

/** Returns the length of the logits. */
export function classes(network: Network): number {
  return place(network).at(-1)?.output[0] ?? 0;
}

function outputShape(layer: Layer, input: readonly number[]): readonly number[] {
  switch (layer.kind) {
    case "conv2d":
      return [...input.slice(0, 2), layer.filters];
    case "maxPool2d":
      return input.map((n, axis) => (axis < 2 ? Math.floor(n / layer.size) : n));
    case "flatten":
      return [input.reduce((size, n) => size * n, 1)];
    case "dense":
      return [layer.units];
  }
}

/** Kernels are uniform with He's variance 2/fan-in; biases are small and not zero, so that a lost bias shows. */
function parametersOf(layer: Layer, input: readonly number[], seed: number): readonly ArraySpec[] {
  const channels = input.at(-1) ?? 0;
  const spec = (shape: readonly number[], units: number): readonly ArraySpec[] => {
    const fanIn = shape.slice(0, -1).reduce((size, n) => size * n, 1);
    return [
      { shape, seed, scale: Math.sqrt(6 / fanIn) },
      { shape: [units], seed: seed + 1, scale: 0.05 },
    ];
  };
  if (layer.kind === "dense") return spec([channels, layer.units], layer.units);
  if (layer.kind !== "conv2d") return [];
  return spec([layer.kernelSize, layer.kernelSize, channels, layer.filters], layer.filters);
}
