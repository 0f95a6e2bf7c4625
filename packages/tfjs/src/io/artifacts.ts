/** Between a model's pieces in memory and its `model.json`. */
import { encode } from "../util.ts";
import { CompositeArrayBuffer } from "./composite-array-buffer.ts";
import type { ModelArtifacts, ModelArtifactsInfo, ModelJSON, ModelMetadata, WeightData } from "./types.ts";
import type { WeightsManifestConfig, WeightsManifestEntry } from "./types.ts";

/** Metadata that is always there, and that which is only where it has a value. */
const ALWAYS = ["format", "generatedBy", "convertedBy"] as const;
const WHERE_SET = [
  "signature",
  "userDefinedMetadata",
  "modelInitializer",
  "initializerSignature",
  "trainingConfig",
] as const;

/** The metadata of a model, or of its JSON. */
export function metadataOf(from: ModelMetadata): ModelMetadata {
  const kept = [...ALWAYS, ...WHERE_SET.filter((key) => from[key] !== undefined && from[key] !== null)];
  return Object.fromEntries(kept.map((key) => [key, from[key]]));
}

/** What `model.json` holds of a model whose weights are as `weightsManifest` says. */
export function modelJSONOf(artifacts: ModelArtifacts, weightsManifest: WeightsManifestConfig): ModelJSON {
  const { modelTopology } = artifacts;
  return { modelTopology, ...metadataOf(artifacts), weightsManifest };
}

/**
 * Returns the model of a `model.json` and its weights.
 * @throws Error when the JSON has a manifest of weights, and no weights are given
 * @example
 * const weights = [{ name: "w", shape: [2], dtype: "float32" }];
 * const json = { modelTopology: { layers: 2 }, weightsManifest: [{ paths: ["w.bin"], weights }] };
 * const model = tf.io.getModelArtifactsForJSONSync(json, weights, Float32Array.of(1, 2).buffer);
 * tf.io.decodeWeights(model.weightData, model.weightSpecs) // { w: [1, 2] }
 */
export function getModelArtifactsForJSONSync(
  modelJSON: ModelJSON,
  weightSpecs?: readonly WeightsManifestEntry[],
  weightData?: WeightData,
): ModelArtifacts {
  const artifacts: ModelArtifacts = { modelTopology: modelJSON.modelTopology, ...metadataOf(modelJSON) };
  if (!modelJSON.weightsManifest) return artifacts;
  if (!weightSpecs) throw new Error("modelJSON has weightsManifest but weightSpecs is null");
  if (!weightData) throw new Error("modelJSON has weightsManifest but weightData is null");
  return { ...artifacts, weightSpecs, weightData };
}

/**
 * Returns a promise of what {@link getModelArtifactsForJSONSync} gives; the weights come from `loadWeights`, which is asked only
 * where there are any.
 * @throws Error when `loadWeights` does
 * @example
 * const weights = [{ name: "w", shape: [2], dtype: "float32" }];
 * const json = { modelTopology: { layers: 2 }, weightsManifest: [{ paths: ["w.bin"], weights }] };
 * const load = async (manifest) => [tf.io.getWeightSpecs(manifest), Float32Array.of(1, 2).buffer];
 * tf.io.getModelArtifactsForJSON(json, load).then((m) => tf.io.decodeWeights(m.weightData, m.weightSpecs)) // { w: [1, 2] }
 */
export async function getModelArtifactsForJSON(
  modelJSON: ModelJSON,
  loadWeights: (manifest: WeightsManifestConfig) => Promise<[readonly WeightsManifestEntry[], WeightData]>,
): Promise<ModelArtifacts> {
  const { weightsManifest } = modelJSON;
  const [specs, data] = weightsManifest ? await loadWeights(weightsManifest) : [];
  return getModelArtifactsForJSONSync(modelJSON, specs, data);
}

/**
 * Returns all weights of a manifest, in order.
 * @example
 * const [a, b] = ["a", "b"].map((name) => ({ name, shape: [], dtype: "int32" }));
 * const manifest = [{ paths: ["1.bin"], weights: [a] }, { paths: ["2.bin"], weights: [b] }];
 * tf.io.getWeightSpecs(manifest).map((w) => w.name) // ["a", "b"]
 */
export function getWeightSpecs(manifest: WeightsManifestConfig): WeightsManifestEntry[] {
  return manifest.flatMap((group) => group.weights);
}

/**
 * Returns the sizes of a model's pieces, in bytes.
 * @throws Error when its topology is binary
 * @example tf.io.getModelArtifactsInfoForJSON({ modelTopology: {}, weightData: new ArrayBuffer(8) }).weightDataBytes // 8
 */
export function getModelArtifactsInfoForJSON(artifacts: ModelArtifacts): ModelArtifactsInfo {
  const { modelTopology, weightSpecs, weightData } = artifacts;
  if (modelTopology instanceof ArrayBuffer) throw new Error("Expected JSON model topology, received ArrayBuffer.");
  const textBytes = (x: unknown): number => (x ? encode(JSON.stringify(x)).length : 0);
  return {
    dateSaved: new Date(),
    modelTopologyType: "JSON",
    modelTopologyBytes: textBytes(modelTopology),
    weightSpecsBytes: textBytes(weightSpecs),
    weightDataBytes: weightData ? new CompositeArrayBuffer(weightData).byteLength : 0,
  };
}

/** Throws when a topology is binary, which `place` cannot hold. */
export function checkTopology(place: string, { modelTopology }: ModelArtifacts): void {
  if (modelTopology instanceof ArrayBuffer)
    throw new Error(`${place}.save() does not support saving model topology in binary formats yet.`);
}

/** The last part of a path. */
export function basename(path: string): string {
  return path.trim().replace(/\/+$/, "").split("/").at(-1)!;
}
