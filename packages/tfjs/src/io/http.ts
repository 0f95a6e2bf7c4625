/** Models on a server: loaded by GET, saved as a form. */
import { checkTopology, getModelArtifactsForJSON, getModelArtifactsInfoForJSON } from "./artifacts.ts";
import { getWeightSpecs, modelJSONOf } from "./artifacts.ts";
import { CompositeArrayBuffer } from "./composite-array-buffer.ts";
import { fetchBuffers, fetcher, streamBuffers } from "./fetch-weights.ts";
import type { IOHandler, LoadOptions, ModelArtifacts, ModelJSON, SaveResult, WeightsManifestConfig } from "./types.ts";

/**
 * Returns whether `url` is one of http or https.
 * @example tf.io.isHTTPScheme("https://here/model.json") // true
 */
export function isHTTPScheme(url: string): boolean {
  return /^https?:\/\//.test(url);
}

/**
 * Returns a handler that loads a model from the address of its `model.json`, with the weight files beside it, and saves one there by
 * a POST of a form with the files `model.json` and `model.weights.bin` (`requestInit` can say another method).
 * @throws Error when the path is empty, or `requestInit` has a body already
 * @example
 * const fetchFunc = async () => Response.json({ modelTopology: { layers: 2 } });
 * tf.io.http("http://here/model.json", { fetchFunc }).load().then((m) => m.modelTopology) // { layers: 2 }
 */
export function http(path: string, options: LoadOptions = {}): IOHandler {
  if (!path) throw new Error("URL path for http must not be null, undefined or empty.");
  if (options.requestInit?.body !== null && options.requestInit?.body !== undefined)
    throw new Error("requestInit is expected to have no pre-existing body, but has one.");
  return { save: (artifacts) => save(path, options, artifacts), load: () => load(path, options) };
}

async function save(path: string, options: LoadOptions, artifacts: ModelArtifacts): Promise<SaveResult> {
  checkTopology("BrowserHTTPRequest", artifacts);
  const { weightSpecs = [], weightData } = artifacts;
  const json = modelJSONOf(artifacts, [{ paths: ["./model.weights.bin"], weights: weightSpecs }]);
  const body = new FormData();
  body.append("model.json", new Blob([JSON.stringify(json)], { type: "application/json" }), "model.json");
  if (weightData)
    body.append(
      "model.weights.bin",
      new Blob([CompositeArrayBuffer.join(weightData)], { type: "application/octet-stream" }),
      "model.weights.bin",
    );
  const response = await fetcher(options)(path, { method: "POST", ...options.requestInit, body });
  if (!response.ok) throw new Error(`BrowserHTTPRequest.save() failed due to HTTP response status ${response.status}.`);
  return { modelArtifactsInfo: getModelArtifactsInfoForJSON(artifacts), responses: [response] };
}

async function load(path: string, options: LoadOptions): Promise<ModelArtifacts> {
  const json = await fetchJSON(path, options);
  if (options.streamWeights) {
    const manifest = json.weightsManifest ?? [];
    const urls = await weightUrls(path, options, manifest);
    const getWeightStream = (): ReadableStream<ArrayBuffer> => streamBuffers(urls, options);
    return { ...json, weightSpecs: getWeightSpecs(manifest), getWeightStream };
  }
  return getModelArtifactsForJSON(json, async (manifest) => [
    getWeightSpecs(manifest),
    await fetchBuffers(await weightUrls(path, options, manifest), options),
  ]);
}

async function fetchJSON(path: string, options: LoadOptions): Promise<ModelJSON> {
  const response = await fetcher(options)(path, options.requestInit);
  if (!response.ok)
    throw new Error(
      `Request to ${path} failed with status code ${response.status}. Please verify this URL points to the model JSON of the model to load.`,
    );
  const json = await (response.json() as Promise<ModelJSON>).catch((cause: unknown) => {
    throw new Error(`Failed to parse model JSON of response from ${path}: ${String(cause)}`);
  });
  if (!json.modelTopology && !json.weightsManifest)
    throw new Error(`The JSON from HTTP path ${path} contains neither model topology or manifest for weights.`);
  return json;
}

/** Where the weight files are: beside the JSON, with its query. */
async function weightUrls(path: string, options: LoadOptions, manifest: WeightsManifestConfig): Promise<string[]> {
  const slash = path.lastIndexOf("/");
  const query = path.lastIndexOf("?");
  const prefix = options.weightPathPrefix ?? path.slice(0, slash + 1);
  const suffix = query > slash ? path.slice(query) : "";
  const names = manifest.flatMap((g) => g.paths);
  const { weightUrlConverter } = options;
  return Promise.all(
    names.map(async (name) => (weightUrlConverter ? weightUrlConverter(name) : prefix + name + suffix)),
  );
}
