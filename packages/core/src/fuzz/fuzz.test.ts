/** Random programs on WASM: fused = unfused = the oracle. `npm run fuzz` runs more of them, on any device. */
import { describeFuzz } from "./fuzz.testing.ts";

describeFuzz("wasm", 40);
