// Strokes to pixels, the way the data set was made: scaled into a box of 20 × 20, centred by mass in 28 × 28.
import { PIXELS, SIDE } from "./messages.ts";

/** A place on the pad; both run from 0 to 28. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** What one draws without lifting the pen. */
export type Stroke = readonly Point[];

/** Width of the pen on the pad. */
export const PEN = 2.2;

/** Side of the box that a digit fills. */
const BOX = 20;

/** A small mark grows by no more than this: a dot stays a dot. */
const MOST_GROWTH = 2.5;

/** Pixels over which the edge of a stroke fades. */
const FADE = 1.2;

/** Returns the picture of the strokes, 28 × 28 numbers from 0 = paper to 1 = ink; all 0 for none. */
export function toPixels(strokes: readonly Stroke[]): Float32Array {
  const points = strokes.flat();
  if (points.length === 0) return new Float32Array(PIXELS);
  const boxed = intoBox(strokes, points);
  const first = paint(boxed);
  const [mx, my] = centreOfMass(first);
  // The data set's pictures were shifted by whole pixels.
  const [dx, dy] = [Math.round(SIDE / 2 - mx), Math.round(SIDE / 2 - my)];
  if (dx === 0 && dy === 0) return first;
  return paint(boxed.map((stroke) => stroke.map(({ x, y }) => ({ x: x + dx, y: y + dy }))));
}

/** Scales strokes so that they fill the box, ink included, in the middle of the picture. */
function intoBox(strokes: readonly Stroke[], points: readonly Point[]): readonly Stroke[] {
  const [left, right] = extent(points.map((p) => p.x));
  const [top, bottom] = extent(points.map((p) => p.y));
  const size = Math.max(right - left, bottom - top);
  const scale = Math.min((BOX - PEN) / Math.max(size, 1e-6), MOST_GROWTH);
  const [cx, cy] = [(left + right) / 2, (top + bottom) / 2];
  return strokes.map((stroke) =>
    stroke.map(({ x, y }) => ({ x: SIDE / 2 + (x - cx) * scale, y: SIDE / 2 + (y - cy) * scale })),
  );
}

function extent(values: readonly number[]): readonly [number, number] {
  return [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))];
}

/** Covers every pixel as deep as the nearest stroke reaches into it. */
function paint(strokes: readonly Stroke[]): Float32Array {
  const pixels = new Float32Array(PIXELS);
  for (const stroke of strokes) {
    for (let i = 0; i < stroke.length; i++) paintSegment(pixels, stroke[Math.max(0, i - 1)]!, stroke[i]!);
  }
  return pixels;
}

function paintSegment(pixels: Float32Array, a: Point, b: Point): void {
  const reach = (PEN + FADE) / 2 + 1;
  const range = (p: number, q: number) =>
    [Math.max(0, Math.floor(Math.min(p, q) - reach)), Math.min(SIDE - 1, Math.ceil(Math.max(p, q) + reach))] as const;
  const [x0, x1] = range(a.x, b.x);
  const [y0, y1] = range(a.y, b.y);
  for (let y = y0; y <= y1; y++) {
    for (let x = x0; x <= x1; x++) {
      const depth = 0.5 + (PEN / 2 - distance({ x: x + 0.5, y: y + 0.5 }, a, b)) / FADE;
      const at = y * SIDE + x;
      pixels[at] = Math.max(pixels[at]!, Math.min(1, depth));
    }
  }
}

/** From a point to the nearest of the segment from `a` to `b`. */
function distance(p: Point, a: Point, b: Point): number {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const length = dx * dx + dy * dy;
  const t = length === 0 ? 0 : Math.min(1, Math.max(0, ((p.x - a.x) * dx + (p.y - a.y) * dy) / length));
  return Math.hypot(p.x - a.x - t * dx, p.y - a.y - t * dy);
}

function centreOfMass(pixels: Float32Array): readonly [number, number] {
  let [mass, x, y] = [0, 0, 0];
  for (let i = 0; i < PIXELS; i++) {
    mass += pixels[i]!;
    x += pixels[i]! * ((i % SIDE) + 0.5);
    y += pixels[i]! * (Math.floor(i / SIDE) + 0.5);
  }
  return mass === 0 ? [SIDE / 2, SIDE / 2] : [x / mass, y / mass];
}
