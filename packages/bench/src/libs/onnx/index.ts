// ONNX Runtime Web: inference of models whose inputs and weights lie on the device.
import type * as Ort from "onnxruntime-web";
import { parameters, place } from "../../works/network.ts";
import { values } from "../../works/values.ts";
import type { ArraySpec, InferenceWork } from "../../works/work.ts";
import { arrange, flattenedChannelsFirst } from "../layout.ts";
import type { Device, Job, Library } from "../library.ts";
import { functions, networkBody, type Body } from "./functions.ts";
import { encodeModel } from "./model.ts";

type Runtime = typeof Ort;

interface HostArray {
  readonly data: Float32Array<ArrayBuffer>;
  readonly shape: readonly number[];
}

const providers: Readonly<Record<Device, string>> = { wasm: "wasm", webgl2: "webgl", webgpu: "webgpu" };
let runtime: Runtime;
let device: Device;

export const onnx: Library = {
  async open(chosen) {
    device = chosen;
    runtime = await load(chosen);
    runtime.env.wasm.wasmPaths = new URL("onnx-wasm/", location.href).href;
    runtime.env.wasm.numThreads = navigator.hardwareConcurrency;
  },

  async prepare(work) {
    switch (work.kind) {
      case "function": {
        const body = functions[work.name];
        if (!body) throw new Error(`there is no ONNX graph of ${work.name}`);
        return jobOf(body, work.inputs.map(arrayOf));
      }
      case "inference":
        return jobOf(networkBody(work), [arrayOf({ ...work.x, role: "image" }), ...weightsOf(work)]);
      default:
        throw new Error("ONNX Runtime Web runs models and does not train them");
    }
  },
};

async function load(chosen: Device): Promise<Runtime> {
  if (chosen === "webgpu") return (await import("onnxruntime-web/webgpu")) as unknown as Runtime;
  if (chosen === "webgl2") return (await import("onnxruntime-web/all")) as unknown as Runtime;
  return (await import("onnxruntime-web/wasm")) as unknown as Runtime;
}

function arrayOf(spec: ArraySpec): HostArray {
  const data = values(spec);
  return spec.role ? arrange(data, spec.shape, spec.role) : { data, shape: spec.shape };
}

/** The parameters of a network, channels first. */
function weightsOf({ network }: InferenceWork): readonly HostArray[] {
  const flattened = place(network).find(({ layer }) => layer.kind === "flatten");
  return parameters(network).map((spec) => {
    if (spec.shape.length === 4) return arrayOf({ ...spec, role: "kernel" });
    const follows = spec.shape.length === 2 && spec.shape[0] === flattened?.output[0];
    return follows ? flattenedChannelsFirst(values(spec), flattened!.input, spec.shape[1]!) : arrayOf(spec);
  });
}

async function jobOf(body: Body, arrays: readonly HostArray[]): Promise<Job> {
  const inputs = arrays.map(({ shape }, i) => ({ name: `x${i}`, shape }));
  const outputShape = body.outputShape(arrays.map(({ shape }) => shape));
  const options: Ort.InferenceSession.SessionOptions = {
    executionProviders: [providers[device]],
    ...(device === "webgpu" ? { preferredOutputLocation: "gpu-buffer" } : {}),
  };
  const session = await runtime.InferenceSession.create(encodeModel({ ...body, inputs, outputShape }), options);
  const queue = device === "webgpu" ? (await gpu()).queue : undefined;
  const feeds = Object.fromEntries(await Promise.all(arrays.map(async (a, i) => [`x${i}`, await upload(a)] as const)));
  let output: Ort.Tensor | undefined;
  return {
    async start() {
      output?.dispose();
      output = Object.values(await session.run(feeds))[0]!;
    },
    finish: async () => {
      await queue?.onSubmittedWorkDone();
    },
    result: async () => (await output!.getData()) as Float32Array,
    close() {
      output?.dispose();
      for (const tensor of Object.values(feeds)) tensor.dispose();
      void session.release();
    },
  };
}

/** The device that the runtime opened; there once a session is. */
async function gpu(): Promise<GPUDevice> {
  return (await runtime.env.webgpu.device) as GPUDevice;
}

async function upload({ data, shape }: HostArray): Promise<Ort.Tensor> {
  if (device !== "webgpu") return new runtime.Tensor("float32", data, shape);
  const gpuDevice = await gpu();
  const { STORAGE, COPY_DST, COPY_SRC } = GPUBufferUsage;
  const buffer = gpuDevice.createBuffer({ size: Math.max(16, data.byteLength), usage: STORAGE | COPY_DST | COPY_SRC });
  gpuDevice.queue.writeBuffer(buffer, 0, data);
  return runtime.Tensor.fromGpuBuffer(buffer, { dataType: "float32", dims: shape });
}
