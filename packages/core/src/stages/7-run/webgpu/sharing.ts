/** Copies between the page's own buffers and textures and a tensor's memory, all inside one GPU. */
import { DTYPES } from "../../../ir/dtype.ts";
import type { DeviceBuffer, DeviceCounters, GpuSharing } from "../device.ts";
import type { WebGPUBuffer } from "./memory.ts";

// the values of GPUBufferUsage, which Node has not as a global
const COPY_SRC = 0x4;
const COPY_DST = 0x8;
const STORAGE = 0x80;
/** Invocations of a workgroup along each side of the picture. */
const TILE = 8;

export class WebGPUSharing implements GpuSharing {
  readonly device: GPUDevice;
  private readonly counters: DeviceCounters;
  /** By the number of channels. */
  private readonly texturePipelines = new Map<number, GPUComputePipeline>();

  constructor(device: GPUDevice, counters: DeviceCounters) {
    this.device = device;
    this.counters = counters;
  }

  copyIn(source: GPUBuffer, offset: number, buffer: DeviceBuffer): void {
    this.copy(source, offset, (buffer as WebGPUBuffer).block.gpu, buffer.size * DTYPES[buffer.dtype].bytes);
  }

  copyOut(buffer: DeviceBuffer): GPUBuffer {
    const size = buffer.size * DTYPES[buffer.dtype].bytes;
    const copied = this.device.createBuffer({ label: "from Weir", size, usage: STORAGE | COPY_SRC | COPY_DST });
    this.copy((buffer as WebGPUBuffer).block.gpu, 0, copied, size);
    return copied;
  }

  private copy(from: GPUBuffer, offset: number, to: GPUBuffer, bytes: number): void {
    const encoder = this.device.createCommandEncoder();
    encoder.copyBufferToBuffer(from, offset, to, 0, bytes);
    this.submit(encoder);
  }

  readTexture(texture: GPUTexture, channels: number, buffer: DeviceBuffer): void {
    const pipeline = this.texturePipeline(channels);
    this.counters.bindGroups++;
    const bindings = this.device.createBindGroup({
      layout: pipeline.getBindGroupLayout(0),
      entries: [
        { binding: 0, resource: texture.createView() },
        { binding: 1, resource: { buffer: (buffer as WebGPUBuffer).block.gpu } },
      ],
    });
    const encoder = this.device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, bindings);
    pass.dispatchWorkgroups(Math.ceil(texture.width / TILE), Math.ceil(texture.height / TILE));
    pass.end();
    this.counters.dispatches++;
    this.submit(encoder);
  }

  private texturePipeline(channels: number): GPUComputePipeline {
    let pipeline = this.texturePipelines.get(channels);
    if (!pipeline) {
      this.counters.pipelines++;
      const module = this.device.createShaderModule({ label: "texture to tensor", code: textureReader(channels) });
      pipeline = this.device.createComputePipeline({ layout: "auto", compute: { module } });
      this.texturePipelines.set(channels, pipeline);
    }
    return pipeline;
  }

  private submit(encoder: GPUCommandEncoder): void {
    this.device.queue.submit([encoder.finish()]);
    this.counters.submits++;
  }
}

/** Texels as `channels` floats each, row by row. */
function textureReader(channels: number): string {
  return `@group(0) @binding(0) var picture: texture_2d<f32>;
@group(0) @binding(1) var<storage, read_write> values: array<f32>;

@compute @workgroup_size(${TILE}, ${TILE})
fn main(@builtin(global_invocation_id) at: vec3u) {
  let size = textureDimensions(picture);
  if (at.x >= size.x || at.y >= size.y) { return; }
  let texel = textureLoad(picture, at.xy, 0);
  let first = (at.y * size.x + at.x) * ${channels}u;
  for (var c = 0u; c < ${channels}u; c++) { values[first + c] = texel[c]; }
}
`;
}
