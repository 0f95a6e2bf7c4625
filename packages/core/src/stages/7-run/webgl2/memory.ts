/** Device memory on WebGL2: textures of four elements a texel, a pool of the freed ones, and the framebuffers that render to them. */
import type { DeviceArray, DeviceDType } from "../../../ir/dtype.ts";
import { DTYPES } from "../../../ir/dtype.ts";
import { OutOfDeviceMemory, WeirError } from "../../../ir/error.ts";
import type { Extent } from "../../../ir/texture.ts";
import { bufferExtent } from "../../../ir/texture.ts";
import type { DeviceBuffer, DeviceCounters } from "../device.ts";
import { usedAfterDestroy } from "../refusals.ts";

/** Bytes of freed textures that are kept to be used again. */
const POOL_BYTES = 256 << 20;
/** Framebuffers kept for one combination's first texture: kernels with several outputs meet it with various others. */
const FRAMEBUFFERS_PER_TEXTURE = 16;

/** What a texture of `dtype` is called by WebGL. bool is stored as int32, 16-bit floats as their bits. */
export interface TexelFormat {
  readonly internal: number;
  readonly format: number;
  /** How elements are given. */
  readonly type: number;
  readonly HostArray: new (length: number) => DeviceArray;
  /** How they are read: in 32 bits, as every device can. */
  readonly readType: number;
  readonly ReadArray: typeof Float32Array | typeof Int32Array | typeof Uint32Array;
  readonly bytes: number;
}

export function texelFormat(gl: WebGL2RenderingContext, dtype: DeviceDType): TexelFormat {
  const float = { format: gl.RGBA, readType: gl.FLOAT, ReadArray: Float32Array };
  const int = { format: gl.RGBA_INTEGER, readType: gl.INT, ReadArray: Int32Array };
  const unsigned = { format: gl.RGBA_INTEGER, readType: gl.UNSIGNED_INT, ReadArray: Uint32Array };
  const bytes = 4 * DTYPES[dtype].bytes;
  switch (dtype) {
    case "float32":
      return { ...float, internal: gl.RGBA32F, type: gl.FLOAT, HostArray: Float32Array, bytes };
    // drivers are not at one about infinities in half-float textures
    case "float16":
    case "bfloat16":
      return { ...unsigned, internal: gl.RGBA16UI, type: gl.UNSIGNED_SHORT, HostArray: Uint16Array, bytes };
    case "uint32":
      return { ...unsigned, internal: gl.RGBA32UI, type: gl.UNSIGNED_INT, HostArray: Uint32Array, bytes };
    case "uint8":
      return { ...unsigned, internal: gl.RGBA8UI, type: gl.UNSIGNED_BYTE, HostArray: Uint8Array, bytes };
    case "int8":
      return { ...int, internal: gl.RGBA8I, type: gl.BYTE, HostArray: Int8Array, bytes };
    case "int32":
    case "bool":
      return { ...int, internal: gl.RGBA32I, type: gl.INT, HostArray: Int32Array, bytes };
  }
}

/** A texture, or a texture array where it has layers, with the framebuffers it is the first attachment of. */
export class Texture {
  readonly gl: WebGLTexture;
  readonly key: string;
  readonly bytes: number;
  readonly layered: boolean;
  /** Framebuffers whose first attachment this is. */
  readonly framebuffers: Framebuffer[] = [];
  /** Framebuffers this is any attachment of. */
  readonly attachedTo = new Set<Framebuffer>();

  constructor(gl: WebGLTexture, key: string, bytes: number, layered: boolean) {
    this.gl = gl;
    this.key = key;
    this.bytes = bytes;
    this.layered = layered;
  }
}

export interface Framebuffer {
  readonly gl: WebGLFramebuffer;
  readonly textures: readonly Texture[];
  readonly layers: readonly number[];
}

/** A tensor's memory on WebGL2. */
export class WebGL2Buffer implements DeviceBuffer {
  readonly dtype: DeviceDType;
  readonly size: number;
  private owned: Texture | undefined;
  private readonly memory: Memory;

  constructor(memory: Memory, dtype: DeviceDType, size: number) {
    this.memory = memory;
    this.dtype = dtype;
    this.size = size;
    this.owned = memory.acquire(dtype, bufferExtent(size));
  }

  /** The memory itself. Throws when it was given back. */
  get texture(): Texture {
    if (!this.owned) throw usedAfterDestroy("webgl2", this);
    return this.owned;
  }

  /** Takes `other` in place of its texture, which it gives back: how a kernel updates in place what it cannot read and write at once. */
  swap(other: Texture): Texture {
    const { texture } = this;
    this.owned = other;
    return texture;
  }

  destroy(): void {
    if (this.owned) this.memory.release(this.owned);
    this.owned = undefined;
  }
}

/** Makes and reuses the textures and framebuffers of one context. `counters.liveBytes` counts textures in use, not those in the pool. */
export class Memory {
  private readonly gl: WebGL2RenderingContext;
  private readonly counters: DeviceCounters;
  private readonly maxSize: number;
  private readonly free = new Map<string, Texture[]>();
  private readonly live = new Set<Texture>();
  private freeBytes = 0;

  constructor(gl: WebGL2RenderingContext, counters: DeviceCounters) {
    this.gl = gl;
    this.counters = counters;
    this.maxSize = gl.getParameter(gl.MAX_TEXTURE_SIZE) as number;
  }

  /** A texture of that extent: a freed one of the same kind, or a new one. Its contents are undefined. */
  acquire(dtype: DeviceDType, extent: Extent, layers = 0): Texture {
    const texel = texelFormat(this.gl, dtype);
    const key = `${texel.internal} ${extent.width}×${extent.height}×${layers}`;
    let texture = this.free.get(key)?.pop();
    if (texture) this.freeBytes -= texture.bytes;
    else texture = this.create(texel, extent, layers, key);
    this.live.add(texture);
    this.counters.liveBytes += texture.bytes;
    this.counters.peakBytes = Math.max(this.counters.peakBytes, this.counters.liveBytes);
    return texture;
  }

  /** Takes a texture back. Work enqueued before may still use it: WebGL runs in order. */
  release(texture: Texture): void {
    if (!this.live.delete(texture)) return;
    this.counters.liveBytes -= texture.bytes;
    if (this.freeBytes + texture.bytes > POOL_BYTES) return this.erase(texture);
    this.freeBytes += texture.bytes;
    const same = this.free.get(texture.key);
    if (same) same.push(texture);
    else this.free.set(texture.key, [texture]);
  }

  private create(texel: TexelFormat, { width, height }: Extent, layers: number, key: string): Texture {
    const { gl, maxSize } = this;
    const { internal } = texel;
    const bytes = width * height * Math.max(1, layers) * texel.bytes;
    if (height > maxSize || width > maxSize)
      throw new WeirError(
        `webgl2: one buffer of ${bytes} bytes was asked for, and this device allows ${maxSize * Math.min(width, maxSize) * texel.bytes}. ` +
          "Use a smaller batch or split the tensor.",
      );
    const texture = gl.createTexture();
    const target = layers > 0 ? gl.TEXTURE_2D_ARRAY : gl.TEXTURE_2D;
    // a unit that no kernel's sampler is bound to when it matters: the recording binds its own before every draw
    gl.activeTexture(gl.TEXTURE0);
    gl.bindTexture(target, texture);
    if (layers > 0) gl.texStorage3D(target, 1, internal, width, height, layers);
    else gl.texStorage2D(target, 1, internal, width, height);
    for (const filter of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER]) gl.texParameteri(target, filter, gl.NEAREST);
    if (!gl.isContextLost() && gl.getError() === gl.OUT_OF_MEMORY) throw this.outOfMemory(bytes);
    this.counters.buffers++;
    return new Texture(texture, key, bytes, layers > 0);
  }

  private outOfMemory(bytes: number): Error {
    const largest = [...this.live].toSorted((p, q) => q.bytes - p.bytes).slice(0, 10);
    return new OutOfDeviceMemory(
      `webgl2: no memory for a texture of ${bytes} bytes; ${this.counters.liveBytes} are in use, the largest ${largest.map((t) => t.bytes).join(", ")}. ` +
        "Use a smaller batch, or dispose tensors that are no longer needed.",
    );
  }

  /** The framebuffer that renders to `layers` of `textures`, made on first use. Leaves it bound when it makes it. */
  framebuffer(textures: readonly Texture[], layers: readonly number[]): Framebuffer {
    const [first] = textures;
    const kept = first!.framebuffers;
    for (let i = 0; i < kept.length; i++) if (attaches(kept[i]!, textures, layers)) return kept[i]!;
    if (kept.length >= FRAMEBUFFERS_PER_TEXTURE) this.eraseFramebuffer(kept[0]!);
    const made = this.createFramebuffer([...textures], [...layers]);
    kept.push(made);
    for (const t of textures) t.attachedTo.add(made);
    return made;
  }

  private createFramebuffer(textures: readonly Texture[], layers: readonly number[]): Framebuffer {
    const { gl } = this;
    const framebuffer = gl.createFramebuffer();
    gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
    textures.forEach((t, i) => {
      if (t.layered) gl.framebufferTextureLayer(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0 + i, t.gl, 0, layers[i]!);
      else gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0 + i, gl.TEXTURE_2D, t.gl, 0);
    });
    gl.drawBuffers(textures.map((_, i) => gl.COLOR_ATTACHMENT0 + i));
    const status = gl.checkFramebufferStatus(gl.FRAMEBUFFER);
    if (status !== gl.FRAMEBUFFER_COMPLETE && !gl.isContextLost())
      throw new WeirError(
        `webgl2: this device cannot render to ${textures.map((t) => t.key).join(" and ")} (status ${status}). Use another device, such as "wasm".`,
      );
    this.counters.bindGroups++;
    return { gl: framebuffer, textures, layers };
  }

  private eraseFramebuffer(framebuffer: Framebuffer): void {
    this.gl.deleteFramebuffer(framebuffer.gl);
    const kept = framebuffer.textures[0]!.framebuffers;
    kept.splice(kept.indexOf(framebuffer), 1);
    for (const t of framebuffer.textures) t.attachedTo.delete(framebuffer);
  }

  private erase(texture: Texture): void {
    for (const f of [...texture.attachedTo]) this.eraseFramebuffer(f);
    this.gl.deleteTexture(texture.gl);
  }

  /** Frees everything, in use or not. */
  destroy(): void {
    for (const textures of [...this.free.values(), [...this.live]]) for (const t of textures) this.erase(t);
    this.free.clear();
    this.live.clear();
    this.freeBytes = 0;
    this.counters.liveBytes = 0;
  }
}

function attaches(f: Framebuffer, textures: readonly Texture[], layers: readonly number[]): boolean {
  if (f.textures.length !== textures.length) return false;
  for (let i = 0; i < textures.length; i++)
    if (f.textures[i] !== textures[i] || f.layers[i] !== layers[i]) return false;
  return true;
}
