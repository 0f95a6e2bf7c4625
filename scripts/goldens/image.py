"""Images against TensorFlow."""

import numpy as np
import tensorflow as tf
from golden import Family

f = Family("image")


def image(*shape):
    """Brightness from 0 to 1."""
    return np.round(f.random.uniform(size=shape), 3).astype(np.float32)


def whole(dtype, *shape):
    high = np.iinfo(dtype).max
    return f.random.integers(0, high, size=shape, endpoint=True).astype(dtype)


def add(op, args, function, tolerance=1e-5, gradients=False):
    """One call; `function` is TensorFlow's, of the arguments that are arrays."""
    arrays = [tf.constant(a) for a in args if isinstance(a, np.ndarray)]
    with tf.GradientTape() as tape:
        tape.watch([a for a in arrays if a.dtype.is_floating])
        y = function(*arrays)
        results = list(y) if isinstance(y, (tuple, list)) else [y]
        energy = sum(tf.reduce_sum(tf.square(r)) / 2 for r in results) if gradients else None
    floats = [a for a in arrays if a.dtype.is_floating]
    found = [g.numpy() for g in tape.gradient(energy, floats)] if gradients else None
    expected = [r.numpy() for r in results]
    f.add(f"image.{op}", args, expected if isinstance(y, (tuple, list)) else expected[0], tolerance, found)


# ---- resizing: up, down, one of each; 2 and 3 channels
METHODS = ["bilinear", "bicubic", "lanczos3", "lanczos5", "gaussian", "mitchellcubic", "area", "nearest"]
SIZES = [((5, 7, 1), (9, 4)), ((1, 6, 4, 1), (3, 11)), ((2, 3, 2, 3), (5, 3)), ((13, 11, 1), (4, 6)), ((4, 1, 1), (4, 3))]
for method in METHODS:
    for i, (shape, size) in enumerate(SIZES):
        x = image(*shape)
        for antialias in (False, True):
            if antialias and method in ("area", "nearest"):
                continue
            options = {"method": method, "antialias": antialias}
            differs = i == 0 and method != "area"
            add("resize", [x, list(size), options], lambda t: tf.image.resize(t, size, method, antialias=antialias), 1e-5, differs)
for size in [(4, 9), (20, 6), (5, 5)]:
    options = {"preserveAspectRatio": True}
    add("resize", [image(6, 7, 1), list(size), options], lambda t: tf.image.resize(t, size, preserve_aspect_ratio=True))
add("resize", [whole(np.uint8, 3, 4, 1), [5, 2]], lambda t: tf.image.resize(t, (5, 2)), 1e-4)
add("resize", [whole(np.uint8, 3, 4, 1), [5, 2], {"method": "nearest"}], lambda t: tf.image.resize(t, (5, 2), "nearest"))

# ---- crops and turns
batch, one = image(2, 4, 5, 1), image(4, 3, 2)
for x in (batch, one):
    add("cropToBoundingBox", [x, 1, 0, 2, 3], lambda t: tf.image.crop_to_bounding_box(t, 1, 0, 2, 3), gradients=True)
    add("padToBoundingBox", [x, 1, 2, 6, 7], lambda t: tf.image.pad_to_bounding_box(t, 1, 2, 6, 7), gradients=True)
    for share in (0.3, 0.5, 0.75, 1.0):
        add("centralCrop", [x, share], lambda t: tf.image.central_crop(t, share))
    for size in ((3, 3), (7, 2), (2, 6)):
        add("resizeWithCropOrPad", [x, *size], lambda t: tf.image.resize_with_crop_or_pad(t, *size))
    add("flipLeftRight", [x], tf.image.flip_left_right)
    add("flipUpDown", [x], tf.image.flip_up_down)
    add("transpose", [x], tf.image.transpose)
    for k in (0, 1, 2, 3, -1):
        add("rot90", [x, k], lambda t: tf.image.rot90(t, k))

# ---- colours: random ones, and greys, pure ones and black
colours = np.concatenate([image(6, 3), np.float32([[0.5, 0.5, 0.5], [1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 0], [0, 0, 0]])])
colours = colours.reshape(3, 4, 3)
SPACES = ["rgb_to_hsv", "hsv_to_rgb", "rgb_to_yuv", "yuv_to_rgb", "rgb_to_yiq", "yiq_to_rgb"]
for name in SPACES:
    first, *rest = name.split("_")
    camel = first + "".join(w.capitalize() for w in rest)
    add(camel, [colours], getattr(tf.image, name))
    x = image(2, 2, 2, 3)
    add(camel, [x], getattr(tf.image, name), gradients=name != "hsv_to_rgb")
add("rgbToGrayscale", [colours], tf.image.rgb_to_grayscale)
add("grayscaleToRGB", [one[..., :1]], tf.image.grayscale_to_rgb)
bytes_ = whole(np.uint8, 2, 3, 3)
for x in (colours, bytes_, whole(np.int32, 1, 2, 3)):
    for delta in (0.1, -0.3):
        add("adjustBrightness", [x, delta], lambda t: tf.image.adjust_brightness(t, delta))
        add("adjustHue", [x, delta], lambda t: tf.image.adjust_hue(t, delta))
    for factor in (0.5, 2.0):
        add("adjustContrast", [x, factor], lambda t: tf.image.adjust_contrast(t, factor))
        add("adjustSaturation", [x, factor], lambda t: tf.image.adjust_saturation(t, factor))
        add("adjustGamma", [x, factor, 0.9], lambda t: tf.image.adjust_gamma(t, factor, 0.9))
    add("perImageStandardization", [x], tf.image.per_image_standardization)
add("adjustContrast", [image(2, 3, 2, 2), 1.5], lambda t: tf.image.adjust_contrast(t, 1.5))
add("perImageStandardization", [image(2, 3, 2, 2)], tf.image.per_image_standardization, gradients=True)
add("perImageStandardization", [np.full((2, 2, 1), 0.25, np.float32)], tf.image.per_image_standardization)
for dtype in ("uint8", "int8", "int32"):
    x = np.float32([-0.2, 0, 0.001, 0.25, 0.5, 0.999, 1, 1.3])
    # the largest int32 is no float32: TensorFlow leaves 1 undefined there
    inside = x[1:-2] if dtype == "int32" else x[1:-1]
    add("convertImageDtype", [inside, dtype], lambda t: tf.image.convert_image_dtype(t, dtype))
    add("convertImageDtype", [x, dtype, True], lambda t: tf.image.convert_image_dtype(t, dtype, saturate=True))
    for into in ("float32", "uint8", "int8", "int32"):
        add("convertImageDtype", [whole(dtype, 6), into, True], lambda t: tf.image.convert_image_dtype(t, into, saturate=True))

# ---- boxes
boxes = np.float32([[0.1, 0.2, 0.8, 0.9], [0, 0, 1, 1], [0.9, 0.7, 0.15, 0.05], [-0.25, 0.3, 0.5, 1.25]])
owners = np.int32([0, 1, 1, 0])
for method in ("bilinear", "nearest"):
    for size in ((3, 4), (1, 2)):
        add(
            "cropAndResize",
            [batch, boxes, owners, list(size), method, 0.5],
            lambda t, b, i: tf.image.crop_and_resize(t, b, i, size, method, 0.5),
            gradients=method == "bilinear",
        )
corners = f.random.uniform(0, 1, size=(30, 2))
many = np.float32(np.round(np.concatenate([corners, corners + f.random.uniform(0.05, 0.5, size=(30, 2))], 1), 3))
scores = np.float32(np.round(f.random.uniform(size=30), 3))
for limit in ((5, 0.5), (30, 0.3), (30, 0.2, 0.4)):
    add("nonMaxSuppression", [many, scores, *limit], lambda b, s: tf.image.non_max_suppression(b, s, *limit))

# ---- similarity
clean = image(2, 12, 13, 1)
noisy = np.clip(clean + f.random.normal(scale=0.1, size=clean.shape), 0, 1)
small = [clean, np.round(noisy, 3).astype(np.float32)]
add("psnr", [*(x[:, :4, :5] for x in small), 1], lambda a, b: tf.image.psnr(a, b, 1), gradients=True)
add("ssim", [*small, 1], lambda a, b: tf.image.ssim(a, b, 1), gradients=True)
narrow = {"filterSize": 4, "filterSigma": 0.8, "k1": 0.02, "k2": 0.05}
python = {"filter_size": 4, "filter_sigma": 0.8, "k1": 0.02, "k2": 0.05}
add("ssim", [clean[0, :7, :9], small[1][:, :7, :9], 1, narrow], lambda a, b: tf.image.ssim(a, b, 1, **python))
pixels = [(255 * x[:, :6, :7]).astype(np.uint8) for x in small]
add("psnr", [*pixels, 255], lambda a, b: tf.image.psnr(a, b, 255))
add("ssim", [*pixels, 255, narrow], lambda a, b: tf.image.ssim(a, b, 255, **python))
scales = {"powerFactors": [0.3, 0.2, 0.5], "filterSize": 3}
tall = [x[:, :, :11] for x in small]
add(
    "ssimMultiscale",
    [*tall, 1, scales],
    lambda a, b: tf.image.ssim_multiscale(a, b, 1, power_factors=(0.3, 0.2, 0.5), filter_size=3),
    gradients=True,
)

# ---- edges
add("sobelEdges", [batch], tf.image.sobel_edges, gradients=True)
add("imageGradients", [batch], tf.image.image_gradients, gradients=True)
for x in (batch, one):
    add("totalVariation", [x], tf.image.total_variation, gradients=True)
f.write()
