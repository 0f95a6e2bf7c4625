// Channels first: what belongs to a channel has to be told which axis that is.
import type { Array as JaxArray } from "@jax-js/jax";

/** `bias` along the channels of images with `space` dimensions. */
export function perChannel(bias: JaxArray, space: number): JaxArray {
  return bias.reshape([1, bias.shape[0]!, ...Array.from({ length: space }, () => 1)]);
}
