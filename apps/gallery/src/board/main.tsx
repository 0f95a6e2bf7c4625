// The board in a tab of its own: watches the training in another tab of this browser, or plays the sample run.
import { Board, channelLink, DEFAULT_CHANNEL, playSample, type Link } from "@weir/board";
import { createBus } from "@weir/core/events";
import { StrictMode, useState } from "react";
import { createRoot } from "react-dom/client";
import "../shell/shell.css";

/** `?sample=play` or `?sample=done` begins with the sample run, `?theme=` forces a theme, `?channel=` names another channel. */
const query = new URLSearchParams(location.search);
const theme = query.get("theme");
if (theme !== null) document.documentElement.dataset["theme"] = theme;

const live = channelLink(new BroadcastChannel(query.get("channel") ?? DEFAULT_CHANNEL));

/** Steps per second of the sample: as a training would go, or all at once. */
const SPEEDS = { play: 40, done: 1e9 } as const;

function sampleRun(speed: number): Link {
  const bus = createBus();
  playSample(bus, { speed });
  return bus;
}

function BoardPage({ first }: { readonly first: Link }) {
  const [source, setSource] = useState(first);
  const isLive = source === live;
  return (
    <div className="board-page">
      <Board source={source}>
        <button type="button" onClick={() => setSource(isLive ? sampleRun(SPEEDS.play) : live)}>
          {isLive ? "Load sample run" : "Back to live"}
        </button>
      </Board>
    </div>
  );
}

const sample = query.get("sample");
const first = sample === "play" || sample === "done" ? sampleRun(SPEEDS[sample]) : live;
createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <BoardPage first={first} />
  </StrictMode>,
);
