// Carries reports and commands through anything with postMessage: BroadcastChannel, MessagePort, Worker.
import type { EventBus, WeirCommand, WeirReport } from "@weir/core/events";
import type { Link } from "./link.ts";

/** The part of `BroadcastChannel`, `MessagePort` and `Worker` that the transports use. */
export interface MessageChannelLike {
  postMessage(message: unknown): void;
  addEventListener(type: "message", listener: (event: MessageEvent) => void): void;
  removeEventListener(type: "message", listener: (event: MessageEvent) => void): void;
  /** A `MessagePort` hears nothing before this is called. */
  start?(): void;
}

/** The channel's name where nobody chose another. */
export const DEFAULT_CHANNEL = "weir";

/** Every frame on a channel; the `weir` mark lets a channel carry other traffic too. */
type Envelope = { readonly weir: 1 } & (
  | { readonly kind: "offer" }
  | { readonly kind: "attach" | "detach"; readonly board: string }
  | { readonly kind: "report"; readonly report: WeirReport; readonly board?: string }
  | { readonly kind: "command"; readonly command: WeirCommand }
);

/** How often a board says that it is still there, in milliseconds. */
const SIGN_OF_LIFE = 30_000;

/** How long a silent board is believed in, in milliseconds. Browsers slow the timers of hidden pages to one a minute. */
const LEASE = 180_000;

/**
 * Returns a link that listens to the run at the other end of `channel`. The channel stays the caller's to close.
 * @example
 * const { port1, port2 } = new MessageChannel();
 * const [run, heard] = [createBus(), []];
 * publish(run, port1);
 * channelLink(port2).subscribe((report) => heard.push(report.type));
 * while (!run.active) await new Promise((resolve) => setTimeout(resolve));
 * run.emit({ type: "log", level: "info", kind: "message", step: 0, time: 0, message: "ready" });
 * while (heard.length === 0) await new Promise((resolve) => setTimeout(resolve));
 * heard // ["log"]
 */
export function channelLink(channel: MessageChannelLike): Link {
  return {
    subscribe(listener) {
      const board = crypto.randomUUID();
      const attach = () => post(channel, { weir: 1, kind: "attach", board });
      const stop = listen(channel, (envelope) => {
        if (envelope.kind === "offer") attach();
        if (envelope.kind === "report" && (envelope.board ?? board) === board) listener(envelope.report);
      });
      attach();
      const timer = setInterval(attach, SIGN_OF_LIFE);
      return () => {
        clearInterval(timer);
        post(channel, { weir: 1, kind: "detach", board });
        stop();
      };
    },
    send: (command) => post(channel, { weir: 1, kind: "command", command }),
  };
}

/**
 * Offers a run's bus to boards at the other end of `channel`. The bus becomes active only while one is attached. Returns a function that ends the offer.
 * @example
 * const run = createBus();
 * const stop = publish(run, new MessageChannel().port1);
 * run.active // false
 */
export function publish(bus: EventBus, channel: MessageChannelLike): () => void {
  const lastSeen = new Map<string, number>();
  let unsubscribe: (() => void) | undefined;

  function attach(board: string): void {
    const isNew = !lastSeen.has(board);
    lastSeen.set(board, Date.now());
    if (!isNew) return;
    unsubscribe ??= subscribeFromNowOn(bus, (report) => {
      forgetSilentBoards();
      post(channel, { weir: 1, kind: "report", report });
    });
    // The history goes to the newcomer alone: a subscription that ends at once hears nothing else.
    bus.subscribe((report) => post(channel, { weir: 1, kind: "report", report, board }))();
  }

  function detach(board: string): void {
    lastSeen.delete(board);
    if (lastSeen.size > 0) return;
    unsubscribe?.();
    unsubscribe = undefined;
  }

  function forgetSilentBoards(): void {
    const now = Date.now();
    for (const [board, seen] of lastSeen) if (now - seen > LEASE) detach(board);
  }

  const stop = listen(channel, (envelope) => {
    if (envelope.kind === "attach") attach(envelope.board);
    if (envelope.kind === "detach") detach(envelope.board);
    if (envelope.kind === "command") bus.send(envelope.command);
  });
  post(channel, { weir: 1, kind: "offer" });
  return () => {
    stop();
    for (const board of lastSeen.keys()) detach(board);
  };
}

/** Subscribes without the history, which a bus replays while `subscribe` runs. */
function subscribeFromNowOn(bus: EventBus, listener: (report: WeirReport) => void): () => void {
  let replaying = true;
  const stop = bus.subscribe((report) => {
    if (!replaying) listener(report);
  });
  replaying = false;
  return stop;
}

function post(channel: MessageChannelLike, envelope: Envelope): void {
  channel.postMessage(envelope);
}

function listen(channel: MessageChannelLike, hear: (envelope: Envelope) => void): () => void {
  function onMessage(event: MessageEvent): void {
    const data: unknown = event.data;
    if (isEnvelope(data)) hear(data);
  }
  channel.addEventListener("message", onMessage);
  channel.start?.();
  return () => channel.removeEventListener("message", onMessage);
}

function isEnvelope(data: unknown): data is Envelope {
  return typeof data === "object" && data !== null && "weir" in data && data.weir === 1 && "kind" in data;
}
