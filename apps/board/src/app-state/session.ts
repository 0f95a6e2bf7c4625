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

/** Least time between two drawings, in milliseconds: a board that redraws at 60 Hz takes time from the training. */
const DRAW_INTERVAL = 33;

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
  let lastDrawn = 0;

  function draw(time: number): void {
    if (time - lastDrawn < DRAW_INTERVAL) return void requestAnimationFrame(draw);
    isScheduled = false;
    lastDrawn = time;
    view.setState({ version: run.version });
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
        if (isScheduled) return;
        isScheduled = true;
        requestAnimationFrame(draw);
      });
      let isHeld = true;
      return () => {
        if (isHeld) release();
        isHeld = false;
      };
    },
  };
}
