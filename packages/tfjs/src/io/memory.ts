/** Handlers that keep to memory: a model that is already here, and a function that takes one. */
import type {
  IOHandler,
  IOHandlerSync,
  ModelArtifacts,
  SaveResult,
  WeightData,
  WeightsManifestEntry,
} from "./types.ts";

/** Returns a handler that loads `artifacts`; or a topology with weights, in the order of the older signature. */
export function fromMemory(
  artifacts: ModelArtifacts | object,
  weightSpecs?: readonly WeightsManifestEntry[],
  weightData?: WeightData,
  trainingConfig?: object,
): IOHandler {
  const { load } = fromMemorySync(artifacts, weightSpecs, weightData, trainingConfig);
  return { load: async () => load!() };
}

/** As `fromMemory`, at once. */
export function fromMemorySync(
  artifacts: ModelArtifacts | object,
  weightSpecs?: readonly WeightsManifestEntry[],
  weightData?: WeightData,
  trainingConfig?: object,
): IOHandlerSync {
  if (weightSpecs || weightData || trainingConfig) {
    const model = { modelTopology: artifacts, weightSpecs, weightData, trainingConfig };
    return { load: () => model };
  }
  const whole = "modelTopology" in artifacts || "weightSpecs" in artifacts;
  return { load: () => (whole ? artifacts : { modelTopology: artifacts }) };
}

/** Returns a handler that gives a model to `save`. */
export function withSaveHandler(save: (artifacts: ModelArtifacts) => Promise<SaveResult>): IOHandler {
  return { save };
}

/** As `withSaveHandler`, at once. */
export function withSaveHandlerSync(save: (artifacts: ModelArtifacts) => SaveResult): IOHandlerSync {
  return { save };
}
