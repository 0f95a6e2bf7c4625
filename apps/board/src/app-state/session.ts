// Joins a link to a run and a view store, once per link, so that several panels of one page share their data.
import type { Link } from "../link/link.ts";
import { Run } from "../model/run.ts";
import { createViewStore } from "./view-state.ts";
import type { ViewStore } from "./view-state.ts";

/** A link with what has come through it and how it is looked at. */
export interface Session {
  readonly link: Link;
  readonly run: Run;
  readonly view: ViewStore;
  /** Listens to the link until the returned function is called by each who called this. */
  retain(): () => void;
}

/** Least time between two drawings, in milliseconds: no eye wants more. */
const DRAW_INTERVAL = 33;

/** The share of the page's time that drawing may take: a slow page is drawn less often, and keeps its frames and its training. */
const DRAW_SHARE = 1 / 20;

const sessions = new WeakMap<Link, Session>();

/** Returns the session of a link; the same link has one session. */
export function sessionFor(link: Link): Session {
  const known = sessions.get(link);
  if (known) return known;
  const made = createSession(link);
  sessions.set(link, made);
  return made;
}

function createSession(link: Link): Session {
  const run = new Run();
  const view = createViewStore();
  let users = 0;
  let stop: (() => void) | undefined;
  let isScheduled = false;
  let nextDraw = 0;

  function schedule(): void {
    if (isScheduled) return;
    isScheduled = true;
    // Waiting from frame to frame would have the page make frames in which nothing changes.
    const wait = nextDraw - performance.now();
    if (wait > 0) setTimeout(() => requestAnimationFrame(draw), wait);
    else requestAnimationFrame(draw);
  }

  function draw(time: number): void {
    isScheduled = false;
    nextDraw = time + DRAW_INTERVAL;
    const start = performance.now();
    view.setState({ version: run.version });
    afterFrame(() => (nextDraw = Math.max(nextDraw, time + (performance.now() - start) / DRAW_SHARE)));
  }

  function release(): void {
    users -= 1;
    // A moment's grace: React's strict mode and moving a panel unmount and mount again at once.
    queueMicrotask(() => {
      if (users > 0) return;
      stop?.();
      stop = undefined;
    });
  }

  return {
    link,
    run,
    view,
    retain() {
      users += 1;
      stop ??= link.subscribe((report) => {
        const before = run.hello?.run;
        run.ingest(report);
        if (run.hello?.run !== before) view.setState({ zoom: null, cursor: null });
        schedule();
      });
      let isHeld = true;
      return () => {
        if (isHeld) release();
        isHeld = false;
      };
    },
  };
}

/** Calls `then` once the frame that is being made is laid out and painted. Call it in an animation frame. */
function afterFrame(then: () => void): void {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    port1.close();
    then();
  };
  port2.postMessage(null);
}
