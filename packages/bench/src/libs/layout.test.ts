import { expect, test } from "vitest";
import { arrange, flattenedChannelsFirst } from "./layout.ts";

const count = Float32Array.from({ length: 12 }, (_, i) => i);

test("images go from channels last to channels first", () => {
  const { data, shape } = arrange(count, [1, 2, 2, 3], "image");
  expect(shape).toEqual([1, 3, 2, 2]);
  expect([...data]).toEqual([0, 3, 6, 9, 1, 4, 7, 10, 2, 5, 8, 11]);
});

test("kernels go from HWIO to OIHW", () => {
  const { data, shape } = arrange(count, [2, 1, 2, 3], "kernel");
  expect(shape).toEqual([3, 2, 2, 1]);
  expect([...data]).toEqual([0, 6, 3, 9, 1, 7, 4, 10, 2, 8, 5, 11]);
});

test("depthwise kernels go from HWC1 to C1HW", () => {
  const { data, shape } = arrange(count, [2, 2, 3, 1], "depthwiseKernel");
  expect(shape).toEqual([3, 1, 2, 2]);
  expect([...data]).toEqual([0, 3, 6, 9, 1, 4, 7, 10, 2, 5, 8, 11]);
});

test("the window of a transposed convolution is turned round", () => {
  const { data, shape } = arrange(count, [3, 2, 2], "transposedKernel");
  expect(shape).toEqual([2, 2, 3]);
  expect([...data]).toEqual([8, 4, 0, 9, 5, 1, 10, 6, 2, 11, 7, 3]);
});

test("dense rows follow the channels-first order of a flattened image", () => {
  const { data, shape } = flattenedChannelsFirst(count, [2, 1, 3], 2);
  expect(shape).toEqual([6, 2]);
  expect([...data]).toEqual([0, 1, 6, 7, 2, 3, 8, 9, 4, 5, 10, 11]);
});
