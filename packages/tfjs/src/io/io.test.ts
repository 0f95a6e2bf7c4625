// Models in pieces: their bytes, their JSON, and the handlers that need no browser.
import { beforeAll, describe, expect, test } from "vitest";
import * as tf from "../index.ts";

const { io } = tf;

beforeAll(async () => {
  await tf.setBackend("wasm");
});

const bytes = (...values: number[]): ArrayBuffer => Uint8Array.from(values).buffer;
const listOf = (b: ArrayBuffer): number[] => [...new Uint8Array(b)];

/** The bytes in chunks of `size`. */
function streamOf(data: ArrayBuffer, size: number): ReadableStream<ArrayBuffer> {
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= data.byteLength) controller.close();
      else controller.enqueue(data.slice(at, (at += size)));
    },
  });
}

const WEIGHTS = (): tf.io.NamedTensorMap => ({
  floats: tf.tensor2d([
    [1, 2.5],
    [-3, 4],
  ]),
  ints: tf.tensor1d([1, -2, 2 ** 30], "int32"),
  flags: tf.tensor1d([true, false, true]),
  words: tf.tensor1d(["a", "", "größer"]),
  word: tf.scalar("alone"),
  pairs: tf.complex([1, 2], [3, 4]),
  nothing: tf.zeros([0, 2]),
});

describe("weights", () => {
  test("all dtypes come back from their bytes, whole, in pieces and as a stream", async () => {
    const weights = WEIGHTS();
    const { data, specs } = await io.encodeWeights(weights, "model");
    expect(specs.map((s) => [s.name, s.dtype, s.group])).toEqual(
      Object.entries(weights).map(([name, t]) => [name, t.dtype, "model"]),
    );
    const pieces = [data.slice(0, 5), data.slice(5, 6), data.slice(6)];
    const decoded = [
      io.decodeWeights(data, specs),
      io.decodeWeights(pieces, specs),
      await io.decodeWeightsStream(streamOf(data, 7), specs),
    ];
    for (const found of decoded) {
      expect(Object.keys(found)).toEqual(Object.keys(weights));
      for (const [name, t] of Object.entries(weights)) {
        expect([found[name]!.dtype, found[name]!.shape]).toEqual([t.dtype, t.shape]);
        expect(await found[name]!.array()).toEqual(await t.array());
      }
    }
  });

  test("a list of named tensors keeps its order, and a string's bytes follow their length", async () => {
    const { data, specs } = await io.encodeWeights([
      { name: "b", tensor: tf.scalar("hé") },
      { name: "a", tensor: tf.tensor1d([true, false]) },
    ]);
    expect(specs).toEqual([
      { name: "b", shape: [], dtype: "string" },
      { name: "a", shape: [2], dtype: "bool" },
    ]);
    expect(listOf(data)).toEqual([3, 0, 0, 0, 104, 195, 169, 1, 0]);
  });

  test.each([
    ["uint8 as float32", "float32", { dtype: "uint8", scale: 0.5, min: -1 }, bytes(0, 2, 255), [-1, 0, 126.5]],
    ["uint8 as int32", "int32", { dtype: "uint8", scale: 0.4, min: 1 }, bytes(0, 2, 255), [1, 2, 103]],
    ["uint16", "float32", { dtype: "uint16", scale: 2, min: 1 }, Uint16Array.of(0, 1, 65535).buffer, [1, 3, 131071]],
    ["float16", "float32", { dtype: "float16" }, Uint16Array.of(0x3c00, 0xc000, 0x7c00).buffer, [1, -2, Infinity]],
  ] as const)("quantized %s", async (_, dtype, quantization, data, expected) => {
    const specs = [{ name: "w", shape: [3], dtype, quantization }];
    expect([...(await io.decodeWeights(data, specs)["w"]!.data())]).toEqual(expected);
    expect([...(await (await io.decodeWeightsStream(streamOf(data, 1), specs))["w"]!.data())]).toEqual(expected);
  });

  test("what cannot be stored or read is refused", async () => {
    const spec = { name: "x", shape: [1], dtype: "float32" } as const;
    const int16 = { ...spec, dtype: "int16" as tf.DataType };
    expect(() => io.decodeWeights(bytes(0, 0), [int16])).toThrow("Unsupported dtype in weight 'x': int16");
    expect(() => io.decodeWeights(bytes(0), [{ ...spec, quantization: { dtype: "uint8" } }])).toThrow(
      "doesn't have corresponding metadata min and scale",
    );
    const half = { ...spec, dtype: "int32", quantization: { dtype: "float16" } } as const;
    expect(() => io.decodeWeights(bytes(0, 0), [half])).toThrow("only supports weights of type float32 not int32");
    await expect(io.decodeWeightsStream(streamOf(bytes(0, 0), 1), [spec])).rejects.toThrow(
      "Reader is done but 2 bytes are still expected",
    );
  });
});

describe("several buffers as one", () => {
  const whole = bytes(...Array.from({ length: 12 }, (_, i) => i));
  const cuts: readonly (readonly number[])[] = [
    [0, 12],
    [0, 4, 8, 12],
    [0, 1, 1, 5, 12],
  ];
  test.each(cuts)("cut at %s, %s, …", (...at) => {
    const pieces = at.slice(1).map((end, i) => whole.slice(at[i], end));
    const composite = new io.CompositeArrayBuffer(pieces);
    expect(composite.byteLength).toBe(12);
    for (const [start, end] of [[], [0], [3], [2, 9], [5, 5], [-1, 3], [4, 99], [9, 2], [20]])
      expect(listOf(composite.slice(start, end))).toEqual(
        listOf(whole.slice(Math.max(0, start ?? 0), Math.max(0, end ?? 12))),
      );
  });

  test("views count for what they show, and nothing is empty", () => {
    const view = new Uint8Array(whole, 2, 3);
    expect(listOf(io.CompositeArrayBuffer.join([view, bytes(9)]))).toEqual([2, 3, 4, 9]);
    expect(io.CompositeArrayBuffer.join().byteLength).toBe(0);
    expect(listOf(io.concatenateArrayBuffers([bytes(1), bytes(), bytes(2, 3)]))).toEqual([1, 2, 3]);
  });
});

const SPECS = [{ name: "w", shape: [2], dtype: "float32" }] as const;
const DATA = Float32Array.of(1, 2).buffer;
const MODEL: tf.io.ModelArtifacts = {
  modelTopology: { class_name: "Sequential" },
  format: "layers-model",
  weightSpecs: SPECS,
  weightData: DATA,
  trainingConfig: { loss: "mse" },
};

describe("a model and its JSON", () => {
  test("sizes are bytes of text and of weights", () => {
    const info = io.getModelArtifactsInfoForJSON({ ...MODEL, modelTopology: { name: "ü" } });
    expect(info).toMatchObject({ modelTopologyType: "JSON", modelTopologyBytes: 13, weightDataBytes: 8 });
    expect(info.weightSpecsBytes).toBe(JSON.stringify(SPECS).length);
    expect(info.dateSaved).toBeInstanceOf(Date);
    expect(() => io.getModelArtifactsInfoForJSON({ modelTopology: bytes(1) })).toThrow("received ArrayBuffer");
  });

  test("weights are asked for where the manifest has some", async () => {
    const json = { modelTopology: {}, format: "f", userDefinedMetadata: { a: 1 } };
    const never = async (): Promise<never> => Promise.reject(new Error("asked"));
    expect(await io.getModelArtifactsForJSON(json, never)).toEqual(json);
    const manifest = [{ paths: ["w"], weights: SPECS }];
    const full = await io.getModelArtifactsForJSON({ ...json, weightsManifest: manifest }, async (m) => [
      io.getWeightSpecs(m),
      DATA,
    ]);
    expect(full).toEqual({ ...json, weightSpecs: SPECS, weightData: DATA });
    expect(() => io.getModelArtifactsForJSONSync({ weightsManifest: manifest })).toThrow("weightSpecs is null");
  });
});

describe("memory", () => {
  test("a model is handed on, whole or in the older order", async () => {
    expect(await io.fromMemory(MODEL).load!()).toBe(MODEL);
    expect(io.fromMemorySync({ layers: 3 }).load!()).toEqual({ modelTopology: { layers: 3 } });
    expect(io.fromMemorySync({}, SPECS, DATA).load!()).toMatchObject({ modelTopology: {}, weightSpecs: SPECS });
  });

  test("a function takes what is saved", async () => {
    const modelArtifactsInfo = io.getModelArtifactsInfoForJSON(MODEL);
    const taken: tf.io.ModelArtifacts[] = [];
    const take = (m: tf.io.ModelArtifacts): tf.io.SaveResult => (taken.push(m), { modelArtifactsInfo });
    expect((await io.withSaveHandler(async (m) => take(m)).save!(MODEL)).modelArtifactsInfo).toBe(modelArtifactsInfo);
    io.withSaveHandlerSync(take).save!(MODEL);
    expect(taken).toEqual([MODEL, MODEL]);
  });
});

/** A server with these files, by address, which notes what is asked of it. */
function serverOf(files: Readonly<Record<string, object | ArrayBuffer>>) {
  const asked: { url: string; init: RequestInit | undefined }[] = [];
  const fetchFunc = async (url: string, init?: RequestInit): Promise<Response> => {
    asked.push({ url, init });
    const file = files[url];
    if (file === undefined) return new Response("", { status: 404 });
    return file instanceof ArrayBuffer ? new Response(file) : Response.json(file);
  };
  return { asked, fetchFunc };
}

describe("http", () => {
  const manifest = [
    { paths: ["a.bin"], weights: [{ name: "a", shape: [2], dtype: "int32" }] },
    { paths: ["b1.bin", "b2.bin"], weights: [{ name: "b", shape: [], dtype: "float32" }] },
  ] as const;
  const b = Float32Array.of(7).buffer;
  const json = { modelTopology: { name: "m" }, format: "f", weightsManifest: manifest };
  const files = (prefix: string, suffix = ""): Record<string, object | ArrayBuffer> => ({
    [`http://here/m/model.json${suffix}`]: json,
    [`${prefix}a.bin${suffix}`]: Int32Array.of(5, 6).buffer,
    [`${prefix}b1.bin${suffix}`]: b.slice(0, 1),
    [`${prefix}b2.bin${suffix}`]: b.slice(1),
  });

  test.each([
    ["beside the JSON, with its query", "http://here/m/", "?v=1", {}],
    ["under a prefix", "http://there/", "", { weightPathPrefix: "http://there/" }],
    ["where a function says", "x:", "", { weightUrlConverter: async (name: string) => `x:${name}` }],
  ])("weights come from %s", async (_, prefix, suffix, options) => {
    const { fetchFunc, asked } = serverOf(files(prefix, suffix));
    const progress: number[] = [];
    const onProgress = (x: number): unknown => progress.push(x);
    const requestInit = { headers: { key: "1" } };
    const handler = io.http(`http://here/m/model.json${suffix}`, { ...options, fetchFunc, onProgress, requestInit });
    const model = await handler.load!();
    expect(model.modelTopology).toEqual(json.modelTopology);
    const tensors = io.decodeWeights(model.weightData!, model.weightSpecs!);
    expect(await tensors["a"]!.array()).toEqual([5, 6]);
    expect(await tensors["b"]!.array()).toBe(7);
    expect(progress).toEqual([0, 1 / 3, 2 / 3, 1]);
    expect(asked.every((a) => a.init === requestInit)).toBe(true);
  });

  test("weights stream", async () => {
    const { fetchFunc, asked } = serverOf(files("http://here/m/"));
    const model = await io.http("http://here/m/model.json", { fetchFunc, streamWeights: true }).load!();
    expect(asked.length).toBe(1);
    const tensors = await io.decodeWeightsStream(model.getWeightStream!(), model.weightSpecs!);
    expect(await tensors["a"]!.array()).toEqual([5, 6]);
    expect(await tensors["b"]!.array()).toBe(7);
  });

  test("a model is sent as a form", async () => {
    const { fetchFunc, asked } = serverOf({ "http://here/save": {} });
    const handler = io.http("http://here/save", { fetchFunc, requestInit: { method: "PUT" } });
    const { modelArtifactsInfo, responses } = await handler.save!(MODEL);
    expect([modelArtifactsInfo.weightDataBytes, responses!.length]).toEqual([8, 1]);
    const { method, body } = asked[0]!.init!;
    expect(method).toBe("PUT");
    const form = body as FormData;
    expect(JSON.parse(await (form.get("model.json") as File).text())).toEqual({
      modelTopology: MODEL.modelTopology,
      format: "layers-model",
      trainingConfig: { loss: "mse" },
      weightsManifest: [{ paths: ["./model.weights.bin"], weights: SPECS }],
    });
    expect(await (form.get("model.weights.bin") as File).arrayBuffer()).toEqual(DATA);
  });

  test("some weights are fetched, and only their files", async () => {
    const { fetchFunc, asked } = serverOf(files("http://here/m/"));
    const load = io.weightsLoaderFactory(async (urls) =>
      Promise.all(urls.map(async (url) => (await fetchFunc(url)).arrayBuffer())),
    );
    const found = await load(manifest, "http://here/m", ["b"]);
    expect(Object.keys(found)).toEqual(["b"]);
    expect(asked.map((a) => a.url)).toEqual(["http://here/m/b1.bin", "http://here/m/b2.bin"]);
    await expect(load(manifest, "", ["c"])).rejects.toThrow("Could not find weights in manifest with names: c.");
  });

  test("a weight file that is not there is told, streamed or not", async () => {
    const { fetchFunc } = serverOf({ "http://here/m/model.json": json, "http://here/m/a.bin": b });
    const told = "the weights at http://here/m/b1.bin were answered with status 404";
    await expect(io.http("http://here/m/model.json", { fetchFunc }).load!()).rejects.toThrow(told);
    const model = await io.http("http://here/m/model.json", { fetchFunc, streamWeights: true }).load!();
    const reader = model.getWeightStream!().getReader();
    await expect(reader.read().then(() => reader.read())).rejects.toThrow(told);
  });

  test("what goes wrong is told", async () => {
    const { fetchFunc } = serverOf({ "http://here/empty": {} });
    await expect(io.http("http://here/none", { fetchFunc }).load!()).rejects.toThrow("failed with status code 404");
    await expect(io.http("http://here/none", { fetchFunc }).save!(MODEL)).rejects.toThrow("response status 404");
    await expect(io.http("http://here/empty", { fetchFunc }).load!()).rejects.toThrow("neither model topology");
    expect(() => io.http("")).toThrow("must not be null, undefined or empty");
    expect(() => io.http("a", { requestInit: { body: "b" } })).toThrow("no pre-existing body");
  });
});

describe("files", () => {
  const json = (paths: readonly string[]): File =>
    new File([JSON.stringify({ modelTopology: {}, weightsManifest: [{ paths, weights: SPECS }] })], "model.json");
  const part = (name: string): File => new File([DATA.slice(0, 4)], name);

  test("weights go by the names of their files, in the manifest's order", async () => {
    const [one, two] = [new File([DATA.slice(0, 4)], "one"), new File([DATA.slice(4)], "two")];
    const { weightData, weightSpecs } = await io.browserFiles([json(["./x/one", "two"]), two, one]).load!();
    expect(await io.decodeWeights(weightData!, weightSpecs!)["w"]!.array()).toEqual([1, 2]);
    expect(await io.browserFiles([json(["one"])]).load!()).toEqual({ modelTopology: {} });
  });

  test.each([
    ["a file that is missing", [json(["one", "two"]), part("one"), part("three")], "'two' is not provided"],
    ["a file too many", [json(["one"]), part("one"), part("two")], "Mismatch in the number of files"],
    ["a name twice", [json(["a/one", "b/one"]), part("one")], "Duplicate file basename"],
    ["no topology", [new File(["{}"], "x.json")], "modelTopology field is missing from file x.json"],
  ] as const)("%s is refused", async (_, files, message) => {
    await expect(io.browserFiles(files).load!()).rejects.toThrow(message);
  });

  test("no file at all is refused", () => {
    expect(() => io.browserFiles([])).toThrow("at least 1 file is required");
  });
});

test("addresses find their handlers, and routers can be added", () => {
  expect(io.getLoadHandlers("https://here/model.json").length).toBe(1);
  expect(io.getLoadHandlers("nowhere://x")).toEqual([]);
  const mine = io.fromMemory(MODEL);
  const router: tf.io.IORouter = (url) => (url === "mine://x" ? mine : null);
  io.registerLoadRouter(router);
  io.registerSaveRouter(router);
  expect(io.getLoadHandlers("mine://x")).toEqual([mine]);
  expect(io.getSaveHandlers("mine://x")).toEqual([mine]);
});
