// What the page has besides pictures on elements: sounds, files, and memory of the GPU.
import { beforeAll, describe, expect, test } from "vitest";
import * as w from "./index.ts";

const DEVICES = ["wasm", "webgl2", "webgpu"] as const;

describe.each(DEVICES)("on %s", (device) => {
  beforeAll(async () => {
    await w.setDevice(device);
  }, 60_000);

  test("an AudioBuffer is frames × channels", async () => {
    const sound = new AudioBuffer({ length: 3, numberOfChannels: 2, sampleRate: 8000 });
    sound.copyToChannel(Float32Array.of(0, 0.5, -1), 0);
    sound.copyToChannel(Float32Array.of(1, 0.25, 0), 1);
    expect(await w.fromAudio(sound).mul(2).array()).toEqual([
      [0, 2],
      [1, 0.5],
      [-2, 0],
    ]);
  });

  test("an image file comes back as its pixels", async () => {
    const canvas = new OffscreenCanvas(2, 1);
    canvas
      .getContext("2d")!
      .putImageData(new ImageData(Uint8ClampedArray.of(255, 0, 0, 255, 10, 20, 30, 255), 2, 1), 0, 0);
    const blob = await canvas.convertToBlob({ type: "image/png" });
    expect(await (await w.fromBlob(blob)).add(1).array()).toEqual([
      [
        [256, 1, 1],
        [11, 21, 31],
      ],
    ]);
  });

  test("what is no image is refused", async () => {
    await expect(w.fromBlob(new Blob(["x"], { type: "audio/wav" }))).rejects.toThrow("got audio/wav; give a sound to");
    await expect(w.fromBlob(new Blob(["x"]))).rejects.toThrow("the image could not be decoded");
  });
});

describe.each(["wasm", "webgl2"] as const)("on %s there is no GPUBuffer", (device) => {
  beforeAll(async () => {
    await w.setDevice(device);
  }, 60_000);

  test("and the way to them is named", async () => {
    const wanted = `the device in use is ${device}, which has no GPUBuffers: await setDevice("webgpu") first`;
    await expect(w.gpuDevice()).rejects.toThrow(`gpuDevice: ${wanted}`);
    await expect(w.toGPUBuffer(w.tensor([1]))).rejects.toThrow(`toGPUBuffer: ${wanted}`);
    expect(() => w.fromGPUBuffer({} as GPUBuffer, [1])).toThrow(`fromGPUBuffer: ${wanted}`);
    expect(() => w.fromGPUTexture({} as GPUTexture)).toThrow(`fromGPUTexture: ${wanted}`);
  });
});

describe("memory of the GPU", () => {
  let gpu: GPUDevice;

  beforeAll(async () => {
    await w.setDevice("webgpu");
    gpu = await w.gpuDevice();
  }, 60_000);

  function bufferOf(data: Float32Array<ArrayBuffer> | Int32Array<ArrayBuffer>): GPUBuffer {
    const buffer = gpu.createBuffer({
      size: data.byteLength,
      usage: GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST | GPUBufferUsage.STORAGE,
    });
    gpu.queue.writeBuffer(buffer, 0, data);
    return buffer;
  }

  async function contents(buffer: GPUBuffer): Promise<ArrayBuffer> {
    const staging = gpu.createBuffer({ size: buffer.size, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST });
    const encoder = gpu.createCommandEncoder();
    encoder.copyBufferToBuffer(buffer, 0, staging, 0, buffer.size);
    gpu.queue.submit([encoder.finish()]);
    await staging.mapAsync(GPUMapMode.READ);
    const bytes = staging.getMappedRange().slice(0);
    staging.destroy();
    return bytes;
  }

  test.each([
    ["float32", Float32Array.of(1, 2.5, -3, 4)],
    ["int32", Int32Array.of(1, -2, 2 ** 24 + 1, 4)],
    ["bool", Int32Array.of(1, 0, 0, 1)],
  ] as const)("%s goes in, is computed with and comes out without a readback", async (dtype, data) => {
    const { counters } = await w.getDevice();
    const [uploads, readbacks] = [counters.uploads, counters.readbacks];
    const buffer = bufferOf(data);
    const t = w.fromGPUBuffer(buffer, [2, 2], dtype);
    const out = await w.toGPUBuffer(t.transpose());
    const there = [data[0]!, data[2]!, data[1]!, data[3]!];
    expect([counters.uploads, counters.readbacks]).toEqual([uploads, readbacks]);
    expect([...new (data.constructor as Float32ArrayConstructor)(await contents(out))]).toEqual(there);
    const [[a, b], [c, d]] = (await t.array()) as [[number, number], [number, number]];
    expect([a, b, c, d].map(Number)).toEqual([...data]);
    buffer.destroy();
    out.destroy();
  });

  test("complex numbers are pairs, and an offset skips bytes", async () => {
    const buffer = bufferOf(Float32Array.of(9, 1, 2, 3, 4));
    const z = w.fromGPUBuffer(buffer, [2], "complex64", { offset: 4 });
    expect(await z.array()).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect([...new Float32Array(await contents(await w.toGPUBuffer(z)))]).toEqual([1, 2, 3, 4]);
  });

  test("the copy is made at once: what is written afterwards is not seen", async () => {
    const buffer = bufferOf(Float32Array.of(1, 2));
    const t = w.fromGPUBuffer(buffer, [2]);
    gpu.queue.writeBuffer(buffer, 0, Float32Array.of(7, 8));
    buffer.destroy();
    expect(await t.add(1).array()).toEqual([2, 3]);
  });

  test("host values go out too", async () => {
    expect([...new Float32Array(await contents(await w.toGPUBuffer(w.tensor([1, 2, 3]))))]).toEqual([1, 2, 3]);
  });

  test("texels become floats", async () => {
    const texture = gpu.createTexture({
      size: [3, 2],
      format: "rgba8unorm",
      usage: GPUTextureUsage.TEXTURE_BINDING | GPUTextureUsage.COPY_DST,
    });
    const bytes = Uint8Array.from({ length: 24 }, (_, i) => 10 * i);
    gpu.queue.writeTexture({ texture }, bytes, { bytesPerRow: 12 }, [3, 2]);
    for (const channels of [1, 3, 4]) {
      const t = w.fromGPUTexture(texture, { channels });
      expect(t.shape).toEqual([2, 3, channels]);
      const expected = Array.from(
        { length: 6 * channels },
        (_, i) => bytes[4 * Math.floor(i / channels) + (i % channels)]!,
      );
      expect([...(await t.mul(255).round().data())]).toEqual(expected);
    }
  });

  test("what cannot be copied is refused before anything is made", async () => {
    const buffer = bufferOf(Float32Array.of(1, 2));
    const unreadable = gpu.createBuffer({ size: 8, usage: GPUBufferUsage.STORAGE });
    expect(() => w.fromGPUBuffer(buffer, [3])).toThrow("float32[3] takes 12 bytes from byte 0 on");
    expect(() => w.fromGPUBuffer(buffer, [1], "float32", { offset: 2 })).toThrow("a multiple of 4");
    expect(() => w.fromGPUBuffer(buffer, [1], "float16")).toThrow("got float16; cast() it");
    expect(() => w.fromGPUBuffer(unreadable, [2])).toThrow("create it with GPUBufferUsage.COPY_SRC");
    await expect(w.toGPUBuffer(w.tensor(["a"]))).rejects.toThrow("got string");
    const numbers = gpu.createTexture({ size: [1], format: "r32uint", usage: GPUTextureUsage.TEXTURE_BINDING });
    expect(() => w.fromGPUTexture(numbers)).toThrow("got r32uint");
  });
});
