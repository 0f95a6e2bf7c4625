// The list of published cases that Weir does not pass, held against what happened.
import type { CaseResult } from "./page/specs.ts";

/** Cases that fail for one reason. */
export interface Exception {
  readonly reason: string;
  /** Where they fail; everywhere if absent. */
  readonly devices?: readonly string[];
  /** Full names. */
  readonly cases: readonly string[];
}

export interface Comparison {
  /** Failures that nobody explained. */
  readonly unlisted: readonly CaseResult[];
  /** Listed cases that pass: the list is out of date. */
  readonly passing: readonly string[];
}

/** Compares what ran on `device` with the list. Names that `filter` left out are not looked for; several cases may share a name. */
export function compare(
  device: string,
  results: readonly CaseResult[],
  exceptions: readonly Exception[],
  filter = "",
): Comparison {
  const listed = new Set(exceptions.filter((e) => e.devices?.includes(device) ?? true).flatMap((e) => e.cases));
  const failed = results.filter((r) => r.message !== undefined);
  const failedNames = new Set(failed.map((r) => r.name));
  return {
    unlisted: failed.filter((r) => !listed.has(r.name)),
    passing: [...listed].filter((name) => name.includes(filter) && !failedNames.has(name)),
  };
}
