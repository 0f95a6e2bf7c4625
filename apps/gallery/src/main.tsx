// The gallery's page: the Digits demo.
import { BoardRoot, DEFAULT_CHANNEL, publish } from "@weir/board";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { exposeDemo } from "./digits/demo.ts";
import { DigitsPage } from "./digits/digits-page.tsx";
import { readOptions } from "./digits/options.ts";
import { openSession } from "./digits/session.ts";
import { Shell } from "./shell/shell.tsx";
import "./shell/shell.css";
import "./digits/digits.css";

const options = readOptions(location.search);
const data = new URL("data/digits.bin", document.baseURI).href;
const session = openSession(
  data,
  options,
  () => new Worker(new URL("./digits/worker.ts", import.meta.url), { type: "module" }),
);
exposeDemo(session);
// A board in another tab can watch and pause this training.
publish(session.bus, new BroadcastChannel(DEFAULT_CHANNEL));
if (options.autostart) session.start();

createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <BoardRoot source={session.bus} className="shell">
      <Shell demos={[{ name: "Digits", href: "./" }]} boardHref="./board.html" current="Digits">
        <DigitsPage session={session} complaints={options.complaints} />
      </Shell>
    </BoardRoot>
  </StrictMode>,
);
