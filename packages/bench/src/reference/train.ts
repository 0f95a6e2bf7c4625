// Inference and training of a network in float64, with Keras's formulas.
import { classes, parameters, place } from "../works/network.ts";
import { labels, values } from "../works/values.ts";
import type { AdamSpec, InferenceWork, Network, TrainWork } from "../works/work.ts";
import { forward } from "./layers.ts";

/** Returns the logits of the work's batch, row-major. */
export function infer(work: InferenceWork): Float64Array {
  return run(work.network, initial(work.network), Float64Array.from(values(work.x))).logits;
}

/** Returns the loss that each of the first `steps` steps sees, before its update. */
export function losses(work: TrainWork, steps: number): readonly number[] {
  const x = Float64Array.from(values(work.x));
  const count = classes(work.network);
  const labelOf = labels(work.x.shape[0] ?? 0, count);
  const weights = initial(work.network);
  const m = weights.map((w) => new Float64Array(w.length));
  const v = weights.map((w) => new Float64Array(w.length));

  return Array.from({ length: steps }, (_, step) => {
    const { logits, backward } = run(work.network, weights, x);
    const { loss, gradient } = crossEntropy(logits, labelOf, count);
    if (step < steps - 1) {
      backward(gradient).forEach((g, i) => adam(weights[i]!, g, m[i]!, v[i]!, step + 1, work.adam));
    }
    return loss;
  });
}

function initial(network: Network): readonly Float64Array[] {
  return parameters(network).map((spec) => Float64Array.from(values(spec)));
}

/** The whole network on a batch; `backward` returns the gradients in the parameters' order. */
function run(network: Network, weights: readonly Float64Array[], x: Float64Array) {
  let y = x;
  let used = 0;
  const passes = place(network).map((placed) => {
    const pass = forward(placed, weights.slice(used, (used += placed.parameters.length)), y);
    y = pass.y;
    return pass;
  });
  return { logits: y, backward };

  function backward(gradient: Float64Array): readonly Float64Array[] {
    let g = gradient;
    return passes
      .toReversed()
      .map((pass) => {
        const { gx, gradients } = pass.backward(g);
        g = gx;
        return gradients;
      })
      .toReversed()
      .flat();
  }
}

/** Mean over the rows of -log softmax(logits)[label], and its gradient (softmax - one-hot) / rows. */
function crossEntropy(logits: Float64Array, labelOf: Int32Array, count: number) {
  const rows = labelOf.length;
  const gradient = new Float64Array(logits.length);
  let loss = 0;
  for (let r = 0; r < rows; r++) {
    const row = logits.subarray(r * count, (r + 1) * count);
    const top = Math.max(...row);
    const total = row.reduce((sum, value) => sum + Math.exp(value - top), 0);
    loss += (Math.log(total) + top - row[labelOf[r]!]!) / rows;
    row.forEach((value, c) => {
      gradient[r * count + c] = (Math.exp(value - top) / total - (c === labelOf[r] ? 1 : 0)) / rows;
    });
  }
  return { loss, gradient };
}

/** Adam as Keras writes it: the bias corrections are folded into the step size. */
function adam(w: Float64Array, g: Float64Array, m: Float64Array, v: Float64Array, step: number, spec: AdamSpec): void {
  const { learningRate, beta1, beta2, epsilon } = spec;
  const rate = (learningRate * Math.sqrt(1 - beta2 ** step)) / (1 - beta1 ** step);
  for (let i = 0; i < w.length; i++) {
    m[i]! += (g[i]! - m[i]!) * (1 - beta1);
    v[i]! += (g[i]! ** 2 - v[i]!) * (1 - beta2);
    w[i]! -= (rate * m[i]!) / (Math.sqrt(v[i]!) + epsilon);
  }
}
