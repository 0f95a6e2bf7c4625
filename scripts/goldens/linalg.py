"""Linear algebra against NumPy and SciPy."""

import numpy as np
import scipy.linalg as sl
from golden import Family

f = Family("linalg")


def signed(vectors, partner=None):
    """Turns columns so that their largest element is positive, and the rows of partner with them: Weir's convention."""
    top = np.take_along_axis(vectors, np.abs(vectors).argmax(-2, keepdims=True), -2)
    sign = np.where(top < 0, -1.0, 1.0)
    if partner is None:
        return vectors * sign
    return vectors * sign, partner * np.swapaxes(sign, -1, -2)


def spd(*shape):
    x = f.normal(*shape)
    return np.float32(x @ np.swapaxes(x, -1, -2) + 2 * np.eye(shape[-1])).astype(np.float64)


for n in (1, 3, 5, 17):
    a, b = f.normal(n, n), f.normal(n, 3)
    f.add("linalg.solve", [a, b], np.linalg.solve(a, b), 1e-4)
    f.add("linalg.inv", [a], np.linalg.inv(a), 1e-4)
    f.add("linalg.slogdet", [a], list(np.linalg.slogdet(a)))
    f.add("linalg.lu", [a], list(sl.lu(a)))
    f.add("linalg.cholesky", [s := spd(n, n)], np.linalg.cholesky(s))
    w, v = np.linalg.eigh(s)
    f.add("linalg.eigh", [s], [w, signed(v)], 1e-4)
for shape in [(4, 3), (3, 4), (2, 5, 2), (1, 1), (6, 6), (17, 5)]:
    a = f.normal(*shape)
    for full in (False, True):
        f.add("linalg.qr", [a, full], list(np.linalg.qr(a, "complete" if full else "reduced")))
    u, s, vh = np.linalg.svd(a, full_matrices=False)
    u, vh = signed(u, vh)
    f.add("linalg.svd", [a, False], [u, s, vh], 1e-4)
    f.add("linalg.svdvals", [a], s)
    f.add("linalg.pinv", [a], np.linalg.pinv(a), 1e-4)
    f.add("linalg.matrixRank", [a], np.asarray(np.linalg.matrix_rank(a), np.int32))
    f.add("linalg.trace", [a], np.trace(a, axis1=-2, axis2=-1))
    f.add("linalg.trace", [a, 1], np.trace(a, 1, axis1=-2, axis2=-1))
    for order in (1, -1, 2, -2, np.inf, -np.inf, "fro", "nuc"):
        f.add("norm", [a, order, [-2, -1]], np.linalg.norm(a, order, (-2, -1)))
    for order in (0, 1, 2, 3, -1, 0.5, np.inf, -np.inf):
        f.add("norm", [a, order, -1, True], np.linalg.norm(a, order, -1, keepdims=True))
a = f.normal(5, 3) @ f.normal(3, 4)
a = np.float32(a).astype(np.float64)
f.add("linalg.matrixRank", [a, 1e-4], np.asarray(3, np.int32))
f.add("linalg.pinv", [a, 1e-5], np.linalg.pinv(a, 1e-5), 1e-3)
a, b = f.normal(7, 3), f.normal(7, 2)
x, residuals, rank, s = np.linalg.lstsq(a, b)
f.add("linalg.lstsq", [a, b], [x, residuals, np.asarray(rank, np.int32), s])
a = f.normal(2, 4, 4)
f.add("linalg.det", [a], np.linalg.det(a))
f.add("linalg.expm", [a], sl.expm(a), 1e-4)
f.add("linalg.expm", [20 * a[0]], sl.expm(20 * a[0]), 1e-3)
for power in (0, 1, 5, -2):
    f.add("linalg.matrixPower", [a, power], np.linalg.matrix_power(a, power), 2e-3)
b = f.normal(4, 2)
for lower in (True, False):
    t = a + 3 * np.eye(4)
    x = np.stack([sl.solve_triangular(m, b, lower=lower) for m in np.float32(t).astype(np.float64)])
    f.add("linalg.triangularSolve", [t, b, {"lower": lower}], x)
a, b = f.normal(2, 3), f.normal(3, 2)
f.add("linalg.kron", [a, b], np.kron(a, b))
a, b = f.normal(4, 3), f.normal(1, 3)
f.add("linalg.cross", [a, b], np.cross(a, b))
x = f.normal(3, 9)
for ddof in (0, 1):
    f.add("variance", [x, 1, False, ddof], np.var(x, 1, ddof=ddof))
    f.add("std", [x, 0, True, ddof], np.std(x, 0, keepdims=True, ddof=ddof))
    f.add("cov", [x, ddof], np.cov(x, ddof=ddof))
f.add("corrcoef", [x], np.corrcoef(x))
f.write()
