import { describeDeterminism } from "./deterministic.testing.ts";

describeDeterminism("wasm", [1, 2]);
