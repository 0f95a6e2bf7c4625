// The page's side of the layout worker, with the same work done on the page where no worker can be had.
import { layoutGraph } from "../model/graph/layout.ts";
import type { Anchor, GraphLayout } from "../model/graph/layout.ts";
import type { GraphTree } from "../model/graph/tree.ts";
import type { LayoutReply, LayoutRequest } from "./messages.ts";

/** Lays graphs out away from the page's thread where possible. */
export interface LayoutClient {
  /** Resolves to the drawing; rejects when the layout failed. */
  layout(tree: GraphTree, open: ReadonlySet<string>, anchor?: Anchor): Promise<GraphLayout>;
  /** Ends the worker. */
  close(): void;
}

interface Pending {
  readonly resolve: (layout: GraphLayout) => void;
  readonly reject: (error: Error) => void;
  readonly work: () => GraphLayout;
}

/** Returns a client. A strict Content Security Policy or an old host may forbid the worker: then it computes on the page. */
export function createLayoutClient(): LayoutClient {
  const pending = new Map<number, Pending>();
  let worker = startWorker();
  let sentHash: string | undefined;
  let lastId = 0;

  worker?.addEventListener("message", (event: MessageEvent<LayoutReply>) => {
    const { id, layout, error } = event.data;
    const waiting = pending.get(id);
    pending.delete(id);
    if (layout) waiting?.resolve(layout);
    else waiting?.reject(new Error(error));
  });
  worker?.addEventListener("error", () => {
    worker?.terminate();
    worker = undefined;
    for (const waiting of pending.values()) settle(waiting);
    pending.clear();
  });

  return {
    layout(tree, open, anchor) {
      return new Promise((resolve, reject) => {
        const waiting: Pending = { resolve, reject, work: () => layoutGraph(tree, open, anchor) };
        if (!worker) return void setTimeout(settle, 0, waiting);
        const isNew = tree.graph.hash !== sentHash;
        sentHash = tree.graph.hash;
        const request: LayoutRequest = {
          id: ++lastId,
          open: [...open],
          ...(isNew && { graph: tree.graph }),
          ...(anchor && { anchor }),
        };
        pending.set(request.id, waiting);
        worker.postMessage(request);
      });
    },
    close: () => worker?.terminate(),
  };
}

function settle({ resolve, reject, work }: Pending): void {
  try {
    resolve(work());
  } catch (error) {
    reject(error instanceof Error ? error : new Error(String(error)));
  }
}

function startWorker(): Worker | undefined {
  try {
    return new Worker(new URL("./layout-worker.ts", import.meta.url), { type: "module" });
  } catch {
    return undefined;
  }
}
