/** Brightness as floats from 0 to 1 and as whole numbers up to the largest of their dtype. */
import type { DType } from "../../ir/dtype.ts";
import { isFloat } from "../../ir/dtype.ts";
import { OpError } from "../../ir/error.ts";
import type { Tensor, TensorLike } from "../../tensor.ts";
import { floorDiv, mul } from "../binary.ts";
import { cast } from "../cast.ts";
import { trace } from "../record.ts";
import { clipByValue } from "../unary.ts";

/** The lowest and the highest number of each dtype that images have. */
const RANGES: { readonly [D in DType]?: readonly [number, number] } = {
  uint8: [0, 0xff],
  int8: [-0x80, 0x7f],
  uint32: [0, 0xffffffff],
  int32: [-0x80000000, 0x7fffffff],
};

/** The highest brightness of a dtype: 1 for floats. */
export function brightest(op: string, dtype: DType): number {
  const high = isFloat(dtype) ? 1 : RANGES[dtype]?.[1];
  if (high === undefined) throw new OpError(op, `takes floats and integers, got ${dtype}; cast it first`);
  return high;
}

/**
 * Returns images in another dtype, their brightness scaled: floats from 0 to 1 stand for integers from 0 to the largest of their dtype.
 * `tf.image.convert_image_dtype`.
 * @param saturate keep what is out of range at the ends of the range of integers, instead of wrapping around; default false
 * @returns the shape of `image`, and `dtype`
 * @throws OpError for other dtypes than floats and integers
 * @example image.convertImageDtype([0, 0.5, 1], "uint8") // [0, 127, 255]
 */
export function convertImageDtype(image: TensorLike, dtype: DType, saturate = false): Tensor {
  const t = trace().toTensor(image);
  const [from, to] = [brightest("convertImageDtype", t.dtype), brightest("convertImageDtype", dtype)];
  const into = (x: Tensor): Tensor => cast(saturate ? clipByValue(x, ...RANGES[dtype]!) : x, dtype);
  if (t.dtype === dtype || (isFloat(t.dtype) && isFloat(dtype))) return cast(t, dtype);
  if (isFloat(dtype)) return mul(cast(t, dtype), 1 / from);
  // the half more leaves each integer an equal share of the floats
  if (isFloat(t.dtype)) return into(mul(t, to + 0.5));
  const whole = (v: number, of: DType): Tensor => trace().literal(v, [], of);
  if (from > to) return into(floorDiv(t, whole((from + 1) / (to + 1), t.dtype)));
  return mul(into(t), whole((to + 1) / (from + 1), dtype));
}

/** What `f` makes of images as floats, in the dtype that they had. */
export function onFloats(image: TensorLike, f: (image: Tensor) => Tensor): Tensor {
  const t = trace().toTensor(image);
  const y = f(convertImageDtype(t, isFloat(t.dtype) ? t.dtype : "float32"));
  return convertImageDtype(y, t.dtype, true);
}
