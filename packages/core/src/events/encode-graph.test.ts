// The graph packer: columns say what the records said, hashes follow the content, bad records are refused.
import { expect, test } from "vitest";
import { encodeGraph } from "./encode-graph.ts";
import type { GraphNodeRecord } from "./encode-graph.ts";

const nodes: readonly GraphNodeRecord[] = [
  { id: 3, op: "input", inputs: [], shape: [-1, 4], dtype: "float32" },
  { id: 5, op: "parameter", name: "kernel", scope: "dense", inputs: [], shape: [4, 2], dtype: "float32" },
  {
    id: 9,
    op: "matMul",
    scope: "dense",
    inputs: [0, 1],
    shape: [-1, 2],
    dtype: "float32",
    kernel: 0,
    source: "a.ts:7",
  },
  { id: 12, op: "sum", scope: "dense", inputs: [2], shape: [], dtype: "float32", phase: "backward", kernel: 0 },
];
const kernels = [{ name: "matMul_sum", class: "matmul", flops: 64, bytes: 96 }];

test("columns and string table hold what the records said", () => {
  const graph = encodeGraph("step", nodes, kernels);
  const text = (column: Uint32Array) => Array.from(column, (index) => graph.strings[index]);
  expect(text(graph.nodes.op)).toEqual(["input", "parameter", "matMul", "sum"]);
  expect(text(graph.nodes.name)).toEqual(["input", "kernel", "matMul", "sum"]);
  expect(text(graph.nodes.scope)).toEqual(["", "dense", "dense", "dense"]);
  expect([...graph.nodes.id]).toEqual([3, 5, 9, 12]);
  expect([...graph.nodes.inputStart]).toEqual([0, 0, 0, 2, 3]);
  expect([...graph.nodes.inputs]).toEqual([0, 1, 2]);
  expect([...graph.nodes.shapeStart]).toEqual([0, 2, 4, 6, 6]);
  expect([...graph.nodes.shape]).toEqual([-1, 4, 4, 2, -1, 2]);
  expect([...graph.nodes.phase]).toEqual([0, 0, 0, 1]);
  expect([...graph.nodes.kernel]).toEqual([-1, -1, 0, 0]);
  expect(graph.strings[graph.nodes.source[2] ?? -1]).toBe("a.ts:7");
  expect(text(graph.kernels.class)).toEqual(["matmul"]);
  expect(new Set(graph.strings).size).toBe(graph.strings.length);
});

test("equal graphs have equal hashes; a changed shape, name or kernel changes the hash", () => {
  const hash = (changed: readonly GraphNodeRecord[], name = "step") => encodeGraph(name, changed, kernels).hash;
  expect(hash(nodes)).toBe(hash([...nodes]));
  expect(hash(nodes)).toMatch(/^[0-9a-f]{16}$/);
  const variants = [
    hash(nodes),
    hash(nodes, "other"),
    hash(nodes.with(1, { ...nodes[1]!, shape: [4, 3] })),
    hash(nodes.with(3, { ...nodes[3]!, phase: "update" })),
  ];
  expect(new Set(variants).size).toBe(variants.length);
});

test("the message survives structuredClone", () => {
  const graph = encodeGraph("step", nodes, kernels);
  expect(structuredClone(graph)).toEqual(graph);
});

test("an input after its consumer and a kernel that does not exist are refused with the next step", () => {
  expect(() => encodeGraph("step", [{ ...nodes[0]!, inputs: [0] }], [])).toThrow(
    /node 0 \(input\) reads node 0.*topologically/,
  );
  expect(() => encodeGraph("step", [{ ...nodes[0]!, kernel: 1 }], kernels)).toThrow(/names kernel 1/);
});
