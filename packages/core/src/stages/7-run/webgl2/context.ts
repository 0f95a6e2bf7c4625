/** Finding WebGL2: a context on a canvas that nobody sees, and whether a GPU or the CPU is behind it. */
import { WeirError } from "../../../ir/error.ts";

export interface OpenContext {
  readonly gl: WebGL2RenderingContext;
  /** The driver's name for the GPU. */
  readonly renderer: string;
  /** Whether shaders run on the CPU. */
  readonly software: boolean;
  /** Resolves with the reason when the context is lost. */
  readonly lost: Promise<string>;
}

const SOFTWARE = /swiftshader|llvmpipe|softpipe|software|basic render/i;
const OTHER_DEVICE = 'Use the device "wasm".';

/** Opens a context. Throws where the platform has no WebGL2, or none that renders to float textures. */
export function openContext(): OpenContext {
  const canvas = createCanvas();
  const lost = new Promise<string>((resolve) => {
    canvas.addEventListener("webglcontextlost", (event) => {
      resolve((event as WebGLContextEvent).statusMessage || "the browser took the WebGL context away");
    });
  });
  const gl = canvas.getContext("webgl2", {
    alpha: false,
    antialias: false,
    depth: false,
    stencil: false,
    powerPreference: "high-performance",
  }) as WebGL2RenderingContext | null;
  if (!gl) throw new WeirError(`webgl2: this browser gives no WebGL2 context. ${OTHER_DEVICE}`);
  if (!gl.getExtension("EXT_color_buffer_float"))
    throw new WeirError(
      `webgl2: this GPU cannot render to float textures (EXT_color_buffer_float is missing). ${OTHER_DEVICE}`,
    );
  const renderer = rendererOf(gl);
  return { gl, renderer, software: SOFTWARE.test(renderer), lost };
}

function createCanvas(): OffscreenCanvas | HTMLCanvasElement {
  if (typeof OffscreenCanvas !== "undefined") return new OffscreenCanvas(1, 1);
  if (typeof document !== "undefined") return document.createElement("canvas");
  throw new WeirError(`webgl2: there is no canvas here to draw on: WebGL2 needs a browser. ${OTHER_DEVICE}`);
}

function rendererOf(gl: WebGL2RenderingContext): string {
  const info = gl.getExtension("WEBGL_debug_renderer_info");
  return String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
}
