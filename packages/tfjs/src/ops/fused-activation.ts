/** The activations that fused ops know by name. */
import * as weir from "@weir/core";

/** What a fused op ends with. */
export type Activation = "linear" | "relu" | "relu6" | "elu" | "prelu" | "leakyrelu" | "sigmoid";

/** Returns `x` through `activation`. */
export function activate(x: weir.Tensor, activation: Activation, prelu?: weir.Tensor, alpha = 0.2): weir.Tensor {
  switch (activation) {
    case "linear":
      return x;
    case "relu":
      return weir.relu(x);
    case "relu6":
      return weir.relu6(x);
    case "elu":
      return weir.elu(x);
    case "prelu":
      return weir.prelu(x, prelu ?? 0);
    case "leakyrelu":
      return weir.leakyRelu(x, alpha);
    case "sigmoid":
      return weir.sigmoid(x);
    default:
      throw new Error(`Unknown fused activation ${String(activation)}.`);
  }
}
