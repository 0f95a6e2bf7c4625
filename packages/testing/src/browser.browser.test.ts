// What the device tests rely on: the browser that runs them offers every device.
import { expect, test } from "vitest";

test("the page is cross-origin isolated, so that WASM threads can share memory", () => {
  expect(crossOriginIsolated).toBe(true);
  expect(new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true }).buffer).toBeInstanceOf(SharedArrayBuffer);
});

test("WebGPU offers an adapter and a device", async () => {
  const adapter = await navigator.gpu.requestAdapter();
  expect(adapter).not.toBeNull();
  const device = await adapter!.requestDevice();
  expect(device.limits.maxComputeInvocationsPerWorkgroup).toBeGreaterThanOrEqual(128);
  device.destroy();
});

test("WebGL2 renders to float textures", () => {
  const gl = new OffscreenCanvas(1, 1).getContext("webgl2");
  expect(gl?.getExtension("EXT_color_buffer_float")).toBeTruthy();
});
