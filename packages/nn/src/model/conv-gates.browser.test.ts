// Gates of convolutional networks on the devices of a browser.
import { describeConvolutionGates } from "./conv-gates.testing.ts";

describeConvolutionGates("webgl2", { block: 6, normalized: 5, resnet: 157, volumes: 24, autoencoder: 27 });
describeConvolutionGates("webgpu", { block: 6, normalized: 5, volumes: 23, autoencoder: 25 });
