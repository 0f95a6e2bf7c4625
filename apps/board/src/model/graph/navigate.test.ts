// Finding one's way: pointer, arrow keys and search agree with the drawing.
import { expect, test } from "vitest";
import { sampleGraph } from "../../sample/sample-graph.ts";
import { layoutGraph } from "./layout.ts";
import { boxAt, describeItem, groupsAround, neighbour, search } from "./navigate.ts";
import { buildTree, keyOf, openingGroups } from "./tree.ts";

const tree = buildTree(sampleGraph());
const layout = layoutGraph(tree, openingGroups(tree));

test("a graph opens with its layers closed, so that it fits a page", () => {
  expect(layout.boxes.filter((box) => box.kind === "open")).toEqual([]);
  expect(layout.boxes.length).toBeLessThan(40);
});

test("the point in a box finds that box; a point outside of all finds none", () => {
  for (const box of layout.boxes)
    if (box.kind !== "lane") expect(boxAt(layout, box.x + 1, box.y + 1)?.key).toBe(box.key);
  expect(boxAt(layout, -500, -500)).toBeUndefined();
});

test("arrow keys walk down the forward lane and across to the backward lane", () => {
  expect(neighbour(layout, null, "down")).toBeDefined();
  expect(neighbour(layout, "forward:conv2d", "down")?.key).toBe("forward:maxPooling2d");
  expect(neighbour(layout, "forward:maxPooling2d", "up")?.key).toBe("forward:conv2d");
  expect(neighbour(layout, "forward:conv2d", "right")?.key).toBe("backward:conv2d");
  expect(neighbour(layout, "update:conv2d", "right")).toBeUndefined();
});

test("search finds scopes first, then ops by name, and says which groups to open", () => {
  expect(search(tree, "  ")).toEqual([]);
  const found = search(tree, "MAXPOOL").map((item) => keyOf(tree, item));
  expect(found.slice(0, 2)).toEqual(["forward:maxPooling2d", "forward:maxPooling2d_1"]);
  const [relu] = search(tree, "relu");
  expect(groupsAround(tree, relu as number)).toEqual(["forward:conv2d"]);
  expect(groupsAround(tree, search(tree, "images")[0] as number)).toEqual([]);
});

test("a box can be said in words", () => {
  expect(describeItem(tree, tree.itemByKey.get("forward:conv2d") as number, false)).toBe(
    "conv2d, forward scope, 5 ops, closed",
  );
  expect(describeItem(tree, search(tree, "relu")[0] as number, false)).toBe("relu, op relu in conv2d");
});
