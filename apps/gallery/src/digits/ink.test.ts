import { expect, test } from "vitest";
import { toPixels, type Stroke } from "./ink.ts";
import { SIDE } from "./messages.ts";

function inked(pixels: Float32Array) {
  const at = [...pixels.keys()].filter((i) => pixels[i]! > 0.1);
  const xs = at.map((i) => i % SIDE);
  const ys = at.map((i) => Math.floor(i / SIDE));
  return {
    left: Math.min(...xs),
    right: Math.max(...xs),
    top: Math.min(...ys),
    bottom: Math.max(...ys),
    count: at.length,
  };
}

const one: Stroke = [
  { x: 3, y: 2 },
  { x: 3, y: 6 },
];

test("no strokes give an empty picture", () => {
  expect(toPixels([]).every((v) => v === 0)).toBe(true);
});

test("a small stroke in a corner comes out large and in the middle", () => {
  const { left, right, top, bottom } = inked(toPixels([one]));
  expect(left + right).toBeGreaterThanOrEqual(SIDE - 2);
  expect(left + right).toBeLessThanOrEqual(SIDE);
  expect(top + bottom).toBeGreaterThanOrEqual(SIDE - 2);
  expect(bottom - top).toBeGreaterThan(10);
  expect(right - left).toBeLessThan(5);
});

test("a large stroke fills the box of 20 pixels, ink included", () => {
  const { top, bottom } = inked(
    toPixels([
      [
        { x: 14, y: 1 },
        { x: 14, y: 27 },
      ],
    ]),
  );
  expect(bottom - top + 1).toBeGreaterThanOrEqual(19);
  expect(bottom - top + 1).toBeLessThanOrEqual(22);
});

test("where and how large one draws does not matter", () => {
  const seven: Stroke = [
    { x: 8, y: 8 },
    { x: 16, y: 8 },
    { x: 11, y: 20 },
  ];
  const moved = seven.map(({ x, y }) => ({ x: x * 1.2 - 6, y: y * 1.2 + 1 }));
  const [a, b] = [toPixels([seven]), toPixels([moved])];
  for (let i = 0; i < a.length; i++) expect(b[i]).toBeCloseTo(a[i]!, 5);
});

test("a tap is a dot, not a blot", () => {
  const { count } = inked(toPixels([[{ x: 5, y: 5 }]]));
  expect(count).toBeGreaterThan(3);
  expect(count).toBeLessThan(25);
});

test("values stay between paper and ink where strokes cross", () => {
  const pixels = toPixels([
    [
      { x: 4, y: 4 },
      { x: 24, y: 24 },
    ],
    [
      { x: 24, y: 4 },
      { x: 4, y: 24 },
    ],
  ]);
  expect(Math.max(...pixels)).toBe(1);
  expect(Math.min(...pixels)).toBe(0);
});
