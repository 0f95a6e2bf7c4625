// Group normalization: mean 0 and variance 1 for each example and group of channels.
import { groupNorm, OpError } from "@weir/core";
import { positiveInteger } from "../arguments.ts";
import { ones, zeros } from "../initializers/initializer.ts";
import type { Shape } from "../shape.ts";
import { featuresOf } from "./features.ts";
import type { Layer, LayerOptions } from "./layer.ts";

/** Settings of {@link groupNormalization}. */
export interface GroupNormalizationOptions extends LayerOptions {
  /** How many groups the channels fall into; −1: one each, which is instance normalization. Default 32. */
  readonly groups?: number;
  /** Added to the variance. Default 0.001. */
  readonly epsilon?: number;
  /** Whether `beta` is added. Default `true`. */
  readonly center?: boolean;
  /** Whether it is multiplied by `gamma`. Default `true`. */
  readonly scale?: boolean;
}

/**
 * Returns a layer that normalizes groups of neighbouring channels (last dimension) over all positions of an example (Wu and He 2018).
 * Output like input, float32.
 *
 * Variables: gamma, beta, each [channels].
 * @throws OpError when the channels cannot be cut into so many groups
 * @example sequential([groupNormalization({ groups: 2, epsilon: 0, inputShape: [4] })]).predict([[1, 3, 5, 9]]) // [[-1, 1, -1, 1]]
 */
export function groupNormalization(options: GroupNormalizationOptions = {}): Layer {
  const [center, scale, epsilon] = [options.center ?? true, options.scale ?? true, options.epsilon ?? 0.001];
  const given = options.groups ?? 32;
  if (given !== -1) positiveInteger("groupNormalization", "groups", given);

  function groupsOf(input: Shape): number {
    const channels = featuresOf("groupNormalization", input);
    const groups = given === -1 ? channels : given;
    if (channels % groups === 0) return groups;
    throw new OpError("groupNormalization", `${channels} channels cannot be cut into ${groups} groups of one size.`);
  }

  return {
    className: "GroupNormalization",
    options,
    outputShape: (input) => (groupsOf(input), input),
    variables(input) {
      const shape = [featuresOf("groupNormalization", input)];
      return [
        ...(scale ? [{ name: "gamma", shape, initializer: ones() }] : []),
        ...(center ? [{ name: "beta", shape, initializer: zeros() }] : []),
      ];
    },
    call: (x, { variable }) =>
      groupNorm(
        x,
        groupsOf(x.shape.slice(1)),
        scale ? variable("gamma") : undefined,
        center ? variable("beta") : undefined,
        epsilon,
      ),
  };
}
