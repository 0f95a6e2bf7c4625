/** Random programs on a device: a short sample in the tests, a long run by `npm run fuzz`. */
import { beforeAll, describe, expect, test } from "vitest";
import { setDevice } from "../runtime.ts";
import type { DeviceName } from "../stages/7-run/device.ts";
import { portionsOf, runPortion } from "./portion.testing.ts";
import { LARGE, SMALL } from "./sizes.testing.ts";

const MINUTES = 60_000;

/** `npm run fuzz` asks for more through the environment, which Vite hands to the browser too. */
const asked = (import.meta as unknown as { readonly env: Readonly<Record<string, string | undefined>> }).env;

/** Registers a test of `programs` random programs on `device`, unless `npm run fuzz` wants another device or another number. */
export function describeFuzz(device: DeviceName, programs: number): void {
  const wanted = asked["VITE_FUZZ_DEVICE"];
  if (wanted !== undefined && wanted !== device) return;
  const count = Number(asked["VITE_FUZZ_PROGRAMS"] ?? programs);
  const seed = Number(asked["VITE_FUZZ_SEED"] ?? 1);
  const sizes = asked["VITE_FUZZ_LARGE"] === undefined ? SMALL : LARGE;
  describe(`random programs on ${device}`, () => {
    beforeAll(async () => {
      await setDevice(device);
    }, MINUTES);
    test.each(portionsOf(seed, count))(
      "$programs programs of seed $seed",
      async (portion) => {
        const { compared, skipped, failure } = await runPortion(portion, sizes);
        if (failure !== undefined) throw new Error(failure);
        console.log(`${device}: ${compared} outputs compared, ${skipped} too sensitive to be`);
        // a generator that made only nonsense would find nothing
        expect(compared).toBeGreaterThan(4 * skipped);
      },
      30 * MINUTES,
    );
  });
}
