/** Draws on wasm; the browser test has the other devices. */
import { describeDraws } from "./draws.testing.ts";

describeDraws("wasm");
