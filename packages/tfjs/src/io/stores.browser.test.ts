// Models kept by the browser, and downloaded; values that go to the GPU and come from it.
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import * as tf from "../index.ts";

const { io } = tf;
const SPECS = [{ name: "w", shape: [2], dtype: "float32" }] as const;
const MODEL: tf.io.ModelArtifacts = {
  modelTopology: { class_name: "Sequential" },
  format: "layers-model",
  generatedBy: "a test",
  convertedBy: null,
  weightSpecs: SPECS,
  weightData: [Float32Array.of(1).buffer, Float32Array.of(2).buffer],
  userDefinedMetadata: { note: "ü" },
};

async function clear(): Promise<void> {
  for (const url of Object.keys(await io.listModels())) await io.removeModel(url);
}
beforeEach(clear);
afterEach(clear);

describe.each(["localstorage", "indexeddb"])("%s", (scheme) => {
  const at = (path: string): string => `${scheme}://${path}`;
  const save = async (url: string): Promise<tf.io.SaveResult> => io.getSaveHandlers(url)[0]!.save!(MODEL);
  const load = async (url: string): Promise<tf.io.ModelArtifacts> => io.getLoadHandlers(url)[0]!.load!();

  test("a model comes back as it was saved", async () => {
    const { modelArtifactsInfo } = await save(at("a/b"));
    expect(modelArtifactsInfo.weightDataBytes).toBe(8);
    const { weightData, ...rest } = await load(at("a/b"));
    const { weightData: _, ...given } = MODEL;
    expect(rest).toEqual(given);
    expect(await io.decodeWeights(weightData!, SPECS)["w"]!.array()).toEqual([1, 2]);
  });

  test("models are listed, copied, moved and removed", async () => {
    const { modelArtifactsInfo: info } = await save(at("a"));
    const other = scheme === "indexeddb" ? "localstorage://b" : "indexeddb://b";
    await io.copyModel(at("a"), other);
    await io.moveModel(at("a"), at("c"));
    const listed = await io.listModels();
    expect(Object.keys(listed).sort()).toEqual([other, at("c")].sort());
    expect(listed[at("c")]!.dateSaved).toBeInstanceOf(Date);
    expect((await io.removeModel(at("c"))).modelTopologyBytes).toBe(info.modelTopologyBytes);
    expect(Object.keys(await io.listModels())).toEqual([other]);
    expect(io.decodeWeights((await load(other)).weightData!, SPECS)["w"]!.shape).toEqual([2]);
  });

  test("what is not there is told", async () => {
    await expect(load(at("none"))).rejects.toThrow("none");
    await expect(io.removeModel(at("none"))).rejects.toThrow("Cannot find model");
    await expect(io.copyModel(at("a"), at("a"))).rejects.toThrow("Old path and new path are the same");
    await expect(io.copyModel(at("a"), "nowhere://a")).rejects.toThrow("no handler can be found for saving to");
    await expect(io.removeModel("a")).rejects.toThrow("does not contain a scheme");
    await expect(io.removeModel("nowhere://a")).rejects.toThrow("Cannot find model manager for scheme 'nowhere'");
    expect(() => io.getLoadHandlers(at(""))).toThrow("must not be null, undefined or empty");
    await expect(io.getSaveHandlers(at("x"))[0]!.save!({ modelTopology: new ArrayBuffer(1) })).rejects.toThrow(
      "binary formats",
    );
  });
});

test("a download is two files that browserFiles reads", async () => {
  const names: string[] = [];
  const blobs: Promise<Blob>[] = [];
  const click = vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (this: HTMLAnchorElement) {
    names.push(this.download);
    blobs.push(fetch(this.href).then((r) => r.blob()));
  });
  await io.getSaveHandlers("downloads://net")[0]!.save!(MODEL);
  click.mockRestore();
  expect(names).toEqual(["net.json", "net.weights.bin"]);
  const files = await Promise.all(blobs.map(async (b, i) => new File([await b], names[i]!)));
  const { weightData, weightSpecs, ...rest } = await io.browserFiles(files).load!();
  expect(rest).toEqual({
    modelTopology: MODEL.modelTopology,
    format: "layers-model",
    generatedBy: "a test",
    convertedBy: null,
    userDefinedMetadata: { note: "ü" },
  });
  expect(await io.decodeWeights(weightData!, weightSpecs!)["w"]!.array()).toEqual([1, 2]);
});

test("values go to a GPU buffer and come from one", async () => {
  await tf.setBackend("webgpu");
  const { device } = tf.backend();
  const { buffer, tensorRef } = await tf
    .tensor2d([[1, 2, 3]])
    .square()
    .dataToGPU();
  expect(device).toBeDefined();
  expect(await tensorRef.array()).toEqual([[1, 4, 9]]);
  expect(await tf.tensor({ buffer }, [3, 1]).add(1).array()).toEqual([[2], [5], [10]]);
  expect((await tf.tensor({ buffer, zeroCopy: true }, [3], "int32").data())[0]).toBe(0x3f800000);
  expect(() => tf.tensor({ buffer }, [1], "complex64")).toThrow("only supports 'float32'|'int32'|'bool' dtype");
  buffer.destroy();
  await tf.setBackend("wasm");
  expect(tf.backend().device).toBeUndefined();
  expect(() => tf.tensor({ buffer }, [1])).toThrow("which has no GPUBuffers");
  await expect(tf.tensor1d([1]).dataToGPU()).rejects.toThrow("which has no GPUBuffers");
}, 60_000);
