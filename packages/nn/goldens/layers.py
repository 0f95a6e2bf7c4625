"""Writes layers.json: what Keras 3 makes of small inputs with its convolution, pooling, resizing and normalization layers.

    pip install -r requirements.txt && KERAS_BACKEND=jax JAX_ENABLE_X64=1 python layers.py

Inputs and weights come from the integer hash of make.py, so that the test makes the same numbers without a file. All is
float64. A case is a name of ours with its options, the shape of one batch, and the shapes and result of Keras's layer of
that name.
"""

import json
import pathlib

import keras
import numpy as np

from make import noise

keras.config.set_floatx("float64")

KERAS = {"kernelSize": "kernel_size", "dilationRate": "dilation_rate", "depthMultiplier": "depth_multiplier",
         "poolSize": "pool_size", "dataFormat": "data_format"}
VALUES = {"channelsFirst": "channels_first"}


def class_name(name):
    """conv2dTranspose -> Conv2DTranspose."""
    capital = name[0].upper() + name[1:]
    for rank in "123":
        capital = capital.replace(f"{rank}d", f"{rank}D")
    return capital


CASES = [
    ("conv1d", {"filters": 3, "kernelSize": 3, "padding": "causal", "dilationRate": 2, "activation": "relu"}, [2, 7, 2]),
    ("conv1d", {"filters": 4, "kernelSize": 3, "strides": 2, "padding": "same", "groups": 2}, [1, 6, 4]),
    ("conv2d", {"filters": 4, "kernelSize": [3, 2], "strides": [2, 1], "padding": "same", "groups": 2}, [1, 5, 4, 6]),
    ("conv2d", {"filters": 3, "kernelSize": 2, "dilationRate": 2, "dataFormat": "channelsFirst"}, [1, 2, 4, 5]),
    ("conv3d", {"filters": 2, "kernelSize": [2, 3, 1], "strides": [1, 2, 1], "padding": "same"}, [1, 3, 4, 3, 2]),
    ("conv1dTranspose", {"filters": 3, "kernelSize": 4, "strides": 2, "padding": "same"}, [1, 4, 2]),
    ("conv1dTranspose", {"filters": 2, "kernelSize": 2, "strides": 3}, [1, 3, 2]),
    ("conv2dTranspose", {"filters": 2, "kernelSize": 3, "strides": 2, "padding": "same"}, [1, 3, 4, 3]),
    ("conv2dTranspose", {"filters": 2, "kernelSize": [3, 4], "strides": [2, 1], "useBias": False}, [1, 3, 2, 3]),
    ("conv2dTranspose", {"filters": 2, "kernelSize": 3, "dilationRate": 2}, [1, 3, 3, 2]),
    ("conv3dTranspose", {"filters": 2, "kernelSize": 2, "strides": 2}, [1, 2, 2, 3, 2]),
    ("depthwiseConv1d", {"kernelSize": 3, "padding": "same", "depthMultiplier": 2}, [1, 5, 2]),
    ("depthwiseConv2d", {"kernelSize": 3, "strides": 2, "padding": "same", "activation": "relu6"}, [1, 5, 6, 3]),
    ("separableConv1d", {"filters": 3, "kernelSize": 3, "padding": "same"}, [1, 5, 2]),
    ("separableConv2d", {"filters": 3, "kernelSize": 3, "depthMultiplier": 2}, [1, 4, 5, 2]),
    ("maxPooling1d", {"poolSize": 3, "strides": 2, "padding": "same"}, [1, 6, 2]),
    ("maxPooling2d", {"poolSize": [3, 2], "strides": [2, 1], "padding": "same"}, [1, 5, 4, 2]),
    ("maxPooling3d", {"padding": "same"}, [1, 3, 4, 3, 2]),
    ("averagePooling1d", {"poolSize": 3, "strides": 1, "padding": "same"}, [1, 5, 2]),
    ("averagePooling2d", {"poolSize": 3, "strides": 2, "padding": "same"}, [1, 5, 4, 2]),
    ("averagePooling3d", {"poolSize": [1, 2, 3], "strides": 1}, [1, 2, 3, 4, 2]),
    ("globalAveragePooling1d", {"keepdims": True}, [2, 4, 3]),
    ("globalAveragePooling3d", {}, [1, 2, 3, 2, 3]),
    ("globalMaxPooling1d", {}, [2, 4, 3]),
    ("globalMaxPooling2d", {"dataFormat": "channelsFirst", "keepdims": True}, [1, 2, 3, 4]),
    ("globalMaxPooling3d", {}, [1, 2, 3, 2, 3]),
    ("upSampling1d", {"size": 3}, [1, 3, 2]),
    ("upSampling2d", {"size": [2, 3]}, [1, 2, 3, 2]),
    ("upSampling2d", {"size": [2, 3], "interpolation": "bilinear"}, [1, 3, 4, 2]),
    ("upSampling3d", {}, [1, 2, 1, 2, 2]),
    ("zeroPadding1d", {"padding": [2, 0]}, [1, 3, 2]),
    ("zeroPadding2d", {"padding": [[0, 1], [2, 0]], "dataFormat": "channelsFirst"}, [1, 2, 2, 3]),
    ("zeroPadding3d", {"padding": [1, 0, 1]}, [1, 1, 2, 1, 2]),
    ("cropping1d", {}, [1, 4, 2]),
    ("cropping2d", {"cropping": [[0, 1], [2, 0]]}, [1, 3, 4, 2]),
    ("cropping3d", {}, [1, 3, 4, 3, 2]),
    ("batchNormalization", {"epsilon": 0.01}, [2, 3, 2]),
    ("batchNormalization", {}, [1, 2, 2, 2, 3]),
]


def snake(name):
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in name)


def run(name, options, shape):
    given = {KERAS.get(k, snake(k)): VALUES.get(v, v) if isinstance(v, str) else v for k, v in options.items()}
    if name == "conv2dTranspose" or name == "conv3dTranspose":
        given["strides"] = given.get("strides", 1)
    layer = getattr(keras.layers, class_name(name))(**given)
    layer.build(tuple(shape))
    values = []
    for i, w in enumerate(layer.weights):
        v = noise(50 + i, int(np.prod(w.shape))).reshape(w.shape)
        values.append(np.abs(v) if w.name == "moving_variance" else v)
    layer.set_weights(values)
    x = noise(7, int(np.prod(shape))).reshape(shape)
    y = np.asarray(layer(x))
    return {"layer": name, "options": options, "input": shape, "weights": [list(w.shape) for w in layer.weights],
            "output": list(y.shape), "values": [float(f"{v:.7g}") for v in y.ravel()]}


def main():
    goldens = [run(*case) for case in CASES]
    lines = ",\n".join(json.dumps(g) for g in goldens)
    path = pathlib.Path(__file__).parent / "layers.json"
    path.write_text(f"[\n{lines}\n]\n")


if __name__ == "__main__":
    main()
