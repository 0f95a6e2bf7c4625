/** Models in the page's local storage, under TensorFlow.js's keys. */
import { checkTopology, getModelArtifactsInfoForJSON, metadataOf } from "./artifacts.ts";
import { CompositeArrayBuffer } from "./composite-array-buffer.ts";
import type { IOHandler, ModelArtifacts, ModelArtifactsInfo, ModelMetadata, ModelStoreManager } from "./types.ts";
import type { SaveResult, WeightsManifestEntry } from "./types.ts";

const PREFIX = "tensorflowjs_models/";
const PARTS = ["info", "model_topology", "weight_specs", "weight_data", "model_metadata"] as const;
type Part = (typeof PARTS)[number];

const keyOf = (path: string, part: Part): string => `${PREFIX}${path}/${part}`;

function storage(): Storage {
  if (typeof localStorage === "undefined") throw new Error("The current environment does not support local storage.");
  return localStorage;
}

/** A handler for the model called `path`. */
export function browserLocalStorage(path: string): IOHandler {
  storage();
  if (!path) throw new Error("For local storage, modelPath must not be null, undefined or empty.");
  return { save: async (artifacts) => save(path, artifacts), load: async () => load(path) };
}

function save(path: string, artifacts: ModelArtifacts): SaveResult {
  checkTopology("BrowserLocalStorage", artifacts);
  const { modelTopology, weightSpecs, weightData } = artifacts;
  const modelArtifactsInfo = getModelArtifactsInfoForJSON(artifacts);
  const contents: Readonly<Record<Part, string>> = {
    info: JSON.stringify(modelArtifactsInfo),
    model_topology: JSON.stringify(modelTopology),
    weight_specs: JSON.stringify(weightSpecs),
    weight_data: toBase64(CompositeArrayBuffer.join(weightData)),
    model_metadata: JSON.stringify(metadataOf(artifacts)),
  };
  try {
    for (const part of PARTS) storage().setItem(keyOf(path, part), contents[part]);
  } catch {
    removeParts(path);
    const { modelTopologyBytes, weightSpecsBytes, weightDataBytes } = modelArtifactsInfo;
    throw new Error(
      `Failed to save model '${path}' to local storage: size quota being exceeded is a possible cause of this failure: modelTopologyBytes=${modelTopologyBytes}, weightSpecsBytes=${weightSpecsBytes}, weightDataBytes=${weightDataBytes}.`,
    );
  }
  return { modelArtifactsInfo };
}

function load(path: string): ModelArtifacts {
  const part = (name: Part): string | null => storage().getItem(keyOf(path, name));
  if (part("info") === null) throw new Error(`In local storage, there is no model with name '${path}'`);
  const needed = (name: Part, words: string): string => {
    const text = part(name);
    if (text === null) throw new Error(`In local storage, the ${words} of model '${path}' are missing.`);
    return text;
  };
  return {
    modelTopology: JSON.parse(needed("model_topology", "parts of the topology")) as object,
    weightSpecs: JSON.parse(needed("weight_specs", "weight specs")) as readonly WeightsManifestEntry[],
    weightData: fromBase64(needed("weight_data", "binary weight values")),
    ...metadataOf(JSON.parse(part("model_metadata") ?? "{}") as ModelMetadata),
  };
}

function removeParts(path: string): void {
  for (const part of PARTS) storage().removeItem(keyOf(path, part));
}

function infoIn(text: string): ModelArtifactsInfo {
  const info = JSON.parse(text) as ModelArtifactsInfo;
  return { ...info, dateSaved: new Date(info.dateSaved) };
}

/** The models in local storage. */
export const localStorageModels: ModelStoreManager = {
  async listModels() {
    const out: Record<string, ModelArtifactsInfo> = {};
    for (let i = 0; i < storage().length; i++) {
      const key = storage().key(i)!;
      if (key.startsWith(PREFIX) && key.endsWith("/info"))
        out[key.slice(PREFIX.length, -"/info".length)] = infoIn(storage().getItem(key)!);
    }
    return out;
  },
  async removeModel(path) {
    const info = storage().getItem(keyOf(path, "info"));
    if (info === null) throw new Error(`Cannot find model at path '${path}'`);
    removeParts(path);
    return infoIn(info);
  },
};

function toBase64(bytes: ArrayBuffer): string {
  return btoa(Array.from(new Uint8Array(bytes), (b) => String.fromCharCode(b)).join(""));
}

function fromBase64(text: string): ArrayBuffer {
  return Uint8Array.from(atob(text), (c) => c.charCodeAt(0)).buffer;
}
