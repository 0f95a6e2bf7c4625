// Public names of @weir/nn, nothing else.
export type { Activation, ActivationLike, ActivationName } from "./activations/activation.ts";
export type { Padding, Pair } from "./arguments.ts";
export { lambdaCallback, type Callback, type History, type Logs } from "./callbacks/callback.ts";
export { earlyStopping, type EarlyStoppingOptions } from "./callbacks/early-stopping.ts";
export {
  constant,
  glorotNormal,
  glorotUniform,
  heNormal,
  heUniform,
  lecunNormal,
  lecunUniform,
  ones,
  randomNormal,
  randomUniform,
  truncatedNormal,
  varianceScaling,
  zeros,
  type Initializer,
  type InitializerLike,
  type InitializerName,
  type NormalOptions,
  type SeedOption,
  type UniformOptions,
  type VarianceScalingOptions,
} from "./initializers/initializer.ts";
export { activation, type ActivationOptions } from "./layers/activation.ts";
export { batchNormalization, type BatchNormalizationOptions } from "./layers/batch-normalization.ts";
export { conv2d, type Conv2dOptions } from "./layers/conv2d.ts";
export { dense, type DenseOptions } from "./layers/dense.ts";
export { dropout, type DropoutOptions } from "./layers/dropout.ts";
export { flatten } from "./layers/flatten.ts";
export { globalAveragePooling2d, type GlobalAveragePooling2dOptions } from "./layers/global-average-pooling2d.ts";
export { input } from "./layers/input.ts";
export type { Layer, LayerCall, LayerOptions, VariableSpec } from "./layers/layer.ts";
export { averagePooling2d, maxPooling2d, type Pooling2dOptions } from "./layers/pooling2d.ts";
export { reshape, type ReshapeOptions } from "./layers/reshape.ts";
export type { LossLike, LossName } from "./losses/by-name.ts";
export {
  binaryCrossentropy,
  categoricalCrossentropy,
  sparseCategoricalCrossentropy,
  type CrossentropyOptions,
  type SmoothedCrossentropyOptions,
} from "./losses/cross-entropy.ts";
export type { LabelKind, Loss, Prediction } from "./losses/loss.ts";
export { meanAbsoluteError, meanSquaredError } from "./losses/regression.ts";
export {
  binaryAccuracy,
  categoricalAccuracy,
  sparseCategoricalAccuracy,
  type BinaryAccuracyOptions,
  type Metric,
  type MetricLike,
  type MetricName,
  type MetricOptions,
} from "./metrics/metric.ts";
export type { FitOptions } from "./model/fit.ts";
export type { Data, Examples, NestedNumbers, NumberArray } from "./model/host-data.ts";
export type { PlacedLayer, Variable } from "./model/plan.ts";
export type { CompileOptions } from "./model/recipe.ts";
export { sequential, Sequential, type BatchOptions, type SequentialOptions } from "./model/sequential.ts";
export type { TrainStep } from "./model/trainer.ts";
export type { Weight } from "./model/weight.ts";
export { adam, adamW, type AdamOptions } from "./optimizers/adam.ts";
export type { OptimizerLike, OptimizerName } from "./optimizers/by-name.ts";
export type { Clipping, Optimizer, OptimizerOptions, Update, Updated } from "./optimizers/optimizer.ts";
export { rmsprop, type RmspropOptions } from "./optimizers/rmsprop.ts";
export { sgd, type SgdOptions } from "./optimizers/sgd.ts";
export type { Shape } from "./shape.ts";
