// The functions of the bench in Weir's words, by the work's name.
import * as w from "@weir/core";

type Compute = (...inputs: w.Tensor[]) => w.Tensor;

const matMul: Compute = (a, b) => w.matMul(a!, b!);

export const functions: Readonly<Record<string, Compute>> = {
  "matmul-512": matMul,
  "matmul-1024": matMul,
  "matmul-2048": matMul,
  "matmul-4096": matMul,
  "chain-1m": (x) => x!.mul(2).add(1).tanh().mul(x!).sub(0.5).square().add(x!).exp().neg().sigmoid(),
  "softmax-50k": (x) => w.softmax(x!),
  "sum-16m": (x) => w.sum(x!),
  "sort-1m": (x) => w.sort(x!),
  "mobilenet-block": (x, expand, expandBias, depthwise, depthwiseBias, project, projectBias) => {
    const wide = w.relu6(w.conv2d(x!, expand!, 1, "same").add(expandBias!));
    const filtered = w.relu6(w.depthwiseConv2d(wide, depthwise!, 1, "same").add(depthwiseBias!));
    return w.conv2d(filtered, project!, 1, "same").add(projectBias!).add(x!);
  },
};
