// The order of kernels. What is replaced in place, and what is copied, is in the tests of steps and of the plan.
import { expect, test } from "vitest";
import { GPU as target, graphFor } from "../../interpret-program.testing.ts";
import type { Fused, Group } from "../../ir/group.ts";
import { lowerInOrder } from "./lower.ts";

test("groups that read from one another in a circle are refused instead of being copied for ever", () => {
  const graph = graphFor(
    (x) => {
      const a = x!.neg();
      const b = a.exp();
      return [a, b, b.mul(x!)];
    },
    [{ shape: [8], dtype: "float32" }],
  );
  const [a, b, c] = graph.outputs as [Group["roots"][0], Group["roots"][0], Group["roots"][0]];
  const group = (...roots: Group["roots"]): Group => ({ roots, anchors: [], rows: 8, columns: 1 });
  const fused: Fused = { groups: [group(a, c), group(b)], stored: new Set([a, b, c]), bodies: new Map() };
  const refusal = "kernels of this graph would have to wait for one another (neg, exp)";
  expect(() => lowerInOrder(graph, fused, new Map(), target)).toThrow(refusal);
  expect(() => lowerInOrder(graph, fused, new Map([[2, 0]]), target)).toThrow(refusal);
});
