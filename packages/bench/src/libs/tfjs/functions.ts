// The functions of the bench in TFJS's words, by the work's name.
import * as tf from "@tensorflow/tfjs-core";

type Compute = (...inputs: tf.Tensor[]) => tf.Tensor;

const matMul: Compute = (a, b) => tf.matMul(a!, b!);

export const functions: Readonly<Record<string, Compute>> = {
  "matmul-512": matMul,
  "matmul-1024": matMul,
  "matmul-2048": matMul,
  "matmul-4096": matMul,
  "chain-1m": (x) => {
    const wave = tf.sub(tf.mul(tf.tanh(tf.add(tf.mul(x!, 2), 1)), x!), 0.5);
    return tf.sigmoid(tf.neg(tf.exp(tf.add(tf.square(wave), x!))));
  },
  "softmax-50k": (x) => tf.softmax(x!),
  "sum-16m": (x) => tf.sum(x!),
  // TFJS has no sort: the largest of all, backwards
  "sort-1m": (x) => tf.reverse(tf.topk(x!, x!.size, true).values),
  "mobilenet-block": (x, expand, expandBias, depthwise, depthwiseBias, project, projectBias) => {
    const image = x as tf.Tensor4D;
    const wide = tf.fused.conv2d({
      x: image,
      filter: expand as tf.Tensor4D,
      strides: 1,
      pad: "same",
      bias: expandBias!,
      activation: "relu6",
    });
    const filtered = tf.fused.depthwiseConv2d({
      x: wide,
      filter: depthwise as tf.Tensor4D,
      strides: 1,
      pad: "same",
      bias: depthwiseBias!,
      activation: "relu6",
    });
    const narrow = tf.fused.conv2d({
      x: filtered,
      filter: project as tf.Tensor4D,
      strides: 1,
      pad: "same",
      bias: projectBias!,
    });
    return tf.add(narrow, image);
  },
};
