/** The op table on `wasm`, in Node: its threads and its in-place fallback are the same kernels. */
import { describeOpTable } from "./device-table.testing.ts";

describeOpTable("wasm");
