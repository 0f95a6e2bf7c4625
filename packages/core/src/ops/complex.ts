/**
 * Complex values. A complex64 value is a pair of float32 parts: everything that computes with one is made of ops on its parts, and
 * only `complex`, `real` and `imag` go between. Gradients are those of the parts: the gradient of a real loss L at z = x + iy is
 * ∂L/∂x + i·∂L/∂y, TensorFlow's convention (the conjugate of JAX's).
 */
import { atan2 } from "./binary.ts";
import { cast } from "./cast.ts";
import { broadcastTo } from "./movement.ts";
import { jointShape } from "./elementwise.ts";
import { OpError } from "../ir/error.ts";
import type { Shape } from "../ir/shape.ts";
import type { Tensor, TensorLike } from "../tensor.ts";
import type { Lowering, OpRecord } from "./record.ts";
import { apply, defineOp, trace } from "./record.ts";
import { neg } from "./unary.ts";

const SHAPES: readonly Shape[] = [[5], [2, 3], [], [2, 1, 3, 1, 2, 1], [0, 3]];

const REPRESENTED: Lowering = { kind: "represent" };

const complexRecord: OpRecord = defineOp({
  name: "complex",
  infer: ([re]) => ({ shape: re!.shape, dtype: "complex64" }),
  reference: ([re, im]) =>
    Float64Array.from({ length: 2 * re!.data.length }, (_, i) => (i % 2 ? im! : re!).data[i >> 1]!),
  lowering: REPRESENTED,
  complex: "joins",
  vjp: (g) => [real(g), imag(g)],
  cases: SHAPES.map((shape) => ({ inputs: [{ shape }, { shape }] })),
});

function part(name: string, p: 0 | 1): OpRecord {
  return defineOp({
    name,
    infer: ([z]) => ({ shape: z!.shape, dtype: "float32" }),
    reference: ([z]) => z!.data.filter((_, i) => i % 2 === p),
    lowering: REPRESENTED,
    part: p,
    complex: "parts",
    vjp: (g) => {
      const none = trace().literal(0, g.shape, "float32");
      return [p === 0 ? complex(g, none) : complex(none, g)];
    },
    cases: SHAPES.map((shape) => ({ inputs: [{ shape, dtype: "complex64" }] })),
  });
}

const realRecord = part("real", 0);
const imagRecord = part("imag", 1);

/**
 * Returns re + i·im as complex64. Shapes broadcast.
 * @returns complex64 of the broadcast shape
 * @throws OpError when a part is complex already
 * @see TensorFlow.js's `tf.complex`
 * @example abs(complex([3], [4])) // [5]
 */
export function complex(re: TensorLike, im: TensorLike): Tensor {
  const parts = [re, im].map((x) => trace().toTensor(x));
  for (const p of parts)
    if (p.dtype === "complex64") throw new OpError("complex", "takes two real parts, got complex64; use add and mul");
  const shape = jointShape("complex", [parts[0]!.shape, parts[1]!.shape]);
  return apply(
    complexRecord,
    parts.map((p) => broadcastTo(cast(p, "float32"), shape)),
  );
}

/**
 * Returns the real part of `z`; `z` itself where it is real. float32 for complex64.
 * @returns the shape of `z`; float32 for complex64, else the dtype of `z`
 * @see TensorFlow.js's `tf.real`
 * @example real(complex([3], [4])) // [3]
 */
export function real(z: TensorLike): Tensor {
  const t = trace().toTensor(z);
  return t.dtype === "complex64" ? apply(realRecord, [t]) : t;
}

/**
 * Returns the imaginary part of `z`; zeros where it is real. float32 for complex64.
 * @returns the shape of `z`; float32 for complex64, else the dtype of `z`
 * @see TensorFlow.js's `tf.imag`
 * @example imag(complex([3], [4])) // [4]
 */
export function imag(z: TensorLike): Tensor {
  const t = trace().toTensor(z);
  return t.dtype === "complex64" ? apply(imagRecord, [t]) : trace().literal(0, t.shape, t.dtype);
}

/**
 * Returns the complex conjugate of `z`; `z` itself where it is real.
 * @returns the shape and dtype of `z`
 * @see NumPy's `conj`
 * @example imag(conj(complex([3], [4]))) // [-4]
 */
export function conj(z: TensorLike): Tensor {
  const t = trace().toTensor(z);
  return t.dtype === "complex64" ? complex(real(t), neg(imag(t))) : t;
}

/**
 * Returns the angle of `z` from the positive real axis, in radians, −π … π; 0 or π for a real number. float32.
 * @see NumPy's `angle`
 * @example angle(complex([1], [1])) // [0.7853982]
 */
export function angle(z: TensorLike): Tensor {
  const t = trace().toTensor(z);
  return atan2(imag(t), real(t));
}
