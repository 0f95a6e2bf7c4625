/** Random programs on a device: a short sample in the tests, a long run by `npm run fuzz`. */
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { setDevice } from "../runtime.ts";
import type { DeviceName } from "../stages/7-run/device.ts";
import { checkProgram } from "./check.testing.ts";
import { programOf } from "./program.testing.ts";
import { recipes } from "./recipe.testing.ts";

/** Programs per test: each test has a seed of its own, by which it can be run again. */
const PORTION = 500;
const MINUTES = 60_000;

/** `npm run fuzz` asks for more through the environment, which Vite hands to the browser too. */
const asked = (import.meta as unknown as { readonly env: Readonly<Record<string, string | undefined>> }).env;

/** Registers a test of `programs` random programs on `device`, unless `npm run fuzz` wants another device or another number. */
export function describeFuzz(device: DeviceName, programs: number): void {
  const wanted = asked["VITE_FUZZ_DEVICE"];
  if (wanted !== undefined && wanted !== device) return;
  const count = Number(asked["VITE_FUZZ_PROGRAMS"] ?? programs);
  const seed = Number(asked["VITE_FUZZ_SEED"] ?? 1);
  describe(`random programs on ${device}`, () => {
    beforeAll(async () => {
      await setDevice(device);
    }, MINUTES);
    for (let at = 0; at < count; at += PORTION) {
      const portion = Math.min(PORTION, count - at);
      test(`${portion} programs of seed ${seed + at / PORTION}`, { timeout: 30 * MINUTES }, async () => {
        let [compared, skipped] = [0, 0];
        const property = fc.asyncProperty(recipes, async (recipe) => {
          const judged = await checkProgram(programOf(recipe));
          compared += judged.compared;
          skipped += judged.skipped;
        });
        // a failure shows its seed, its path, and the smallest recipe that still fails
        await fc.assert(property, { seed: seed + at / PORTION, numRuns: portion });
        console.log(`${device}: ${compared} outputs compared, ${skipped} too sensitive to be`);
        // a generator that made only nonsense would find nothing
        expect(compared).toBeGreaterThan(4 * skipped);
      });
    }
  });
}
