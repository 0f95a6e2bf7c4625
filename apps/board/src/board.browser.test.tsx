// The board in a real browser: panels draw, commands arrive, a failing panel stays alone, the element works in its shadow root.
import { createBus, encodeGraph } from "@weir/core/events";
import type { EventBus } from "@weir/core/events";
import { createRoot } from "react-dom/client";
import type { Root } from "react-dom/client";
import { afterEach, expect, test, vi } from "vitest";
import { Board, defineBoardElement, playSample, publish, SAMPLE_STEPS, ScalarsPanel } from "./index.ts";
import type { WeirBoardElement } from "./index.ts";

const cleanups: (() => void)[] = [];
afterEach(() =>
  cleanups
    .splice(0)
    .reverse()
    .forEach((cleanup) => cleanup()),
);

function mount(width = 1200): { readonly host: HTMLElement; readonly root: Root } {
  const host = document.createElement("div");
  host.style.width = `${width}px`;
  document.body.append(host);
  const root = createRoot(host);
  cleanups.push(() => {
    root.unmount();
    host.remove();
  });
  return { host, root };
}

function sampleBus(speed: number): EventBus {
  const bus = createBus();
  cleanups.push(playSample(bus, { speed }));
  return bus;
}

async function until<T>(find: () => T | null | undefined | false): Promise<T> {
  return vi.waitFor(() => {
    const found = find();
    if (!found) throw new Error("not there yet");
    return found;
  }, 10_000);
}

function button(root: ParentNode, text: string): HTMLButtonElement | undefined {
  return [...root.querySelectorAll("button")].find((candidate) => candidate.textContent === text);
}

/** How many of a canvas's pixels are painted. */
function paintedPixels(canvas: HTMLCanvasElement): number {
  const { data } = (canvas.getContext("2d") as CanvasRenderingContext2D).getImageData(
    0,
    0,
    canvas.width,
    canvas.height,
  );
  let painted = 0;
  for (let i = 3; i < data.length; i += 4) if ((data[i] as number) > 0) painted += 1;
  return painted;
}

test("a finished run shows its curves, gradients, graph and readings", async () => {
  const { host, root } = mount();
  root.render(<Board source={sampleBus(1e9)} />);
  await until(() => host.textContent?.includes("Done"));
  // Every panel draws at a frame of its own, so on a busy machine the charts may come after the status.
  const [loss] = await until(() => {
    const charts = [...host.querySelectorAll("[role=img]")].map((chart) => chart.getAttribute("aria-label") ?? "");
    return charts.length === 3 && charts[0]?.includes(`at step ${SAMPLE_STEPS - 1}`) && charts;
  });
  expect(loss).toMatch(new RegExp(`loss by step\\. train: 0\\.\\d+ at step ${SAMPLE_STEPS - 1}.*falling`));
  await until(() => [...host.querySelectorAll("canvas")].every((canvas) => paintedPixels(canvas) > 500));
  await until(() => host.querySelectorAll(".weir-bars tr").length === 4);
  await until(() => host.textContent?.includes("21 per step"));
});

test("the graph opens a scope by keyboard and shows what is selected", async () => {
  const { host, root } = mount();
  root.render(<Board source={sampleBus(1e9)} panels={["graph"]} />);
  const graph = await until(() => host.querySelector<HTMLElement>(".weir-graph-canvas"));
  await until(() => paintedPixels(graph.querySelector("canvas") as HTMLCanvasElement) > 500);
  const press = (key: string) => graph.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  press("ArrowDown");
  await until(() => host.querySelector(".weir-details h3"));
  press("ArrowDown");
  await until(() => host.querySelector(".weir-details h3")?.textContent === "conv2d");
  press("Enter");
  await until(() => button(host, "Close scope"));
  expect(graph.querySelector("[aria-live]")?.textContent).toBe("conv2d, forward scope, 5 ops, open");
});

test("pause and resume reach the run", async () => {
  const { host, root } = mount();
  root.render(<Board source={sampleBus(20)} />);
  (await until(() => button(host, "Pause"))).click();
  await until(() => host.querySelector("[data-kind=paused]"));
  (await until(() => button(host, "Step"))).click();
  (await until(() => button(host, "Resume"))).click();
  await until(() => host.querySelector("[data-kind=live]"));
});

test("a panel that fails says so in its place; the others and the run go on", async () => {
  vi.spyOn(console, "error").mockImplementation(() => {});
  cleanups.push(() => vi.restoreAllMocks());
  const bus = sampleBus(20);
  const { host, root } = mount();
  root.render(<Board source={bus} />);
  await until(() => host.querySelector(".weir-graph-canvas"));
  const graph = encodeGraph("broken", [{ id: 0, op: "neg", inputs: [], shape: [], dtype: "float32" }], []);
  bus.emit({ ...graph, nodes: { ...graph.nodes, scope: null as unknown as Uint32Array } });
  await until(() => host.querySelector(".weir-graph-canvas") === null && host.querySelector("[role=alert]"));
  expect(host.querySelector("[role=alert]")?.textContent).toContain("The training is not affected");
  const before = host.querySelector(".weir-value")?.textContent;
  await until(() => host.querySelector(".weir-value")?.textContent !== before);
});

test("a panel stands alone with a source of its own", async () => {
  const { host, root } = mount(420);
  root.render(<ScalarsPanel source={sampleBus(1e9)} />);
  await until(() => host.querySelectorAll("[role=img]").length === 2);
  expect(host.querySelector(".weir-graph")).toBeNull();
});

test("<weir-board> listens on its channel, inside its shadow root, and leaves the page's styles alone", async () => {
  const sheets = document.adoptedStyleSheets.length;
  const channel = new BroadcastChannel("element-test");
  cleanups.push(() => channel.close());
  cleanups.push(publish(sampleBus(1e9), channel));
  defineBoardElement();
  defineBoardElement();
  const board = document.createElement("weir-board") as WeirBoardElement;
  board.setAttribute("channel", "element-test");
  board.setAttribute("panels", "status scalars");
  board.dataset["theme"] = "dark";
  document.body.append(board);
  cleanups.push(() => board.remove());
  const shadow = board.shadowRoot as ShadowRoot;
  await until(() => shadow.textContent?.includes("Done"));
  expect(shadow.querySelectorAll("section")).toHaveLength(2);
  expect(getComputedStyle(shadow.querySelector(".weir-root") as Element).backgroundColor).toBe("rgb(15, 23, 27)");
  board.dataset["theme"] = "light";
  await until(
    () => getComputedStyle(shadow.querySelector(".weir-root") as Element).backgroundColor === "rgb(252, 253, 253)",
  );
  expect(document.adoptedStyleSheets.length).toBe(sheets);
});
