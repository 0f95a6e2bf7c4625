/** Linked programs by source text: each distinct shader is compiled once while it is in use, and those asked for together, in parallel. */
import { WeirError } from "../../../ir/error.ts";
import type { Kernel } from "../../../ir/kernel.ts";
import type { GlslKernel, GlslPass } from "../../6-emit/glsl.ts";
import { emitGlsl } from "../../6-emit/glsl.ts";
import { Codes } from "../codes.ts";
import type { DeviceCounters } from "../device.ts";
import { SharedPipelines } from "../shared.ts";
import type { Uses } from "../shared.ts";

/** One triangle that covers the viewport. */
const VERTEX = `#version 300 es
void main() { gl_Position = vec4(float((gl_VertexID & 1) << 2) - 1.0, float((gl_VertexID & 2) << 1) - 1.0, 0.0, 1.0); }
`;

/** Milliseconds between looks at whether programs are linked. */
const POLL = 2;

export interface CompiledKernel {
  readonly kernel: Kernel;
  readonly glsl: GlslKernel;
  /** A program for each pass. */
  readonly programs: readonly WebGLProgram[];
}

/** One pass, linked or being so. */
interface Pipeline {
  readonly program: WebGLProgram;
  readonly shader: WebGLShader;
  readonly kernel: Kernel;
  readonly pass: GlslPass;
  checked: boolean;
}

/** A kernel whose programs may not be linked yet. */
interface Started {
  readonly kernel: Kernel;
  readonly glsl: GlslKernel;
  readonly passes: readonly Pipeline[];
}

/** Programs that someone uses. */
export type PipelineUses = Uses<Pipeline>;

export class Pipelines {
  readonly codes = new Codes(emitGlsl);
  readonly shared: SharedPipelines<Pipeline>;
  private readonly gl: WebGL2RenderingContext;
  private readonly parallel: KHR_parallel_shader_compile | null;
  private readonly vertex: WebGLShader;

  constructor(gl: WebGL2RenderingContext, counters: DeviceCounters) {
    this.gl = gl;
    this.shared = new SharedPipelines(counters, ({ program, shader }) => {
      gl.deleteProgram(program);
      gl.deleteShader(shader);
    });
    this.parallel = gl.getExtension("KHR_parallel_shader_compile");
    this.vertex = gl.createShader(gl.VERTEX_SHADER)!;
    gl.shaderSource(this.vertex, VERTEX);
    gl.compileShader(this.vertex);
  }

  /** The programs of `kernels`, without blocking where the platform can tell when they are ready; calls `ready` for each kernel. */
  async getAll(kernels: readonly Kernel[], uses: PipelineUses, ready?: () => void): Promise<CompiledKernel[]> {
    const started = kernels.map((k) => this.start(k, uses));
    let waiting = started;
    for (;;) {
      const linking = waiting.filter((s) => !s.passes.every((p) => this.isLinked(p)));
      for (let i = linking.length; i < waiting.length; i++) ready?.();
      waiting = linking;
      if (waiting.length === 0) return started.map((s) => this.finish(s));
      await new Promise((resolve) => setTimeout(resolve, POLL));
    }
  }

  /** Whether asking for the program's state does not block; true where nobody can tell. */
  private isLinked({ program, checked }: Pipeline): boolean {
    const { gl, parallel } = this;
    return (
      checked ||
      !parallel ||
      gl.isContextLost() ||
      Boolean(gl.getProgramParameter(program, parallel.COMPLETION_STATUS_KHR))
    );
  }

  /** The same at once. */
  getAllSync(kernels: readonly Kernel[], uses: PipelineUses): CompiledKernel[] {
    return kernels.map((k) => this.start(k, uses)).map((s) => this.finish(s));
  }

  private start(kernel: Kernel, uses: PipelineUses): Started {
    const glsl = this.codes.get(kernel);
    return { kernel, glsl, passes: glsl.passes.map((pass) => uses.get(pass.fragment, () => this.link(kernel, pass))) };
  }

  private link(kernel: Kernel, pass: GlslPass): Pipeline {
    const { gl } = this;
    const shader = gl.createShader(gl.FRAGMENT_SHADER)!;
    gl.shaderSource(shader, pass.fragment);
    gl.compileShader(shader);
    const program = gl.createProgram();
    gl.attachShader(program, this.vertex);
    gl.attachShader(program, shader);
    gl.linkProgram(program);
    return { program, shader, kernel, pass, checked: false };
  }

  private finish({ kernel, glsl, passes }: Started): CompiledKernel {
    for (const p of passes) this.check(p);
    return { kernel, glsl, programs: passes.map((p) => p.program) };
  }

  /** Throws what the compiler said against a program; sets its samplers once and for all. */
  private check(pipeline: Pipeline): void {
    if (pipeline.checked) return;
    const { gl } = this;
    const { program, shader, kernel, pass } = pipeline;
    if (!gl.getProgramParameter(program, gl.LINK_STATUS) && !gl.isContextLost()) {
      const log = gl.getShaderInfoLog(shader) || gl.getProgramInfoLog(program) || "no reason given";
      this.shared.forget(pass.fragment, pipeline);
      throw new WeirError(
        `webgl2: the shader of kernel ${kernel.name} was rejected: ${log.trim()}\n${numbered(pass.fragment)}`,
      );
    }
    gl.useProgram(program);
    pass.samplers.forEach((_, i) => gl.uniform1i(gl.getUniformLocation(program, `s${i}`), i));
    gl.deleteShader(shader);
    pipeline.checked = true;
  }

  destroy(): void {
    this.shared.clear();
    this.gl.deleteShader(this.vertex);
  }
}

function numbered(text: string): string {
  return text
    .split("\n")
    .map((line, i) => `${String(i + 1).padStart(4)}  ${line}`)
    .join("\n");
}
