// The losses of the bench in Weir's words, by the work's name: parameters and a batch give a scalar.
import * as w from "@weir/core";

type Parameters = Readonly<Record<string, w.Tensor>>;
type Loss = (p: Parameters, ...batch: w.Tensor[]) => w.Tensor;

export const losses: Readonly<Record<string, Loss>> = {
  "lstm-step": (p, x, labels) => {
    const [batch, , features] = x!.shape as [number, number, number];
    const units = p["recurrent"]!.shape[0]!;
    const projected = w.matMul(w.reshape(w.transpose(x!, [1, 0, 2]), [-1, features]), p["kernel"]!).add(p["bias"]!);
    const zero = w.zeros([batch, units]);
    const [[h]] = w.scan(
      ([before, memory]: [w.Tensor, w.Tensor], now: w.Tensor) => {
        const [input, forget, candidate, output] = w.split(now.add(w.matMul(before, p["recurrent"]!)), 4, -1);
        const next = forget!.sigmoid().mul(memory).add(input!.sigmoid().mul(candidate!.tanh()));
        return [[output!.sigmoid().mul(next.tanh()), next] as [w.Tensor, w.Tensor], null];
      },
      [zero, zero] as [w.Tensor, w.Tensor],
      w.reshape(projected, [-1, batch, 4 * units]),
    );
    return crossEntropy(w.matMul(h, p["head"]!).add(p["headBias"]!), labels!);
  },

  "gpt-step": (p, tokens, targets) => {
    const [batch, length] = tokens!.shape as [number, number];
    const heads = 4;
    let h = w.gather(p["tokens"]!, tokens!).add(p["positions"]!);
    const width = h.shape[2]!;
    for (let i = 0; `qkv.${i}` in p; i++) {
      const own = (name: string): w.Tensor => p[`${name}.${i}`]!;
      const dense = (x: w.Tensor, name: string): w.Tensor => w.matMul(x, own(name)).add(own(`${name}Bias`));
      const parts = w.split(dense(layerNorm(h, own("gain1"), own("shift1")), "qkv"), 3, -1);
      const [q, k, v] = parts.map((part) => w.reshape(part, [batch, length, heads, width / heads]));
      const mixed = w.reshape(w.dotProductAttention(q!, k!, v!, { causal: true }), [batch, length, width]);
      h = h.add(dense(mixed, "mix"));
      const inner = w.gelu(dense(layerNorm(h, own("gain2"), own("shift2")), "up"), true);
      h = h.add(dense(inner, "down"));
    }
    return crossEntropy(w.matMul(layerNorm(h, p["gain"]!, p["shift"]!), p["head"]!), targets!);
  },

  "resnet8-step": (p, x, labels) => {
    const unit = (name: string, h: w.Tensor, stride = 1): w.Tensor => {
      const y = w.conv2d(h, p[name]!, stride, "same");
      const { mean, variance } = w.moments(y, [0, 1, 2]);
      return w.batchNorm(y, mean, variance, p[`${name}.shift`]!, p[`${name}.gain`]!, 1e-3);
    };
    let h = w.relu(unit("stem", x!));
    for (const i of [1, 2, 3]) {
      const stride = i === 1 ? 1 : 2;
      const side = i === 1 ? h : unit(`c${i}`, h, stride);
      h = w.relu(unit(`b${i}`, w.relu(unit(`a${i}`, h, stride))).add(side));
    }
    return crossEntropy(w.matMul(w.mean(h, [1, 2]), p["head"]!).add(p["headBias"]!), labels!);
  },

  "embedding-bag-step": (p, bags, clicked) => {
    const bag = w.mean(w.gather(p["table"]!, bags!), 1);
    const hidden = w.relu(w.matMul(bag, p["hidden"]!).add(p["hiddenBias"]!));
    const logit = w.squeeze(w.matMul(hidden, p["head"]!).add(p["headBias"]!), [1]);
    return w.mean(w.softplus(logit).sub(logit.mul(w.cast(clicked!, "float32"))));
  },

  "conv3d-step": (p, x, labels) => {
    let h = w.relu(w.conv3d(x!, p["first"]!, 1, "same").add(p["firstBias"]!));
    h = w.maxPool3d(h, 2, 2, "valid");
    h = w.relu(w.conv3d(h, p["second"]!, 1, "same").add(p["secondBias"]!));
    return crossEntropy(w.matMul(w.mean(h, [1, 2, 3]), p["head"]!).add(p["headBias"]!), labels!);
  },

  "autoencoder-step": (p, x) => {
    const [batch, size] = x!.shape as [number, number];
    const down = (h: w.Tensor, name: string): w.Tensor =>
      w.relu(w.conv2d(h, p[name]!, 2, "same").add(p[`${name}Bias`]!));
    const up = (h: w.Tensor, name: string, to: number): w.Tensor =>
      w.conv2dTranspose(h, p[name]!, [batch, to, to, p[name]!.shape[2]!], 2, "same").add(p[`${name}Bias`]!);
    const code = down(down(x!, "down1"), "down2");
    return w.mean(w.squaredDifference(up(w.relu(up(code, "up1", size / 2)), "up2", size), x!));
  },
};

function layerNorm(x: w.Tensor, gain: w.Tensor, shift: w.Tensor): w.Tensor {
  return w.layerNorm(x, gain, shift, 1e-5);
}

function crossEntropy(logits: w.Tensor, labels: w.Tensor): w.Tensor {
  return w.mean(w.sparseSoftmaxCrossEntropy(labels, logits));
}
