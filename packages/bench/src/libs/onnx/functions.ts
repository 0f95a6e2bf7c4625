// The functions and networks of the bench as ONNX graphs. Inputs are named x0, x1 … in the works' order; channels come first.
import { classes, place } from "../../works/network.ts";
import type { InferenceWork } from "../../works/work.ts";
import type { OnnxConstant, OnnxNode } from "./model.ts";

type Shape = readonly number[];

/** A graph but for its inputs, channels first; the output is the works', channels last. */
export interface Body {
  outputShape(inputs: readonly Shape[]): Shape;
  readonly nodes: readonly OnnxNode[];
  readonly constants: readonly OnnxConstant[];
}

const likeFirst = ([x]: readonly Shape[]): Shape => x!;
const channelsLast = ([x]: readonly Shape[]): Shape => [x![0]!, ...x!.slice(2), x![1]!];

const matMul: Body = {
  outputShape: likeFirst,
  nodes: [{ op: "MatMul", inputs: ["x0", "x1"], output: "y" }],
  constants: [],
};

export const functions: Readonly<Record<string, Body>> = {
  "matmul-512": matMul,
  "matmul-1024": matMul,
  "matmul-2048": matMul,
  "matmul-4096": matMul,
  "chain-1m": {
    outputShape: likeFirst,
    nodes: [
      { op: "Mul", inputs: ["x0", "two"], output: "a" },
      { op: "Add", inputs: ["a", "one"], output: "b" },
      { op: "Tanh", inputs: ["b"], output: "c" },
      { op: "Mul", inputs: ["c", "x0"], output: "d" },
      { op: "Sub", inputs: ["d", "half"], output: "e" },
      { op: "Mul", inputs: ["e", "e"], output: "f" },
      { op: "Add", inputs: ["f", "x0"], output: "g" },
      { op: "Exp", inputs: ["g"], output: "h" },
      { op: "Neg", inputs: ["h"], output: "i" },
      { op: "Sigmoid", inputs: ["i"], output: "y" },
    ],
    constants: [scalar("two", 2), scalar("one", 1), scalar("half", 0.5)],
  },
  "softmax-50k": {
    outputShape: likeFirst,
    nodes: [{ op: "Softmax", inputs: ["x0"], output: "y", attributes: { axis: -1 } }],
    constants: [],
  },
  "sum-16m": {
    outputShape: () => [],
    nodes: [{ op: "ReduceSum", inputs: ["x0"], output: "y", attributes: { keepdims: 0 } }],
    constants: [],
  },
  "sort-1m": {
    outputShape: likeFirst,
    nodes: [{ op: "TopK", inputs: ["x0", "count"], output: "y", unused: "at", attributes: { largest: 0, sorted: 1 } }],
    constants: [{ name: "count", values: [1 << 20], type: "int64" }],
  },
  "mobilenet-block": {
    outputShape: channelsLast,
    nodes: [
      conv("x0", "x1", "x2", "expanded", { kernel: 1 }),
      relu6("expanded", "wide"),
      conv("wide", "x3", "x4", "filtered", { kernel: 3, group: 144 }),
      relu6("filtered", "clipped"),
      conv("clipped", "x5", "x6", "narrow", { kernel: 1 }),
      { op: "Add", inputs: ["narrow", "x0"], output: "sum" },
      { op: "Transpose", inputs: ["sum"], output: "y", attributes: { perm: [0, 2, 3, 1] } },
    ],
    constants: [scalar("zero", 0), scalar("six", 6)],
  },
};

/** A network whose images are x0 and whose parameters follow in order. */
export function networkBody({ network, x }: InferenceWork): Body {
  const nodes: OnnxNode[] = [];
  const constants: OnnxConstant[] = [];
  let from = "x0";
  let used = 1;
  for (const [i, { layer, output, parameters }] of place(network).entries()) {
    const to = `h${i}`;
    const [kernel, bias] = parameters.map(() => `x${used++}`);
    const linear = "relu" in layer && layer.relu ? `${to}.linear` : to;
    switch (layer.kind) {
      case "conv2d":
        nodes.push(conv(from, kernel!, bias!, linear, { kernel: layer.kernelSize }));
        break;
      case "maxPool2d": {
        const attributes = { kernel_shape: [layer.size, layer.size], strides: [layer.size, layer.size] };
        nodes.push({ op: "MaxPool", inputs: [from], output: to, attributes });
        break;
      }
      case "flatten":
        constants.push({ name: `${to}.shape`, values: [x.shape[0]!, output[0]!], type: "int64" });
        nodes.push({ op: "Reshape", inputs: [from, `${to}.shape`], output: to });
        break;
      case "dense":
        nodes.push({ op: "Gemm", inputs: [from, kernel!, bias!], output: linear });
    }
    if (linear !== to) nodes.push({ op: "Relu", inputs: [linear], output: to });
    from = to;
  }
  return { outputShape: () => [x.shape[0]!, classes(network)], nodes, constants };
}

/** "Same" padding, stride 1, an odd window. */
function conv(
  x: string,
  weight: string,
  bias: string,
  output: string,
  { kernel, group = 1 }: { readonly kernel: number; readonly group?: number },
): OnnxNode {
  const side = (kernel - 1) / 2;
  const attributes = { kernel_shape: [kernel, kernel], pads: [side, side, side, side], group };
  return { op: "Conv", inputs: [x, weight, bias], output, attributes };
}

function relu6(x: string, output: string): OnnxNode {
  return { op: "Clip", inputs: [x, "zero", "six"], output };
}

function scalar(name: string, value: number): OnnxConstant {
  return { name, values: [value], type: "float32", scalar: true };
}
