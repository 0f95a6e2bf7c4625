"""Golden values from other libraries: one JSON file per family of ops in packages/core/goldens, read by golden-values.test.ts.

    python -m venv .venv && .venv/bin/pip install -r scripts/goldens/requirements.txt
    .venv/bin/python scripts/goldens/linalg.py

A family's script makes a Family, adds cases, and writes it. An array becomes a tensor {shape, dtype, data}; inputs are rounded to
float32 first, so that both sides compute with the same numbers. Everything else is passed on as it is.
"""

import json
import pathlib

import numpy as np

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "packages" / "core" / "goldens"
DTYPES = {"f": "float32", "i": "int32", "u": "uint32", "b": "bool"}
BYTES = ("uint8", "int8")


def given(values):
    """An input as the device sees it, computed with in float64."""
    return np.asarray(values, np.float32).astype(np.float64)


class Family:
    def __init__(self, name, seed=0):
        self.name = name
        self.random = np.random.default_rng(seed)
        self.cases = []

    def normal(self, *shape):
        """Normally distributed numbers, of few digits so that the file stays small."""
        return given(np.round(self.random.normal(size=shape), 3))

    def add(self, op, args, expected, tolerance=1e-5, gradients=None, weights=None):
        """
        One call: the op's public name, its arguments, its result or list of results. A tolerance of 0 keeps all digits. Gradients are those of
        half the sum of the squared results, or of the one result's sum weighted by `weights`.
        """
        case = {"op": op, "args": [encode(a) for a in args], "expected": encode(expected, 17 if tolerance == 0 else 8)}
        if gradients is not None:
            case["gradients"] = encode(gradients)
        if weights is not None:
            case["weights"] = encode(weights)
        self.cases.append(case if tolerance == 1e-5 else {**case, "tolerance": tolerance})

    def write(self):
        FOLDER.mkdir(exist_ok=True)
        lines = ",\n".join(json.dumps(c, separators=(",", ":")) for c in self.cases)
        (FOLDER / f"{self.name}.json").write_text(f"[\n{lines}\n]\n")


def encode(x, digits=8):
    if isinstance(x, (list, tuple)):
        return [encode(e, digits) for e in x]
    if not isinstance(x, (np.ndarray, np.generic)):
        return number(x, digits) if isinstance(x, float) else x
    x = np.asarray(x)
    data = [number(v, digits) for v in x.ravel().tolist()]
    dtype = x.dtype.name if x.dtype.name in BYTES else DTYPES[x.dtype.kind]
    return {"shape": list(x.shape), "dtype": dtype, "data": data}


def number(v, digits):
    """Eight digits are more than any tolerance but 0 asks for; JSON has no NaN and no infinity."""
    if isinstance(v, (bool, int)):
        return int(v)
    if np.isnan(v):
        return "NaN"
    return float(f"{v:.{digits}g}") if np.isfinite(v) else ("Infinity" if v > 0 else "-Infinity")
