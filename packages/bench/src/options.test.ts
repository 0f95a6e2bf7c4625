import { describe, expect, test } from "vitest";
import { readOptions } from "./options.ts";

describe("readOptions", () => {
  test("takes everything by default", () => {
    const options = readOptions([]);
    expect(options?.devices).toEqual(["wasm", "webgl2", "webgpu"]);
    expect(options?.libraries).toEqual(["weir", "tfjs", "jax", "onnx"]);
    expect(options?.works).toContain("cnn-step");
    expect(options?.works).toContain("cnn-first-step");
    expect(options?.limitMs).toBe(90_000);
  });

  test("a quick run is short, and named choices win over its own", () => {
    expect(readOptions(["--quick"])?.devices).toEqual(["wasm"]);
    const options = readOptions(["--quick", "--device", "webgpu,wasm", "--work=chain-1m", "--rounds", "4"]);
    expect(options).toMatchObject({ devices: ["wasm", "webgpu"], works: ["chain-1m"], rounds: 4 });
  });

  test("unknown names and bad numbers are refused with the choices", () => {
    expect(() => readOptions(["--device", "cuda"])).toThrow(
      '--device knows no "cuda". Choose from: wasm, webgl2, webgpu',
    );
    expect(() => readOptions(["--limit=-1"])).toThrow("Give a number above 0");
  });

  test("--help asks for no run", () => {
    expect(readOptions(["--help"])).toBeUndefined();
  });
});
