"""Writes training.json: the losses of 50 training steps of small networks, computed in float64 by plain NumPy.

    pip install -r requirements.txt && python make.py

Data and initial weights come from an integer hash, so that the test makes the same numbers without a file. They are
rounded to float32 first; everything after that is float64. The formulas are Keras 3's. Every gradient is checked
against finite differences before anything is written.
"""

import json
import pathlib

import numpy as np

STEPS = 50


def noise(seed, count):
    """Numbers in [-1, 1) that float32 holds exactly; the test has the same function."""
    with np.errstate(over="ignore"):
        h = (np.arange(count, dtype=np.uint32) + np.uint32((seed * 0x9E3779B9) & 0xFFFFFFFF)).astype(np.uint32)
        h = h * np.uint32(0x85EBCA6B)
        h ^= h >> np.uint32(13)
        h = h * np.uint32(0xC2B2AE35)
        h ^= h >> np.uint32(16)
    return (h >> np.uint32(8)).astype(np.float64) / 2**23 - 1


def weights(seed, shape):
    """Even over He's limits, rounded to float32."""
    fan_in = int(np.prod(shape[:-1])) if len(shape) > 1 else 400
    scaled = noise(seed, int(np.prod(shape))) * np.sqrt(6 / fan_in)
    return scaled.astype(np.float32).astype(np.float64).reshape(shape)


def labels(x, classes):
    """Which of the first `classes` numbers of an example is the largest."""
    return np.argmax(x.reshape(len(x), -1)[:, :classes], axis=1)


class Dense:
    def __init__(self, relu):
        self.relu = relu

    def forward(self, x, p):
        kernel, bias = p
        self.x, self.kernel = x, kernel
        y = x @ kernel + bias
        self.on = y > 0
        return np.where(self.on, y, 0) if self.relu else y

    def backward(self, g):
        if self.relu:
            g = np.where(self.on, g, 0)
        return g @ self.kernel.T, [self.x.T @ g, g.sum(0)]


class Conv2D:
    """3 x 3, stride 1, relu; `pad` 1 keeps the size, 0 loses the border."""

    def __init__(self, pad):
        self.pad = pad

    def forward(self, x, p):
        kernel, bias = p
        self.kernel = kernel
        self.xp = np.pad(x, ((0, 0), (self.pad, self.pad), (self.pad, self.pad), (0, 0)))
        self.h, self.w = self.xp.shape[1] - 2, self.xp.shape[2] - 2
        y = bias + sum(self.window(self.xp, i, j) @ kernel[i, j] for i in range(3) for j in range(3))
        self.on = y > 0
        return np.where(self.on, y, 0)

    def window(self, a, i, j):
        return a[:, i : i + self.h, j : j + self.w]

    def backward(self, g):
        g = np.where(self.on, g, 0)
        gk = np.zeros_like(self.kernel)
        gx = np.zeros_like(self.xp)
        for i in range(3):
            for j in range(3):
                gk[i, j] = np.einsum("bhwc,bhwf->cf", self.window(self.xp, i, j), g)
                self.window(gx, i, j)[...] += g @ self.kernel[i, j].T
        end = (None if self.pad == 0 else -self.pad)
        return gx[:, self.pad : end, self.pad : end], [gk, g.sum((0, 1, 2))]


class MaxPool2:
    def forward(self, x, p):
        b, h, w, c = x.shape
        cells = x.reshape(b, h // 2, 2, w // 2, 2, c).transpose(0, 1, 3, 5, 2, 4).reshape(b, h // 2, w // 2, c, 4)
        self.shape, self.best = x.shape, cells.argmax(-1)  # the first of equals, as TensorFlow
        return cells.max(-1)

    def backward(self, g):
        b, h, w, c = self.shape
        cells = (np.arange(4) == self.best[..., None]) * g[..., None]
        return cells.reshape(b, h // 2, w // 2, c, 2, 2).transpose(0, 1, 4, 2, 5, 3).reshape(self.shape), []


class Flatten:
    def forward(self, x, p):
        self.shape = x.shape
        return x.reshape(len(x), -1)

    def backward(self, g):
        return g.reshape(self.shape), []


def cross_entropy(logits, y):
    shifted = logits - logits.max(1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(1, keepdims=True))
    rows = np.arange(len(y))
    g = np.exp(log_p)
    g[rows, y] -= 1
    return -log_p[rows, y].mean(), g / len(y)


def loss_and_gradients(layers, params, x, y):
    h = x
    for layer, p in zip(layers, params):
        h = layer.forward(h, p)
    loss, g = cross_entropy(h, y)
    gradients = []
    for layer in reversed(layers):
        g, own = layer.backward(g)
        gradients.insert(0, own)
    return loss, gradients


def check_gradients(layers, params, x, y):
    _, gradients = loss_and_gradients(layers, params, x, y)
    for p, g in zip(params, gradients):
        for a, ga in zip(p, g):
            for at in [0, a.size // 2, a.size - 1]:
                before, eps = a.flat[at], 1e-6
                a.flat[at] = before + eps
                up, _ = loss_and_gradients(layers, params, x, y)
                a.flat[at] = before - eps
                down, _ = loss_and_gradients(layers, params, x, y)
                a.flat[at] = before
                assert abs((up - down) / (2 * eps) - ga.flat[at]) < 1e-6, (type(layers).__name__, at)


def adam(rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-7):
    def update(w, g, slots, t):
        m = slots["m"] = slots.get("m", 0) + (g - slots.get("m", 0)) * (1 - beta1)
        v = slots["v"] = slots.get("v", 0) + (g * g - slots.get("v", 0)) * (1 - beta2)
        return w - m * rate * np.sqrt(1 - beta2**t) / (1 - beta1**t) / (np.sqrt(v) + epsilon)

    return update


def adam_w(rate=0.01, decay=0.1):
    step = adam(rate)
    return lambda w, g, slots, t: step(w - w * decay * rate, g, slots, t)


def sgd(rate, momentum, nesterov):
    def update(w, g, slots, t):
        if momentum == 0:
            return w - rate * g
        v = slots["v"] = momentum * slots.get("v", 0) - rate * g
        return w + (momentum * v - rate * g if nesterov else v)

    return update


def rmsprop(rate=0.01, rho=0.9, momentum=0.0, centered=False, epsilon=1e-7):
    def update(w, g, slots, t):
        v = slots["v"] = rho * slots.get("v", 0) + (1 - rho) * g * g
        if centered:
            a = slots["a"] = rho * slots.get("a", 0) + (1 - rho) * g
            v = v - a * a
        step = rate * g / np.sqrt(v + epsilon)
        if momentum > 0:
            step = slots["m"] = momentum * slots.get("m", 0) + step
        return w - step

    return update


def clip_each(limit):
    return lambda gs: [[g * limit / max(np.sqrt((g * g).sum()), limit) for g in layer] for layer in gs]


def clip_together(limit):
    def clip(gs):
        norm = np.sqrt(sum((g * g).sum() for layer in gs for g in layer))
        return [[g * limit / max(norm, limit) for g in layer] for layer in gs]

    return clip


def train(network, update, clip=lambda gs: gs):
    layers, shapes, x, classes, batch = network
    y = labels(x, classes)
    seeds = iter(range(100, 200))
    params = [[weights(next(seeds), shape) for shape in own] for own in shapes]
    check_gradients(layers, params, x[:batch], y[:batch])
    slots = [[{} for _ in p] for p in params]
    losses = []
    for t in range(1, STEPS + 1):
        at = ((t - 1) * batch) % len(x)
        loss, gradients = loss_and_gradients(layers, params, x[at : at + batch], y[at : at + batch])
        losses.append(float(loss))
        params = [
            [update(w, g, s, t) for w, g, s in zip(p, gs, ss)] for p, gs, ss in zip(params, clip(gradients), slots)
        ]
    return [float(f"{loss:.9g}") for loss in losses]


mlp = (
    [Dense(True), Dense(False)],
    [[(20, 16), (16,)], [(16, 5), (5,)]],
    noise(1, 96 * 20).reshape(96, 20),
    5,
    16,
)
cnn = (
    [Conv2D(1), MaxPool2(), Conv2D(0), MaxPool2(), Flatten(), Dense(True), Dense(False)],
    [[(3, 3, 1, 4), (4,)], [], [(3, 3, 4, 6), (6,)], [], [], [(24, 8), (8,)], [(8, 3), (3,)]],
    noise(2, 48 * 12 * 12).reshape(48, 12, 12, 1),
    3,
    8,
)

if __name__ == "__main__":
    goldens = {
        "mlp adam": train(mlp, adam()),
        "mlp adamW": train(mlp, adam_w()),
        "mlp sgd": train(mlp, sgd(0.1, 0, False)),
        "mlp sgd momentum": train(mlp, sgd(0.05, 0.9, False)),
        "mlp sgd nesterov": train(mlp, sgd(0.05, 0.9, True)),
        "mlp rmsprop": train(mlp, rmsprop()),
        "mlp rmsprop centered momentum": train(mlp, rmsprop(rate=0.001, momentum=0.9, centered=True)),
        "mlp sgd clipnorm": train(mlp, sgd(0.1, 0, False), clip_each(0.1)),
        "mlp sgd globalClipnorm": train(mlp, sgd(0.1, 0, False), clip_together(0.1)),
        "cnn adam": train(cnn, adam()),
    }
    path = pathlib.Path(__file__).with_name("training.json")
    path.write_text(json.dumps(goldens, indent=0).replace(",\n", ", ").replace('], "', '],\n"') + "\n")
