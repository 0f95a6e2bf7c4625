// What the page and the layout worker say to each other.
import type { GraphEvent } from "@weir/core/events";
import type { Anchor, GraphLayout } from "../model/graph/layout.ts";

/** To the worker: lay this graph out. The graph itself is sent only when it changed. */
export interface LayoutRequest {
  readonly id: number;
  readonly graph?: GraphEvent;
  readonly open: readonly string[];
  readonly anchor?: Anchor;
}

/** From the worker. */
export interface LayoutReply {
  readonly id: number;
  readonly layout?: GraphLayout;
  readonly error?: string;
}
