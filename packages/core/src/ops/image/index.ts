/** Images, as `image`: what `tf.image` and the `image` of TensorFlow.js do with [batch, rows, columns, channels]. */
export {
  adjustBrightness,
  adjustContrast,
  adjustGamma,
  adjustHue,
  adjustSaturation,
  perImageStandardization,
} from "./adjust.ts";
export {
  grayscaleToRGB,
  hsvToRgb,
  rgbToGrayscale,
  rgbToHsv,
  rgbToYiq,
  rgbToYuv,
  yiqToRgb,
  yuvToRgb,
} from "./colour-spaces.ts";
export { convertImageDtype } from "./convert-dtype.ts";
export { centralCrop, cropToBoundingBox, padToBoundingBox, resizeWithCropOrPad } from "./crop.ts";
export { imageGradients, sobelEdges, totalVariation } from "./edges.ts";
export { flipLeftRight, flipUpDown, rot90, transpose } from "./flip.ts";
export {
  nonMaxSuppression,
  nonMaxSuppressionAsync,
  nonMaxSuppressionPadded,
  nonMaxSuppressionPaddedAsync,
  nonMaxSuppressionWithScore,
  nonMaxSuppressionWithScoreAsync,
} from "./non-max-suppression.ts";
export type { SelectedPadded, SelectedWithScores } from "./non-max-suppression.ts";
export { resize } from "./resize.ts";
export type { ResizeMethod, ResizeOptions } from "./resize.ts";
export { resizeBilinear, resizeNearestNeighbor } from "./resize-legacy.ts";
export { psnr, ssim, ssimMultiscale } from "./similarity.ts";
export type { SsimMultiscaleOptions, SsimOptions } from "./similarity.ts";
export { cropAndResize, rotateWithOffset, transform } from "./warp.ts";
