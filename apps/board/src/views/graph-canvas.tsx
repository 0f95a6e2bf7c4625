// The drawing of the graph and how one moves about in it: drag, Ctrl+wheel, pinch, arrow keys.
import { select as d3select, zoom as d3zoom, zoomIdentity } from "d3";
import type { ZoomBehavior, ZoomTransform } from "d3";
import { useCallback, useEffect, useImperativeHandle, useRef, useState } from "react";
import type { KeyboardEvent, MouseEvent as ReactMouseEvent, PointerEvent, Ref, RefObject } from "react";
import { drawGraph } from "../charts/draw-graph.ts";
import type { GraphColours } from "../charts/draw-graph.ts";
import type { Anchor, GraphLayout, LaidBox } from "../model/graph/layout.ts";
import { boxAt, describeItem, neighbour } from "../model/graph/navigate.ts";
import type { Direction } from "../model/graph/navigate.ts";
import { isGroup } from "../model/graph/tree.ts";
import type { GraphTree } from "../model/graph/tree.ts";
import { createLayoutClient } from "../worker/layout-client.ts";
import type { LayoutClient } from "../worker/layout-client.ts";
import { useColours, useDrawing, useSize } from "./canvas.tsx";
import type { Size } from "./canvas.tsx";
import { useView } from "./context.ts";
import { useGlide } from "./glide.ts";
import { seriesColours } from "./line-chart.tsx";

/** What the panel's buttons do to the drawing. */
export interface GraphHandle {
  fit(): void;
  zoomBy(factor: number): void;
  /** The next layout keeps this box where it is. */
  anchorTo(key: string): void;
  /** Once laid out, brings this box into view. */
  lookAt(key: string): void;
}

interface GraphCanvasProps {
  readonly ref: Ref<GraphHandle>;
  readonly tree: GraphTree;
  readonly open: ReadonlySet<string>;
  readonly selected: string | null;
  readonly found: ReadonlySet<string>;
  readonly onSelect: (key: string | null) => void;
  readonly onToggle: (key: string) => void;
}

const ZOOM_LIMITS = [0.02, 4] as const;

/** A fitted drawing is never smaller than readable, nor larger than drawn; what does not fit then is scrolled to. */
const FIT_LIMITS = [0.6, 1.15] as const;

/** The graph's canvas. */
export function GraphCanvas({ ref, tree, open, selected, found, onSelect, onToggle }: GraphCanvasProps) {
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const size = useSize(frame);
  const colourBy = useView((state) => state.graphColour);
  const [hovered, setHovered] = useState<string | null>(null);
  const { camera, behaviour } = useCamera(frame);
  const target = useRef<string | null>(null);
  const { layout, error, anchorTo } = useLayout(tree, open);
  const shown = useGlide(layout);

  const moveTo = useCallback(
    (transform: ZoomTransform) => {
      if (frame.current) behaviour.transform(d3select(frame.current), transform);
    },
    [behaviour],
  );

  // A new graph is fitted once it is laid out and the panel has a size; later layouts leave the camera alone.
  const fitted = useRef<GraphTree | null>(null);
  useEffect(() => {
    if (!layout || size.width === 0) return;
    if (fitted.current !== tree) moveTo(fitTransform(layout, size));
    fitted.current = tree;
    const box = layout.boxes.find((candidate) => candidate.key === target.current);
    if (box) {
      target.current = null;
      moveTo(centreOn(box, size, camera.k));
    }
  });

  useImperativeHandle(ref, () => ({
    fit: () => layout && moveTo(fitTransform(layout, size)),
    zoomBy: (factor) => frame.current && behaviour.scaleBy(d3select(frame.current), factor),
    anchorTo,
    lookAt(key) {
      target.current = key;
      const box = layout?.boxes.find((candidate) => candidate.key === key);
      if (box) moveTo(centreOn(box, size, Math.max(camera.k, 0.7)));
    },
  }));

  const colours = useColours(canvas, graphColours);
  useDrawing(canvas, size, (context) => {
    if (!shown) return context.clearRect(0, 0, size.width, size.height);
    drawGraph(context, {
      tree,
      layout: shown,
      camera,
      ...size,
      colourBy,
      selected,
      hovered,
      found,
      colours: colours(),
    });
  });

  function boxUnder(event: PointerEvent | ReactMouseEvent): LaidBox | undefined {
    const { offsetX, offsetY } = event.nativeEvent;
    return layout === null
      ? undefined
      : boxAt(layout, (offsetX - camera.x) / camera.k, (offsetY - camera.y) / camera.k);
  }

  function onClick(event: ReactMouseEvent): void {
    const box = boxUnder(event);
    onSelect(box?.key ?? null);
    if (box && isOnTitle(box, event, camera)) onToggle(box.key);
  }

  function go(box: LaidBox | undefined): void {
    if (!box) return;
    onSelect(box.key);
    if (!isInView(box, size, camera)) moveTo(centreOn(box, size, camera.k));
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (!layout || event.ctrlKey || event.metaKey || event.altKey) return;
    const direction = (
      { ArrowUp: "up", ArrowDown: "down", ArrowLeft: "left", ArrowRight: "right" } as Readonly<
        Record<string, Direction>
      >
    )[event.key];
    const item = selected === null ? undefined : tree.itemByKey.get(selected);
    if (direction) go(neighbour(layout, selected, direction));
    else if (
      (event.key === "Enter" || event.key === " ") &&
      selected !== null &&
      item !== undefined &&
      isGroup(tree, item)
    )
      onToggle(selected);
    else if (event.key === "Escape") onSelect(null);
    else if (event.key === "f") moveTo(fitTransform(layout, size));
    else if ((event.key === "+" || event.key === "-") && frame.current)
      behaviour.scaleBy(d3select(frame.current), event.key === "+" ? 1.25 : 0.8);
    else return;
    event.preventDefault();
  }

  const item = selected === null ? undefined : tree.itemByKey.get(selected);
  return (
    <div
      ref={frame}
      className="weir-graph-canvas"
      tabIndex={0}
      role="application"
      aria-label={`Graph of the ${tree.graph.name}: ${tree.graph.nodes.count} ops in ${tree.groups.length - tree.lanes.length} scopes, ${tree.graph.kernels.count} kernels. Arrow keys move, Enter opens and closes, f fits, Escape clears.`}
      onClick={onClick}
      onPointerMove={(event) => setHovered(boxUnder(event)?.key ?? null)}
      onPointerLeave={() => setHovered(null)}
      onKeyDown={onKeyDown}
      data-hovering={hovered !== null}
    >
      <canvas ref={canvas} />
      <p className="weir-hidden" aria-live="polite">
        {item !== undefined && describeItem(tree, item, open.has(selected ?? ""))}
      </p>
      {error !== null && <p className="weir-graph-error">The graph could not be laid out: {error}</p>}
      <p className="weir-hint" aria-hidden="true">
        drag to move · Ctrl + wheel to zoom
      </p>
    </div>
  );
}

/** Pan and zoom by d3; a plain wheel is left to the page. */
function useCamera(frame: RefObject<HTMLDivElement | null>): {
  readonly camera: ZoomTransform;
  readonly behaviour: ZoomBehavior<HTMLDivElement, unknown>;
} {
  const [camera, setCamera] = useState(zoomIdentity);
  const [behaviour] = useState(() =>
    d3zoom<HTMLDivElement, unknown>()
      .scaleExtent([...ZOOM_LIMITS])
      .filter((event: MouseEvent | WheelEvent | TouchEvent) => isForGraph(event)),
  );
  useEffect(() => {
    if (!frame.current) return;
    const selection = d3select(frame.current);
    behaviour.on("zoom", (event: { readonly transform: ZoomTransform }) => setCamera(event.transform));
    selection.call(behaviour).on("dblclick.zoom", null);
    return () => void selection.on(".zoom", null);
  }, [behaviour, frame]);
  return { camera, behaviour };
}

/** Plain wheel and one finger scroll the page around the board; Ctrl+wheel, a mouse drag and two fingers are for the graph. */
function isForGraph(event: MouseEvent | WheelEvent | TouchEvent): boolean {
  if (event.type === "wheel") return event.ctrlKey || event.metaKey;
  return "touches" in event ? event.touches.length > 1 : event.button === 0;
}

/** A finished layout, or why there is none, of one graph. */
interface LayoutResult {
  readonly tree: GraphTree;
  readonly layout: GraphLayout | null;
  readonly error: string | null;
}

/** The newest layout of what is open. Layouts that come late, after a newer request, are dropped. `anchorTo` names the box that the next layout keeps in place. */
function useLayout(tree: GraphTree, open: ReadonlySet<string>) {
  const [result, setResult] = useState<LayoutResult>({ tree, layout: null, error: null });
  const client = useRef<LayoutClient | null>(null);
  const last = useRef<LayoutResult | null>(null);
  const anchorKey = useRef<string | null>(null);
  useEffect(() => {
    client.current ??= createLayoutClient();
    let isNewest = true;
    const anchor = anchorFrom(last.current?.tree === tree ? last.current.layout : null, anchorKey.current);
    anchorKey.current = null;
    client.current.layout(tree, open, anchor).then(
      (layout) => {
        if (!isNewest) return;
        last.current = { tree, layout, error: null };
        setResult(last.current);
      },
      (error: unknown) => isNewest && setResult((old) => ({ ...old, error: String(error) })),
    );
    return () => void (isNewest = false);
  }, [tree, open]);
  useEffect(
    () => () => {
      client.current?.close();
      client.current = null;
    },
    [],
  );
  const anchorTo = useCallback((key: string) => void (anchorKey.current = key), []);
  return { layout: result.tree === tree ? result.layout : null, error: result.error, anchorTo };
}

/** Keeps the clicked box in place, or else the first lane. */
function anchorFrom(layout: GraphLayout | null, key: string | null): Anchor | undefined {
  const box = layout?.boxes.find((candidate) => candidate.key === key) ?? layout?.boxes[0];
  return box && { key: box.key, x: box.x, y: box.y };
}

function fitTransform({ left, top, width, height }: GraphLayout, size: Size): ZoomTransform {
  const margin = 24;
  const wanted = Math.min((size.width - 2 * margin) / width, (size.height - 2 * margin) / height);
  const k = Math.min(FIT_LIMITS[1], Math.max(FIT_LIMITS[0], wanted));
  const x = Math.max(margin, (size.width - width * k) / 2);
  // At the top, where reading begins; the inputs are there.
  return zoomIdentity.translate(x - left * k, margin - top * k).scale(k);
}

function centreOn(box: LaidBox, size: Size, k: number): ZoomTransform {
  return zoomIdentity
    .translate(
      size.width / 2 - (box.x + box.width / 2) * k,
      size.height / 2 - (box.y + Math.min(box.height, 60) / 2) * k,
    )
    .scale(k);
}

function isInView(box: LaidBox, size: Size, camera: ZoomTransform): boolean {
  const [x, y] = camera.apply([box.x, box.y]);
  return x >= 0 && y >= 0 && x + Math.min(box.width * camera.k, 60) <= size.width && y + 20 <= size.height;
}

/** Opening and closing is a click on the title's left part, where the chevron is. */
function isOnTitle(box: LaidBox, event: ReactMouseEvent, camera: ZoomTransform): boolean {
  if (box.kind === "node") return false;
  if (event.detail === 2) return true;
  const [x, y] = camera.invert([event.nativeEvent.offsetX, event.nativeEvent.offsetY]);
  return event.detail === 1 && x - box.x < 27 && y - box.y < 28;
}

function graphColours(colour: (name: string) => string, { fontFamily }: CSSStyleDeclaration): GraphColours {
  return {
    ink: colour("ink"),
    quiet: colour("quiet"),
    line: colour("box"),
    paper: colour("paper"),
    raised: colour("raised"),
    accent: colour("accent"),
    phases: { forward: colour("forward"), backward: colour("backward"), update: colour("update") },
    kernels: seriesColours(colour),
    font: fontFamily,
  };
}
