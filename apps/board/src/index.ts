/**
 * The board: the running graph, its curves, gradients and status, as React components, as single panels, and as `<weir-board>`.
 * @module @weir/board
 */
export { Board } from "./views/board.tsx";
export { BoardRoot } from "./views/board-root.tsx";
export type { BoardProps, PanelName } from "./views/board.tsx";
export { GradientsPanel } from "./views/gradients-panel.tsx";
export { GraphPanel } from "./views/graph-panel.tsx";
export { ScalarsPanel } from "./views/scalars-panel.tsx";
export { StatusPanel } from "./views/status-panel.tsx";
export type { PanelProps } from "./views/panel.tsx";
export { channelLink, DEFAULT_CHANNEL, publish } from "./link/transports.ts";
export type { MessageChannelLike } from "./link/transports.ts";
export type { Link } from "./link/link.ts";
export { playSample, SAMPLE_STEPS } from "./sample/sample-run.ts";
export type { SampleOptions } from "./sample/sample-run.ts";
export { defineBoardElement } from "./weir-board-element.tsx";
export type { WeirBoardElement } from "./weir-board-element.tsx";
