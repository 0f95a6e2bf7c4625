/** Random programs on the devices of a browser. */
import { describeFuzz } from "./fuzz.testing.ts";

describeFuzz("wasm", 20);
describeFuzz("webgl2", 20);
describeFuzz("webgpu", 20);
