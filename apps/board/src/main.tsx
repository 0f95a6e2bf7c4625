// The board's own page: watches the run on the broadcast channel, or plays the sample run.
import { createBus } from "@weir/core/events";
import { StrictMode, useState } from "react";
import { createRoot } from "react-dom/client";
import type { Link } from "./link/link.ts";
import { channelLink, DEFAULT_CHANNEL } from "./link/transports.ts";
import { playSample } from "./sample/sample-run.ts";
import { Board } from "./views/board.tsx";

/** `?channel=` names the channel, `?theme=` forces a theme, `?sample=play|done` starts with the sample run. */
const query = new URLSearchParams(location.search);

const theme = query.get("theme");
if (theme !== null) document.documentElement.dataset["theme"] = theme;

const live = channelLink(new BroadcastChannel(query.get("channel") ?? DEFAULT_CHANNEL));

function loadSample(speed: number): Link {
  const bus = createBus();
  const nanAt = Number(query.get("nan") ?? -1);
  playSample(bus, { speed, nanAt });
  return bus;
}

function Page({ first }: { readonly first: Link }) {
  const [source, setSource] = useState(first);
  return (
    <Board source={source}>
      <button type="button" onClick={() => setSource(source === live ? loadSample(40) : live)}>
        {source === live ? "Load sample run" : "Back to live"}
      </button>
    </Board>
  );
}

const wanted = query.get("sample");
const first = wanted === null ? live : loadSample(wanted === "done" ? 1e9 : 40);
createRoot(document.getElementById("board") as HTMLElement).render(
  <StrictMode>
    <Page first={first} />
  </StrictMode>,
);
