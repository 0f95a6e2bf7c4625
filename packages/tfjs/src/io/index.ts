/** The namespace `io`: models in pieces, from and to wherever they are kept. */
export { getModelArtifactsForJSON, getModelArtifactsForJSONSync, getModelArtifactsInfoForJSON } from "./artifacts.ts";
export { getWeightSpecs } from "./artifacts.ts";
export { browserFiles } from "./browser-files.ts";
export { CompositeArrayBuffer, concatenateArrayBuffers } from "./composite-array-buffer.ts";
export { loadWeights, weightsLoaderFactory } from "./fetch-weights.ts";
export { http as browserHTTPRequest, http, isHTTPScheme } from "./http.ts";
export { fromMemory, fromMemorySync, withSaveHandler, withSaveHandlerSync } from "./memory.ts";
export { copyModel, listModels, moveModel, removeModel } from "./models.ts";
export { getLoadHandlers, getSaveHandlers, registerLoadRouter, registerSaveRouter } from "./routers.ts";
export type { IORouter } from "./routers.ts";
export { decodeWeights, decodeWeightsStream, encodeWeights } from "./weights.ts";
export type * from "./types.ts";
