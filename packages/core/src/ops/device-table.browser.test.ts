/** The op table on all three devices, in a real browser. */
import { describeOpTable } from "./device-table.ts";

describeOpTable("wasm");
describeOpTable("webgl2");
describeOpTable("webgpu");
