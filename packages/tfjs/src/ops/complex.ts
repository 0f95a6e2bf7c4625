/** Complex numbers. */
import * as weir from "@weir/core";
import { convert, wrap } from "../convert.ts";
import type { Tensor } from "../tensor.ts";
import type { TensorLike } from "../types.ts";
import { assertShapesMatch } from "../util.ts";

/**
 * Returns the complex numbers of two equal shapes' real and imaginary parts.
 * @throws Error when the shapes differ
 * @example tf.imag(tf.complex([1, 2], [3, 4])) // [3, 4]
 */
export function complex(real: TensorLike, imag: TensorLike): Tensor {
  const [re, im] = [convert(real, "real", "complex"), convert(imag, "imag", "complex")];
  assertShapesMatch(
    re.shape,
    im.shape,
    `real and imag shapes, ${re.shape} and ${im.shape}, must match in call to tf.complex().`,
  );
  return wrap(weir.complex(re.core, im.core));
}

/**
 * Returns the real part.
 * @example tf.real(tf.complex([1, 2], [3, 4])) // [1, 2]
 */
export function real(input: TensorLike): Tensor {
  return wrap(weir.real(convert(input, "input", "real").core));
}

/**
 * Returns the imaginary part.
 * @example tf.imag(tf.complex([1, 2], [3, 4])) // [3, 4]
 */
export function imag(input: TensorLike): Tensor {
  return wrap(weir.imag(convert(input, "input", "imag").core));
}
