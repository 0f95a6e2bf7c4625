/** Reading textures back: through a pixel buffer and a fence that is looked at now and then, or at once while the page waits. */
import { WeirError } from "../../../ir/error.ts";
import type { TexelFormat } from "./memory.ts";
import { bufferExtent } from "../../../ir/texture.ts";

/** Milliseconds of looking at a fence at every turn of the event loop, before timers (which browsers slow down) take over. */
const EAGER = 3;

type Words = Float32Array | Int32Array | Uint32Array;

export class Transfer {
  private readonly gl: WebGL2RenderingContext;
  /** Pixel buffers not in use, by bytes. */
  private readonly free = new Map<number, WebGLBuffer[]>();
  private readonly channel = new MessageChannel();
  private readonly turns: (() => void)[] = [];

  constructor(gl: WebGL2RenderingContext) {
    this.gl = gl;
    this.channel.port1.onmessage = () => this.turns.shift()?.();
  }

  /** The first `size` elements of the bound framebuffer's first texture, padded to whole texels. */
  async read(texel: TexelFormat, size: number): Promise<Words> {
    const { gl } = this;
    const words = new texel.ReadArray(4 * Math.ceil(size / 4));
    // powers of two, so that few buffers serve all reads
    const bytes = 2 ** Math.ceil(Math.log2(words.byteLength));
    const buffer = this.free.get(bytes)?.pop() ?? gl.createBuffer();
    gl.bindBuffer(gl.PIXEL_PACK_BUFFER, buffer);
    // anew each time: browsers warn of a buffer that is written again, thinking that it was never read
    gl.bufferData(gl.PIXEL_PACK_BUFFER, bytes, gl.STREAM_READ);
    eachPart(size, (y, width, height, offset) =>
      gl.readPixels(0, y, width, height, texel.format, texel.readType, offset * words.BYTES_PER_ELEMENT),
    );
    gl.bindBuffer(gl.PIXEL_PACK_BUFFER, null);
    await this.wait();
    gl.bindBuffer(gl.PIXEL_PACK_BUFFER, buffer);
    gl.getBufferSubData(gl.PIXEL_PACK_BUFFER, 0, words);
    gl.bindBuffer(gl.PIXEL_PACK_BUFFER, null);
    const kept = this.free.get(bytes);
    if (kept) kept.push(buffer);
    else this.free.set(bytes, [buffer]);
    this.throwIfLost();
    return words;
  }

  /** The same, waiting for the GPU. */
  readSync(texel: TexelFormat, size: number): Words {
    const words = new texel.ReadArray(4 * Math.ceil(size / 4));
    eachPart(size, (y, width, height, offset) =>
      this.gl.readPixels(0, y, width, height, texel.format, texel.readType, words, offset),
    );
    this.throwIfLost();
    return words;
  }

  /** Resolves when all work so far is done. */
  async wait(): Promise<void> {
    const { gl } = this;
    this.throwIfLost();
    const fence = gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0);
    gl.flush();
    const start = performance.now();
    for (;;) {
      await (performance.now() - start < EAGER ? this.turn() : new Promise((resolve) => setTimeout(resolve, 1)));
      this.throwIfLost();
      const status = fence ? gl.clientWaitSync(fence, 0, 0) : gl.WAIT_FAILED;
      if (status === gl.TIMEOUT_EXPIRED) continue;
      gl.deleteSync(fence);
      if (status === gl.WAIT_FAILED)
        throw new WeirError("webgl2: the GPU cannot be waited for. Was the device destroyed?");
      return;
    }
  }

  /** One turn of the event loop; unlike a timer's, it comes at once. */
  private turn(): Promise<void> {
    return new Promise((resolve) => {
      this.turns.push(resolve);
      this.channel.port2.postMessage(0);
    });
  }

  private throwIfLost(): void {
    if (this.gl.isContextLost())
      throw new WeirError("webgl2: values could not be read: the WebGL context was lost. Open the device again.");
  }

  destroy(): void {
    for (const buffers of this.free.values()) for (const b of buffers) this.gl.deleteBuffer(b);
    this.free.clear();
    this.channel.port1.close();
  }
}

/** The rectangles that `size` elements fill: whole rows, and the begun last one. `offset` counts elements. */
function eachPart(size: number, part: (y: number, width: number, height: number, offset: number) => void): void {
  const { width } = bufferExtent(size);
  const texels = Math.ceil(size / 4);
  const rows = Math.floor(texels / width);
  if (rows > 0) part(0, width, rows, 0);
  const rest = texels - rows * width;
  if (rest > 0) part(rows, rest, 1, rows * width * 4);
}
