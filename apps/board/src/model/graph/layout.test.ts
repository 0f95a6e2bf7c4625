// The graph's drawing: no overlap, forward runs down and backward up, opening a group leaves it in place, equal graphs look equal.
import { encodeGraph } from "@weir/core/events";
import type { GraphNodeRecord, Phase } from "@weir/core/events";
import { expect, test } from "vitest";
import { randomSource } from "../../sample/random.ts";
import { sampleGraph } from "../../sample/sample-graph.ts";
import { layoutGraph } from "./layout.ts";
import type { GraphLayout, LaidBox } from "./layout.ts";
import { buildTree, groupAt, isGroup, openingGroups, parentOf } from "./tree.ts";
import type { GraphTree } from "./tree.ts";

const digits = buildTree(sampleGraph());
const everything = new Set(digits.groups.map((group) => group.key));

/** A random graph of `count` nodes in scopes of `scopeSize` with residual edges, like an unrolled deep network. */
function randomTree(count: number, seed: number, scopeSize: number): GraphTree {
  const random = randomSource(seed);
  const nodes = Array.from({ length: count }, (_, i): GraphNodeRecord => {
    const inputs = i === 0 ? [] : [i - 1 - Math.floor(random() * Math.min(3, i))];
    if (i > 40 && random() < 0.25) inputs.push(i - 1 - Math.floor(random() * 40));
    return {
      id: i,
      op: "add",
      scope: scopeSize < count ? `block_${Math.floor(i / scopeSize)}` : "",
      inputs,
      shape: [8, 16],
      dtype: "float32",
    };
  });
  return buildTree(encodeGraph("random", nodes, []));
}

function contains(outer: LaidBox, inner: LaidBox): boolean {
  const slack = 1e-6;
  return (
    inner.x >= outer.x - slack &&
    inner.y >= outer.y - slack &&
    inner.x + inner.width <= outer.x + outer.width + slack &&
    inner.y + inner.height <= outer.y + outer.height + slack
  );
}

function overlaps(a: LaidBox, b: LaidBox): boolean {
  return (
    a.x < b.x + b.width - 1e-6 &&
    b.x < a.x + a.width - 1e-6 &&
    a.y < b.y + b.height - 1e-6 &&
    b.y < a.y + a.height - 1e-6
  );
}

/** Every pair of boxes is apart, or one is the open group around the other. */
function expectNoOverlap(tree: GraphTree, layout: GraphLayout): void {
  const sorted = layout.boxes.toSorted((a, b) => a.y - b.y);
  sorted.forEach((a, i) => {
    for (let j = i + 1; j < sorted.length && (sorted[j] as LaidBox).y < a.y + a.height; j++) {
      const b = sorted[j] as LaidBox;
      if (!overlaps(a, b)) continue;
      const nested = isAround(tree, a, b) ? contains(a, b) : isAround(tree, b, a) && contains(b, a);
      expect(nested, `${a.key} and ${b.key} overlap`).toBe(true);
    }
  });
}

function isAround(tree: GraphTree, outer: LaidBox, inner: LaidBox): boolean {
  let at = parentOf(tree, inner.item);
  while (at >= 0 && at !== outer.item) at = parentOf(tree, at);
  return at === outer.item;
}

test.each([
  ["closed", new Set<string>()],
  ["as it opens", openingGroups(digits)],
  ["with everything open", everything],
])("the digits graph %s has no overlapping boxes", (_, open) => {
  const layout = layoutGraph(digits, open);
  expect(layout.boxes.length).toBeGreaterThan(20);
  expectNoOverlap(digits, layout);
});

test("edges run down in the forward lane and up in the backward lane", () => {
  const layout = layoutGraph(digits, everything);
  const counts = { forward: 0, backward: 0 };
  for (const edge of layout.edges) {
    if (edge.kind !== "flow") continue;
    const from = layout.boxes[edge.from] as LaidBox;
    const to = layout.boxes[edge.to] as LaidBox;
    const { phase } = groupAt(digits, isGroup(digits, from.item) ? from.item : parentOf(digits, from.item));
    if (phase === "update") continue;
    counts[phase] += 1;
    if (phase === "forward") expect(from.y + from.height).toBeLessThan(to.y);
    else expect(to.y + to.height).toBeLessThan(from.y);
  }
  expect(counts.forward).toBeGreaterThan(20);
  expect(counts.backward).toBeGreaterThan(15);
});

test("a layer's backward group stands beside its forward group", () => {
  const layout = layoutGraph(digits, new Set());
  const top = (key: string) => layout.boxes.find((box) => box.key === key)?.y;
  for (const scope of ["conv2d", "conv2d_1", "dense", "dense_1"]) {
    expect(top(`backward:${scope}`), scope).toBeCloseTo(top(`forward:${scope}`) as number, 6);
    expect(top(`update:${scope}`), scope).toBeCloseTo(top(`forward:${scope}`) as number, 6);
  }
});

test("lanes line up where the backward lane ends in more than the forward lane begins with, also with a layer open", () => {
  const node = (id: number, scope: string, inputs: readonly number[], phase: Phase): GraphNodeRecord => ({
    id,
    op: "neg",
    scope,
    inputs,
    shape: [],
    dtype: "float32",
    phase,
  });
  const forward = [node(0, "a", [], "forward"), node(1, "b", [0], "forward"), node(2, "b", [1], "forward")];
  const backward = [
    node(3, "b", [2], "backward"),
    node(4, "a", [3], "backward"),
    node(5, "norms", [4], "backward"),
    node(6, "total", [5], "backward"),
  ];
  const tree = buildTree(encodeGraph("step", [...forward, ...backward], []));
  for (const open of [new Set<string>(), new Set(["forward:b"])]) {
    const { boxes } = layoutGraph(tree, open);
    const top = (key: string) => boxes.find((box) => box.key === key)?.y;
    expect(top("backward:a")).toBe(top("forward:a"));
    expect(top("backward:b")).toBe(top("forward:b"));
    expect(top("backward:norms")).toBeLessThan(top("forward:a") as number);
  }
});

test.each(digits.groups.filter((group) => group.parent >= 0).map((group) => group.key))(
  "opening and closing %s leaves it where it is",
  (key) => {
    const open = new Set(openingGroups(digits));
    open.delete(key);
    const parents = key.split("/").slice(0, -1);
    parents.forEach((_, i) => open.add(parents.slice(0, i + 1).join("/")));
    let layout = layoutGraph(digits, open);
    const before = layout.boxes.find((box) => box.key === key) as LaidBox;
    for (const isOpen of [true, false]) {
      if (isOpen) open.add(key);
      else open.delete(key);
      layout = layoutGraph(digits, open, before);
      const after = layout.boxes.find((box) => box.key === key) as LaidBox;
      expect(after.kind).toBe(isOpen ? "open" : "closed");
      expect([after.x, after.y]).toEqual([before.x, before.y]);
    }
  },
);

test("equal graphs get equal drawings", () => {
  expect(layoutGraph(buildTree(sampleGraph()), everything)).toEqual(layoutGraph(digits, everything));
});

test("scopes that feed each other do not trip the layout", () => {
  const node = (id: number, scope: string, inputs: readonly number[]): GraphNodeRecord => ({
    id,
    op: "neg",
    scope,
    inputs,
    shape: [],
    dtype: "float32",
  });
  const tree = buildTree(
    encodeGraph("cycle", [node(0, "a", []), node(1, "b", [0]), node(2, "a", [1]), node(3, "b", [2])], []),
  );
  const layout = layoutGraph(tree, new Set());
  expect(layout.boxes.map((box) => box.key)).toEqual(["forward:", "forward:a", "forward:b"]);
  expect(layout.edges.map((edge) => edge.kind).sort()).toEqual(["far", "flow"]);
  expectNoOverlap(tree, layout);
});

test("edges show the shape that flows, each saying it once per producer", () => {
  const layout = layoutGraph(digits, new Set());
  const labels = layout.edges.map((edge) => edge.label).filter((label) => label !== "");
  expect(labels).toContain("64×28×28×1");
  expect(labels).toContain("64×14×14×32");
});

test.each([
  ["in closed groups", 32, false],
  ["in open groups", 32, true],
  ["in one flat level", Infinity, true],
])("ten thousand nodes %s are laid out without overlap", (name, scopeSize, isOpen) => {
  const tree = randomTree(10_000, 7, scopeSize);
  const open = new Set(isOpen ? tree.groups.map((group) => group.key) : []);
  const start = performance.now();
  const layout = layoutGraph(tree, open);
  console.log(
    `layout of 10,000 nodes ${name}: ${(performance.now() - start).toFixed(0)} ms, ${layout.boxes.length} boxes, ${layout.edges.length} edges`,
  );
  expectNoOverlap(tree, layout);
  expect(layout.boxes.every((box) => [box.x, box.y, box.width, box.height].every(Number.isFinite))).toBe(true);
});
