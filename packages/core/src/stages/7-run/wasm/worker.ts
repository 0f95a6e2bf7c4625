/** A browser's worker thread: waits for its start message, then follows the ring for good. */
import type { FromEngine } from "./engine.ts";
import { startEngine } from "./engine.ts";
import type { EngineStart } from "./threads.ts";

addEventListener(
  "message",
  (event: MessageEvent<EngineStart>) => {
    startEngine({ ...event.data, post: (message: FromEngine) => postMessage(message) });
  },
  { once: true },
);
