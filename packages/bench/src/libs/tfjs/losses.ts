// The losses of the bench in TFJS's words, by the work's name: parameters and a batch give a scalar.
import * as tf from "@tensorflow/tfjs-core";

type Parameters = Readonly<Record<string, tf.Tensor>>;
type Loss = (p: Parameters, ...batch: tf.Tensor[]) => tf.Tensor;

export const losses: Readonly<Record<string, Loss>> = {
  "lstm-step": (p, x, labels) => {
    const [batch, steps, features] = x!.shape as [number, number, number];
    const units = p["recurrent"]!.shape[0]!;
    const flat = tf.reshape(tf.transpose(x!, [1, 0, 2]), [-1, features]);
    const projected = tf.reshape(tf.add(tf.matMul(flat, p["kernel"]!), p["bias"]!), [steps, batch, 4 * units]);
    let [h, memory]: tf.Tensor[] = [tf.zeros([batch, units]), tf.zeros([batch, units])];
    for (const now of tf.unstack(projected)) {
      const gates = tf.split(tf.add(now, tf.matMul(h!, p["recurrent"]!)), 4, -1);
      const [input, forget, candidate, output] = gates;
      memory = tf.add(tf.mul(tf.sigmoid(forget!), memory!), tf.mul(tf.sigmoid(input!), tf.tanh(candidate!)));
      h = tf.mul(tf.sigmoid(output!), tf.tanh(memory));
    }
    return crossEntropy(tf.add(tf.matMul(h!, p["head"]!), p["headBias"]!), labels!);
  },

  "gpt-step": (p, tokens, targets) => {
    const [batch, length] = tokens!.shape as [number, number];
    const heads = 4;
    const hidden = tf.fill([length, length], -1e9);
    const mask = tf.sub(hidden, tf.linalg.bandPart(hidden as tf.Tensor2D, -1, 0));
    let h = tf.add(tf.gather(p["tokens"]!, tokens!), p["positions"]!);
    const width = h.shape[2]!;
    const dense = (x: tf.Tensor, kernel: tf.Tensor, bias: tf.Tensor): tf.Tensor =>
      tf.reshape(tf.add(tf.matMul(tf.reshape(x, [-1, x.shape[2]!]), kernel), bias), [batch, length, kernel.shape[1]!]);
    for (let i = 0; `qkv.${i}` in p; i++) {
      const own = (name: string): tf.Tensor => p[`${name}.${i}`]!;
      const parts = tf.split(dense(layerNorm(h, own("gain1"), own("shift1")), own("qkv"), own("qkvBias")), 3, -1);
      const [q, k, v] = parts.map((part) =>
        tf.transpose(tf.reshape(part, [batch, length, heads, width / heads]), [0, 2, 1, 3]),
      );
      const scores = tf.add(tf.mul(tf.matMul(q!, k!, false, true), 1 / Math.sqrt(width / heads)), mask);
      const mixed = tf.reshape(tf.transpose(tf.matMul(tf.softmax(scores), v!), [0, 2, 1, 3]), [batch, length, width]);
      h = tf.add(h, dense(mixed, own("mix"), own("mixBias")));
      const inner = gelu(dense(layerNorm(h, own("gain2"), own("shift2")), own("up"), own("upBias")));
      h = tf.add(h, dense(inner, own("down"), own("downBias")));
    }
    const last = tf.reshape(layerNorm(h, p["gain"]!, p["shift"]!), [-1, width]);
    return crossEntropy(tf.matMul(last, p["head"]!), tf.reshape(targets!, [-1]));
  },

  "resnet8-step": (p, x, labels) => {
    const unit = (name: string, h: tf.Tensor, stride = 1): tf.Tensor => {
      const y = tf.conv2d(h as tf.Tensor4D, p[name] as tf.Tensor4D, stride, "same");
      const { mean, variance } = tf.moments(y, [0, 1, 2]);
      return tf.batchNorm(
        y,
        mean as tf.Tensor1D,
        variance as tf.Tensor1D,
        p[`${name}.shift`] as tf.Tensor1D,
        p[`${name}.gain`] as tf.Tensor1D,
        1e-3,
      );
    };
    let h = tf.relu(unit("stem", x!));
    for (const i of [1, 2, 3]) {
      const stride = i === 1 ? 1 : 2;
      const side = i === 1 ? h : unit(`c${i}`, h, stride);
      h = tf.relu(tf.add(unit(`b${i}`, tf.relu(unit(`a${i}`, h, stride))), side));
    }
    return crossEntropy(tf.add(tf.matMul(tf.mean(h, [1, 2]), p["head"]!), p["headBias"]!), labels!);
  },

  "embedding-bag-step": (p, bags, clicked) => {
    const bag = tf.mean(tf.gather(p["table"]!, bags!), 1);
    const hidden = tf.relu(tf.add(tf.matMul(bag, p["hidden"]!), p["hiddenBias"]!));
    const logit = tf.squeeze(tf.add(tf.matMul(hidden, p["head"]!), p["headBias"]!), [1]);
    return tf.mean(tf.sub(tf.softplus(logit), tf.mul(logit, tf.cast(clicked!, "float32"))));
  },

  "conv3d-step": (p, x, labels) => {
    const conv = (h: tf.Tensor, name: string): tf.Tensor =>
      tf.relu(tf.add(tf.conv3d(h as tf.Tensor5D, p[name] as tf.Tensor5D, 1, "same"), p[`${name}Bias`]!));
    const h = conv(tf.maxPool3d(conv(x!, "first") as tf.Tensor5D, 2, 2, "valid"), "second");
    return crossEntropy(tf.add(tf.matMul(tf.mean(h, [1, 2, 3]), p["head"]!), p["headBias"]!), labels!);
  },

  "autoencoder-step": (p, x) => {
    const [batch, size] = x!.shape as [number, number];
    const down = (h: tf.Tensor, name: string): tf.Tensor =>
      tf.relu(tf.add(tf.conv2d(h as tf.Tensor4D, p[name] as tf.Tensor4D, 2, "same"), p[`${name}Bias`]!));
    const up = (h: tf.Tensor, name: string, to: number): tf.Tensor => {
      const shape: [number, number, number, number] = [batch, to, to, p[name]!.shape[2]!];
      return tf.add(tf.conv2dTranspose(h as tf.Tensor4D, p[name] as tf.Tensor4D, shape, 2, "same"), p[`${name}Bias`]!);
    };
    const code = down(down(x!, "down1"), "down2");
    return tf.mean(tf.squaredDifference(up(tf.relu(up(code, "up1", size / 2)), "up2", size), x!));
  },
};

function layerNorm(x: tf.Tensor, gain: tf.Tensor, shift: tf.Tensor): tf.Tensor {
  const { mean, variance } = tf.moments(x, -1, true);
  return tf.add(tf.mul(tf.mul(tf.sub(x, mean), tf.rsqrt(tf.add(variance, 1e-5))), gain), shift);
}

/** The tanh form: x · (1 + tanh(√(2/π) · (x + 0.044715·x³))) / 2. */
function gelu(x: tf.Tensor): tf.Tensor {
  const inner = tf.mul(tf.add(x, tf.mul(0.044715, tf.mul(tf.square(x), x))), Math.sqrt(2 / Math.PI));
  return tf.mul(tf.mul(x, 0.5), tf.add(tf.tanh(inner), 1));
}

function crossEntropy(logits: tf.Tensor, labels: tf.Tensor): tf.Tensor {
  return tf.losses.softmaxCrossEntropy(tf.oneHot(labels, logits.shape[1]!), logits);
}
