// The worker that trains: whatever the device, the page's own thread stays free.
import type { ToWorker } from "./messages.ts";
import { createTraining } from "./train.ts";

/** The part of a worker's global scope that is used here. */
interface Host {
  postMessage(message: unknown): void;
  addEventListener(type: "message", listener: (event: MessageEvent<ToWorker>) => void): void;
}

const host = globalThis as unknown as Host;
const receive = createTraining((message) => host.postMessage(message));
host.addEventListener("message", (event) => receive(event.data));
