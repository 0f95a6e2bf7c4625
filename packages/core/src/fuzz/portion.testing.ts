/** Random programs in portions, each of which can be run again by its seed: on whatever device is open. */
import fc from "fast-check";
import { checkProgram } from "./check.testing.ts";
import { programOf } from "./program.testing.ts";
import { recipes } from "./recipe.testing.ts";
import type { Sizes } from "./sizes.testing.ts";

/** Programs that one seed stands for. Who asks for more gets those of the seeds after it, too. */
const OF_A_SEED = 500;

/** Some of the programs of a seed. */
export interface Portion {
  readonly seed: number;
  /** Where they begin: the number of a program, or fast-check's path to a shrunk one. */
  readonly path: string;
  readonly programs: number;
}

/** What came of a portion. */
export interface Tally {
  readonly programs: number;
  /** Outputs that were compared. */
  readonly compared: number;
  /** Outputs that were too sensitive to be. */
  readonly skipped: number;
  /** The first program that failed: its seed, its path, the smallest recipe that still fails, and how. What comes after it was not run. */
  readonly failure?: string;
}

/** `programs` programs from `seed` on, in portions of at most `size` (default: all of a seed). */
export function portionsOf(seed: number, programs: number, size = OF_A_SEED): readonly Portion[] {
  const count = Math.ceil(programs / size);
  return Array.from({ length: count }, (_, i) => ({
    seed: seed + Math.floor((i * size) / OF_A_SEED),
    path: String((i * size) % OF_A_SEED),
    programs: Math.min(size, programs - i * size),
  }));
}

/** Runs a portion, in programs of `sizes`, until one of them fails. */
export async function runPortion({ seed, path, programs }: Portion, sizes: Sizes): Promise<Tally> {
  let [compared, skipped] = [0, 0];
  const property = fc.asyncProperty(recipes, async (recipe) => {
    const judged = await checkProgram(programOf(recipe, sizes));
    compared += judged.compared;
    skipped += judged.skipped;
  });
  const details = await fc.check(property, { seed, path, numRuns: programs, includeErrorInReport: true });
  const failure = details.failed ? { failure: fc.defaultReportMessage(details) } : {};
  return { programs: details.numRuns, compared, skipped, ...failure };
}
