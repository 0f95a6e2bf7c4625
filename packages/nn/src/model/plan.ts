// A model's layers with names, shapes and variables: everything that is known before a value exists.
import { OpError } from "@weir/core";
import { deriveSeed } from "../initializers/random.ts";
import type { Layer, VariableSpec } from "../layers/layer.ts";
import { positiveInteger } from "../arguments.ts";
import { sameShape, showBatched, sizeOf, type Shape } from "../shape.ts";

/** A layer in its place. Shapes are without the batch. */
export interface PlacedLayer {
  readonly layer: Layer;
  /** Unique in the model. */
  readonly name: string;
  /** Counts the layers; its random numbers hang on it. */
  readonly index: number;
  readonly input: Shape;
  readonly output: Shape;
  /** The places whose outputs it takes, in order; −1 is the model's input. */
  readonly from: readonly number[];
  readonly variables: readonly Variable[];
}

/** A variable of a model. */
export interface Variable {
  /** "dense_1/kernel". */
  readonly path: string;
  /** "kernel". */
  readonly name: string;
  readonly shape: Shape;
  readonly trainable: boolean;
  /** Returns its first value. */
  initialize(): Float32Array;
}

/** What a sequence of layers comes to for inputs of one shape. */
export interface Plan {
  readonly layers: readonly PlacedLayer[];
  readonly variables: readonly Variable[];
  readonly input: Shape;
  readonly output: Shape;
}

/**
 * Returns the plan of `layers`, each of which takes what those before it give.
 * @param input shape of one example; default: what the first layer says
 * @param from which layers each takes; −1 is the input. Default: the one before
 * @throws OpError when no shape is known, a layer does not take what the one before gives, or a name or layer is there twice
 */
export function planLayers(
  layers: readonly Layer[],
  seed: number,
  input?: Shape,
  from: readonly (readonly number[])[] = layers.map((_, i) => [i - 1]),
): Plan {
  const names = nameLayers(layers);
  const start = inputShape(layers, input);
  const placed: PlacedLayer[] = [];
  for (const [index, layer] of layers.entries()) {
    const name = names[index]!;
    // an input layer of a graph takes nothing but what the model is given
    const places = from[index]!.length === 0 ? [-1] : from[index]!;
    const shapes = places.map((p) => (p < 0 ? start : placed[p]!.output));
    const output = inLayer(name, layer, shapes);
    const variables = variablesOf(layer, name, index, shapes, seed);
    placed.push({ layer, name, index, input: shapes[0]!, output, from: places, variables });
  }
  return { layers: placed, variables: placed.flatMap((p) => p.variables), input: start, output: placed.at(-1)!.output };
}

/** The input shape that the layers themselves name, if any. */
export function declaredInputShape(layers: readonly Layer[]): Shape | undefined {
  return layers[0]?.options.inputShape;
}

/** Keras's names: "conv2d", and "conv2d_1" for the second of a kind. */
function nameLayers(layers: readonly Layer[]): readonly string[] {
  const seen = new Set<Layer>();
  const taken = new Set<string>();
  const counts = new Map<string, number>();
  return layers.map((layer) => {
    const kind = snakeCase(layer.className);
    const count = counts.get(kind) ?? 0;
    const name = layer.options.name ?? (count === 0 ? kind : `${kind}_${count}`);
    if (layer.options.name === undefined) counts.set(kind, count + 1);
    if (seen.has(layer))
      throw new OpError(
        "sequential",
        `the same ${layer.className} layer stands there twice. Make a layer for each place.`,
      );
    if (taken.has(name))
      throw new OpError("sequential", `two layers are called "${name}". Give each a name of its own.`);
    if (name === "" || name.includes("/"))
      throw new OpError("sequential", `a layer's name must not be empty nor hold "/", got "${name}".`);
    seen.add(layer);
    taken.add(name);
    return name;
  });
}

function snakeCase(className: string): string {
  return className
    .replace(/(.)([A-Z][a-z]+)/g, "$1_$2")
    .replace(/([a-z])([A-Z])/g, "$1_$2")
    .toLowerCase();
}

function inputShape(layers: readonly Layer[], given: Shape | undefined): Shape {
  const declared = declaredInputShape(layers);
  const shape = given ?? declared;
  if (!shape) {
    throw new OpError(
      "sequential",
      "the input's shape is not known yet. Put input({ shape }) first, give the first layer inputShape, or call model.build(shape).",
    );
  }
  if (declared && !sameShape(declared, shape)) {
    throw new OpError("sequential", `was built for inputs ${showBatched(declared)}, got ${showBatched(shape)}.`);
  }
  for (const n of shape) positiveInteger("sequential", "each size of the input's shape", n);
  return shape;
}

/** Says which layer of which name it was that did not take its input. */
function inLayer(name: string, layer: Layer, shapes: readonly Shape[]): Shape {
  const wanted = layer.options.inputShape;
  const [shape, ...others] = shapes as [Shape, ...Shape[]];
  if (wanted && !sameShape(wanted, shape)) {
    throw new OpError(
      name,
      `says inputShape ${showBatched(wanted)}, but the layer before gives ${showBatched(shape)}. Leave inputShape out.`,
    );
  }
  try {
    return layer.outputShape(shape, ...others);
  } catch (error) {
    if (!(error instanceof OpError)) throw error;
    throw new OpError(name, error.message);
  }
}

function variablesOf(
  layer: Layer,
  layerName: string,
  index: number,
  shapes: readonly Shape[],
  seed: number,
): readonly Variable[] {
  const [input, ...others] = shapes as [Shape, ...Shape[]];
  const specs = layer.variables?.(input, ...others) ?? [];
  return specs.map((spec, i) => toVariable(layer, layerName, spec, deriveSeed(seed, index * 64 + i)));
}

function toVariable(layer: Layer, layerName: string, spec: VariableSpec, seed: number): Variable {
  const path = `${layerName}/${spec.name}`;
  return {
    path,
    name: spec.name,
    shape: spec.shape,
    trainable: (spec.trainable ?? true) && (layer.options.trainable ?? true),
    initialize() {
      const values = spec.initializer.initialize(spec.shape, seed);
      if (values.length === sizeOf(spec.shape)) return values;
      throw new OpError(
        path,
        `its initializer ${spec.initializer.name} gave ${values.length} numbers for the shape [${spec.shape.join(", ")}].`,
      );
    },
  };
}
