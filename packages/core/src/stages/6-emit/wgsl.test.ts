import { beforeEach, describe, expect, it } from "vitest";
import type { ScalarType } from "../../ir/dtype.ts";
import type { Expr } from "../../ir/expr.ts";
import { constant, f32, i32, load, localLoad, op, resetExpressions, splat, u32, variable, vec } from "../../ir/expr.ts";
import type { Kernel, Stmt } from "../../ir/kernel.ts";
import { emitWgsl, workgroupGrid } from "./wgsl.ts";

beforeEach(resetExpressions);

const task = (): Expr => variable("task", "i32", 0, 63);

function kernel(body: readonly Stmt[], more: Partial<Kernel> = {}): Kernel {
  return {
    name: "k",
    shape: "grid",
    args: [
      { dtype: "float32", size: 256, access: "read" },
      { dtype: "float32", size: 256, access: "write" },
    ],
    tasks: 64,
    workgroup: 64,
    cooperative: false,
    locals: [],
    body,
    schedule: "",
    flops: 0,
    bytes: 0,
    ...more,
  };
}

const store = (index: Expr, value: Expr): Stmt => ({ kind: "store", arg: 1, index, value });
const lineWith = (text: string, part: string): string =>
  text
    .split("\n")
    .find((l) => l.includes(part))
    ?.trim() ?? "";

describe("emitWgsl", () => {
  it.each([
    [true, "workgroup"],
    [false, "private"],
  ])("declares an array of a kernel that cooperates (%j) as the %s's", (cooperative, space) => {
    const text = emitWgsl(kernel([], { cooperative, locals: [{ name: "sums", type: "f32", size: 4 }] }));
    expect(lineWith(text, "sums")).toBe(`var<${space}> sums: array<f32, 4>;`);
  });

  it("prints aligned 4-lane accesses as vectors, seen through names", () => {
    const four = op("mul", [task(), i32(4)]);
    const named = variable("t0", "i32", 0, 252);
    const text = emitWgsl(
      kernel([
        { kind: "let", name: "t0", value: four },
        store(named, op("add", [load(0, "f32", named, undefined, 4), splat(f32(1))])),
      ]),
    );
    expect(text).toBe(`// k
@group(0) @binding(0) var<storage, read> b0: array<vec4<f32>, 64>;
@group(0) @binding(1) var<storage, read_write> b1: array<vec4<f32>, 64>;
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  let task = i32(id.x);
  let t0 = (task * 4);
  b1[t0 >> 2u] = (b0[t0 >> 2u] + vec4<f32>(1.0f));
}
`);
  });

  it("prints a scalar access of a buffer of vectors as one of its components", () => {
    const text = emitWgsl(
      kernel([store(op("mul", [task(), i32(4)]), splat(load(0, "f32", task()))), store(task(), f32(2))]),
    );
    expect(text).toContain("b1[task >> 2u][task & 3] = 2.0f;");
    expect(text).toContain("b0: array<f32, 256>");
  });

  it("reads and writes four unaligned neighbours one by one", () => {
    const text = emitWgsl(kernel([store(task(), load(0, "f32", task(), undefined, 4))]));
    expect(text).toContain(
      "fn read4_b0(i: i32) -> vec4<f32> { return vec4<f32>(b0[i + 0], b0[i + 1], b0[i + 2], b0[i + 3]); }",
    );
    expect(text).toContain("b1[at + 3] = four[3];");
  });

  it("folds dispatches beyond 65535 workgroups into rows and guards the rest", () => {
    const large = kernel([store(task(), f32(0))], { tasks: 70_000 * 64 });
    expect(workgroupGrid(large)).toEqual([35_000, 2]);
    expect(emitWgsl(large)).toContain("let task = i32(id.x + id.y * 2240000u);");
    expect(emitWgsl(large)).not.toContain("return;");
    const odd = kernel([store(task(), f32(0))], { tasks: 65 });
    expect(workgroupGrid(odd)).toEqual([2, 1]);
    expect(emitWgsl(odd)).toContain("if (task >= 65) { return; }");
  });

  it("numbers cooperating workgroups as tasks, and shares local arrays", () => {
    const local = variable("local", "i32", 0, 63);
    const text = emitWgsl(
      kernel(
        [
          { kind: "storeLocal", array: "panel", index: local, value: f32(1) },
          { kind: "barrier" },
          store(
            op("add", [op("mul", [task(), i32(64)]), local]),
            localLoad("panel", "f32", op("sub", [i32(63), local])),
          ),
        ],
        { cooperative: true, locals: [{ name: "panel", type: "f32", size: 64 }] },
      ),
    );
    expect(text).toContain("var<workgroup> panel: array<f32, 64>;");
    expect(text).toContain("let local_ = i32(lane);");
    expect(text).toContain("panel[local_] = 1.0f;");
    expect(text).toContain("workgroupBarrier();");
  });

  it.each([
    [NaN, "bitcast<f32>(0x7fc00000u | zero)"],
    [Infinity, "bitcast<f32>(0x7f800000u | zero)"],
    [-Infinity, "bitcast<f32>(0xff800000u | zero)"],
    [-0, "bitcast<f32>(0x80000000u)"],
    [-1.5, "(-1.5f)"],
    [1e-7, "1.0000000116860974e-7f"],
    [3, "3.0f"],
  ])("writes the constant %d as %s", (value, expected) => {
    expect(lineWith(emitWgsl(kernel([store(task(), f32(value))])), "b1[task]")).toBe(`b1[task] = ${expected};`);
  });

  it("hides constant operands that WGSL would evaluate and reject", () => {
    expect(emitWgsl(kernel([store(task(), op("exp", [f32(1000)]))]))).toContain(
      "exp(bitcast<f32>(0x447a0000u | zero))",
    );
    const one = op("convert", [op("div", [task(), i32(0)])], "f32");
    expect(emitWgsl(kernel([store(task(), one)]))).toContain("(task / bitcast<i32>(0x0u | zero))");
  });

  it("keeps a NaN in min and max, whichever argument it is", () => {
    const text = emitWgsl(kernel([store(task(), op("max", [f32(0), load(0, "f32", task())]))]));
    expect(text).toContain("b1[task] = atLeast(b0[task], 0.0f);");
    expect(text).toContain("fn atLeast(a: f32, number: f32) -> f32");
  });

  it("gives 0 where a load's mask is false", () => {
    const mask = op("lt", [task(), i32(10)]);
    expect(emitWgsl(kernel([store(task(), load(0, "f32", task(), mask))]))).toContain(
      "b1[task] = select(f32(0), b0[task], (task < 10));",
    );
  });

  it.each<[string, () => Expr, string]>([
    ["select", () => op("select", [op("lt", [task(), i32(3)]), f32(1), f32(2)]), "select(2.0f, 1.0f, (task < 3))"],
    [
      "shifts",
      () => op("convert", [op("shr", [op("convert", [task()], "u32"), u32(3)])], "f32"),
      "f32((u32(task) >> 3u))",
    ],
    ["i32 shifts", () => op("convert", [op("shl", [task(), i32(3)])], "f32"), "f32((task << u32(3)))"],
    ["rint", () => op("rint", [load(0, "f32", task())]), "round(b0[task])"],
    [
      "bool xor",
      () => op("convert", [op("xor", [op("lt", [task(), i32(3)]), op("lt", [task(), i32(5)])])], "f32"),
      "f32(((task < 3) != (task < 5)))",
    ],
    ["broadcast", () => op("broadcast", [load(0, "f32", task()), i32(2)]), "quadBroadcast(b0[task], 2)"],
  ])("spells %s", (_, value, expected) => {
    expect(lineWith(emitWgsl(kernel([store(task(), value())])), "b1[task]")).toBe(`b1[task] = ${expected};`);
  });

  it("stores a bool as 0 or 1 and reads it back", () => {
    const args: Kernel["args"] = [
      { dtype: "bool", size: 64, access: "read" },
      { dtype: "bool", size: 64, access: "write" },
    ];
    const text = emitWgsl(kernel([store(task(), op("not", [load(0, "bool", task())]))], { args }));
    expect(text).toContain("b1[task] = i32(!(b0[task] != i32(0)));");
  });

  it("renames what WGSL has a word for", () => {
    const text = emitWgsl(
      kernel([
        { kind: "let", name: "max", value: task() },
        store(variable("max", "i32"), vec([f32(1), f32(2), f32(3), f32(4)])),
      ]),
    );
    expect(text).toContain("let max_ = task;");
  });

  it("refuses a kernel of another shape", () => {
    expect(() => emitWgsl(kernel([], { shape: "range" }))).toThrow("has shape range; WGSL runs grid kernels");
  });

  it("multiplies to the high half by 16-bit parts", () => {
    const types: ScalarType = "u32";
    const x = op("convert", [task()], types);
    const text = emitWgsl(
      kernel([store(task(), op("convert", [op("mulhi", [x, constant(0xd2511f53, types)])], "f32"))]),
    );
    expect(text).toContain("mulhi(u32(task), 3528531795u)");
  });
});
