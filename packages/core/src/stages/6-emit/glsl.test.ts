// What the GLSL printer makes of small kernels: the text itself, one pass and two.
import { beforeEach, expect, test } from "vitest";
import { f32, i32, load, localLoad, op, resetExpressions, splat, variable } from "../../ir/expr.ts";
import type { Kernel, Stmt } from "../../ir/kernel.ts";
import { emitGlsl } from "./glsl.ts";
import { bufferExtent } from "../../ir/texture.ts";

beforeEach(() => resetExpressions());

function kernelOf(size: number, body: readonly Stmt[], more: Partial<Kernel> = {}): Kernel {
  const args = [
    { dtype: "float32", size, access: "read" },
    { dtype: "float32", size, access: "write" },
  ] as const;
  const shape = { name: "test", shape: "fragment", tasks: size / 4, workgroup: 1, cooperative: false } as const;
  return { ...shape, args, locals: [], schedule: "", flops: 0, bytes: 0, body, ...more };
}

const first = (tasks: number) => op("mul", [variable("task", "i32", 0, tasks - 1), i32(4)]);

test("an aligned vector load is one fetch, a shifted element one fetch and a known component", () => {
  const at = first(16);
  const value = op("mul", [load(0, "f32", at, undefined, 4), splat(load(0, "f32", op("add", [at, i32(-3)])))]);
  const { passes } = emitGlsl(kernelOf(64, [{ kind: "store", arg: 1, index: at, value }]));
  expect(passes).toHaveLength(1);
  expect(passes[0]!.viewport).toEqual({ width: 4, height: 4 });
  expect(passes[0]!.fragment).toMatchInlineSnapshot(`
    "#version 300 es
    // test
    precision highp float;
    precision highp int;
    uniform highp sampler2D s0;
    layout(location = 0) out vec4 out0;
    vec4 texel_s0(int t) { return texelFetch(s0, ivec2(t & 3, t >> 2), 0); }
    void main() {
      int task = int(gl_FragCoord.x) + (int(gl_FragCoord.y) << 2);
      out0 = (texel_s0((task * 4) >> 2) * vec4(texel_s0(((task * 4) >> 2) + -1).y));
    }
    "
  `);
});

test("a barrier ends a pass, and what is named before it is computed anew after it", () => {
  const at = first(16);
  const tile = op("mul", [variable("task", "i32", 0, 7), i32(8)]);
  const body: Stmt[] = [
    { kind: "let", name: "one", value: f32(1) },
    { kind: "storeLocal", array: "tiles", index: tile, value: load(0, "f32", tile, undefined, 4) },
    { kind: "storeLocal", array: "tiles", index: op("add", [tile, i32(4)]), value: splat(f32(NaN)) },
    { kind: "barrier" },
    {
      kind: "store",
      arg: 1,
      index: at,
      value: op("add", [localLoad("tiles", "f32", at, 4), splat(variable("one", "f32"))]),
    },
  ];
  const { passes, scratch } = emitGlsl(kernelOf(64, body, { locals: [{ name: "tiles", type: "f32", size: 64 }] }));
  expect(scratch).toEqual([{ dtype: "float32", layers: 2, width: 4, height: 2 }]);
  expect(passes.map((p) => p.targets.length)).toEqual([2, 1]);
  expect(passes.map((p) => p.fragment).join("\n")).toMatchInlineSnapshot(`
    "#version 300 es
    // test
    precision highp float;
    precision highp int;
    uniform highp sampler2D s0;
    uniform uint zero;
    layout(location = 0) out vec4 out0;
    layout(location = 1) out vec4 out1;
    vec4 texel_s0(int t) { return texelFetch(s0, ivec2(t & 3, t >> 2), 0); }
    void main() {
      int task = int(gl_FragCoord.x) + (int(gl_FragCoord.y) << 2);
      float one = 1.0;
      out0 = texel_s0((task * 8) >> 2);
      out1 = vec4(uintBitsToFloat(0x7fc00000u | zero));
    }

    #version 300 es
    // test
    precision highp float;
    precision highp int;
    uniform highp sampler2DArray s0;
    layout(location = 0) out vec4 out0;
    vec4 texel_s0(int t) {
      int at = t >> 1;
      return texelFetch(s0, ivec3(at & 3, at >> 2, t & 1), 0);
    }
    void main() {
      int task = int(gl_FragCoord.x) + (int(gl_FragCoord.y) << 2);
      float one = 1.0;
      out0 = (texel_s0((task * 4) >> 2) + vec4(one));
    }
    "
  `);
});

test("fragments past the last task do nothing", () => {
  const at = first(5);
  const { fragment, viewport } = emitGlsl(kernelOf(20, [{ kind: "store", arg: 1, index: at, value: splat(f32(0.1)) }]))
    .passes[0]!;
  expect(viewport).toEqual({ width: 4, height: 2 });
  expect(fragment).toContain("if (task < 5) {\n    out0 = vec4(0.1);\n  }");
});

test("a choice between integers and a masked load have no branch", () => {
  const at = first(4);
  const mask = op("lt", [at, i32(8)]);
  const chosen = op("select", [mask, load(0, "i32", op("add", [at, i32(1)]), mask), i32(7)]);
  const body: Stmt[] = [{ kind: "store", arg: 1, index: at, value: splat(op("convert", [chosen], "f32")) }];
  const args = [
    { dtype: "int32", size: 16, access: "read" },
    { dtype: "float32", size: 16, access: "write" },
  ] as const;
  const { fragment } = emitGlsl(kernelOf(16, body, { args })).passes[0]!;
  expect(fragment).toContain("int select_int(bool c, int a, int b) { return b ^ ((a ^ b) & -int(c)); }");
  expect(fragment).not.toMatch(/ \? | if /);
});

test("a kernel of another shape is refused", () => {
  expect(() => emitGlsl(kernelOf(4, [], { shape: "grid" }))).toThrow("GLSL runs fragment kernels");
});

test("textures hold every element, are not much wider than high or higher than wide, and have a power of four for width", () => {
  for (const size of [0, 1, 4, 5, 17, 4096, 100_000, 50_000_000]) {
    const { width, height } = bufferExtent(size);
    expect(width * height * 4).toBeGreaterThanOrEqual(size);
    expect(Number.isInteger(Math.log2(width) / 2)).toBe(true);
    expect(height).toBeLessThanOrEqual(2 * width);
    expect(height).toBeGreaterThanOrEqual(Math.min(Math.ceil(size / 4), Math.max(1, width / 8)));
    expect(width * height * 4).toBeLessThanOrEqual(Math.max(16, size + 4 * width));
  }
});
