"""Random numbers against TensorFlow's stateless ones (Philox): bits, integers and uniform numbers must be equal."""

import numpy as np
import tensorflow as tf
from golden import Family

f = Family("stateless")


def key_of(words):
    """A key of two words, and the counter's upper half, as the raw ops take them."""
    low, high = words
    return tf.constant([low | high << 32], tf.uint64)


def raw(op, key, shape, stream, *extra, **more):
    counter = tf.constant([0, stream], tf.uint64)
    return op(shape=shape, key=key_of(key), counter=counter, alg=1, *extra, **more).numpy()


# Weir's own keys: the second argument is `stream`, word 2 of the counter
for words, shape, stream in [((7, 0), [9], 0), ((123456789, 4000000001), [2, 5], 3)]:
    key = np.asarray(words, np.uint32)
    options = {"stream": stream}
    full = raw(tf.raw_ops.StatelessRandomUniformFullIntV2, words, shape, stream, dtype=tf.uint32)
    f.add("random.bits", [key, shape, options], full, 0)
    f.add("random.uniform", [key, shape, options], raw(tf.raw_ops.StatelessRandomUniformV2, words, shape, stream), 0)
    f.add("random.normal", [key, shape, options], raw(tf.raw_ops.StatelessRandomNormalV2, words, shape, stream))

# TensorFlow's seeds: what it makes of one is a key of two words, and the counter's upper half
for seed in [(1, 2), (0, 0), (-5, 2**40 + 17), (2**52, -(2**45))]:
    s = tf.constant(seed, tf.int64)
    mixed = tf.raw_ops.StatelessRandomGetKeyCounter(seed=s)
    key = np.asarray([mixed.key[0], mixed.counter[1]], np.uint64).view(np.uint32)
    f.add("random.tensorFlowKey", list(seed), key, 0)
    draw = tf.random.stateless_uniform
    f.add("random.bits", [key, [7]], draw([7], s, None, None, tf.uint32).numpy(), 0)
    f.add("random.uniform", [key, [2, 3]], draw([2, 3], s).numpy(), 0)
    f.add("random.normal", [key, [6]], tf.random.stateless_normal([6], s).numpy())
    f.add("random.randint", [key, [8], -3, 1000], draw([8], s, -3, 1000, tf.int32).numpy(), 0)
    f.add("random.randint", [key, [4], -(2**31), 2**31 - 1], draw([4], s, -(2**31), 2**31 - 1, tf.int32).numpy(), 0)
f.write()
