"""The ceiling beside the bench on an NVIDIA GPU: matmul by cuBLAS and the training steps by PyTorch, eager and compiled.

    python3 torch_peer.py specs.json torch.json

float32 everywhere, TF32 off. Values are random: only times are taken, of the same shapes and the same mathematics as the bench's.
"""

import json
import sys
import time

import torch
import torch.nn.functional as F

torch.backends.cuda.matmul.allow_tf32 = False
torch.backends.cudnn.allow_tf32 = False
DEVICE = "cuda" if torch.cuda.is_available() else "cpu"


def wait():
    if DEVICE == "cuda":
        torch.cuda.synchronize()


def median_ms(run, samples=9, sample_ms=200.0):
    for _ in range(5):
        run()
    wait()
    began = time.perf_counter()
    run()
    wait()
    runs = max(1, min(200, round(sample_ms / max(1e-3, (time.perf_counter() - began) * 1e3))))
    times = []
    for _ in range(samples):
        began = time.perf_counter()
        for _ in range(runs):
            run()
        wait()
        times.append((time.perf_counter() - began) * 1e3 / runs)
    return sorted(times)[samples // 2]


def floats(spec):
    return (torch.rand(spec["shape"], device=DEVICE) * 2 - 1) * spec["scale"] + spec.get("offset", 0)


def first(x):
    """Channels first, once, before the clock starts."""
    return x.movedim(-1, 1).contiguous()


def kernel(x):
    return x.movedim((-1, -2), (0, 1)).contiguous()


def lstm(p, x, labels):
    h, c = (x.new_zeros(x.shape[0], p["recurrent"].shape[0]) for _ in range(2))
    projected = x @ p["kernel"] + p["bias"]
    for t in range(x.shape[1]):
        i, f, g, o = (projected[:, t] + h @ p["recurrent"]).chunk(4, -1)
        c = f.sigmoid() * c + i.sigmoid() * g.tanh()
        h = o.sigmoid() * c.tanh()
    return F.cross_entropy(h @ p["head"] + p["headBias"], labels)


def gpt(p, tokens, targets, heads=4):
    batch, length = tokens.shape
    h = p["tokens"][tokens] + p["positions"]
    width = h.shape[-1]
    for i in range(sum(name.startswith("qkv.") for name in p)):
        x = F.layer_norm(h, [width], p[f"gain1.{i}"], p[f"shift1.{i}"]) @ p[f"qkv.{i}"] + p[f"qkvBias.{i}"]
        q, k, v = (part.view(batch, length, heads, -1).transpose(1, 2) for part in x.chunk(3, -1))
        mixed = F.scaled_dot_product_attention(q, k, v, is_causal=True)
        h = h + mixed.transpose(1, 2).reshape(batch, length, width) @ p[f"mix.{i}"] + p[f"mixBias.{i}"]
        x = F.layer_norm(h, [width], p[f"gain2.{i}"], p[f"shift2.{i}"]) @ p[f"up.{i}"] + p[f"upBias.{i}"]
        h = h + F.gelu(x, approximate="tanh") @ p[f"down.{i}"] + p[f"downBias.{i}"]
    logits = F.layer_norm(h, [width], p["gain"], p["shift"]) @ p["head"]
    return F.cross_entropy(logits.flatten(0, 1), targets.flatten())


def resnet8(p, x, labels):
    def unit(name, x, stride=1):
        y = F.conv2d(x, p[name], stride=stride, padding=(p[name].shape[-1] - 1) // 2)
        return F.batch_norm(y, None, None, p[f"{name}.gain"], p[f"{name}.shift"], training=True, eps=1e-3)

    h = unit("stem", x).relu()
    for i in (1, 2, 3):
        stride = 1 if i == 1 else 2
        side = h if i == 1 else unit(f"c{i}", h, stride)
        h = (unit(f"b{i}", unit(f"a{i}", h, stride).relu()) + side).relu()
    return F.cross_entropy(h.mean((2, 3)) @ p["head"] + p["headBias"], labels)


def embedding_bag(p, bags, clicked):
    hidden = (p["table"][bags].mean(1) @ p["hidden"] + p["hiddenBias"]).relu()
    return F.binary_cross_entropy_with_logits((hidden @ p["head"] + p["headBias"])[:, 0], clicked.float())


def conv3d(p, x, labels):
    h = F.max_pool3d(F.conv3d(x, p["first"], p["firstBias"], padding=1).relu(), 2)
    h = F.conv3d(h, p["second"], p["secondBias"], padding=1).relu()
    return F.cross_entropy(h.mean((2, 3, 4)) @ p["head"] + p["headBias"], labels)


def autoencoder(p, x):
    h = F.conv2d(x, p["down1"], p["down1Bias"], stride=2, padding=1).relu()
    h = F.conv2d(h, p["down2"], p["down2Bias"], stride=2, padding=1).relu()
    h = F.conv_transpose2d(h, p["up1"], p["up1Bias"], stride=2, padding=1, output_padding=1).relu()
    return F.mse_loss(F.conv_transpose2d(h, p["up2"], p["up2Bias"], stride=2, padding=1, output_padding=1), x)


def mlp(p, x, labels):
    return F.cross_entropy((x @ p["0"] + p["1"]).relu() @ p["2"] + p["3"], labels)


def cnn(p, x, labels):
    h = F.max_pool2d(F.conv2d(x, p["0"], p["1"], padding=1).relu(), 2)
    h = F.max_pool2d(F.conv2d(h, p["2"], p["3"], padding=1).relu(), 2)
    return F.cross_entropy((h.flatten(1) @ p["4"] + p["5"]).relu() @ p["6"] + p["7"], labels)


LOSSES = {
    "mlp-step": mlp,
    "cnn-step": cnn,
    "lstm-step": lstm,
    "gpt-step": gpt,
    "resnet8-step": resnet8,
    "embedding-bag-step": embedding_bag,
    "conv3d-step": conv3d,
    "autoencoder-step": autoencoder,
}
LAYERS = {
    "mlp-step": [[784, 256], [256], [256, 10], [10]],
    "cnn-step": [[32, 1, 3, 3], [32], [64, 32, 3, 3], [64], [7 * 7 * 64, 128], [128], [128, 10], [10]],
}


def arranged(spec):
    x = floats(spec)
    role = spec.get("role")
    if role == "image" or len(spec["shape"]) == 4 and role is None:
        return first(x)
    return kernel(x) if role in ("kernel", "transposedKernel") else x


def batch_of(work):
    if work["kind"] == "train":
        x = arranged(work["x"])
        return [x, torch.randint(10, [x.shape[0]], device=DEVICE)]
    ints = [torch.randint(spec["below"], spec["shape"], device=DEVICE) for spec in work["ints"]]
    return [arranged(spec) for spec in work["floats"]] + ints


def parameters_of(work):
    if work["kind"] == "train":
        return {str(i): torch.randn(shape, device=DEVICE) * 0.05 for i, shape in enumerate(LAYERS[work["name"]])}
    return {name: arranged(spec) for name, spec in work["parameters"].items()}


def step_of(work, compiled):
    batch = batch_of(work)
    p = {name: x.requires_grad_() for name, x in parameters_of(work).items()}
    adam = torch.optim.Adam(p.values(), lr=work["adam"]["learningRate"], eps=work["adam"]["epsilon"])

    def step():
        adam.zero_grad(set_to_none=True)
        LOSSES[work["name"]](p, *batch).backward()
        adam.step()

    return torch.compile(step) if compiled else step


def rows(works):
    for work in works:
        if work["name"].startswith("matmul-"):
            a, b = (floats(spec) for spec in work["inputs"])
            yield {"work": work["name"], "lib": "cublas", "ms": median_ms(lambda: a @ b)}
        elif work["name"] in LOSSES:
            for lib, compiled in (("torch", False), ("torch-compiled", True)):
                try:
                    yield {"work": work["name"], "lib": lib, "ms": median_ms(step_of(work, compiled))}
                except Exception as error:  # a machine without a compiler cannot run the second
                    yield {"work": work["name"], "lib": lib, "ms": None, "reason": str(error).splitlines()[0]}


specs, out = sys.argv[1:3]
with open(specs) as file:
    works = json.load(file)
done = []
for row in rows(works):
    done.append(row)
    name = torch.cuda.get_device_name() if DEVICE == "cuda" else "cpu"
    # whatever ends the run, what was measured is there
    with open(out, "w") as file:
        json.dump({"device": name, "torch": torch.__version__, "rows": done}, file, indent=1)
