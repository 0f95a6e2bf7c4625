/** Models as files that the user chooses, and as downloads. */
import { basename, checkTopology, getModelArtifactsForJSON } from "./artifacts.ts";
import { getModelArtifactsInfoForJSON, getWeightSpecs, modelJSONOf } from "./artifacts.ts";
import { CompositeArrayBuffer } from "./composite-array-buffer.ts";
import type { IOHandler, ModelArtifacts, ModelJSON, WeightsManifestConfig } from "./types.ts";

/**
 * Returns a handler that loads a model from `files`: its `model.json` first, then every weight file; without any of those, the
 * topology alone.
 * @throws Error for no files; its `load` throws when they are not those that the manifest names
 * @example
 * const json = JSON.stringify({ modelTopology: { layers: 2 }, weightsManifest: [] });
 * tf.io.browserFiles([new File([json], "model.json")]).load() // { modelTopology: { layers: 2 } }
 */
export function browserFiles(files: readonly File[]): IOHandler {
  if (!files || files.length < 1)
    throw new Error(
      "When calling browserFiles, at least 1 file is required, but received none: model.json comes first",
    );
  const [json, ...weights] = files as [File, ...File[]];
  return { load: () => load(json, weights) };
}

async function load(jsonFile: File, weightFiles: readonly File[]): Promise<ModelArtifacts> {
  const json = JSON.parse(await jsonFile.text()) as ModelJSON;
  if (!json.modelTopology) throw new Error(`modelTopology field is missing from file ${jsonFile.name}`);
  if (!json.weightsManifest) throw new Error(`weightManifest field is missing from file ${jsonFile.name}`);
  if (weightFiles.length === 0) return { modelTopology: json.modelTopology };
  return getModelArtifactsForJSON(json, async (manifest) => {
    const inOrder = filesFor(manifest, weightFiles);
    return [getWeightSpecs(manifest), await Promise.all(inOrder.map((f) => f.arrayBuffer()))];
  });
}

/** The file of every path of the manifest: they go by their last part. */
function filesFor(manifest: WeightsManifestConfig, files: readonly File[]): File[] {
  const names = manifest.flatMap((g) => g.paths.map(basename));
  for (const [i, name] of names.entries())
    if (names.indexOf(name) !== i) throw new Error(`Duplicate file basename found in weights manifest: '${name}'`);
  const found = names.map((name) => {
    const file = files.find((f) => basename(f.name) === name);
    if (!file) throw new Error(`Weight file with basename '${name}' is not provided.`);
    return file;
  });
  if (names.length !== files.length)
    throw new Error(
      `Mismatch in the number of files in weights manifest (${names.length}) and the number of weight files provided (${files.length}).`,
    );
  return found;
}

/** A handler that downloads `<prefix>.json` and `<prefix>.weights.bin`. */
export function browserDownloads(prefix: string): IOHandler {
  const name = prefix || "model";
  return {
    async save(artifacts) {
      if (typeof document === "undefined")
        throw new Error("Browser downloads are not supported in this environment since `document` is not present");
      checkTopology("BrowserDownloads", artifacts);
      const { weightSpecs = [], weightData } = artifacts;
      const weightsFile = `${name}.weights.bin`;
      const json = modelJSONOf(artifacts, [{ paths: [`./${weightsFile}`], weights: weightSpecs }]);
      await download(`${name}.json`, new Blob([JSON.stringify(json)], { type: "application/json" }));
      const bytes = weightData && CompositeArrayBuffer.join(weightData);
      if (bytes) await download(weightsFile, new Blob([bytes], { type: "application/octet-stream" }));
      return { modelArtifactsInfo: getModelArtifactsInfoForJSON(artifacts) };
    },
  };
}

async function download(name: string, blob: Blob): Promise<void> {
  const link = document.createElement("a");
  link.download = name;
  link.href = URL.createObjectURL(blob);
  // some browsers take two downloads in one task for one
  await new Promise((resolve) => setTimeout(resolve));
  link.click();
}
