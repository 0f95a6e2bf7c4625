/** Handlers that keep to memory: a model that is already here, and a function that takes one. */
import type {
  IOHandler,
  IOHandlerSync,
  ModelArtifacts,
  SaveResult,
  WeightData,
  WeightsManifestEntry,
} from "./types.ts";

/**
 * Returns a handler that loads `artifacts`; or a topology with weights, in the order of the older signature.
 * @example tf.io.fromMemory({ modelTopology: { layers: 2 } }).load() // { modelTopology: { layers: 2 } }
 */
export function fromMemory(
  artifacts: ModelArtifacts | object,
  weightSpecs?: readonly WeightsManifestEntry[],
  weightData?: WeightData,
  trainingConfig?: object,
): IOHandler {
  const { load } = fromMemorySync(artifacts, weightSpecs, weightData, trainingConfig);
  return { load: async () => load!() };
}

/**
 * Returns what {@link fromMemory} does, with a `load` that gives no promise but the model.
 * @example tf.io.fromMemorySync({ modelTopology: { layers: 2 } }).load().modelTopology // { layers: 2 }
 */
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

/**
 * Returns a handler that gives a model to `save`.
 * @example
 * const save = async (model) => ({ modelArtifactsInfo: tf.io.getModelArtifactsInfoForJSON(model) });
 * const { modelArtifactsInfo } = await tf.io.withSaveHandler(save).save({ weightData: new ArrayBuffer(8) });
 * modelArtifactsInfo.weightDataBytes // 8
 */
export function withSaveHandler(save: (artifacts: ModelArtifacts) => Promise<SaveResult>): IOHandler {
  return { save };
}

/**
 * Returns what {@link withSaveHandler} does, for a `save` that gives no promise.
 * @example
 * const save = (model) => ({ modelArtifactsInfo: tf.io.getModelArtifactsInfoForJSON(model) });
 * tf.io.withSaveHandlerSync(save).save({ weightData: new ArrayBuffer(8) }).modelArtifactsInfo.weightDataBytes // 8
 */
export function withSaveHandlerSync(save: (artifacts: ModelArtifacts) => SaveResult): IOHandlerSync {
  return { save };
}
