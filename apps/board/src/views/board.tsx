// The whole board: masthead, readings, curves and graph.
import type { ReactNode } from "react";
import type { Link } from "../link/link.ts";
import { BoardRoot } from "./board-root.tsx";
import { useBoard, useRun } from "./context.ts";
import { GradientsPanel } from "./gradients-panel.tsx";
import { GraphPanel } from "./graph-panel.tsx";
import { ScalarsPanel } from "./scalars-panel.tsx";
import { StatusPanel } from "./status-panel.tsx";

/** The panels of a board, by name. */
export type PanelName = "status" | "scalars" | "gradients" | "graph";

/** All panels, in their usual order. */
export const PANELS: readonly PanelName[] = ["status", "scalars", "gradients", "graph"];

const panelViews: Readonly<Record<PanelName, () => ReactNode>> = {
  status: () => <StatusPanel />,
  scalars: () => <ScalarsPanel />,
  gradients: () => <GradientsPanel />,
  graph: () => <GraphPanel />,
};

/** Properties of `Board`. */
export interface BoardProps {
  /** Where reports come from: an `EventBus`, or `channelLink(new BroadcastChannel("weir"))`. */
  readonly source: Link;
  /** Which panels to show. Default: all. */
  readonly panels?: readonly PanelName[];
  /** Shown at the right end of the masthead. */
  readonly children?: ReactNode;
}

/**
 * The board of one run. It takes the width it is given: two columns from 900 px on, one below.
 * A failing panel shows its error in its own place; the training never notices.
 * @example
 * const host = document.createElement("div");
 * flushSync(() => createRoot(host).render(createElement(Board, { source: createBus(), panels: ["status", "graph"] })));
 * host.querySelectorAll("h2").length // 2
 */
export function Board({ source, panels = PANELS, children }: BoardProps) {
  const has = (name: PanelName) => panels.includes(name);
  const side = (["scalars", "gradients"] as const).filter(has);
  return (
    <BoardRoot source={source} className="weir-board">
      <Masthead>{children}</Masthead>
      {has("status") && panelViews.status()}
      <div className="weir-columns" data-split={side.length > 0 && has("graph")}>
        {side.length > 0 && (
          <div className="weir-column">
            {side.map((name) => (
              <div key={name}>{panelViews[name]()}</div>
            ))}
          </div>
        )}
        {has("graph") && panelViews.graph()}
      </div>
    </BoardRoot>
  );
}

function Masthead({ children }: { readonly children: ReactNode }) {
  const run = useRun();
  return (
    <header className="weir-masthead">
      <h1>
        <Mark />
        Weir
      </h1>
      {run.hello && <span className="weir-run-name">{run.hello.name}</span>}
      <div className="weir-controls">
        <Controls />
        {children}
      </div>
    </header>
  );
}

/** A low dam and the water over it. */
function Mark() {
  return (
    <svg className="weir-mark" width="26" height="20" viewBox="0 0 26 20" aria-hidden="true">
      <path d="M1 4.5h9c5 0 4.5 11 10 11h5" />
      <path d="M1 8.5h7.2c4 0 4 10.500 9 10.5H25" opacity="0.55" />
      <path d="M1 .8h10.5c6 0 5 11 10.5 11h3" opacity="0.3" />
    </svg>
  );
}

/** The commands that the run obeys, as buttons. */
function Controls(): ReactNode {
  const { session } = useBoard();
  const { hello, stats } = useRun();
  const can = (command: "pause" | "resume" | "step") => hello?.commands.includes(command) === true;
  if (stats?.state === "running" && can("pause"))
    return (
      <button type="button" onClick={() => session.link.send({ type: "pause" })}>
        Pause
      </button>
    );
  if (stats?.state !== "paused") return null;
  return (
    <>
      {can("step") && (
        <button type="button" onClick={() => session.link.send({ type: "step", steps: 1 })}>
          Step
        </button>
      )}
      {can("resume") && (
        <button type="button" className="weir-primary" onClick={() => session.link.send({ type: "resume" })}>
          Resume
        </button>
      )}
    </>
  );
}
