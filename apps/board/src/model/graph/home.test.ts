// Where nodes are drawn when the program does not say it well.
import { encodeGraph } from "@weir/core/events";
import type { GraphNodeRecord } from "@weir/core/events";
import { expect, test } from "vitest";
import { homesOf } from "./home.ts";

function node(id: number, op: string, inputs: readonly number[], more: Partial<GraphNodeRecord> = {}): GraphNodeRecord {
  return { id, op, inputs, shape: [4], dtype: "float32", ...more };
}

// A step as the tracer reports it: inputs of all kinds at the root, the gradient's norm called in the forward phase.
const step = encodeGraph(
  "step",
  [
    node(0, "input", [], { name: "x" }),
    node(1, "input", [], { name: "kernel" }),
    node(2, "input", [], { name: "momentum" }),
    node(3, "input", [], { name: "learningRate", shape: [] }),
    node(4, "literal", [], { shape: [] }),
    node(5, "mul", [0, 1], { scope: "model/dense" }),
    node(6, "mul", [5, 4], { scope: "model/dense" }),
    node(7, "mul", [6, 0], { scope: "model/dense", phase: "backward" }),
    node(8, "norm", [7], { scope: "model/dense/kernel" }),
    node(9, "lerp", [2, 7], { scope: "model/dense/kernel", phase: "update" }),
    node(10, "sub", [1, 9], { scope: "model/dense/kernel", phase: "update" }),
    node(11, "mul", [10, 3], { scope: "model/dense/kernel", phase: "update" }),
    node(12, "mul", [9, 3], { scope: "model/dense/bias", phase: "update" }),
  ],
  [],
);

test("parameters and slots live with the ops that first use them; data stays at the root", () => {
  const { phase, scope } = homesOf(step);
  const home = (row: number) => `${phase[row]}:${scope[row]}`;
  expect([0, 1, 2, 3].map(home)).toEqual([
    "forward:",
    "forward:model/dense",
    "update:model/dense/kernel",
    "update:model/dense",
  ]);
});

test("ops without a scope live with what uses them, or else with what they read", () => {
  const graph = encodeGraph(
    "loose",
    [
      node(0, "input", [], { name: "x" }),
      node(1, "identity", [0]),
      node(2, "matMul", [1], { scope: "dense" }),
      node(3, "sum", [2], { scope: "loss" }),
      node(4, "mul", [3]),
      node(5, "stack", [2, 4]),
    ],
    [],
  );
  expect(homesOf(graph).scope).toEqual(["", "dense", "dense", "loss", "loss", ""]);
});

test("a node is in the latest phase of what it reads", () => {
  expect(homesOf(step).phase[8]).toBe("backward");
});

test("literals are hidden, scalar inputs are not", () => {
  const { isHidden } = homesOf(step);
  expect(isHidden.flatMap((hidden, row) => (hidden ? row : []))).toEqual([4]);
});
