/** The op table on all three devices, in a real browser. */
import { describeOpTable } from "./device-table.testing.ts";

describeOpTable("wasm");
describeOpTable("webgl2");
describeOpTable("webgpu");
