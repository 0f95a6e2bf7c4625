import { expect, test } from "vitest";
import { stopwatch } from "./stopwatch.ts";

test("pauses are not counted, however often they are asked for", () => {
  let now = 0;
  const watch = stopwatch(() => now);
  now = 1000;
  watch.resume();
  now = 3000;
  watch.pause();
  now = 5000;
  watch.pause();
  expect(watch.seconds()).toBe(2);
  watch.resume();
  now = 6000;
  watch.resume();
  now = 6500;
  expect(watch.seconds()).toBe(3.5);
});
