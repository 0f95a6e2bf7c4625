// The losses of the bench in jax-js's words, by the work's name: parameters and a batch give a scalar. Every argument is consumed.
import { lax, nn, numpy as np, type Array as JaxArray } from "@jax-js/jax";
import { perChannel } from "./per-channel.ts";

type Parameters = Readonly<Record<string, JaxArray>>;
type Loss = (p: Parameters, ...batch: JaxArray[]) => JaxArray;

export const losses: Readonly<Record<string, Loss>> = {
  // there is no loop: the steps are traced one after the other
  "lstm-step": (p, x, labels) => {
    const [batch, steps] = x!.shape as [number, number];
    const units = p["recurrent"]!.shape[0]!;
    const projected = np.matmul(x!, p["kernel"]!).add(p["bias"]!);
    let h = np.zeros([batch, units]);
    let memory = np.zeros([batch, units]);
    for (let t = 0; t < steps; t++) {
      const now = projected.ref.slice([], t, []).add(np.matmul(h, p["recurrent"]!.ref));
      const [input, forget, candidate, output] = np.split(now, 4, -1);
      memory = nn
        .sigmoid(forget!)
        .mul(memory)
        .add(nn.sigmoid(input!).mul(np.tanh(candidate!)));
      h = nn.sigmoid(output!).mul(np.tanh(memory.ref));
    }
    projected.dispose();
    memory.dispose();
    p["recurrent"]!.dispose();
    return crossEntropy(np.matmul(h, p["head"]!).add(p["headBias"]!), labels!);
  },

  "gpt-step": (p, tokens, targets) => {
    const [batch, length] = tokens!.shape as [number, number];
    const heads = 4;
    let h = np.take(p["tokens"]!, tokens!, 0).add(p["positions"]!);
    const width = h.shape[2]!;
    for (let i = 0; `qkv.${i}` in p; i++) {
      const own = (name: string): JaxArray => p[`${name}.${i}`]!;
      const dense = (x: JaxArray, name: string): JaxArray => np.matmul(x, own(name)).add(own(`${name}Bias`));
      const parts = np.split(dense(layerNorm(h.ref, own("gain1"), own("shift1")), "qkv"), 3, -1);
      const [q, k, v] = parts.map((part) => part.reshape([batch, length, heads, width / heads]));
      const mixed = nn.dotProductAttention(q!, k!, v!, { isCausal: true }).reshape([batch, length, width]);
      h = h.add(dense(mixed, "mix"));
      const inner = nn.gelu(dense(layerNorm(h.ref, own("gain2"), own("shift2")), "up"));
      h = h.add(dense(inner, "down"));
    }
    const logits = np.matmul(layerNorm(h, p["gain"]!, p["shift"]!), p["head"]!);
    return crossEntropy(logits, targets!);
  },

  "resnet8-step": (p, x, labels) => {
    const unit = (name: string, h: JaxArray, stride = 1): JaxArray => {
      const y = lax.conv(h, p[name]!, [stride, stride], "SAME");
      const [gain, shift] = [perChannel(p[`${name}.gain`]!, 2), perChannel(p[`${name}.shift`]!, 2)];
      return normalize(y, [0, 2, 3], 1e-3).mul(gain).add(shift);
    };
    let h = nn.relu(unit("stem", x!));
    for (const i of [1, 2, 3]) {
      const stride = i === 1 ? 1 : 2;
      const side = i === 1 ? h.ref : unit(`c${i}`, h.ref, stride);
      h = nn.relu(unit(`b${i}`, nn.relu(unit(`a${i}`, h, stride))).add(side));
    }
    return crossEntropy(np.matmul(np.mean(h, [2, 3]), p["head"]!).add(p["headBias"]!), labels!);
  },

  "embedding-bag-step": (p, bags, clicked) => {
    const bag = np.mean(np.take(p["table"]!, bags!, 0), 1);
    const hidden = nn.relu(np.matmul(bag, p["hidden"]!).add(p["hiddenBias"]!));
    const logit = np.squeeze(np.matmul(hidden, p["head"]!).add(p["headBias"]!), 1);
    return np.mean(nn.softplus(logit.ref).sub(logit.mul(clicked!.astype(np.float32))));
  },

  "conv3d-step": (p, x, labels) => {
    const conv = (h: JaxArray, name: string): JaxArray =>
      nn.relu(lax.conv(h, p[name]!, [1, 1, 1], "SAME").add(perChannel(p[`${name}Bias`]!, 3)));
    const h = conv(x!, "first");
    const [batch, channels, size] = h.shape as [number, number, number];
    const half = size / 2;
    const pooled = np.max(h.reshape([batch, channels, half, 2, half, 2, half, 2]), [3, 5, 7]);
    const mean = np.mean(conv(pooled, "second"), [2, 3, 4]);
    return crossEntropy(np.matmul(mean, p["head"]!).add(p["headBias"]!), labels!);
  },

  "autoencoder-step": (p, x) => {
    const bias = (name: string): JaxArray => perChannel(p[`${name}Bias`]!, 2);
    const down = (h: JaxArray, name: string): JaxArray =>
      nn.relu(lax.conv(h, p[name]!, [2, 2], "SAME").add(bias(name)));
    // TensorFlow's transposed convolution with stride 2 and window 3
    const sides: [number, number] = [2, 1];
    const up = (h: JaxArray, name: string): JaxArray =>
      lax.convGeneralDilated(h, p[name]!, [1, 1], [sides, sides], { lhsDilation: [2, 2] }).add(bias(name));
    const code = down(down(x!.ref, "down1"), "down2");
    return np.mean(np.square(up(nn.relu(up(code, "up1")), "up2").sub(x!)));
  },
};

function normalize(x: JaxArray, axes: number | number[], epsilon: number): JaxArray {
  const centred = x.ref.sub(np.mean(x, axes, { keepdims: true }));
  const variance = np.mean(np.square(centred.ref), axes, { keepdims: true });
  return centred.div(np.sqrt(variance.add(epsilon)));
}

function layerNorm(x: JaxArray, gain: JaxArray, shift: JaxArray): JaxArray {
  return normalize(x, -1, 1e-5).mul(gain).add(shift);
}

/** The mean of the labels' negative log-probabilities. */
function crossEntropy(logits: JaxArray, labels: JaxArray): JaxArray {
  const classes = logits.shape.at(-1)!;
  const rows = labels.size;
  return nn
    .logSoftmax(logits)
    .mul(nn.oneHot(labels, classes))
    .sum()
    .mul(-1 / rows);
}
