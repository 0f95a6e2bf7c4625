import { expect, test } from "vitest";
import { encodeModel } from "./model.ts";

test("a model of one node is the bytes that the format asks for", () => {
  const bytes = encodeModel({
    inputs: [{ name: "x", shape: [300] }],
    outputShape: [300],
    constants: [],
    nodes: [{ op: "Neg", inputs: ["x"], output: "y" }],
  });
  const value = (field: number, name: number) => [
    field,
    16,
    10,
    1,
    name,
    18,
    11,
    10,
    9,
    8,
    1,
    18,
    5,
    10,
    3,
    8,
    0xac,
    2,
  ];
  const node = [10, 11, 10, 1, 120, 18, 1, 121, 34, 3, 78, 101, 103];
  const graph = [...node, 18, 5, 98, 101, 110, 99, 104, ...value(90, 120), ...value(98, 121)];
  expect([...bytes]).toEqual([8, 8, 58, graph.length, ...graph, 66, 4, 10, 0, 16, 17]);
});
