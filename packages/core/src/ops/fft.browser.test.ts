/** Fourier transforms on all three devices, in a real browser. */
import { describeFourier } from "./fft.testing.ts";

describeFourier("wasm");
describeFourier("webgl2");
describeFourier("webgpu");
