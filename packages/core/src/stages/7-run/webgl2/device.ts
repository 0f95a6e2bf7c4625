/** The `webgl2` device: memory and replay of compiled programs as draws into float textures. */
import type { DeviceArray, DeviceDType } from "../../../ir/dtype.ts";
import { deviceArray, DTYPES } from "../../../ir/dtype.ts";
import type { ScalarOp } from "../../../ir/expr.ts";
import type { Kernel } from "../../../ir/kernel.ts";
import type { Program } from "../../../ir/program.ts";
import type { GlslKernel } from "../../6-emit/glsl.ts";
import { emitGlsl } from "../../6-emit/glsl.ts";
import { bufferExtent } from "../../../ir/texture.ts";
import type { Device, DeviceBuffer, DeviceCounters, Recording } from "../device.ts";
import { newCounters } from "../device.ts";
import { checkWrite } from "../refusals.ts";
import type { Target } from "../../../ir/target.ts";
import { BASIC_OPS } from "../../../ir/target.ts";
import { openContext } from "./context.ts";
import type { OpenContext } from "./context.ts";
import { Memory, texelFormat, WebGL2Buffer } from "./memory.ts";
import { Pipelines } from "./pipelines.ts";
import type { RecordingHost } from "./recording.ts";
import { WebGL2Recording } from "./recording.ts";
import { Transfer } from "./transfer.ts";

/** Operations between flushes: some ten milliseconds of work, so that a page keeps drawing while it trains. */
const CHUNK_SOFTWARE = 2e7;
const CHUNK_GPU = 2e9;

const NATIVE: readonly ScalarOp[] = [...BASIC_OPS, "exp", "log", "fma", "mulhi"];

/** Opens WebGL2 on a canvas of its own. Throws where there is none, or where it cannot render to float textures. */
export async function openWebGL2(): Promise<Device> {
  return new WebGL2Device(openContext());
}

class WebGL2Device implements Device, RecordingHost {
  readonly name = "webgl2";
  readonly description: string;
  readonly target: Target;
  readonly counters: DeviceCounters = newCounters();
  readonly lost: Promise<string>;
  readonly gl: WebGL2RenderingContext;
  readonly memory: Memory;
  readonly chunk: number;
  private readonly pipelines: Pipelines;
  private readonly transfer: Transfer;
  private destroyed = false;

  constructor(context: OpenContext) {
    this.gl = context.gl;
    this.description = context.renderer;
    this.target = targetOf(context);
    this.chunk = context.software ? CHUNK_SOFTWARE : CHUNK_GPU;
    this.memory = new Memory(this.gl, this.counters);
    this.pipelines = new Pipelines(this.gl, this.counters);
    this.transfer = new Transfer(this.gl);
    this.lost = new Promise((resolve) => {
      void context.lost.then((why) => {
        if (!this.destroyed) resolve(why);
      });
    });
  }

  createBuffer(dtype: DeviceDType, size: number): DeviceBuffer {
    return new WebGL2Buffer(this.memory, dtype, size);
  }

  write(buffer: DeviceBuffer, data: DeviceArray): void {
    const { texture, dtype, size } = buffer as WebGL2Buffer;
    checkWrite("webgl2", buffer, data);
    if (size === 0) return;
    this.counters.uploads++;
    const { gl } = this;
    const texel = texelFormat(gl, dtype);
    const words = dtype === "bool" ? Int32Array.from(data, (v) => Number(v !== 0)) : data;
    gl.activeTexture(gl.TEXTURE0);
    gl.bindTexture(gl.TEXTURE_2D, texture.gl);
    const row = 4 * bufferExtent(size).width;
    const rows = Math.floor(size / row);
    if (rows > 0) gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, 0, row / 4, rows, texel.format, texel.type, words, 0);
    const done = rows * row;
    if (done === size) return;
    // the last row, padded to whole texels
    const width = Math.ceil((size - done) / 4);
    const last = new texel.HostArray(4 * width);
    last.set(words.subarray(done));
    gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, rows, width, 1, texel.format, texel.type, last, 0);
  }

  async read(buffer: DeviceBuffer): Promise<DeviceArray> {
    const { dtype, size } = buffer as WebGL2Buffer;
    if (size === 0) return deviceArray(dtype, 0);
    this.counters.readbacks++;
    this.bindForReading(buffer as WebGL2Buffer);
    const words = await this.transfer.read(texelFormat(this.gl, dtype), size);
    return fromWords(words, dtype, size);
  }

  readSync(buffer: DeviceBuffer): DeviceArray {
    const { dtype, size } = buffer as WebGL2Buffer;
    if (size === 0) return deviceArray(dtype, 0);
    this.counters.readbacks++;
    this.bindForReading(buffer as WebGL2Buffer);
    return fromWords(this.transfer.readSync(texelFormat(this.gl, dtype), size), dtype, size);
  }

  private bindForReading(buffer: WebGL2Buffer): void {
    const { gl } = this;
    gl.bindFramebuffer(gl.FRAMEBUFFER, this.memory.framebuffer([buffer.texture], [0]).gl);
  }

  prepare(program: Program, ready?: () => void): Promise<Recording> {
    return this.pipelines.shared.lend(
      async (uses) =>
        new WebGL2Recording(this, program, await this.pipelines.getAll(program.kernels, uses, ready), uses),
    );
  }

  prepareSync(program: Program): Recording {
    return this.pipelines.shared.lendNow(
      (uses) => new WebGL2Recording(this, program, this.pipelines.getAllSync(program.kernels, uses), uses),
    );
  }

  code(kernel: Kernel): GlslKernel {
    return this.pipelines.codes.get(kernel);
  }

  emit(kernel: Kernel): string {
    return emitGlsl(kernel)
      .passes.map((p) => p.fragment)
      .join("\n");
  }

  async finish(): Promise<void> {
    await this.transfer.wait();
  }

  destroy(): void {
    if (this.destroyed) return;
    this.destroyed = true;
    this.transfer.destroy();
    this.pipelines.destroy();
    this.memory.destroy();
    // browsers allow a page only so many contexts, and collect them late
    this.gl.getExtension("WEBGL_lose_context")?.loseContext();
  }
}

/** What was read in 32 bits, as memory holds it. */
function fromWords(words: Float32Array | Int32Array | Uint32Array, dtype: DeviceDType, size: number): DeviceArray {
  if (dtype !== "bool" && DTYPES[dtype].bytes === 4) return words.length === size ? words : words.slice(0, size);
  const values = deviceArray(dtype, size);
  values.set(words.subarray(0, size));
  return values;
}

function targetOf({ gl, software }: OpenContext): Target {
  const units = gl.getParameter(gl.MAX_TEXTURE_IMAGE_UNITS) as number;
  const targets = gl.getParameter(gl.MAX_DRAW_BUFFERS) as number;
  return {
    shape: "fragment",
    maxArgs: Math.min(16, units),
    maxOutputs: Math.min(8, targets),
    parallelism: software ? 64 : 16384,
    software,
    maxWorkgroup: 0,
    localBytes: 0,
    native: new Set(NATIVE),
    narrow: { float16: "bits", bfloat16: "bits", int8: "values", uint8: "bits" },
  };
}
