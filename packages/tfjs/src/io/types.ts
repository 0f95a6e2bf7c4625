/** A model in pieces, as TensorFlow.js stores and loads it, and those who do. */
import type { Tensor } from "../tensor.ts";
import type { DataType } from "../types.ts";

/** What a set of weights is for. */
export type WeightGroup = "model" | "optimizer";

/** How a weight was made smaller: value = stored · scale + min, or half precision. */
export interface Quantization {
  readonly dtype: "uint8" | "uint16" | "float16";
  readonly scale?: number;
  readonly min?: number;
  readonly original_dtype?: string;
}

/** One weight: its values lie in the data in the order of the entries. */
export interface WeightsManifestEntry {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: DataType;
  readonly group?: WeightGroup;
  readonly quantization?: Quantization;
}

/** Weights whose data lies in the files `paths`, one after the other. */
export interface WeightsManifestGroup {
  readonly paths: readonly string[];
  readonly weights: readonly WeightsManifestEntry[];
}

/** All weights of a model. */
export type WeightsManifestConfig = readonly WeightsManifestGroup[];
/** The bytes of all weights, in one piece or several. */
export type WeightData = ArrayBuffer | readonly ArrayBuffer[];
/** Tensors by name. */
export type NamedTensorMap = Record<string, Tensor>;
/** A tensor and its name. */
export interface NamedTensor {
  readonly name: string;
  readonly tensor: Tensor;
}

/** What goes with a model besides topology and weights. */
export interface ModelMetadata {
  format?: string | undefined;
  generatedBy?: string | undefined;
  convertedBy?: string | null | undefined;
  signature?: object | undefined;
  userDefinedMetadata?: Record<string, unknown> | undefined;
  modelInitializer?: object | undefined;
  initializerSignature?: object | undefined;
  trainingConfig?: object | undefined;
}

/** A model in memory. */
export interface ModelArtifacts extends ModelMetadata {
  modelTopology?: object | ArrayBuffer | undefined;
  weightSpecs?: readonly WeightsManifestEntry[] | undefined;
  weightData?: WeightData | undefined;
  getWeightStream?: () => ReadableStream<ArrayBuffer>;
}

/** The file `model.json`. */
export interface ModelJSON extends ModelMetadata {
  modelTopology?: object | undefined;
  weightsManifest?: WeightsManifestConfig | undefined;
}

/** When a model was saved, and its sizes in bytes. */
export interface ModelArtifactsInfo {
  readonly dateSaved: Date;
  readonly modelTopologyType: "JSON" | "GraphDef";
  readonly modelTopologyBytes?: number;
  readonly weightSpecsBytes?: number;
  readonly weightDataBytes?: number;
}

/** What became of saving. */
export interface SaveResult {
  readonly modelArtifactsInfo: ModelArtifactsInfo;
  readonly responses?: readonly Response[];
  readonly errors?: readonly unknown[];
}

/** Where a model can be saved, or loaded from, or both. */
export interface IOHandler {
  save?: (artifacts: ModelArtifacts) => Promise<SaveResult>;
  load?: () => Promise<ModelArtifacts>;
}

/** As `IOHandler`, at once. */
export interface IOHandlerSync {
  save?: (artifacts: ModelArtifacts) => SaveResult;
  load?: () => ModelArtifacts;
}

/** How a model is loaded. */
export interface LoadOptions {
  readonly requestInit?: RequestInit;
  /** Told the fraction that has arrived, 0 … 1. */
  readonly onProgress?: (fraction: number) => void;
  readonly fetchFunc?: (url: string, init?: RequestInit) => Promise<Response>;
  /** Where weight files are; beside the model's JSON unless given. */
  readonly weightPathPrefix?: string;
  /** Gives the whole address of a weight file. */
  readonly weightUrlConverter?: (name: string) => Promise<string>;
  /** Weights come as a stream, and never lie in memory as a whole. */
  readonly streamWeights?: boolean;
}

/** A place with several models. */
export interface ModelStoreManager {
  listModels(): Promise<Record<string, ModelArtifactsInfo>>;
  removeModel(path: string): Promise<ModelArtifactsInfo>;
}
