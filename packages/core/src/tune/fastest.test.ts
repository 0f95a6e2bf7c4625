import { describe, expect, it } from "vitest";
import { fakeWatch } from "./watch.testing.ts";
import { fastest } from "./fastest.ts";

describe("fastest", () => {
  it.each([
    [[1, 0.4, 0.7], 1],
    [[0.02, 0.03, 0.01], 2],
    [[5, 50, 500], 0],
    [[3], 0],
  ])("of kernels that take %j ms is number %d", async (each, best) => {
    expect(await fastest(each.length, fakeWatch({ each }))).toBe(best);
  });

  it("is told apart by a watch of coarse steps", async () => {
    expect(await fastest(3, fakeWatch({ each: [0.004, 0.0035, 0.003], step: 0.0655 }))).toBe(2);
  });

  it("is the first where another takes nearly as long", async () => {
    expect(await fastest(2, fakeWatch({ each: [1, 0.98] }))).toBe(0);
    expect(await fastest(2, fakeWatch({ each: [1, 0.9] }))).toBe(1);
  });

  it("is not misled by one disturbed measurement, nor by what a first run costs", async () => {
    const each = [1, 0.8];
    expect(await fastest(2, fakeWatch({ each, disturb: (call) => (call === 5 ? 100 : 0) }))).toBe(1);
    expect(await fastest(2, fakeWatch({ each, disturb: (_, first) => (first ? 30 : 0) }))).toBe(1);
  });

  it("is not misled by a clock that slows down halfway", async () => {
    const slowing = fakeWatch({ each: [1, 0.8], slow: (call) => (call > 6 ? 3 : 1) });
    expect(await fastest(2, slowing)).toBe(1);
  });

  it("is none that cannot run, unless none can", async () => {
    expect(await fastest(3, fakeWatch({ each: [1, Infinity, 0.5] }))).toBe(2);
    expect(await fastest(2, fakeWatch({ each: [Infinity, 1] }))).toBe(1);
    expect(await fastest(2, fakeWatch({ each: [Infinity, Infinity] }))).toBe(0);
  });

  it("measures as long as it must and no longer", async () => {
    const watch = fakeWatch({ each: [0.01, 0.02, 2] });
    await fastest(3, watch);
    expect(Math.max(...watch.totals)).toBeLessThan(3 * watch.shortest);
    expect(watch.totals.length).toBeLessThan(30);
  });

  it("gives up on kernels far from the best", async () => {
    const watch = fakeWatch({ each: [1, 100, 200] });
    await fastest(3, watch);
    expect(watch.totals.filter((t) => t >= 100).length).toBe(6);
  });
});
