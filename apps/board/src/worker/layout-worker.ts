// The worker's side: keeps the last graph's tree and lays it out on request, away from the page's thread.
import { layoutGraph } from "../model/graph/layout.ts";
import { buildTree } from "../model/graph/tree.ts";
import type { GraphTree } from "../model/graph/tree.ts";
import type { LayoutReply, LayoutRequest } from "./messages.ts";

let tree: GraphTree | undefined;

function answer(request: LayoutRequest): LayoutReply {
  try {
    if (request.graph) tree = buildTree(request.graph);
    if (!tree)
      return {
        id: request.id,
        error: "layout worker: a request came before any graph. Send the graph with the first request.",
      };
    return { id: request.id, layout: layoutGraph(tree, new Set(request.open), request.anchor) };
  } catch (error) {
    return { id: request.id, error: String(error) };
  }
}

self.addEventListener("message", (event: MessageEvent<LayoutRequest>) => self.postMessage(answer(event.data)));
