// Draws a laid-out graph on a canvas, with more text the nearer one looks.
import { labelOf, summaryOf } from "../model/graph/box.ts";
import type { GraphLayout, LaidBox } from "../model/graph/layout.ts";
import { groupAt, isGroup, parentOf } from "../model/graph/tree.ts";
import type { GraphTree, Item } from "../model/graph/tree.ts";
import { drawEdges, SMALLEST_TEXT } from "./draw-edges.ts";

/** The part of the plane in view: a graph point (x, y) is at (x · k + dx, y · k + dy) in CSS pixels. */
export interface Camera {
  readonly k: number;
  readonly x: number;
  readonly y: number;
}

/** The colours a graph draws with, read from the page's theme. */
export interface GraphColours {
  readonly ink: string;
  readonly quiet: string;
  readonly line: string;
  readonly paper: string;
  readonly raised: string;
  readonly accent: string;
  readonly phases: Readonly<Record<string, string>>;
  readonly kernels: readonly string[];
  readonly font: string;
}

/** What is drawn, besides the layout. */
export interface GraphScene {
  readonly tree: GraphTree;
  readonly layout: GraphLayout;
  readonly camera: Camera;
  readonly width: number;
  readonly height: number;
  readonly colourBy: "phase" | "kernel";
  readonly selected: string | null;
  readonly hovered: string | null;
  /** Keys that the search found. */
  readonly found: ReadonlySet<string>;
  readonly colours: GraphColours;
}

/** Draws a scene. The context is scaled to CSS pixels; boxes and edges out of view cost next to nothing. */
export function drawGraph(context: CanvasRenderingContext2D, scene: GraphScene): void {
  const { camera, layout } = scene;
  context.clearRect(0, 0, scene.width, scene.height);
  context.save();
  context.translate(camera.x, camera.y);
  context.scale(camera.k, camera.k);
  const inView = viewTest(scene);
  const boxes = layout.boxes.filter((box) => inView(box.x, box.y, box.x + box.width, box.y + box.height));
  for (const box of boxes) if (box.kind === "lane" || box.kind === "open") drawFrame(context, scene, box);
  drawEdges(context, scene, inView);
  for (const box of boxes) if (box.kind === "closed" || box.kind === "node") drawBox(context, scene, box);
  context.restore();
}

/** Whether a rectangle of the plane is in view. */
export type InView = (left: number, top: number, right: number, bottom: number) => boolean;

function viewTest({ camera, width, height }: GraphScene): InView {
  const left = -camera.x / camera.k;
  const top = -camera.y / camera.k;
  const right = left + width / camera.k;
  const bottom = top + height / camera.k;
  return (x0, y0, x1, y1) => x1 >= left && x0 <= right && y1 >= top && y0 <= bottom;
}

function phaseOf(tree: GraphTree, item: Item): string {
  return groupAt(tree, isGroup(tree, item) ? item : parentOf(tree, item)).phase;
}

function drawFrame(context: CanvasRenderingContext2D, scene: GraphScene, box: LaidBox): void {
  const { tree, colours, camera } = scene;
  const phase = colours.phases[phaseOf(tree, box.item)] ?? colours.ink;
  const label = labelOf(tree, box.item);
  if (box.kind === "lane") {
    const size = Math.min(26, Math.max(11, 11 / camera.k));
    context.fillStyle = phase;
    context.font = `600 ${size}px ${colours.font}`;
    context.textBaseline = "alphabetic";
    context.fillText(label[0]?.toUpperCase() + label.slice(1), box.x, box.y + 16);
    context.fillRect(box.x, box.y + 23, box.width, 1.5 / Math.max(camera.k, 0.5));
    return;
  }
  roundedPath(context, box, 7);
  context.globalAlpha = 0.045;
  context.fillStyle = phase;
  context.fill();
  context.globalAlpha = 1;
  strokeBox(context, scene, box, colours.line, 1);
  if (12 * camera.k < SMALLEST_TEXT) return;
  context.fillStyle = colours.ink;
  context.font = `600 12px ${colours.font}`;
  context.textBaseline = "middle";
  drawChevron(context, box.x + 14, box.y + 14, true, colours.quiet);
  context.fillText(label, box.x + 24, box.y + 14.5, box.width - 30);
}

function drawBox(context: CanvasRenderingContext2D, scene: GraphScene, box: LaidBox): void {
  const { tree, colours, camera } = scene;
  const phase = colours.phases[phaseOf(tree, box.item)] ?? colours.ink;
  const isClosed = box.kind === "closed";
  if (isClosed && camera.k > 0.3) {
    // A second edge below says that there is more inside.
    roundedPath(context, { ...box, x: box.x + 3, y: box.y + 3 }, 6);
    context.fillStyle = colours.paper;
    context.fill();
    context.lineWidth = 1;
    context.strokeStyle = colours.line;
    context.stroke();
  }
  roundedPath(context, box, isClosed ? 6 : isSource(tree, box) ? 12 : 4);
  context.fillStyle = isClosed ? colours.raised : colours.paper;
  context.fill();
  const kernels = kernelsOf(tree, box.item);
  const isTinted = scene.colourBy === "kernel" && !isClosed && kernels.length > 0;
  if (isTinted) {
    context.globalAlpha = 0.28;
    context.fillStyle = kernelColour(kernels[0] as number, colours);
    context.fill();
    context.globalAlpha = 1;
  }
  strokeBox(context, scene, box, colours.line, 1);
  if (isClosed) drawStripe(context, scene, box, kernels, phase);
  if ((isClosed ? 12.5 : 11.5) * camera.k < SMALLEST_TEXT) return;
  drawBoxText(context, scene, box, phase);
}

function drawBoxText(
  context: CanvasRenderingContext2D,
  { tree, colours, camera }: GraphScene,
  box: LaidBox,
  phase: string,
): void {
  context.textBaseline = "middle";
  context.fillStyle = colours.ink;
  const label = labelOf(tree, box.item);
  if (box.kind === "node") {
    context.font = `${isSource(tree, box) ? "italic " : ""}11.5px ${colours.font}`;
    if (isSource(tree, box)) context.fillStyle = phase;
    context.textAlign = "center";
    context.fillText(label, box.x + box.width / 2, box.y + box.height / 2 + 0.5, box.width - 10);
    context.textAlign = "left";
    return;
  }
  drawChevron(context, box.x + 17, box.y + 15, false, colours.quiet);
  context.font = `600 12.5px ${colours.font}`;
  context.fillText(label, box.x + 27, box.y + 15.5, box.width - 33);
  if (10.5 * camera.k < SMALLEST_TEXT) return;
  context.font = `10.5px ${colours.font}`;
  context.fillStyle = colours.quiet;
  context.fillText(summaryOf(tree, box.item), box.x + 14, box.y + 31.5, box.width - 20);
}

/** The left edge of a closed group: its phase, or the kernels inside in equal parts. */
function drawStripe(
  context: CanvasRenderingContext2D,
  scene: GraphScene,
  box: LaidBox,
  kernels: readonly number[],
  phase: string,
): void {
  context.save();
  roundedPath(context, box, 6);
  context.clip();
  if (scene.colourBy === "phase" || kernels.length === 0) {
    context.fillStyle = scene.colourBy === "phase" ? phase : scene.colours.line;
    context.fillRect(box.x, box.y, 4, box.height);
  } else {
    const part = box.height / kernels.length;
    kernels.forEach((kernel, i) => {
      context.fillStyle = kernelColour(kernel, scene.colours);
      context.fillRect(box.x, box.y + i * part, 7, part);
    });
  }
  context.restore();
}

function strokeBox(
  context: CanvasRenderingContext2D,
  scene: GraphScene,
  box: LaidBox,
  colour: string,
  width: number,
): void {
  const { colours } = scene;
  const isSelected = box.key === scene.selected;
  const isMarked = isSelected || scene.found.has(box.key);
  context.lineWidth = (isMarked ? 2.25 : width) / Math.min(1, Math.max(0.45, scene.camera.k));
  context.strokeStyle = isMarked
    ? colours.accent
    : sharesKernel(scene, box)
      ? colours.ink
      : box.key === scene.hovered
        ? colours.quiet
        : colour;
  context.stroke();
}

/** With kernels coloured, selecting an op outlines what was fused with it: colour alone would not say it to everybody. */
function sharesKernel({ tree, colourBy, selected }: GraphScene, box: LaidBox): boolean {
  const item = colourBy === "kernel" && selected !== null ? tree.itemByKey.get(selected) : undefined;
  if (item === undefined || isGroup(tree, item) || box.kind !== "node") return false;
  const kernel = tree.graph.nodes.kernel[item] as number;
  return kernel >= 0 && tree.graph.nodes.kernel[box.item] === kernel;
}

function drawChevron(context: CanvasRenderingContext2D, x: number, y: number, isOpen: boolean, colour: string): void {
  context.strokeStyle = colour;
  context.lineWidth = 1.5;
  context.beginPath();
  context.moveTo(x - (isOpen ? 3.5 : 2), y - (isOpen ? 2 : 3.5));
  context.lineTo(x + (isOpen ? 0 : 2), y + (isOpen ? 2 : 0));
  context.lineTo(x + (isOpen ? 3.5 : -2), y - (isOpen ? 2 : -3.5));
  context.stroke();
}

function roundedPath(
  context: CanvasRenderingContext2D,
  { x, y, width, height }: Omit<LaidBox, "item" | "key" | "kind">,
  radius: number,
): void {
  context.beginPath();
  context.roundRect(x, y, width, height, radius);
}

/** Inputs, parameters and constants: what the graph starts from. */
function isSource(tree: GraphTree, { item }: LaidBox): boolean {
  const { inputStart } = tree.graph.nodes;
  return !isGroup(tree, item) && inputStart[item] === inputStart[item + 1];
}

function kernelsOf(tree: GraphTree, item: Item): readonly number[] {
  if (isGroup(tree, item)) return groupAt(tree, item).kernels;
  const kernel = tree.graph.nodes.kernel[item] as number;
  return kernel < 0 ? [] : [kernel];
}

function kernelColour(kernel: number, { kernels }: GraphColours): string {
  return kernels[kernel % kernels.length] ?? "gray";
}
