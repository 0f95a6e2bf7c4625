// The functions of the bench in jax-js's words, by the work's name. Every argument is consumed, hence `.ref`; channels come first.
import { lax, nn, numpy as np, type Array as JaxArray } from "@jax-js/jax";
import { perChannel } from "./per-channel.ts";

type Compute = (...inputs: JaxArray[]) => JaxArray;

const matMul: Compute = (a, b) => np.matmul(a!, b!);

export const functions: Readonly<Record<string, Compute>> = {
  "matmul-512": matMul,
  "matmul-1024": matMul,
  "matmul-2048": matMul,
  "matmul-4096": matMul,
  "chain-1m": (x) => {
    const wave = np.tanh(x!.ref.mul(2).add(1)).mul(x!.ref).sub(0.5);
    return nn.sigmoid(np.exp(np.square(wave).add(x!)).neg());
  },
  "softmax-50k": (x) => nn.softmax(x!),
  "sum-16m": (x) => np.sum(x!),
  "sort-1m": (x) => np.sort(x!),
  "mobilenet-block": (x, expand, expandBias, depthwise, depthwiseBias, project, projectBias) => {
    const wide = nn.relu6(lax.conv(x!.ref, expand!, [1, 1], "SAME").add(perChannel(expandBias!, 2)));
    const featureGroupCount = depthwise!.shape[0]!;
    const filtered = lax.convGeneralDilated(wide, depthwise!, [1, 1], "SAME", { featureGroupCount });
    const narrow = lax.conv(nn.relu6(filtered.add(perChannel(depthwiseBias!, 2))), project!, [1, 1], "SAME");
    return np.moveaxis(narrow.add(perChannel(projectBias!, 2)).add(x!), 1, -1);
  },
};
