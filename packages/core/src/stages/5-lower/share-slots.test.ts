// Which values share a slot. What that comes to for whole models is in the gates of `@weir/nn`.
import { expect, test } from "vitest";
import type { Node } from "../../ir/graph.ts";
import { bufferExtent } from "../../ir/texture.ts";
import type { Life, Places } from "./share-slots.ts";
import { inMemory, inTextures, shareSlots } from "./share-slots.ts";

const value = (size: number): Node => ({ shape: [size], dtype: "float32" }) as unknown as Node;
const life = (size: number, from: number, to: number): Life => ({ node: value(size), from, to });

/** The sizes of all that live in each slot, the first of which it was made for. */
function shared(places: Places): readonly (readonly number[])[] {
  return shareSlots(places).map(({ users }) => users.map(({ node }) => node.shape[0]!));
}

test("in memory a value takes the smallest slot that is free and large enough", () => {
  const lives = [life(1000, 0, 2), life(400, 1, 2), life(300, 3, 4), life(500, 3, 4)];
  expect(shared(inMemory(lives))).toEqual([
    [1000, 500],
    [400, 300],
  ]);
});

test("textures are shared at equal widths", () => {
  expect(bufferExtent(4096).width).toBe(bufferExtent(16384).width);
  expect(bufferExtent(1024).width).not.toBe(bufferExtent(16384).width);
  const lives = [life(16384, 0, 1), life(4096, 2, 3), life(1024, 2, 3)];
  expect(shared(inTextures(lives, []))).toEqual([[16384, 4096], [1024]]);
});

test("values that are written together move into larger textures together, or not at all", () => {
  const [a, b] = [life(4096, 2, 3), life(4096, 2, 3)];
  const together = [[a.node, b.node]];
  const large = [life(16384, 0, 1), life(16384, 0, 1)];
  expect(shared(inTextures([...large, a, b], together))).toEqual([
    [16384, 4096],
    [16384, 4096],
  ]);
  expect(shared(inTextures([large[0]!, a, b], together))).toEqual([[16384], [4096], [4096]]);
});

test("what is written together with an output has the output's form", () => {
  const temporary = life(4096, 2, 3);
  const lives = [life(16384, 0, 1), temporary];
  expect(shared(inTextures(lives, [[temporary.node, value(4096)]]))).toEqual([[16384], [4096]]);
});

test("values in one another's company through a third keep one form", () => {
  const [a, b, c] = [life(4096, 2, 3), life(4096, 2, 5), life(4096, 4, 5)];
  const places = inTextures(
    [a, b, c],
    [
      [a.node, b.node],
      [b.node, c.node],
    ],
  );
  expect(places.sets).toEqual([{ lives: [a, b, c], own: false }]);
  // the first is done when the third begins
  expect(shared(places)).toEqual([[4096, 4096], [4096]]);
});
