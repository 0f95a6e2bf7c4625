"""The CTC loss and its gradient against TensorFlow."""

import numpy as np
import tensorflow as tf
from golden import Family

f = Family("ctc")


def case(time, batch, classes, labels, label_length, logit_length, blank=0, time_major=True):
    logits = f.normal(*([time, batch] if time_major else [batch, time]), classes)
    labels, label_length, logit_length = (np.asarray(x, np.int32) for x in (labels, label_length, logit_length))
    weights = np.float32(np.linspace(0.5, 2, batch))
    with tf.GradientTape() as tape:
        x = tf.constant(logits, tf.float32)
        tape.watch(x)
        loss = tf.nn.ctc_loss(labels, x, label_length, logit_length, time_major, blank_index=blank)
        total = tf.reduce_sum(loss * weights)
    options = {"blankIndex": blank, "logitsTimeMajor": time_major}
    args = [logits, labels, logit_length, label_length, options]
    f.add("ctcLoss", args, loss.numpy(), 2e-5, [tape.gradient(total, x).numpy()], weights)


case(5, 1, 3, [[1, 2]], [2], [5])
case(6, 2, 4, [[1, 1, 2], [3, 2, 1]], [3, 3], [6, 6])
case(8, 3, 5, [[1, 2, 2, 3], [4, 4, 0, 0], [2, 0, 0, 0]], [4, 2, 1], [8, 7, 3])
case(7, 2, 4, [[0, 1, 1], [2, 0, 0]], [3, 1], [7, 5], blank=3)
case(7, 2, 4, [[0, 1, 1], [2, 0, 0]], [3, 1], [6, 7], blank=-1, time_major=False)
case(4, 2, 3, [[1, 2], [0, 0]], [2, 0], [4, 4])
case(30, 2, 6, [[1, 5, 3, 3, 2, 4, 1], [2, 2, 2, 0, 0, 0, 0]], [7, 3], [30, 21])
case(3, 2, 3, [[1, 2, 1], [2, 1, 0]], [3, 2], [3, 2])
f.write()
