/**
 * Schedules a sum of products for GPU compute. A GPU shares tiles of both operands through workgroup memory
 * (`contraction-tiles.ts`); where a CPU runs the shaders that only costs time, and each four neighbouring invocations keep a tile
 * of sums in registers instead (`contraction-quads.ts`). `a` and `b` are any expressions over the axes: the patches of a
 * convolution are never stored.
 */
import type { Nest } from "../../ir/nest.ts";
import type { Target } from "../../ir/target.ts";
import { scheduleQuads } from "./contraction-quads.ts";
import { scheduleTiles } from "./contraction-tiles.ts";
import type { Scheduled } from "./schedule.ts";

/** The kernel's tasks, locals and body for a `contraction` nest. */
export function scheduleContractionGrid(nest: Nest, target: Target): Scheduled {
  if (!nest.contraction)
    throw new Error(`scheduleContractionGrid: nest ${nest.name} is of class ${nest.class}; give it a contraction.`);
  return target.software ? scheduleQuads(nest, target) : scheduleTiles(nest, target);
}
