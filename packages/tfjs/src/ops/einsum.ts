/** Sums of products by equation. */
import * as weir from "@weir/core";
import { convert, wrap } from "../convert.ts";
import type { Tensor } from "../tensor.ts";
import type { TensorLike } from "../types.ts";
import { assert } from "../util.ts";

/**
 * Returns the sums of products that `equation` describes, as in NumPy; an arrow is required.
 * @throws Error without exactly one arrow, for another number of terms than tensors, or a label on the right that is not on the left
 * @example tf.einsum("ij,jk->ik", tf.tensor2d([[1, 2]]), tf.tensor2d([[3], [4]])) // [[11]]
 */
export function einsum(equation: string, ...tensors: TensorLike[]): Tensor {
  const list = tensors.map((t, i) => convert(t, `tensors${i}`, "einsum"));
  const sides = equation.replaceAll(" ", "").split("->");
  assert(sides.length >= 2, "Equations without an arrow are not supported.");
  assert(sides.length === 2, 'Equation must contain exactly one arrow ("->").');
  const [left, right] = sides as [string, string];
  const terms = left.split(",");
  assert(terms.length === list.length, `Expected ${terms.length} input tensors, received ${list.length}`);
  for (const label of right.split(""))
    assert(
      label === "." || left.includes(label),
      `Output subscripts contain the label ${label} not present in the input subscripts.`,
    );
  checkSizes(terms, list);
  return wrap(weir.einsum(equation, ...list.map((t) => t.core)));
}

/** Axes with one label have one size; terms with "..." are left to the core, which knows what it stands for. */
function checkSizes(terms: readonly string[], list: readonly { readonly shape: readonly number[] }[]): void {
  const sizes = new Map<string, number>();
  terms.forEach((term, i) => {
    if (term.includes(".")) return;
    Array.from(term).forEach((label, axis) => {
      const size = list[i]!.shape[axis]!;
      const expected = sizes.get(label) ?? size;
      assert(
        expected === size || expected === 1 || size === 1,
        `Expected dimension ${expected} at axis ${axis} of input shaped ${JSON.stringify(list[i]!.shape)}, but got dimension ${size}`,
      );
      sizes.set(label, Math.max(size, expected));
    });
  });
}
