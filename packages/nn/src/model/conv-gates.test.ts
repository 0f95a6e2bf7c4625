// Gates of convolutional networks on the device that Node has.
import { describeConvolutionGates } from "./conv-gates.testing.ts";

describeConvolutionGates("wasm", { block: 4, normalized: 3, resnet: 84, volumes: 14, autoencoder: 15 });
