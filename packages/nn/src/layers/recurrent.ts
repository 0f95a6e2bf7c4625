// What the recurrent layers share: settings, variables, and the loop over time.
import { matMul, mul, OpError, random, reshape, reverse, scan, transpose, where, zeros, type Tensor } from "@weir/core";
import { toActivation, type Activation, type ActivationLike } from "../activations/activation.ts";
import { inRange, positiveInteger } from "../arguments.ts";
import { toInitializer, type Initializer, type InitializerLike } from "../initializers/initializer.ts";
import type { Shape } from "../shape.ts";
import type { Layer, LayerCall, LayerOptions, VariableSpec } from "./layer.ts";

/** Settings of every recurrent layer. */
export interface RecurrentOptions extends LayerOptions {
  /** Numbers in the state, and so in the output of a step. */
  readonly units: number;
  /** Default `tanh`. */
  readonly activation?: ActivationLike;
  /** Whether a bias is added. Default `true`. */
  readonly useBias?: boolean;
  /** Of the weights of the input. Default `glorotUniform`. */
  readonly kernelInitializer?: InitializerLike;
  /** Of the weights of the state. Default `orthogonal`. */
  readonly recurrentInitializer?: InitializerLike;
  /** Default `zeros`. */
  readonly biasInitializer?: InitializerLike;
  /** The share of the input's numbers that become 0 while training, the same at every step. Default 0. */
  readonly dropout?: number;
  /** The share of the state's numbers that become 0 while training, the same at every step. Default 0. */
  readonly recurrentDropout?: number;
  /** Mixed into the model's seed for the dropouts. Default 0. */
  readonly seed?: number;
  /** Gives the outputs of all steps, not of the last. Default `false`. */
  readonly returnSequences?: boolean;
  /** Goes through the steps from the last to the first; the outputs then are in that order too. Default `false`. */
  readonly goBackwards?: boolean;
}

/** A layer over steps, which `bidirectional` can turn around. */
export interface RecurrentLayer extends Layer {
  readonly recurrent: {
    readonly returnSequences: boolean;
    readonly goBackwards: boolean;
    /** Returns the same layer the other way. */
    reversed(): RecurrentLayer;
  };
}

/** The settings of a recurrent layer, checked. */
export interface Recurrence {
  readonly units: number;
  readonly activation: Activation | undefined;
  readonly useBias: boolean;
  readonly kernelInitializer: Initializer;
  readonly recurrentInitializer: Initializer;
  readonly biasInitializer: Initializer;
}

/** What one kind of recurrent layer adds to what they share. */
export interface Cell {
  readonly className: string;
  /** Names of the states; the first is the output. */
  readonly states: readonly string[];
  /** How many blocks of `units` the weights have. */
  readonly gates: number;
  /** The bias. Default [gates · units]. */
  readonly biasShape?: Shape;
  /** The part of the bias that is added to the input's product, before the loop. Default: all of it. */
  inputBias?(bias: Tensor): Tensor;
  biasInitializer?(given: Initializer): Initializer;
  /** The next states, of the product of this step's input and kernel, [batch, gates · units], and the states before. */
  step(projected: Tensor, states: readonly Tensor[], variable: LayerCall["variable"]): readonly Tensor[];
}

/** Returns the settings in `options` that all recurrent layers have; throws OpError for impossible ones. */
export function recurrence(op: string, options: RecurrentOptions): Recurrence {
  inRange(op, "dropout", options.dropout ?? 0, 0, 1);
  inRange(op, "recurrentDropout", options.recurrentDropout ?? 0, 0, 1);
  return {
    units: positiveInteger(op, "units", options.units),
    activation: toActivation(op, options.activation ?? "tanh"),
    useBias: options.useBias ?? true,
    kernelInitializer: toInitializer(op, options.kernelInitializer ?? "glorotUniform"),
    recurrentInitializer: toInitializer(op, options.recurrentInitializer ?? "orthogonal"),
    biasInitializer: toInitializer(op, options.biasInitializer ?? "zeros"),
  };
}

/** Returns the layer that runs `cell` over the steps of its input. `make` makes the same kind of layer of other options. */
export function recurrentLayer<O extends RecurrentOptions>(
  op: string,
  options: O,
  settings: Recurrence,
  cell: Cell,
  make: (options: O) => RecurrentLayer,
): RecurrentLayer {
  const { units, useBias } = settings;
  const width = cell.gates * units;
  const returnSequences = options.returnSequences ?? false;
  const goBackwards = options.goBackwards ?? false;

  function variables(input: Shape): VariableSpec[] {
    const bias = cell.biasInitializer?.(settings.biasInitializer) ?? settings.biasInitializer;
    return [
      { name: "kernel", shape: [input[1]!, width], initializer: settings.kernelInitializer },
      { name: "recurrentKernel", shape: [units, width], initializer: settings.recurrentInitializer },
      ...(useBias ? [{ name: "bias", shape: cell.biasShape ?? [width], initializer: bias }] : []),
    ];
  }

  /** The input's part of all steps, [steps, batch, width]: one product, before the loop. */
  function project(x: Tensor, { variable }: LayerCall): Tensor {
    const [batch, steps, features] = x.shape as [number, number, number];
    const rows = reshape(transpose(x, [1, 0, 2]), [steps * batch, features]);
    const product = matMul(rows, variable("kernel"));
    const biased = useBias ? product.add(cell.inputBias?.(variable("bias")) ?? variable("bias")) : product;
    return reshape(biased, [steps, batch, width]);
  }

  return {
    className: cell.className,
    options,
    recurrent: {
      returnSequences,
      goBackwards,
      reversed: () => make({ ...options, goBackwards: !goBackwards }),
    },
    outputShape(input) {
      if (input.length !== 2)
        throw new OpError(
          op,
          `takes [batch, steps, features], got ${input.length + 1} dimensions. Use reshape, or an embedding, before it.`,
        );
      return returnSequences ? [input[0]!, units] : [units];
    },
    variables,
    call(x, context) {
      const { training, key, variable } = context;
      const mask = (shape: Shape, rate: number, salt: number): Tensor | undefined =>
        training && rate > 0 ? dropoutMask(key((options.seed ?? 0) + salt), shape, rate) : undefined;
      const [batch, , features] = x.shape as [number, number, number];
      const inputMask = mask([batch, 1, features], options.dropout ?? 0, 0x1d01);
      const stateMask = mask([batch, units], options.recurrentDropout ?? 0, 0x1d02);
      const projected = project(inputMask ? mul(x, inputMask) : x, context);
      const start = cell.states.map(() => zeros([batch, units]));
      const [last, outputs] = scan(
        (states: readonly Tensor[], now: Tensor): readonly [readonly Tensor[], Tensor] => {
          const seen = stateMask ? [mul(states[0]!, stateMask), ...states.slice(1)] : states;
          const next = cell.step(now, seen, variable);
          return [next, next[0]!];
        },
        start as readonly Tensor[],
        projected,
        { reverse: goBackwards },
      );
      if (!returnSequences) return last[0]!;
      const inOrder = goBackwards ? reverse(outputs, 0) : outputs;
      return transpose(inOrder, [1, 0, 2]);
    },
  };
}

/** 1 / (1 − rate) where a number stays and 0 where it does not. */
function dropoutMask(key: Tensor, shape: Shape, rate: number): Tensor {
  return where(random.bernoulli(key, 1 - rate, shape), 1 / (1 - rate), zeros(shape));
}

/** Returns block `index` of `units` columns. */
export function gate(x: Tensor, index: number, units: number): Tensor {
  return x.slice([0, index * units], [x.shape[0]!, units]);
}

/** Whether `layer` has steps. */
export function isRecurrent(layer: Layer): layer is RecurrentLayer {
  return "recurrent" in layer;
}
