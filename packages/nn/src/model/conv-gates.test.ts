// Gates of convolutional networks on the device that Node has.
import { describeConvolutionGates } from "./conv-gates.testing.ts";

describeConvolutionGates("wasm", { block: 6, normalized: 3, resnet: 102, volumes: 20, autoencoder: 20 });
