import "./dawn.ts";
import { setDevice } from "@weir/core";
import { weir } from "../libs/weir/index.ts";
import { serve } from "./serve.ts";

serve({
  ...weir,
  open: (device) => setDevice(device, { tune: process.env["WEIR_TUNE"] === "1" }).then(() => undefined),
});
