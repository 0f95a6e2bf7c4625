// Gates of convolutional networks on the devices of a browser.
import { describeConvolutionGates } from "./conv-gates.testing.ts";

describeConvolutionGates("webgl2", { block: 5, normalized: 5, resnet: 118, volumes: 22, autoencoder: 23 });
describeConvolutionGates("webgpu", { block: 4, normalized: 5, volumes: 15, autoencoder: 17 });
