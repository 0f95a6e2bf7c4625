// Boxes glide from where they were to where a new layout puts them, so that the eye can follow.
import { useEffect, useRef, useState } from "react";
import type { GraphLayout, LaidBox } from "../model/graph/layout.ts";

/** How long it takes, in milliseconds. */
const DURATION = 200;

/** Above this many boxes a new layout is shown at once. */
const TOO_MANY = 2_000;

/** Returns the layout to draw now, on the way from the last one to `layout`. */
export function useGlide(layout: GraphLayout | null): GraphLayout | null {
  const [shown, setShown] = useState(layout);
  const last = useRef(layout);
  useEffect(() => {
    const from = last.current;
    last.current = layout;
    if (!from || !layout || layout.boxes.length > TOO_MANY || matchMedia("(prefers-reduced-motion: reduce)").matches)
      return setShown(layout);
    const start = performance.now();
    let frame = requestAnimationFrame(function move(now) {
      const t = Math.min(1, Math.max(0, (now - start) / DURATION));
      setShown(t < 1 ? between(from, layout, 1 - (1 - t) ** 3) : layout);
      if (t < 1) frame = requestAnimationFrame(move);
    });
    return () => cancelAnimationFrame(frame);
  }, [layout]);
  return shown;
}

/** Returns a layout a part `t` of the way. Boxes that are new start at their place; edges appear when the boxes have arrived. */
export function between(from: GraphLayout, to: GraphLayout, t: number): GraphLayout {
  const before = new Map(from.boxes.map((box) => [box.key, box]));
  const boxes = to.boxes.map((box) => mix(before.get(box.key) ?? box, box, t));
  return {
    ...to,
    boxes,
    edges: to.edges.map((edge) => ({ ...edge, points: mixEnds(edge.points, to.boxes, boxes, edge.from, edge.to) })),
  };
}

function mix(a: LaidBox, b: LaidBox, t: number): LaidBox {
  const part = (x: number, y: number) => x + (y - x) * t;
  return {
    ...b,
    x: part(a.x, b.x),
    y: part(a.y, b.y),
    width: part(a.width, b.width),
    height: part(a.height, b.height),
  };
}

/** Shifts an edge's points with the boxes at its ends, in proportion to how near each end is. */
function mixEnds(
  points: readonly number[],
  final: readonly LaidBox[],
  now: readonly LaidBox[],
  from: number,
  to: number,
): readonly number[] {
  const shift = (i: number) => ({ x: (now[i]?.x ?? 0) - (final[i]?.x ?? 0), y: (now[i]?.y ?? 0) - (final[i]?.y ?? 0) });
  const [a, b] = [shift(from), shift(to)];
  const last = Math.max(1, points.length / 2 - 1);
  return points.map((value, i) => {
    const t = Math.floor(i / 2) / last;
    return value + (i % 2 === 0 ? a.x + (b.x - a.x) * t : a.y + (b.y - a.y) * t);
  });
}
