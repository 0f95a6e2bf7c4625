/**
 * The public names of `@weir/nn`, and nothing else: layers, models, losses, metrics, optimizers, callbacks and initializers, as Keras has them.
 * @module @weir/nn
 */
export type { Activation, ActivationLike, ActivationName } from "./activations/activation.ts";
export type { Padding, Pair, Single, Triple } from "./arguments.ts";
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
export { orthogonal, type OrthogonalOptions } from "./initializers/orthogonal.ts";
export { activation, type ActivationOptions } from "./layers/activation.ts";
export {
  groupQueryAttention,
  multiHeadAttention,
  type GroupQueryAttentionOptions,
  type MultiHeadAttentionOptions,
} from "./layers/attention.ts";
export { batchNormalization, type BatchNormalizationOptions } from "./layers/batch-normalization.ts";
export { bidirectional, type BidirectionalOptions } from "./layers/bidirectional.ts";
export {
  conv1d,
  conv2d,
  conv3d,
  type Conv1dOptions,
  type Conv2dOptions,
  type Conv3dOptions,
  type ConvolutionOptions,
} from "./layers/convolution.ts";
export {
  conv1dTranspose,
  conv2dTranspose,
  conv3dTranspose,
  type Conv1dTransposeOptions,
  type Conv2dTransposeOptions,
  type Conv3dTransposeOptions,
  type ConvolutionTransposeOptions,
} from "./layers/convolution-transpose.ts";
export { dense, type DenseOptions } from "./layers/dense.ts";
export {
  depthwiseConv1d,
  depthwiseConv2d,
  separableConv1d,
  separableConv2d,
  type DepthwiseConv1dOptions,
  type DepthwiseConv2dOptions,
  type DepthwiseOptions,
  type SeparableConv1dOptions,
  type SeparableConv2dOptions,
  type SeparableOptions,
} from "./layers/depthwise-convolution.ts";
export { dropout, type DropoutOptions } from "./layers/dropout.ts";
export {
  cropping1d,
  cropping2d,
  cropping3d,
  zeroPadding1d,
  zeroPadding2d,
  zeroPadding3d,
  type Cropping1dOptions,
  type Cropping2dOptions,
  type Cropping3dOptions,
  type Edge,
  type Edges1d,
  type Edges2d,
  type Edges3d,
  type ZeroPadding1dOptions,
  type ZeroPadding2dOptions,
  type ZeroPadding3dOptions,
} from "./layers/edges.ts";
export { embedding, type EmbeddingOptions } from "./layers/embedding.ts";
export { flatten } from "./layers/flatten.ts";
export {
  globalAveragePooling1d,
  globalAveragePooling2d,
  globalAveragePooling3d,
  globalMaxPooling1d,
  globalMaxPooling2d,
  globalMaxPooling3d,
  type GlobalPoolingOptions,
} from "./layers/global-pooling.ts";
export { groupNormalization, type GroupNormalizationOptions } from "./layers/group-normalization.ts";
export { gru, type GRUOptions } from "./layers/gru.ts";
export { input } from "./layers/input.ts";
export type { Layer, LayerCall, LayerOptions, VariableSpec } from "./layers/layer.ts";
export {
  averagePooling1d,
  averagePooling2d,
  averagePooling3d,
  maxPooling1d,
  maxPooling2d,
  maxPooling3d,
  type Pooling1dOptions,
  type Pooling2dOptions,
  type Pooling3dOptions,
  type PoolingOptions,
} from "./layers/pooling.ts";
export { layerNormalization, type LayerNormalizationOptions } from "./layers/layer-normalization.ts";
export { add, concatenate, multiply, type ConcatenateOptions } from "./layers/merge.ts";
export { lstm, type LSTMOptions } from "./layers/lstm.ts";
export type { RecurrentLayer, RecurrentOptions } from "./layers/recurrent.ts";
export { reshape, type ReshapeOptions } from "./layers/reshape.ts";
export { simpleRNN, type SimpleRNNOptions } from "./layers/simple-rnn.ts";
export type { SpaceOptions } from "./layers/space.ts";
export { timeDistributed, type TimeDistributedOptions } from "./layers/time-distributed.ts";
export {
  upSampling1d,
  upSampling2d,
  upSampling3d,
  type UpSampling1dOptions,
  type UpSampling2dOptions,
  type UpSampling3dOptions,
} from "./layers/up-sampling.ts";
export { rmsNormalization, type RmsNormalizationOptions } from "./layers/rms-normalization.ts";
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
export { apply, model, type Flow, type ModelOptions } from "./model/functional.ts";
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
