// What counts as data, and what is said of data that does not fit.
import { expect, test } from "vitest";
import { gatherRows, rejectBadClasses, rejectNaN, sliceRows, toRows, type Data } from "./host-data.ts";

const images = { op: "fit", name: "x", shape: [2, 2, 1] };
const labels = { op: "fit", name: "y", shape: [] };
const oneHot = { op: "fit", name: "y", shape: [3] };

test("typed arrays, columns and nested lists all become rows", async () => {
  const flat = new Float32Array([1, 2, 3, 4, 5, 6, 7, 8]);
  const expected = { count: 2, length: 4 };
  expect(await toRows(flat, images)).toMatchObject(expected);
  expect(await toRows({ data: flat, shape: [2, 2, 2, 1] }, images)).toMatchObject(expected);
  const nested = await toRows(
    [
      [
        [1, 2],
        [3, 4],
      ],
      [
        [5, 6],
        [7, 8],
      ],
    ],
    images,
  );
  expect(nested).toMatchObject(expected);
  expect(nested.data).toEqual(flat);
});

test("a trailing dimension of 1 may be there or not", async () => {
  expect((await toRows([[1], [2]], labels)).count).toBe(2);
  expect((await toRows([1, 2], labels)).count).toBe(2);
});

test.each<[string, Data, typeof images, string]>([
  ["nothing", new Float32Array(0), images, "fit: x is empty"],
  ["an empty list", [], images, "x holds no examples"],
  [
    "an empty column",
    { data: new Float32Array(0), shape: [0, 2, 2, 1] },
    images,
    "x holds no examples, its shape is [0, 2, 2, 1]",
  ],
  [
    "a broken example",
    new Float32Array(7),
    images,
    "has 7 numbers, which is no multiple of the 4 of one example [2, 2, 1]",
  ],
  [
    "another shape",
    { data: new Float32Array(8), shape: [2, 4] },
    images,
    "x must be [batch, 2, 2, 1], got [2, 4]. Reshape it.",
  ],
  [
    "a lying shape",
    { data: new Float32Array(8), shape: [3, 2, 2, 1] },
    images,
    "has shape [3, 2, 2, 1], but its data holds 8 numbers",
  ],
  ["ragged lists", [[1, 2], [3]] as Data, oneHot, "y is ragged"],
  ["class numbers for one-hot", [0, 1, 2], oneHot, 'Class numbers go with loss "sparseCategoricalCrossentropy".'],
  ["one-hot for class numbers", [[0, 1, 0]], labels, 'One-hot labels go with loss "categoricalCrossentropy".'],
  [
    "a string",
    "x" as unknown as Data,
    images,
    "must be a tensor, a typed array, nested lists of numbers, or { data, shape }, got string",
  ],
])("%s is refused", async (_, data, wanted, message) => {
  await expect(toRows(data, wanted)).rejects.toThrow(message);
});

test("NaN is refused with its place; infinities are the user's", () => {
  const rows = (values: number[]) => ({ data: Float32Array.from(values), count: values.length / 2, length: 2 });
  expect(() => rejectNaN(rows([0, 1, 2, NaN]), images)).toThrow("x holds NaN, first in example 1");
  expect(() => rejectNaN(rows([0, Infinity]), images)).not.toThrow();
});

test.each([[3], [-1], [0.5], [NaN]])("the label %d is no class of three", (label) => {
  const rows = { data: Float32Array.of(0, label), count: 2, length: 1 };
  expect(() => rejectBadClasses(rows, labels, 3)).toThrow(
    `from 0 to 2, because the model's output has 3 classes; got ${label} in example 1`,
  );
});

test("rows are gathered in order, and sliced without copying", () => {
  const rows = { data: Float32Array.of(0, 1, 10, 11, 20, 21), count: 3, length: 2 };
  const target = new Float32Array(4);
  gatherRows(rows, Uint32Array.of(2, 1, 0), 1, 2, target);
  expect(target).toEqual(Float32Array.of(10, 11, 0, 1));
  const slice = sliceRows(rows, 1, 3);
  expect(slice.count).toBe(2);
  expect(slice.data.buffer).toBe(rows.data.buffer);
});
