import { expect, test } from "vitest";
import { beginStroke, EMPTY, exampleOf, extendStroke, isEmpty, pixelsOf } from "./drawing.ts";
import { PIXELS, type HeldOut } from "./messages.ts";

const heldOut: HeldOut = {
  images: Float32Array.from({ length: 3 * PIXELS }, (_, i) => Math.floor(i / PIXELS) / 4),
  labels: Int32Array.of(4, 7, 4),
};

test("strokes are added and drawn on without changing the drawing before", () => {
  const begun = beginStroke(EMPTY, { x: 1, y: 2 });
  const drawn = extendStroke(begun, [{ x: 3, y: 4 }]);
  expect(drawn).toEqual({
    kind: "strokes",
    strokes: [
      [
        { x: 1, y: 2 },
        { x: 3, y: 4 },
      ],
    ],
  });
  expect(begun).toEqual({ kind: "strokes", strokes: [[{ x: 1, y: 2 }]] });
  expect(isEmpty(EMPTY)).toBe(true);
  expect(isEmpty(drawn)).toBe(false);
});

test("an example of a wanted digit has that label and its own picture", () => {
  const last = exampleOf(heldOut, 4, () => 0.99);
  expect(last).toMatchObject({ kind: "example", label: 4 });
  expect(pixelsOf(last)).toEqual(heldOut.images.slice(2 * PIXELS));
  expect(exampleOf(heldOut, undefined, () => 0.5)).toMatchObject({ label: 7 });
});

test("a digit that nobody has leaves the pad empty", () => {
  expect(exampleOf(heldOut, 9)).toEqual(EMPTY);
});

test("the pen takes over from an example", () => {
  expect(beginStroke(exampleOf(heldOut, 7), { x: 1, y: 1 })).toEqual({ kind: "strokes", strokes: [[{ x: 1, y: 1 }]] });
});
