"""Writes recurrent.json: what Keras 3 makes of small inputs with its recurrent layers and their wrappers.

    pip install -r requirements.txt && KERAS_BACKEND=numpy python recurrent.py

Inputs and weights come from the integer hash of make.py. All is float64. `inner` is the layer inside a wrapper.
"""

import json
import pathlib

import keras
import numpy as np

from make import noise

keras.config.set_floatx("float64")
keras.config.set_dtype_policy("float64")

CLASSES = {"simpleRNN": "SimpleRNN", "lstm": "LSTM", "gru": "GRU", "dense": "Dense",
           "bidirectional": "Bidirectional", "timeDistributed": "TimeDistributed"}

CASES = [
    ("simpleRNN", {"units": 3}, None, [2, 4, 2]),
    ("simpleRNN", {"units": 4, "activation": "relu", "useBias": False, "returnSequences": True}, None, [1, 3, 3]),
    ("simpleRNN", {"units": 3, "goBackwards": True, "returnSequences": True}, None, [2, 4, 2]),
    ("lstm", {"units": 3}, None, [2, 5, 4]),
    ("lstm", {"units": 5, "returnSequences": True, "recurrentActivation": "hardSigmoid"}, None, [1, 3, 2]),
    ("lstm", {"units": 2, "goBackwards": True, "useBias": False}, None, [3, 4, 1]),
    ("gru", {"units": 3}, None, [2, 5, 4]),
    ("gru", {"units": 3, "resetAfter": False, "returnSequences": True}, None, [2, 3, 2]),
    ("gru", {"units": 4, "goBackwards": True, "returnSequences": True, "useBias": False}, None, [1, 4, 3]),
    ("bidirectional", {}, ("lstm", {"units": 3, "returnSequences": True}), [2, 4, 2]),
    ("bidirectional", {"mergeMode": "sum"}, ("gru", {"units": 3}), [2, 4, 2]),
    ("bidirectional", {"mergeMode": "ave"}, ("simpleRNN", {"units": 2, "returnSequences": True}), [1, 3, 2]),
    ("timeDistributed", {}, ("dense", {"units": 3, "activation": "softmax"}), [2, 4, 5]),
]


def snake(name):
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in name)


def make(name, options, inner=None):
    given = {snake(k): snake(v) if isinstance(v, str) else v for k, v in options.items()}
    if inner:
        given["layer"] = make(*inner)
    return getattr(keras.layers, CLASSES[name])(**given)


def run(name, options, inner, shape):
    layer = make(name, options, inner)
    layer.build(tuple(shape))
    layer.set_weights([noise(50 + i, int(np.prod(w.shape))).reshape(w.shape) for i, w in enumerate(layer.weights)])
    x = keras.ops.convert_to_tensor(noise(7, int(np.prod(shape))).reshape(shape), dtype="float64")
    y = np.asarray(layer(x))
    return {"layer": name, "options": options, "inner": inner, "input": shape,
            "weights": [list(w.shape) for w in layer.weights], "output": list(y.shape),
            "values": [float(f"{v:.7g}") for v in y.ravel()]}


def main():
    lines = ",\n".join(json.dumps(run(*case)) for case in CASES)
    path = pathlib.Path(__file__).parent / "recurrent.json"
    path.write_text(f"[\n{lines}\n]\n")


if __name__ == "__main__":
    main()
