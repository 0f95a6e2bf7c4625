import { describe, expect, test } from "vitest";
import { difference, fingerprintOf, fingerprintOfLosses } from "./fingerprint.ts";

const wave = Float32Array.from({ length: 1000 }, (_, i) => Math.sin(i));

describe("fingerprints", () => {
  test("equal outputs do not differ", () => {
    expect(difference(fingerprintOf(wave), fingerprintOf(wave))).toBe(0);
  });

  test("a scaled output differs by the factor", () => {
    const scaled = wave.map((value) => value * 1.01);
    expect(difference(fingerprintOf(scaled), fingerprintOf(wave))).toBeCloseTo(0.01, 4);
  });

  test("a shifted output differs although its elements are the same", () => {
    const shifted = Float32Array.from(wave, (_, i) => wave[(i + 1) % wave.length]!);
    expect(difference(fingerprintOf(shifted), fingerprintOf(wave))).toBeGreaterThan(0.1);
  });

  test("a mean near zero is measured against the size of the output", () => {
    const moved = wave.map((value) => value + 1e-5);
    expect(difference(fingerprintOf(moved), fingerprintOf(wave))).toBeLessThan(1e-4);
  });

  test("NaN anywhere differs without bound", () => {
    const broken = wave.slice();
    broken[501] = NaN;
    expect(difference(fingerprintOf(broken), fingerprintOf(wave))).toBe(Infinity);
  });

  test("losses are compared one by one, each by its own size", () => {
    const expected = fingerprintOfLosses([2.5, 0.01]);
    expect(difference(fingerprintOfLosses([2.5, 0.011]), expected)).toBeCloseTo(0.1, 6);
    expect(difference(fingerprintOfLosses([2.5]), expected)).toBe(Infinity);
    expect(difference(fingerprintOfLosses([2.5, NaN]), expected)).toBe(Infinity);
  });
});
