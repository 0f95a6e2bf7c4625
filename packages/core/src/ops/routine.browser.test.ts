/** Routines on all three devices, in a real browser. */
import { describeRoutines } from "./routine.testing.ts";

describeRoutines("wasm");
describeRoutines("webgl2");
describeRoutines("webgpu");
