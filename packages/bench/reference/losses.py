"""Computes what the models of the bench must give, in float64 with JAX: an oracle that shares no code with any contender.

    npm run --silent bench -- --specs > specs.json
    python packages/bench/reference/losses.py < specs.json > packages/bench/src/reference/losses.json
"""

import json
import sys

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax

jax.config.update("jax_enable_x64", True)

STEPS = 5


def hashed(seed, count):
    """The 32-bit mix of `works/values.ts`."""
    h = (np.uint32((seed * 0x9E3779B1) & 0xFFFFFFFF) + np.arange(count, dtype=np.uint32)).astype(np.uint32)
    h = (h ^ (h >> np.uint32(16))) * np.uint32(0x85EBCA6B)
    h = (h ^ (h >> np.uint32(13))) * np.uint32(0xC2B2AE35)
    return h ^ (h >> np.uint32(16))


def floats(spec):
    unit = (hashed(spec["seed"], int(np.prod(spec["shape"]))) >> np.uint32(8)) / 2.0**23 - 1
    stored = (unit * spec["scale"] + spec.get("offset", 0)).astype(np.float32)
    return jnp.asarray(stored.astype(np.float64).reshape(spec["shape"]))


def ints(spec):
    return jnp.asarray((hashed(spec["seed"], int(np.prod(spec["shape"]))) % np.uint32(spec["below"])).astype(np.int32).reshape(spec["shape"]))


def cross_entropy(logits, labels):
    return -jnp.take_along_axis(jax.nn.log_softmax(logits), labels[..., None], -1).mean()


def conv(x, kernel, stride=1):
    n = x.ndim - 2
    space = "DHW"[3 - n :]
    dims = ("N" + space + "C", space + "IO", "N" + space + "C")
    return lax.conv_general_dilated(x, kernel, [stride] * n, "SAME", dimension_numbers=dims)


def norm(x, axes, gain, shift, epsilon):
    mean, variance = x.mean(axes, keepdims=True), x.var(axes, keepdims=True)
    return (x - mean) / jnp.sqrt(variance + epsilon) * gain + shift


def lstm(p, x, labels):
    units = p["recurrent"].shape[0]

    def step(state, xt):
        h, c = state
        i, f, g, o = jnp.split(xt @ p["kernel"] + h @ p["recurrent"] + p["bias"], 4, -1)
        c = jax.nn.sigmoid(f) * c + jax.nn.sigmoid(i) * jnp.tanh(g)
        return (jax.nn.sigmoid(o) * jnp.tanh(c), c), None

    zero = jnp.zeros((x.shape[0], units))
    (h, _), _ = lax.scan(step, (zero, zero), jnp.swapaxes(x, 0, 1))
    return cross_entropy(h @ p["head"] + p["headBias"], labels)


def gpt(p, tokens, targets, heads=4):
    batch, length = tokens.shape
    h = p["tokens"][tokens] + p["positions"]
    width = h.shape[-1]
    causal = jnp.tril(jnp.ones((length, length), bool))
    for i in range(sum(name.startswith("qkv.") for name in p)):
        x = norm(h, -1, p[f"gain1.{i}"], p[f"shift1.{i}"], 1e-5) @ p[f"qkv.{i}"] + p[f"qkvBias.{i}"]
        q, k, v = (part.reshape(batch, length, heads, -1).transpose(0, 2, 1, 3) for part in jnp.split(x, 3, -1))
        scores = q @ k.swapaxes(-1, -2) / np.sqrt(width // heads)
        mixed = jax.nn.softmax(jnp.where(causal, scores, -jnp.inf)) @ v
        h = h + mixed.transpose(0, 2, 1, 3).reshape(batch, length, width) @ p[f"mix.{i}"] + p[f"mixBias.{i}"]
        x = norm(h, -1, p[f"gain2.{i}"], p[f"shift2.{i}"], 1e-5) @ p[f"up.{i}"] + p[f"upBias.{i}"]
        h = h + jax.nn.gelu(x, approximate=True) @ p[f"down.{i}"] + p[f"downBias.{i}"]
    return cross_entropy(norm(h, -1, p["gain"], p["shift"], 1e-5) @ p["head"], targets)


def resnet8(p, x, labels):
    def unit(name, x, stride=1):
        return norm(conv(x, p[name], stride), (0, 1, 2), p[f"{name}.gain"], p[f"{name}.shift"], 1e-3)

    h = jax.nn.relu(unit("stem", x))
    for i in (1, 2, 3):
        stride = 1 if i == 1 else 2
        side = h if i == 1 else unit(f"c{i}", h, stride)
        h = jax.nn.relu(unit(f"b{i}", jax.nn.relu(unit(f"a{i}", h, stride))) + side)
    return cross_entropy(h.mean((1, 2)) @ p["head"] + p["headBias"], labels)


def embedding_bag(p, bags, clicked):
    hidden = jax.nn.relu(p["table"][bags].mean(1) @ p["hidden"] + p["hiddenBias"])
    logit = (hidden @ p["head"] + p["headBias"])[:, 0]
    return (jnp.logaddexp(0, logit) - logit * clicked).mean()


def conv3d(p, x, labels):
    h = jax.nn.relu(conv(x, p["first"]) + p["firstBias"])
    h = lax.reduce_window(h, -jnp.inf, lax.max, (1, 2, 2, 2, 1), (1, 2, 2, 2, 1), "VALID")
    h = jax.nn.relu(conv(h, p["second"]) + p["secondBias"])
    return cross_entropy(h.mean((1, 2, 3)) @ p["head"] + p["headBias"], labels)


def autoencoder(p, x):
    def up(x, kernel):
        # the gradient of a "same" convolution with stride 2 in its input, as TensorFlow defines it; the kernel is [h, w, out, in]
        shape = (x.shape[0], 2 * x.shape[1], 2 * x.shape[2], kernel.shape[2])
        return jax.linear_transpose(lambda y: conv(y, kernel, 2), jax.ShapeDtypeStruct(shape, x.dtype))(x)[0]

    h = jax.nn.relu(conv(x, p["down1"], 2) + p["down1Bias"])
    h = jax.nn.relu(conv(h, p["down2"], 2) + p["down2Bias"])
    h = jax.nn.relu(up(h, p["up1"]) + p["up1Bias"])
    return ((up(h, p["up2"]) + p["up2Bias"] - x) ** 2).mean()


def mobilenet_block(x, expand, expand_bias, depthwise, depthwise_bias, project, project_bias):
    def relu6(x):
        return jnp.clip(x, 0, 6)

    h = relu6(conv(x, expand) + expand_bias)
    h = lax.conv_general_dilated(
        h, depthwise.swapaxes(2, 3), (1, 1), "SAME", dimension_numbers=("NHWC", "HWIO", "NHWC"), feature_group_count=h.shape[-1]
    )
    return conv(relu6(h + depthwise_bias), project) + project_bias + x


LOSSES = {
    "lstm-step": lstm,
    "gpt-step": gpt,
    "resnet8-step": resnet8,
    "embedding-bag-step": embedding_bag,
    "conv3d-step": conv3d,
    "autoencoder-step": autoencoder,
}


def train(work):
    """The losses of the first steps, each before its update: Adam as Keras writes it."""
    p = {name: floats(spec) for name, spec in work["parameters"].items()}
    batch = [floats(spec) for spec in work["floats"]] + [ints(spec) for spec in work["ints"]]
    step = jax.jit(jax.value_and_grad(lambda p: LOSSES[work["name"]](p, *batch)))
    spec = work["adam"]
    m = {name: jnp.zeros_like(x) for name, x in p.items()}
    v = dict(m)
    losses = []
    for t in range(1, STEPS + 1):
        loss, g = step(p)
        losses.append(float(loss))
        rate = spec["learningRate"] * np.sqrt(1 - spec["beta2"] ** t) / (1 - spec["beta1"] ** t)
        m = {n: m[n] + (g[n] - m[n]) * (1 - spec["beta1"]) for n in p}
        v = {n: v[n] + (g[n] ** 2 - v[n]) * (1 - spec["beta2"]) for n in p}
        p = {n: p[n] - rate * m[n] / (jnp.sqrt(v[n]) + spec["epsilon"]) for n in p}
    return losses


def fingerprint(y):
    """Mean, root mean square and 16 evenly spread elements, as `fingerprint.ts` takes them."""
    y = np.asarray(y).ravel()
    at = [(k * (y.size - 1)) // 15 for k in range(16)]
    return [float(y.mean()), float(np.sqrt((y**2).mean())), *(float(y[i]) for i in at)]


works = json.load(sys.stdin)
results = {work["name"]: train(work) for work in works if work["kind"] == "loss"}
block = next(work for work in works if work["name"] == "mobilenet-block")
results["mobilenet-block"] = fingerprint(mobilenet_block(*(floats(spec) for spec in block["inputs"])))
for work in works:
    if work["name"] in ("matmul-2048", "matmul-4096"):
        results[work["name"]] = fingerprint(np.asarray(floats(work["inputs"][0])) @ np.asarray(floats(work["inputs"][1])))
json.dump(results, sys.stdout, indent=2)
print()
