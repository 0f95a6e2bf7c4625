// The gate of pause, resume and single steps.
import { expect, test } from "vitest";
import { createControl } from "./control.ts";

test("an open gate lets every step through, a paused one none", () => {
  const control = createControl();
  expect(control.enter()).toBe(true);
  control.pause();
  expect(control.enter()).toBe(false);
  control.resume();
  expect(control.enter()).toBe(true);
});

test("while paused, exactly the steps asked for go through", async () => {
  const control = createControl();
  control.pause();
  const opened = control.opened();
  control.step(2);
  await opened;
  expect([control.enter(), control.enter(), control.enter()]).toEqual([true, true, false]);
});

test("pausing again takes back steps that were not taken", () => {
  const control = createControl();
  control.pause();
  control.step(5);
  control.pause();
  expect(control.enter()).toBe(false);
});
