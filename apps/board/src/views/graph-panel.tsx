// The live graph of the training step: scopes that open and close, the ops inside, and what is known about each.
import { memo, useMemo, useRef, useState } from "react";
import type { KeyboardEvent } from "react";
import type { GraphTree } from "../model/graph/tree.ts";
import { buildTree, keyOf, openingGroups } from "../model/graph/tree.ts";
import { groupsAround, search } from "../model/graph/navigate.ts";
import { useBoard, useRun, useView } from "./context.ts";
import { GraphDetails } from "./graph-details.tsx";
import { GraphCanvas } from "./graph-canvas.tsx";
import type { GraphHandle } from "./graph-canvas.tsx";
import { Empty, PanelFrame, Standalone } from "./panel.tsx";
import type { PanelProps } from "./panel.tsx";

/**
 * The dataflow graph of the compiled step: forward, backward and update side by side, shapes on edges, kernels by colour.
 * @example
 * const host = document.createElement("div");
 * flushSync(() => createRoot(host).render(createElement(GraphPanel, { source: createBus() })));
 * host.querySelector("h2").textContent // "Graph"
 */
export function GraphPanel({ source }: PanelProps) {
  return (
    <Standalone {...(source && { source })} title="Graph">
      <Graph />
    </Standalone>
  );
}

function Graph() {
  const { graph } = useRun();
  const tree = useMemo(() => graph && buildTree(graph), [graph]);
  if (!tree)
    return (
      <PanelFrame title="Graph" className="weir-graph">
        <Empty>
          <p>No graph yet. A run sends it once its training step is compiled.</p>
        </Empty>
      </PanelFrame>
    );
  return <StillGraph tree={tree} />;
}

/** A run sends values many times a second; the graph is drawn anew only when it or its view changes. */
const StillGraph = memo(LoadedGraph);

function LoadedGraph({ tree }: { readonly tree: GraphTree }) {
  const { view } = useBoard().session;
  const chosen = useView((state) => state.openGroups);
  const selected = useView((state) => state.selected);
  const opening = useMemo(() => openingGroups(tree), [tree]);
  const open = chosen ?? opening;
  const canvas = useRef<GraphHandle>(null);
  const [query, setQuery] = useState("");
  const found = useMemo(() => search(tree, query), [tree, query]);

  function select(key: string | null): void {
    view.setState({ selected: key });
  }

  function toggle(key: string): void {
    const next = new Set(open);
    if (!next.delete(key)) next.add(key);
    canvas.current?.anchorTo(key);
    view.setState({ openGroups: next, selected: key });
  }

  /** Opens what hides an item, selects it and brings it into view. */
  function reveal(key: string): void {
    const item = tree.itemByKey.get(key);
    if (item === undefined) return;
    view.setState({ openGroups: new Set([...open, ...groupsAround(tree, item)]), selected: key });
    canvas.current?.lookAt(key);
  }

  function onSearchKey(event: KeyboardEvent): void {
    if (event.key === "Escape") setQuery("");
    if (event.key !== "Enter" || found.length === 0) return;
    const at = found.findIndex((item) => keyOf(tree, item) === selected);
    const next = (at + (event.shiftKey ? -1 : 1) + found.length) % found.length;
    reveal(keyOf(tree, found[next] as number));
  }

  return (
    <PanelFrame
      title="Graph"
      className="weir-graph"
      tools={
        <>
          <input
            type="search"
            className="weir-search"
            placeholder="Find op or scope"
            aria-label="Find an op or scope; Enter goes to the next"
            value={query}
            onChange={(event) => setQuery(event.target.value)}
            onKeyDown={onSearchKey}
          />
          {query !== "" && <output>{found.length} found</output>}
          <ColourChoice />
          <div className="weir-choice" role="group" aria-label="Zoom">
            <button type="button" aria-label="Zoom out" onClick={() => canvas.current?.zoomBy(1 / 1.4)}>
              −
            </button>
            <button type="button" onClick={() => canvas.current?.fit()}>
              Fit
            </button>
            <button type="button" aria-label="Zoom in" onClick={() => canvas.current?.zoomBy(1.4)}>
              +
            </button>
          </div>
        </>
      }
    >
      <div className="weir-graph-body" data-selected={selected !== null}>
        <GraphCanvas
          ref={canvas}
          tree={tree}
          open={open}
          selected={selected}
          found={useMemo(() => new Set(found.map((item) => keyOf(tree, item))), [found, tree])}
          onSelect={select}
          onToggle={toggle}
        />
        <GraphDetails
          tree={tree}
          selected={selected}
          open={open}
          onToggle={toggle}
          onReveal={reveal}
          onClose={() => select(null)}
        />
      </div>
    </PanelFrame>
  );
}

function ColourChoice() {
  const { view } = useBoard().session;
  const colour = useView((state) => state.graphColour);
  return (
    <div className="weir-choice" role="group" aria-label="Colours show">
      {(["phase", "kernel"] as const).map((choice) => (
        <button
          key={choice}
          type="button"
          aria-pressed={colour === choice}
          onClick={() => view.setState({ graphColour: choice })}
        >
          {choice === "phase" ? "Phases" : "Kernels"}
        </button>
      ))}
    </div>
  );
}
