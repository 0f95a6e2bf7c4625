// What each work must give, computed in float64 without any of the libraries.
import { fingerprintOf, fingerprintOfLosses, type Fingerprint } from "../fingerprint.ts";
import type { LossWork, Work } from "../works/work.ts";
import { compute as computeFunction } from "./functions.ts";
import goldens from "./losses.json" with { type: "json" };
import { infer, losses } from "./train.ts";

/** How many losses of a training work are compared. */
const CHECKED_STEPS = 5;

const known = new Map<Work, Fingerprint>();

/** Returns the fingerprint that a library's result must have: five losses for training. Computed once per work. */
export function expected(work: Work): Fingerprint {
  const fingerprint = known.get(work) ?? compute(work);
  known.set(work, fingerprint);
  return fingerprint;
}

function compute(work: Work): Fingerprint {
  switch (work.kind) {
    case "function":
      return computeFunction(work);
    case "inference":
      return fingerprintOf(infer(work));
    case "train":
      return fingerprintOfLosses(losses(work, CHECKED_STEPS));
    case "loss":
      return fingerprintOfLosses(lossesOf(work));
  }
}

/** The losses that `reference/losses.py` computed. */
function lossesOf({ name }: LossWork): readonly number[] {
  const taken = (goldens as Readonly<Record<string, readonly number[]>>)[name];
  if (!taken) throw new Error(`bench: ${name} has no losses to compare with: run reference/losses.py`);
  return taken;
}
