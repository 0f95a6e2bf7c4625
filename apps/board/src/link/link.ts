// What a board is plugged into: reports come in, commands go out.
import type { WeirCommand, WeirReport } from "@weir/core/events";

/**
 * Where a board gets its reports. An `EventBus` is a link already; `channelLink` makes one of a `BroadcastChannel`, a `MessagePort` or a `Worker`.
 */
export interface Link {
  /** Calls `listener` with what it missed and with every new report. Returns a function that ends it. */
  subscribe(listener: (report: WeirReport) => void): () => void;
  /** Hands a command to the run. */
  send(command: WeirCommand): unknown;
}
