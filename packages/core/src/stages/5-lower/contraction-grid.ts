/**
 * Schedules a sum of products for GPU compute. A GPU follows one schedule of a table (`contraction-schedules.ts`): the one it was measured
 * to be fastest with, or the one of the least estimated time. Where a CPU runs the shaders each four neighbouring invocations keep a
 * tile of sums in registers instead (`contraction-quads.ts`). `a` and `b` are any expressions over the axes: the patches of a
 * convolution are never stored.
 */
import type { Nest } from "../../ir/nest.ts";
import type { Target } from "../../ir/target.ts";
import { scheduleLines } from "./contraction-lines.ts";
import { scheduleQuads } from "./contraction-quads.ts";
import { scheduleRegisters } from "./contraction-registers.ts";
import type { GridSchedule } from "./contraction-schedules.ts";
import { candidatesFor, defaultFor, nameOf, pickedFor, problemOf } from "./contraction-schedules.ts";
import { scheduleTiles } from "./contraction-tiles.ts";
import type { Scheduled } from "./schedule.ts";

/** The kernel's tasks, locals and body for a `contraction` nest. */
export function scheduleContractionGrid(nest: Nest, target: Target): Scheduled {
  if (!nest.contraction)
    throw new Error(`scheduleContractionGrid: nest ${nest.name} is of class ${nest.class}; give it a contraction.`);
  if (target.software) return scheduleQuads(nest, target);
  const problem = problemOf(nest);
  const picked = pickedFor(problem, target);
  const choice = { problem: problem.text, ...(picked ? { picked: nameOf(picked) } : {}) };
  return { ...follow(picked ?? defaultFor(problem, target), nest, target), choice };
}

/** For the problem of `nest`, the names of the schedules that are worth measuring on `target`, its default first. */
export function contractionCandidates(nest: Nest, target: Target): readonly string[] {
  return candidatesFor(problemOf(nest), target).map(nameOf);
}

function follow(s: GridSchedule, nest: Nest, target: Target): Scheduled {
  switch (s.kind) {
    case "tiles":
      return scheduleTiles(nest, target, s);
    case "lines":
      return scheduleLines(nest, target, s);
    case "registers":
      return scheduleRegisters(nest, target, s);
  }
}
