// Draws the graph's edges: lines with arrows, and what shapes flow.
import type { LaidEdge } from "../model/graph/layout.ts";
import type { GraphScene, InView } from "./draw-graph.ts";

/** Below this size on screen, in CSS pixels, text is left out. */
export const SMALLEST_TEXT = 5.5;

/** Draws the edges in view; those of the selection last, and strongest. */
export function drawEdges(context: CanvasRenderingContext2D, scene: GraphScene, inView: InView): void {
  const { layout, colours, camera } = scene;
  const ofSelected: LaidEdge[] = [];
  context.lineWidth = 1.1 / Math.max(0.6, Math.min(camera.k, 1));
  context.strokeStyle = colours.quiet;
  for (const edge of layout.edges) {
    if (isOfSelected(scene, edge)) ofSelected.push(edge);
    else if (edgeInView(edge, inView)) drawEdge(context, scene, edge);
  }
  context.globalAlpha = 1;
  context.strokeStyle = colours.accent;
  for (const edge of ofSelected) {
    context.lineWidth = 2;
    tracePath(context, edge);
    context.stroke();
    drawArrow(context, edge, colours.accent);
  }
  if (10 * camera.k < SMALLEST_TEXT + 0.5) return;
  context.font = `10px ${colours.font}`;
  context.textBaseline = "middle";
  for (const edge of layout.edges)
    if (edge.label !== "" && edge.kind === "flow" && edgeInView(edge, inView)) drawLabel(context, scene, edge);
}

function drawEdge(context: CanvasRenderingContext2D, scene: GraphScene, edge: LaidEdge): void {
  // An edge that spans too much is a line across everything: it shows when one of its ends is selected.
  if (edge.kind === "far") return;
  context.globalAlpha = edge.kind === "cross" ? 0.16 : 0.6;
  tracePath(context, edge);
  context.stroke();
  if (edge.kind === "flow" && scene.camera.k > 0.35) drawArrow(context, edge, scene.colours.quiet);
}

function isOfSelected({ layout, selected }: GraphScene, edge: LaidEdge): boolean {
  return selected !== null && (layout.boxes[edge.from]?.key === selected || layout.boxes[edge.to]?.key === selected);
}

function edgeInView({ points }: LaidEdge, inView: InView): boolean {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < points.length; i += 2) {
    left = Math.min(left, points[i] as number);
    right = Math.max(right, points[i] as number);
    top = Math.min(top, points[i + 1] as number);
    bottom = Math.max(bottom, points[i + 1] as number);
  }
  return inView(left, top, right, bottom);
}

/** A curve that leaves and arrives along the flow: vertical within a lane, horizontal between lanes. */
function tracePath(context: CanvasRenderingContext2D, { points, kind }: LaidEdge): void {
  context.beginPath();
  context.moveTo(points[0] as number, points[1] as number);
  for (let i = 2; i < points.length; i += 2) {
    const [x0, y0, x1, y1] = points.slice(i - 2, i + 2) as [number, number, number, number];
    if (kind === "cross") context.bezierCurveTo((x0 + x1) / 2, y0, (x0 + x1) / 2, y1, x1, y1);
    else context.bezierCurveTo(x0, (y0 + y1) / 2, x1, (y0 + y1) / 2, x1, y1);
  }
}

function drawArrow(context: CanvasRenderingContext2D, { points, kind }: LaidEdge, colour: string): void {
  const x = points[points.length - 2] as number;
  const y = points[points.length - 1] as number;
  const along = kind === "cross" ? Math.sign(x - (points[points.length - 4] as number)) : 0;
  const down = kind === "cross" ? 0 : Math.sign(y - (points[points.length - 3] as number));
  context.fillStyle = colour;
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(x - 6 * along - 3 * down, y - 6 * down - 3 * along);
  context.lineTo(x - 6 * along + 3 * down, y - 6 * down + 3 * along);
  context.fill();
}

/** The shape of what flows, beside the line where it leaves its producer, on a patch of paper. */
function drawLabel(context: CanvasRenderingContext2D, { colours }: GraphScene, { label, points }: LaidEdge): void {
  const down = Math.sign((points[3] as number) - (points[1] as number));
  const x = (points[0] as number) + 6;
  const y = (points[1] as number) + 11 * down;
  context.globalAlpha = 0.82;
  context.fillStyle = colours.paper;
  context.fillRect(x - 2, y - 6, context.measureText(label).width + 4, 12);
  context.globalAlpha = 1;
  context.fillStyle = colours.quiet;
  context.fillText(label, x, y + 0.5);
}
