"""Running sums by their logarithms against TensorFlow."""

import numpy as np
import tensorflow as tf
from golden import Family

f = Family("scans")
wide = 400 * f.normal(3, 40)
for x, axis in [(f.normal(7), 0), (f.normal(2, 5, 3), 1), (wide, 1), (np.array([-np.inf, -np.inf, 1, -np.inf, 700]), 0)]:
    for exclusive in (False, True):
        for reverse in (False, True):
            weights = np.float32(np.cos(np.arange(x.size))).reshape(x.shape)
            with tf.GradientTape() as tape:
                t = tf.constant(x, tf.float64)
                tape.watch(t)
                y = tf.math.cumulative_logsumexp(t, axis, exclusive, reverse)
                total = tf.reduce_sum(tf.where(tf.math.is_finite(y), y, 0) * weights)
            finite = np.isfinite(y.numpy()).all()
            derivative = {"gradients": [tape.gradient(total, t).numpy()], "weights": weights} if finite else {}
            f.add("logcumsumexp", [x, axis, exclusive, reverse], y.numpy(), **derivative)
f.write()
